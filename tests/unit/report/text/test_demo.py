"""The demo's page."""

import copy
from typing import Any

import pytest

from wholeprint.report.text.demo import demo_page
from wholeprint.report.text.page import Page


def _amount(value: float, unit: str, known: str = "modelled") -> dict[str, Any]:
    interval = {"value": value, "central": value, "low": value * 0.5, "high": value * 2.0}
    return interval | {"unit": unit, "basis": None, "known": known, "sources": [], "reason": ""}


NAMES = ("linear, 24 regularisations", "extra trees, 600", "network, 128 units", "deep network, x")
PLACES = ("FR", "PL", "GB, 2023-12-28 14:00 UTC", "GB, 2023-12-02 05:00 UTC")


def _place(number: int, rank: int, *ties: str) -> dict[str, Any]:
    return {"name": NAMES[number], "rank": rank, "ties": list(ties)}


@pytest.fixture
def document() -> Any:
    """A document as wide as the demo's can be."""
    footprint = {
        "energy": _amount(0.0123, "kWh"),
        "ghg_operational": _amount(1.23e-6, "kgCO2e"),
        "ghg_embodied": _amount(0.234e-6, "kgCO2e"),
        "water_onsite": _amount(8.23e-6, "L"),
        "water_offsite": _amount(0.123e-3, "L"),
        "ewaste": _amount(12.3e-9, "kg"),
    }
    models = [
        {
            "name": name,
            "run": "20260101-000000-abcdef",
            "accuracy": 0.975,
            "cpu_seconds": 123.4,
            "zone": "DE",
            "footprint": footprint,
        }
        for name in NAMES
    ]
    reversal = {
        "more": NAMES[3],
        "less": NAMES[0],
        "energy_ratio": _amount(9.7, "1"),
        "more_at": PLACES[2],
        "less_at": PLACES[3],
        "more_carbon": _amount(0.76e-6, "kgCO2e"),
        "less_carbon": _amount(0.93e-6, "kgCO2e"),
        "probability": 0.97,
    }
    return {
        "models": models,
        "order": [_place(0, 1), _place(1, 2, NAMES[2]), _place(2, 2, NAMES[1]), _place(3, 4)],
        "elsewhere": {
            place: {name: _amount(0.456e-6, "kgCO2e") for name in NAMES} for place in PLACES
        },
        "reversals": [reversal],
        "notes": list[Any](),
    }


def _page(document: Any) -> str:
    page = Page(80)
    demo_page(page, document)
    return page.text()


def test_page_fits_80_columns_and_cuts_nothing(document: Any) -> None:
    """At 80 columns no line is longer and no number, title or name is cut."""
    text = _page(document)

    assert max(len(line) for line in text.splitlines()) <= 80
    assert "\u2026" not in text
    for name in NAMES:
        assert name in text
    for place in PLACES:
        assert any(
            line.startswith(place) and line.count("gCO2e") == len(NAMES)
            for line in text.splitlines()
        )
    for title in ("carbon of power", "carbon of hardware", "water on site", "e-waste"):
        assert title in text


def test_page_says_what_turned_the_order_round(document: Any) -> None:
    """A reversal is a sentence with both places, both amounts and how sure it is."""
    text = " ".join(_page(document).split())

    assert "deep network takes 9.7 times the energy of linear." in text
    assert f"Placed in {PLACES[2]} it emits less than linear in {PLACES[3]}:" in text
    assert "97 % of all draws" in text
    assert "cannot be told apart from network, 128 units" in text


def test_page_without_a_reversal_says_so(document: Any) -> None:
    """Where no order is surely turned round the page does not claim one."""
    assert "no order is surely turned round" in _page({**document, "reversals": []})


def test_modelled_energy_is_said_to_be(document: Any) -> None:
    """A page of modelled energy says that no sensor was read; one of measured energy does not."""
    measured = copy.deepcopy(document)
    for model in measured["models"]:
        model["footprint"]["energy"] = _amount(0.0123, "kWh", "measured")

    assert "No energy sensor can be read here" in _page(document)
    assert "No energy sensor" not in _page(measured)


@pytest.mark.parametrize(("zone", "said"), [("DE", "in DE"), (None, "zone unknown")])
def test_place_of_the_runs(document: Any, zone: str | None, said: str) -> None:
    """The page names the zone that the runs were told, or says that it is unknown."""
    document["models"][0]["zone"] = zone

    assert said in _page(document)
