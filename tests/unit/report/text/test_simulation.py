"""The page of a run."""

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


def _text(told: Told, text: str = _TEXT) -> str:
    model = read_model(text, "tank.yaml")
    system = flatten(model)
    page = Page(100)
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
        "sigma",
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
