"""Two runs side by side on a page."""

from typing import Any, cast

import pytest

from wholeprint.report.shapes import ComparisonDocument, QuantityDocument, RunResultDocument
from wholeprint.report.text import comparison
from wholeprint.report.text.page import Page


def _difference(value: float, low: float, high: float) -> dict[str, object]:
    return {
        "value": value,
        "central": value,
        "low": low,
        "high": high,
        "unit": "kWh",
        "known": "modelled",
        "sources": [],
    }


def _document(shown: RunResultDocument, each: dict[str, object]) -> ComparisonDocument:
    nothing = {"value": None, "unit": "1", "known": "no data", "reason": "none"}
    absent = {
        "difference": nothing,
        "ratio": nothing,
        "probability_less": None,
        "verdict": "no data",
    }
    return cast(
        "ComparisonDocument",
        {"first": shown, "second": shown, "categories": {"energy": each, "health": absent}},
    )


@pytest.mark.parametrize(
    ("difference", "verdict", "words"),
    [
        ((0.1, 0.05, 0.2), "first is less", ("+100 Wh", "[50 \u2013 200]", "A is less")),
        ((-0.1, -0.2, -0.05), "second is less", ("\u2212100 Wh", "B is less")),
        ((0.1, -0.2, 0.3), "undecided", ("unclear", "71 %")),
        ((0.0, 0.0, 0.0), "undecided", ("same",)),
    ],
)
def test_a_verdict_is_given_only_where_it_can_be(
    shown: RunResultDocument,
    difference: tuple[float, float, float],
    verdict: str,
    words: tuple[str, ...],
) -> None:
    """One is called less where the interval separates; else it is unclear, or the same."""
    each = {
        "difference": _difference(*difference),
        "ratio": {**_difference(1.1, 1.0, 1.2), "unit": "1"},
        "probability_less": 0.71,
        "verdict": verdict,
    }
    page = Page(110)

    comparison.comparison_page(page, _document(shown, cast("dict[str, Any]", each)))

    (line,) = (line for line in page.text().splitlines() if line.startswith("energy "))
    assert all(word in line for word in words)
    assert ("is less" in line) == (verdict != "undecided")
    assert "No data in one or both: health." in page.text()


@pytest.mark.parametrize("width", [50, 60, 70, 80, 90, 100, 110, 120])
def test_no_answer_and_no_number_is_ever_cut(shown: RunResultDocument, width: int) -> None:
    """With the longest name and numbers, columns are left out whole; the answer never is."""
    each = {
        "difference": _difference(-0.000123456, -0.00123456, -0.0000123456),
        "ratio": {**_difference(1.1, 1.0, 1.2), "unit": "1"},
        "probability_less": 0.71,
        "verdict": "second is less",
    }
    name = "ghg_operational_market"
    footprint = {**shown["footprint"], name: shown["footprint"]["energy"]}
    document = _document(cast("Any", {**shown, "footprint": footprint}), cast("Any", each))
    document["categories"][name] = document["categories"]["energy"]
    page = Page(width)

    comparison.comparison_page(page, document)

    text = page.text()
    table = text[text.index("B \u2212 A") : text.index("No data in")]
    assert "\u2026" not in table
    assert table.count("B is less") == 2
    assert max(map(len, text.splitlines())) <= width
    assert ("P(A < B)" in table) == ("share of the draws" in text.replace("\n", " "))


def test_the_substance_is_not_said_twice() -> None:
    """A line that is named carbon shows grams without repeating CO2e."""
    quantity = cast("QuantityDocument", {**_difference(5.0, 4.0, 6.0), "unit": "gCO2e"})

    assert comparison.short(quantity).replace("\u00a0", " ") == "5.0 g"
