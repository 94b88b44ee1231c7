"""Greenhouse gases of operation."""

from dataclasses import replace

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assess import assess
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.intensity import Accounting, Intensity
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.units import Unit
from wholeprint.quantities.world import World

PLUG = worked.channel("plug", "machine", [3.6e6], basis=Basis.IT)


def assessed(intensity: Intensity, options: AssessOptions | None = None) -> Footprint:
    return assess(
        worked.run(1, PLUG),
        worked.profile(),
        intensity,
        worked.book(),
        AssessOptions() if options is None else options,
        World(n=256),
    )


def test_a_series_carries_its_spread() -> None:
    """The spread multiplies every draw: 5 % lie above exp(1.645 sigma) (tolerance: strata)."""
    spread = Factor("grid.spread", "1", Lognormal(1.0, 0.2))
    found = assessed(replace(worked.hourly([100.0]), spread=spread))["ghg_operational"]
    assert isinstance(found, Uncertain)
    assert found.central == pytest.approx(120.0, rel=1e-9)
    assert found.high == pytest.approx(120.0 * np.exp(1.645 * 0.2), rel=0.01)
    assert "grid.spread" in found.factors


def test_a_series_in_other_units_is_converted() -> None:
    """0.1 kgCO2e/kWh and 100 gCO2e/kWh are one intensity."""
    series = worked.hourly([100.0]).series
    assert series is not None
    kilograms = replace(
        worked.hourly([100.0]),
        series=type(series)(series.edges_seconds, series.values / 1000, Unit.parse("kgCO2e/kWh")),
    )
    found = assessed(kilograms)["ghg_operational"]
    assert isinstance(found, Uncertain)
    assert found.central == pytest.approx(120.0, rel=1e-9)


def test_a_market_based_signal_never_counts_as_location_based() -> None:
    """An intensity by contract goes into its own category, and not into the other."""
    grid = worked.intensity()
    contract = replace(grid, signal=replace(grid.signal, accounting=Accounting.MARKET))
    found = assessed(contract)
    assert isinstance(found["ghg_operational"], NoData)
    assert isinstance(found["ghg_operational_market"], Uncertain)
    with pytest.raises(ValueRefusedError, match="two market-based"):
        assessed(contract, AssessOptions(market=grid.factor))
