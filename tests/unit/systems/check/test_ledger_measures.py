"""Measures of a ledger and the units they come in."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.check.ledger_measures import MEASURES, ratio, unit_of
from wholeprint.systems.expression.tree import Number
from wholeprint.systems.model import Equation, Kind, Variable


def _parameter(measured: str, unit: str) -> Variable:
    return Variable("use", Kind.PARAMETER, (Equation(Number(1.0)),), unit=unit, measured=measured)


def test_each_measure_fits_its_own_unit() -> None:
    """One of a unit is one of it."""
    for name, (unit, _) in MEASURES.items():
        assert unit_of(_parameter(name, unit)) == unit
        assert ratio(unit, _parameter(name, unit)) == 1.0


def test_a_measure_comes_in_another_unit_of_its_kind() -> None:
    """1 kWh is 0.001 MWh, and a run is what a model calls an experiment."""
    found = ratio("kWh/run", _parameter("energy_per_run", "MWh/experiment"))
    assert found == pytest.approx(0.001, rel=1e-12)


def test_what_does_not_fit_is_refused() -> None:
    """Another kind of unit, and a measure that there is not, with the ones that are near."""
    with pytest.raises(ModelError, match="which is in kWh/run: saw minute"):
        ratio("kWh/run", _parameter("energy_per_run", "minute"))
    with pytest.raises(ModelError, match="energy_per_run"):
        unit_of(_parameter("energy_per_rnu", "kWh"))
