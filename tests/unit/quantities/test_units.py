"""Units and their conversion."""

import pytest

from wholeprint.errors import UnitError
from wholeprint.quantities.units import ONE, Unit, convert


@pytest.mark.parametrize(
    ("value", "from_unit", "to_unit", "expected"),
    [
        (1.0, "kWh", "J", 3.6e6),
        (1.0, "year", "h", 8760.0),
        (1.0, "gCO2e/kWh", "kgCO2e/MWh", 1.0),
        (1.0, "L/kWh", "m3/MWh", 1.0),
        (1.0, "W", "J/s", 1.0),
        (2.0, "cm2", "mm2", 200.0),
        (1.0, "kgSbe", "gSb", 1000.0),
        (1.0, "GiB", "B", 2.0**30),
        (1.0, "MJ", "kWh", 1 / 3.6),
        (3.0, "1", "1", 3.0),
    ],
)
def test_conversions_by_definition(
    value: float, from_unit: str, to_unit: str, expected: float
) -> None:
    """The conversions are those of the SI and of our year of 365 days (rounding: 1e-12)."""
    assert convert(value, from_unit, to_unit) == pytest.approx(expected, rel=1e-12)


def test_gases_minerals_and_masses_are_kept_apart() -> None:
    """A kilogram of CO2e, one of antimony and one of steel are three kinds of thing."""
    for left, right in (("kgCO2e", "kg"), ("kgSb", "kg"), ("kgSb", "kgCO2e")):
        with pytest.raises(UnitError, match="same kind"):
            convert(1.0, left, right)


def test_an_unknown_unit_is_refused() -> None:
    """A unit that is not in the table is an error that shows the text."""
    with pytest.raises(UnitError, match="furlong"):
        Unit.parse("kWh/furlong")


def test_products_cancel_and_are_written_plainly() -> None:
    """KWh x g/kWh is g; W x h is written W·h and is as much as Wh."""
    assert str(Unit.parse("kWh") * Unit.parse("gCO2e/kWh")) == "gCO2e"
    energy = Unit.parse("W") * Unit.parse("h")
    assert str(energy) == "W·h"
    assert energy.ratio(Unit.parse("Wh")) == 1.0
    assert str(Unit.parse("L") / Unit.parse("L")) == "1"
    assert str(ONE / Unit.parse("kWh")) == "1/kWh"
    assert str(Unit.parse("m") * Unit.parse("m")) == "m·m"
