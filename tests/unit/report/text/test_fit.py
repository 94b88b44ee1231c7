"""A fit, on a page."""

from typing import Any

import pytest

from wholeprint.report.text.fit import fit_page
from wholeprint.report.text.page import Page


def _parameter(name: str, low: float | None, high: float | None) -> dict[str, Any]:
    return {
        "name": name,
        "unit": "1/day",
        "value": 0.4,
        "before": {"central": 0.4, "low": 0.1, "high": 0.9},
        "low": low,
        "high": high,
        "identified": low is not None and high is not None,
        "posterior": {"value": 0.4, "low": 0.35, "high": 0.45},
    }


@pytest.fixture
def document() -> Any:
    """Four parameters, bounded on both sides, one, the other, none."""
    return {
        "model": "m",
        "data": "d.csv",
        "parameters": [
            _parameter("both", 0.3, 0.5),
            _parameter("below", None, 0.5),
            _parameter("above", 0.3, None),
            _parameter("none", None, None),
        ],
        "series": [
            {"name": "y", "unit": "kWh", "points": 9, "error_amount": 0.5, "explained_share": 0.9}
        ],
        "held_out": [
            {
                "name": "y",
                "points": 3,
                "error_amount": 0.5,
                "naive_error_amount": 1.5,
                "inside_share": 1.0,
            }
        ],
        "profiles": [],
        "log_likelihood_amount": 1.0,
        "walk": {"draws": 100, "accepted_share": 0.4, "r_hat_ratio": 1.0, "settled": True},
        "warnings": [{"code": "fit-not-identified", "names": ["none"], "text": "none: open"}],
        "notes": ["A note."],
    }


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_says_what_the_data_hold(document: Any, width: int) -> None:
    """Bounds on one side are told as such."""
    page = Page(width)
    fit_page(page, document)
    text = page.text()

    for words in (
        "0.3000 to 0.5000",
        "below 0.5000",
        "above 0.3000",
        "not bounded",
        "[fit-not-identified]",
        "0.5000 kWh",
        "A note.",
    ):
        assert words in text
    assert max(map(len, text.splitlines())) <= width


def test_without_warnings_that_is_said(document: Any) -> None:
    """Every parameter is held."""
    document["warnings"] = []
    page = Page(80)
    fit_page(page, document)

    assert "held by the data on both sides" in page.text()
