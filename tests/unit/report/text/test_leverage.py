"""Levers of a model, on a page."""

from typing import Any

import pytest

from wholeprint.report.text.leverage import leverage_page
from wholeprint.report.text.page import Page


def _lever(name: str, share: float, **other: Any) -> dict[str, Any]:
    one = {"value": share, "low": 2 * share, "high": 0.5 * share, "known_share": 1.0}
    return {
        "name": name,
        "kind": "parameter",
        "move": "x 0.9",
        "note": "",
        "meadows": None,
        "meadows_place": None,
        "level": None,
        "awareness": None,
        "agency": None,
        "change": one,
        "relative": one,
        "strength_share": abs(share),
        "backfire_probability": 0.0,
        "elasticity": one,
        "delays": [{"lag_amount": 2.0, "lost_share": one}],
        **other,
    }


@pytest.fixture
def document() -> Any:
    """Three levers: one strong, one tagged loop beyond all bounds, one without effect."""
    return {
        "model": "m",
        "worlds": 3,
        "failed": 0,
        "runs": 40,
        "backend": "c",
        "move_share": 0.1,
        "outcome": {
            "name": "energy use",
            "unit": "kWh",
            "measure": "peak_time",
            "goal": "lower",
            "time_unit": "year",
            "base": {"value": 5.0, "low": 4.0, "high": 6.0, "known_share": 1.0},
            "central": 5.0,
        },
        "levers": [
            _lever("B1", 1e6, kind="loop", move="cut", note="a -> b", elasticity=None, delays=[]),
            _lever(
                "tax",
                -0.2,
                meadows=5,
                meadows_place="the rules",
                level="system",
                agency=1,
                backfire_probability=0.25,
            ),
            _lever("idle", 0.0),
        ],
        "notes": ["A note."],
    }


@pytest.mark.parametrize("width", [80, 100, 120])
def test_every_lever_has_its_line_at_every_width(document: Any, width: int) -> None:
    """Nothing is cut off, and the bar has room only on a wide page."""
    page = Page(width)
    leverage_page(page, document)
    text = page.text()

    assert "tax" in text
    assert "25 %" in text
    assert "Without effect on it: idle." in text
    assert "x 1e+06" in text
    assert "5 the rules" in text
    assert "A note." in text
    assert max(map(len, text.splitlines())) <= width


def test_what_waiting_costs_is_explained(document: Any) -> None:
    """The legend names the wait that was tried."""
    page = Page(100)
    leverage_page(page, document)

    assert "moving 2 year later" in " ".join(page.text().split())


def test_a_model_without_telling_levers_is_no_empty_table(document: Any) -> None:
    """All without effect: they are named."""
    document["levers"] = document["levers"][2:]
    page = Page(80)
    leverage_page(page, document)

    assert "Without effect on it: idle." in page.text()
    assert "backfires" not in page.text()
