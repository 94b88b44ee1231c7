"""Tests of fingerprints."""

import numpy as np
import pytest

from wholeprint.engine.ensemble.digest import digest
from wholeprint.systems.flat.term import Apply, Constant, Ref, Term
from wholeprint.systems.model import Method


def test_the_same_content_has_the_same_fingerprint() -> None:
    """It does not hang on the process: this one was worked out in another."""
    things = (Apply("add", (Ref(3), Constant(0.1))), {"a": 1}, Method.EULER, None, (1, "x"))

    assert digest(*things) == digest(*things)
    assert digest() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_any_difference_shows() -> None:
    """A number, its kind, a nesting, an order: each changes it."""
    things = [
        Constant(0.1), Constant(0.1 + 1e-17 * 8), Ref(1), (1, 2), ((1,), 2), [1], 1, 1.0, "1", True,
        {"a": 1}, {"a": 2}, frozenset({1, 2}), np.array([1.0]), np.array([[1.0]]), None,
    ]  # fmt: skip

    assert len({digest(thing) for thing in things}) == len(things)
    assert digest({1, 2}) == digest({2, 1})


def test_a_deep_term_is_no_trouble() -> None:
    """Ten thousand levels are walked without recursion."""
    term: Term = Constant(1.0)
    for _ in range(10_000):
        term = Apply("neg", (term,))

    assert len(digest(term)) == 64


def test_what_has_no_content_is_refused() -> None:
    """A function cannot be told from another."""
    with pytest.raises(TypeError, match="no fingerprint"):
        digest(len)
