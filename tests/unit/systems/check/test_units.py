"""Units of a model."""

import pytest

from wholeprint.systems.check.finding import Severity
from wholeprint.systems.check.units import unit_findings
from wholeprint.systems.text.read import read_model

pytest.importorskip("pint", reason="the extra 'systems' is not installed")

_TANK = """
model: tank
time: {start: 0, stop: 4, step: 1, unit: day}
parameters: {inflow: "3 [L/day]", days to leak: "2 [day]"}
stocks: {water: {initial: 10, in: [filling], out: [leaking], unit: L}}
flows:
  filling: inflow [L/day]
  leaking: water / days to leak [L/day]
auxiliaries: {hours: "24 [hour/day]"}
"""


def _said(text: str) -> list[tuple[Severity, str, str]]:
    found = unit_findings(read_model(text, "tank.yaml"))
    return [(each.severity, each.variable, each.what) for each in found]


def test_a_model_that_fits_has_nothing_to_find() -> None:
    """Numbers take the unit that is said of them."""
    assert _said(_TANK) == []


def test_an_equation_of_another_unit_is_told_with_both() -> None:
    """The variable, its unit, and that of its equation."""
    ((severity, variable, what),) = _said(
        _TANK.replace("inflow [L/day]", "inflow * 2 * water [L/day]")
    )

    assert (severity, variable) == (Severity.ERROR, "filling")
    assert what == "the equation of filling is in L^2/day, and its unit is L/day"


def test_a_flow_must_be_that_of_its_stock_over_time() -> None:
    """Litres an hour into a stock of litres in a model of days are 24 times too many."""
    said = _said(_TANK.replace("leak [L/day]", "leak / hours [L/hour]"))

    assert [(severity, variable) for severity, variable, _ in said] == [(Severity.WARNING, "water")]
    assert "the flow leaking of water is in L/hour, and that must be L/day" in said[0][2]


def test_a_unit_that_cannot_be_read_is_told() -> None:
    """With its text."""
    said = _said(_TANK.replace("[hour/day]", "[hour//day]"))

    assert said[0][0] is Severity.ERROR
    assert "[hour//day], cannot be read" in said[0][2]


def test_what_has_no_unit_is_passed_over_and_counted() -> None:
    """A note names some of them."""
    ((severity, _, what),) = _said(_TANK.replace('"24 [hour/day]"', "24"))

    assert severity is Severity.NOTE
    assert what == "1 of 6 variables have no unit: hours"


def test_models_inside_are_looked_at_too() -> None:
    """What a module gives has the unit it has there."""
    text = """
model: two
time: {start: 0, stop: 1, step: 1, unit: day}
auxiliaries: {cost: "market.price * 2 [day]"}
models:
  market:
    model: market
    time: {start: 0, stop: 1, step: 1, unit: day}
    auxiliaries: {price: "3 [eur]", twice: "price * price [eur]"}
modules: {market: {model: market}}
"""
    found = {variable for severity, variable, _ in _said(text) if severity is Severity.ERROR}

    assert found == {"cost", "twice"}


def test_a_model_inside_without_units_is_named() -> None:
    """What is said of a model inside another says which."""
    text = """
model: queue
time: {start: 0, stop: 1, step: 1, unit: day}
auxiliaries: {kept: "2 [L]"}
models:
  desk: {auxiliaries: {waiting: 3}}
modules: {front: {model: desk}}
"""
    assert [what for _, _, what in _said(text)] == [
        "no variable of desk has a unit: there is nothing to check"
    ]
