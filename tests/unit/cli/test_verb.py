"""What a verb is."""

import inspect

import pytest

from wholeprint.cli import main
from wholeprint.cli.verb import Verb


@pytest.mark.parametrize("verb", main.VERBS, ids=lambda verb: verb.NAME)
def test_every_verb_has_what_a_verb_has(verb: Verb) -> None:
    """A name as it is typed, one line that says what it does, examples, and its two functions."""
    assert verb.NAME.strip().lower() == verb.NAME
    assert "\n" not in verb.SUMMARY
    assert all(example.startswith("wholeprint ") for example in verb.EXAMPLES)
    assert list(inspect.signature(verb.configure).parameters) == ["parser"]
    assert list(inspect.signature(verb.execute).parameters) == ["arguments"]
