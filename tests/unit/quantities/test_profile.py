"""What an assessment needs to know of one machine."""

import pytest

from wholeprint.errors import UnitError
from wholeprint.lifecycle import worked
from wholeprint.quantities.units import Unit


def test_the_units_are_as_documented() -> None:
    """The worked profile has each factor in the unit that its documentation names."""
    profile = worked.profile()
    assert profile.cpu is not None
    stated = [
        (profile.cpu.tdp, "W"),
        (profile.cpu.idle_share, "1"),
        (profile.dram_watts_per_gb, "W/GB"),
        (profile.host_overhead, "1"),
        (profile.pue, "1"),
        (profile.wue, "L/kWh"),
        (profile.parts[0].embodied, "kgCO2e"),
        (profile.parts[0].mass, "kg"),
        (profile.parts[0].lifetime, "year"),
    ]
    for factor, unit in stated:
        assert factor is not None
        assert Unit.parse(factor.unit).fits(Unit.parse(unit))


def test_a_kilogram_is_no_kilogram_of_gas() -> None:
    """Mass and greenhouse gas cannot stand in each other's place."""
    with pytest.raises(UnitError):
        Unit.parse("kg").ratio(Unit.parse("kgCO2e"))
