"""Functional units."""

import pytest

from wholeprint.errors import ConformanceError, ValueRefusedError
from wholeprint.lifecycle.sci_units import Conversion, FunctionalUnit, same_unit, singular, unit_of


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("request", FunctionalUnit("request"), "request"),
        ("requests", FunctionalUnit("request"), "request"),
        ("1k tokens", FunctionalUnit("token", 1e3), "1k tokens"),
        ("1000 images", FunctionalUnit("image", 1e3), "1k images"),
        ("2.5M queries", FunctionalUnit("query", 2.5e6), "2.5M queries"),
        ("1,000 tokens", FunctionalUnit("token", 1e3), "1k tokens"),
        ("1e6 tokens", FunctionalUnit("token", 1e6), "1M tokens"),
        ("3D images", FunctionalUnit("3D image"), "3D image"),
        ("million tokens", FunctionalUnit("token", 1e6), "1M tokens"),
        ("10 Thousand images", FunctionalUnit("image", 1e4), "10k images"),
        ("FLOP", FunctionalUnit("FLOP"), "FLOP"),
        ("training run", FunctionalUnit("training run"), "training run"),
    ],
)
def test_a_text_names_a_unit(text: str, unit: FunctionalUnit, shown: str) -> None:
    """One thing or so many of it, in the singular or not."""
    assert unit_of(text) == unit
    assert str(unit_of(text)) == shown


@pytest.mark.parametrize("text", ["", "  ", "5", "--", "0 tokens", "a" * 100, "to\x1bken"])
def test_what_names_none_is_refused(text: str) -> None:
    """Nothing, nought of something, and what no terminal should print."""
    with pytest.raises(ValueRefusedError):
        unit_of(text)


def test_words_that_end_alike_are_one() -> None:
    """Batches, boxes and queries have a singular; a bus and an analysis are one already."""
    words = ("batches", "boxes", "queries", "bus", "analysis", "pass")

    assert [singular(word) for word in words] == [
        *("batch", "box", "query", "bus", "analysis", "pass")
    ]


def test_a_conversion_is_used_and_disclosed() -> None:
    """What was counted becomes R by a declared conversion, which is handed on with the number."""
    four = Conversion("image", "request", 0.25, "a request makes four images")

    count, steps = same_unit("image", 80.0, FunctionalUnit("request", 10.0), [four])

    assert count == 2.0
    assert steps[0] is four
    assert [each.wanted for each in steps] == ["request", "10 requests"]


def test_two_units_without_a_conversion_are_refused() -> None:
    """R has to be the same in every component."""
    with pytest.raises(ConformanceError, match="not the same"):
        same_unit("image", 80.0, FunctionalUnit("request"), [])


def test_a_conversion_without_a_reason_is_refused() -> None:
    """A conversion is disclosed with why one stands for the other."""
    with pytest.raises(ConformanceError, match="no reason"):
        Conversion("image", "request", 0.25, " ")
