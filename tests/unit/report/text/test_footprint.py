"""All categories of a footprint on a page."""

import re
from typing import Any, cast

from wholeprint.report.shapes import RunResultDocument
from wholeprint.report.text import footprint
from wholeprint.report.text.page import Page


def test_devices_that_used_the_same_are_told_once(shown: RunResultDocument) -> None:
    """Eight accelerators with equal numbers are one line; one that differs has its own."""
    energy = shown["footprint"]["energy"]
    (device,) = (each for each in energy["contributions"] if each["source"] == "gpu:0")
    others = [{**device, "source": f"gpu:{number}"} for number in range(1, 8)]
    last = {**device, "source": "gpu:8", "value": 9.0, "low": 8.0, "high": 10.0}
    energy["contributions"] += cast("list[Any]", [*others, last])
    page = Page(100)

    footprint.footprint_sections(page, shown)

    assert "gpu:0 to gpu:7, each" in page.text()
    assert "  gpu:8 " in page.text()


def test_devices_are_told_in_the_order_of_their_numbers(shown: RunResultDocument) -> None:
    """Of twelve accelerators the last is the twelfth, not the one that sorts last as text."""
    energy = shown["footprint"]["energy"]
    (device,) = (each for each in energy["contributions"] if each["source"] == "gpu:0")
    others = [{**device, "source": f"gpu:{number}"} for number in range(1, 12)]
    energy["contributions"] += cast("list[Any]", others)
    page = Page(100)

    footprint.footprint_sections(page, shown)

    assert "gpu:0 to gpu:11, each" in page.text()


def test_every_category_is_on_the_page(shown: RunResultDocument) -> None:
    """Each category shows its number, or that there is none."""
    page = Page(120)

    footprint.footprint_sections(page, shown)

    for word in ("operational", "market-based", "on site", "withdrawn", "e-waste", "ADPe"):
        assert word in page.text()
    for damage in ("land", "toxicity", "biodiversity", "health"):
        assert re.search(rf"{damage} +no data  no source|{damage} +no data  no inv", page.text())


def test_water_is_told_by_basis_and_by_method(shown: RunResultDocument) -> None:
    """What is withdrawn is told by place, what is consumed off site as each method has it."""
    part = {"source": "power plants", "phase": "", "level": "platform", "value": 4.0}
    part |= {"central": 4.0, "low": 3.0, "high": 5.0, "unit": "L", "known": "modelled"}
    part |= {"sources": []}
    withdrawn = shown["footprint"]["water_withdrawal"]
    withdrawn["contributions"] = cast("list[Any]", [part])
    consumed = shown["footprint"]["water_offsite"]
    consumed["of_which"] = cast("list[Any]", [part | {"source": "as one method has it"}])
    page = Page(120)

    footprint.footprint_sections(page, shown)

    lines = [line.strip() for line in page.text().splitlines()]
    assert any(line.startswith("power plants ") for line in lines)
    assert any(line.startswith("as one method has it ") for line in lines)
    assert "consumed, but for what is withdrawn" in page.text()


def test_the_signal_is_spelled_out() -> None:
    """Which grams per kilowatt-hour they are is said in words; several are not mixed up."""
    signal = {
        "zone": "world",
        "response": "marginal",
        "scope": "direct",
        "flow": "production",
        "tense": "forecast",
        "accounting": "location",
        "unit": "gCO2e/kWh",
    }

    text = footprint.signal_in_words(signal)

    assert "the world" in text
    assert "marginal, direct, location-based, forecast" in text
    assert not footprint.signal_in_words(None)


def test_a_series_of_ones_own_is_given_no_identity() -> None:
    """Of the user's own numbers a page says how they were counted, and nothing it cannot know."""
    words = footprint.own_signal_in_words({"scope": "direct", "flow": "production"})

    assert words == "a grid series as you gave it, taken as direct emissions"
