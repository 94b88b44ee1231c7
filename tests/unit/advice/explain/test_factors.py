"""The factors that both sides have of one figure."""

import pytest

from wholeprint.advice.explain.factors import factors_of
from wholeprint.advice.explain.sides import Side, statement_side
from wholeprint.advice.statement.reading import statement_of
from wholeprint.quantities.units import Unit

GRAMS = Unit.parse("gCO2e")


def _side(**figures: object) -> Side:
    return statement_side(statement_of({"title": "one", "figures": figures}))


def test_a_product_with_its_constant_is_the_figure() -> None:
    """Watts times hours times grams per kilowatt-hour: the constant holds the thousand."""
    first = _side(power="2 kW", duration="3 h", pue="1", intensity="10 g/kWh")
    second = _side(power="1 kW", duration="5 h", pue="1", intensity="20 g/kWh")

    constant, factors = factors_of(first, second, "ghg", GRAMS)

    for side, wanted in ((0, 60.0), (1, 100.0)):
        product = constant
        for factor in factors:
            product *= float(factor.raised[side][0])
        assert product == pytest.approx(wanted, rel=1e-12)


def test_own_formulas_come_before_the_vocabulary() -> None:
    """A statement that says how a figure follows is taken at its word."""
    figures = {
        "steps": "100 steps",
        "per_step": "2 Wh",
        "energy": {"equals": "steps * per_step"},
        "intensity": "10 g/kWh",
    }

    _, factors = factors_of(_side(**figures), _side(**figures), "ghg", GRAMS)

    assert [factor.name for factor in factors] == ["steps", "per_step", "intensity"]


def test_a_product_that_misses_what_is_stated_is_not_taken() -> None:
    """Power times time is not the energy that the statement prints: energy stays whole."""
    first = _side(power="2 kW", duration="3 h", it_energy="9 kWh", intensity="10 g/kWh", pue="1")
    second = _side(power="2 kW", duration="3 h", it_energy="6 kWh", intensity="10 g/kWh", pue="1")

    _, factors = factors_of(first, second, "it_energy", Unit.parse("kWh"))

    assert [factor.name for factor in factors] == ["it_energy"]


def test_what_no_finer_figure_explains_is_a_factor_of_its_own() -> None:
    """Hours and power of both are known, PUE and grid of neither: the rest is gas per energy."""
    first = _side(accelerator_hours="100 h", chip_power="400 W", ghg="8 kg")
    second = _side(accelerator_hours="50 h", chip_power="400 W", ghg="16 kg")

    constant, factors = factors_of(first, second, "ghg", GRAMS)

    found = {factor.name: factor for factor in factors}
    assert set(found) == {"accelerator_hours", "chip_power", "rest of ghg"}
    rest = found["rest of ghg"].both
    assert rest[1][0] / rest[0][0] == pytest.approx(4.0, rel=1e-12)
    for side, wanted in ((0, 8000.0), (1, 16_000.0)):
        product = constant
        for factor in factors:
            product *= float(factor.raised[side][0])
        assert product == pytest.approx(wanted, rel=1e-12)
