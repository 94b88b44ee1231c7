"""The page of a run."""

import pytest

from wholeprint.report.simulation import Told, simulation_document
from wholeprint.report.text.page import Page
from wholeprint.report.text.simulation import simulation_page
from wholeprint.systems.check.finding import Finding, Severity
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.model import Place
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_TEXT = """
model: tank
title: A tank that leaks
note: |
  It leaks.

  More about it.
time: {start: 0, stop: 3, step: 0.5, unit: day, method: rk4}
parameters:
  span: {value: 2, unit: day, low: 1, high: 4}
  size: {value: 8, unit: L, lognormal: [2, 20], known: published}
stocks: {water: {initial: size, out: [leak], unit: L}}
flows: {leak: "water / span [L/day]"}
auxiliaries: {steady: "size * 2 [L]"}
"""


def _text(told: Told, text: str = _TEXT, *, width: int = 100, colour: bool = False) -> str:
    model = read_model(text, "tank.yaml")
    system = flatten(model)
    page = Page(width, colour=colour)
    simulation_page(page, simulation_document(model, system, simulate(system), told))
    return page.text()


def test_a_page_says_what_ran_and_what_it_rests_on() -> None:
    """Title, clock, method, first words of the note, ends of what is believed."""
    text = _text(Told({"span": 2.0}, scenario="slow"))

    for said in (
        "A tank that leaks",
        "tank: 0 to 3 day, step 0.5, Runge-Kutta",
        "It leaks.",
        "Scenario: slow.",
        "Set: span = 2.",
        "1 \u2013 4",
        "set here",
        "2 \u2013 20",
        "from 5 to 95 % where there are no ends",
    ):
        assert said in text
    assert "More about it" not in text


def test_what_never_changes_is_in_the_table_alone() -> None:
    """No plot of a level line, and no instant at which it peaks."""
    text = _text(Told({}))

    assert "steady [L]" not in text
    (line,) = (each for each in text.splitlines() if each.startswith("steady"))
    assert line.split() == ["steady", "L", "16", "16", "16", "16"]


def test_many_variables_are_cut_with_a_word() -> None:
    """What is left out is counted, and the way to it named."""
    many = "".join(f"\n  a{each}: span * {each + 1}" for each in range(40))

    text = _text(
        Told({}), _TEXT.replace('auxiliaries: {steady: "size * 2 [L]"}', f"auxiliaries:{many}")
    )

    assert "18 more: name them with --keep" in text


def test_findings_are_told_with_their_place() -> None:
    """Nothing found is said too; not asked for is not."""
    finding = Finding("units", Severity.ERROR, "it does not fit", "x", "Mend it", Place("a", 7))

    assert "error: a:7: it does not fit. Mend it." in _text(Told({}, findings=(finding,)))
    assert "Nothing was found." in _text(Told({}, findings=()))
    assert "Checks" not in _text(Told({}))


def test_stocks_are_said_to_be_in_bold_where_they_are() -> None:
    """Not without colour, and not where no stock is told."""
    system = flatten(read_model(_TEXT, "tank.yaml"))
    leak = Told({}, kept=(system.names["leak"],))

    assert "Stocks are in bold; instants in day." in _text(Told({}), colour=True)
    assert "bold" not in _text(Told({}))
    assert "Instants in day." in _text(Told({}))
    assert "bold" not in _text(leak, colour=True)


def test_what_the_model_is_asked_about_comes_first() -> None:
    """An auxiliary that is the outcome stands before stocks, in plots and in the table."""
    text = _text(
        Told({}), f"outcome: left{_TEXT}".replace("steady: ", 'left: "water [L]", steady: ')
    )

    lines = text.splitlines()
    assert lines[3].startswith("left [L]")
    assert lines[lines.index("What each variable did") + 2].startswith("left ")


@pytest.mark.parametrize("width", [80, 100])
def test_names_and_keys_are_never_cut(width: int) -> None:
    """A long name is wrapped between words; where a source has no room it is left out, and said."""
    name = "months to change the habits of all of them"
    key = "keras-mixed-precision-of-2019"
    told = _TEXT.replace(
        "  span:", f"  {name}: {{value: 1, unit: kWh/experiment, low: 0.001, high: 2}}\n  span:"
    )
    told = told.replace("known: published", f"known: published, sources: [{key}]")
    told = told.replace(
        "parameters:", f"sources: {{{key}: {{title: T, read: primary}}}}\nparameters:"
    )

    text = _text(Told({}), told, width=width)

    assert "\u2026" not in text
    assert max(map(len, text.splitlines())) <= width
    words = text.split()
    assert all(word in words for word in name.split())
    assert (key in words) or "Sources are in --json" in text


def test_what_a_scenario_set_stands_apart_from_what_was_set_by_hand() -> None:
    """Two lists, and two words in the table; a year is no thousand."""
    told = Told(
        {"span": 2.0, "size": 9.0, "final time": 2036.0}, scenario="slow", by_scenario=("span",)
    )

    text = _text(told)

    assert "Scenario: slow: span = 2." in text
    assert "Set: size = 9, final time = 2036." in text
    (span,) = (each for each in text.splitlines() if each.startswith("span"))
    assert "scenario" in span


def test_notes_stand_above_the_plots() -> None:
    """What was rounded, or not taken from a project."""
    assert "The run ends at 9, not at 10." in _text(
        Told({}, notes=("The run ends at 9, not at 10.",))
    )
