"""What several pages share."""

from typing import Any, cast

import pytest

from wholeprint.quantities.making import choice
from wholeprint.report.shapes import (
    DriverDocument,
    FactorDocument,
    NoteDocument,
    QuantityDocument,
    RunDocument,
    RunResultDocument,
)
from wholeprint.report.text import parts
from wholeprint.report.text.page import Page


def _quantity(**changes: object) -> QuantityDocument:
    plain: dict[str, object] = {
        "value": 1.0,
        "central": 1.0,
        "low": 0.9,
        "high": 1.2,
        "unit": "kWh",
        "known": "measured",
        "sources": [],
    }
    return cast("QuantityDocument", plain | changes)


NOTHING: dict[str, Any] = dict.fromkeys(("value", "central", "low", "high")) | {
    "known": "no data",
    "reason": "nobody counted",
}


def test_what_is_not_known_says_so_with_its_reason() -> None:
    """A quantity without data reads "no data" and why; it is never nought or blank."""
    page = Page(80)
    rows = [parts.Row("on site", _quantity(**NOTHING)), parts.Row("off site", _quantity())]

    parts.quantity_groups(page, [parts.Group("Water", rows)])

    lines = page.text().splitlines()
    assert lines[1].split() == ["on", "site", "no", "data", "nobody", "counted"]
    assert "1.00 kWh" in lines[2]


def test_values_of_all_groups_end_in_one_column() -> None:
    """Numbers of several groups stand below each other, whatever their length."""
    page = Page(80)
    wide = parts.Row("a", _quantity(value=0.0123, low=0.011, high=0.014))
    narrow = parts.Row("quite long", _quantity())

    parts.quantity_groups(page, [parts.Group("One", [wide]), parts.Group("Two", [narrow])])

    lines = page.text().splitlines()
    assert lines[1].index("Wh") == lines[4].index("kWh") + 1


def test_parts_that_are_missing_are_told_once_below() -> None:
    """What could not be counted is a footnote, one for all lines that lack the same."""
    page = Page(80)
    lacking = _quantity(missing=["no source states the mass of dram"])

    parts.quantity_groups(page, [parts.Group("G", [parts.Row("a", lacking)] * 2)])

    assert page.text().count("[1]") == 3
    assert page.text().count("not in it: no source states the mass of dram") == 1


@pytest.mark.parametrize(
    ("reasons", "text"),
    [
        (["no mass of gpu:0"], "no mass of gpu:0"),
        (["no mass of gpu:0", "no mass of gpu:1", "x"], "no mass of each accelerator; x"),
    ],
)
def test_reasons_that_differ_by_a_device_are_one(reasons: list[str], text: str) -> None:
    """The same reason for several accelerators is said once."""
    assert parts.brief(reasons) == text


def test_drivers_are_ranked_over_categories_and_chance_is_left_out() -> None:
    """The largest shares come first, each assumption once, none that may be noise."""

    def driver(name: str, share: float) -> DriverDocument:
        return {"factor_id": name, "share": share, "noise_share": 0.01}

    drivers = {
        "energy": [driver("pue", 0.4), driver("noise", 0.015)],
        "ghg_operational": [driver("grid", 0.7), driver("pue", 0.2)],
        "land": [driver("never asked", 0.9)],
    }

    found = parts.strongest_drivers(drivers, 3)

    assert [(category, each["factor_id"]) for category, each in found] == [
        ("ghg_operational", "grid"),
        ("energy", "pue"),
    ]


def test_notes_are_told_once_and_warnings_first() -> None:
    """Equal notes are counted, and what makes a number worse stands on top."""

    def note(message: str, severity: str) -> NoteDocument:
        return {
            "code": "a-note",
            "message": message,
            "at_unix_seconds": None,
            "severity": severity,
        }

    page = Page(80)

    parts.note_section(page, [note("mild", "info"), note("bad", "warning"), note("mild", "info")])

    assert page.text().splitlines() == [
        "Notes",
        "  !  Bad. [a-note]",
        "  -  Mild. (2 times) [a-note]",
    ]


def test_every_category_has_a_name(shown: RunResultDocument) -> None:
    """No category of a footprint is left without words."""
    assert set(parts.NAMES) == set(shown["footprint"])


def test_the_boundary_says_what_is_out() -> None:
    """What is not counted is said as clearly as what is."""
    text = parts.boundary({"operational": True, "end_of_life": False})

    assert text == "Counted: operational. Not counted: end of life."
    assert parts.boundary({"idle": True}) == "Counted: idle."


def test_nothing_to_say_leaves_no_heading(shown: RunResultDocument) -> None:
    """Without quantities, drivers or notes there is no empty section."""
    page = Page(80)
    shown["drivers"] = {}

    parts.quantity_groups(page, [parts.Group("Energy", [])])
    parts.driver_section(page, shown)
    parts.note_section(page, [])

    assert page.text() == ""


def test_an_assumption_that_is_not_carried_has_no_words() -> None:
    """A driver whose assumption is not in the document is named without a value."""
    assert not parts.assumed(None)
    assert parts.sentence("") == ""
    assert parts.number(_quantity(**NOTHING)) == "no data"


def test_what_was_told_has_a_line(shown: RunResultDocument) -> None:
    """What an assessment was told is said in words; where it was told nothing, nothing is."""
    told = {"zone": "PL", "pue": 1.2, "at": "2023-12-02T05:00:00+00:00", "hourly": True, "seed": 3}
    page, empty = Page(120), Page(120)

    parts.told_line(page, cast("RunResultDocument", {**shown, "told": told}), besides=("seed",))
    parts.told_line(empty, shown)

    said = "as if  zone PL, PUE 1.2 (declared), hourly, started 2023-12-02 05:00 UTC\n"
    assert page.text().replace("\u00a0", " ") == said
    assert empty.text() == ""


def test_every_argument_has_words(shown: RunResultDocument) -> None:
    """Whatever an assessment can be told, its page says; the boundary has a line of its own."""
    told: dict[str, object] = {
        "wue": 0.2,
        "attribution": "process",
        "signal": "direct",
        "intensity_file": "grid.csv",
        "lifetime_years": 5.0,
        "utilisation": 0.5,
        "overrides": {"a.b": 2.0},
        "draws": 64,
    }
    page = Page(400)

    parts.told_line(page, cast("RunResultDocument", {**shown, "told": told}))

    words = ("WUE 0.2", "process", "direct", "grid.csv", "5 years", "50 %", "a.b = 2.0", "64 draws")
    text = page.text().replace("\u00a0", " ")
    assert all(word in text for word in words)


def test_what_a_run_declared_of_its_site_is_said(shown: RunResultDocument) -> None:
    """A PUE and a WUE of the run's own settings stand beside its zone."""
    run = cast("RunDocument", {**shown["run"], "settings": {"zone": "FR", "pue": 1.2, "wue": 0.3}})

    assert ", ".join(parts.site_of(run)).replace("\u00a0", " ") == "zone FR, PUE 1.2, WUE 0.3 L/kWh"
    assert len(parts.site_of(shown["run"])) == 1


def test_a_choice_between_accounts_is_no_number() -> None:
    """Which account a draw takes has no central value that would mean anything."""
    which = choice("embodied.method.card", ("maker", "study", "bill"))

    said = parts.assumed(cast("FactorDocument", which.as_json()))

    assert said == "one of 3 accounts, assumed"
