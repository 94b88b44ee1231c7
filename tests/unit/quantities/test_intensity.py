"""What a kilowatt-hour carries."""

from dataclasses import replace

import numpy as np
import pytest

from wholeprint.errors import BoundaryError, UnitError, ValueRefusedError
from wholeprint.quantities.factor import declared
from wholeprint.quantities.intensity import (
    Accounting,
    Flow,
    Intensity,
    Response,
    Scope,
    Signal,
    Tense,
    check_same_signal,
)
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

FR = Signal("FR")


@pytest.mark.parametrize(
    ("other", "named"),
    [
        (replace(FR, response=Response.MARGINAL), "marginal"),
        (replace(FR, scope=Scope.DIRECT), "direct"),
        (replace(FR, flow=Flow.CONSUMPTION), "consumption"),
        (replace(FR, accounting=Accounting.MARKET), "market"),
    ],
)
def test_signals_of_different_kinds_are_not_mixed(other: Signal, named: str) -> None:
    """The refusal names what differs."""
    with pytest.raises(BoundaryError, match=named):
        check_same_signal(FR, other)


def test_zones_and_tenses_may_differ() -> None:
    """A forecast for another zone is the same kind of number."""
    check_same_signal(FR, replace(FR, zone="DE", tense=Tense.FORECAST))


def test_it_needs_a_number_of_the_right_kind() -> None:
    """An intensity without a number, or with one of another unit, is refused."""
    with pytest.raises(ValueRefusedError):
        Intensity(FR)
    with pytest.raises(UnitError):
        Intensity(FR, factor=declared("x", 1.0, "L/kWh"))
    with pytest.raises(UnitError):
        Intensity(FR, series=StepSeries(np.arange(2.0), np.ones(1), Unit.parse("W")))
    with pytest.raises(ValueRefusedError, match="belongs to a series"):
        Intensity(FR, factor=declared("x", 1.0, "kgCO2e/MWh"), spread=declared("s", 1.0, "1"))
    series = StepSeries(np.arange(2.0), np.ones(1), Unit.parse("gCO2e/kWh"))
    with pytest.raises(UnitError):
        Intensity(FR, series=series, spread=declared("s", 1.0, "W"))


def test_its_signal_as_a_document() -> None:
    """The document says everything that g/kWh leaves unsaid."""
    assert FR.as_json() == {
        "zone": "FR",
        "response": "average",
        "scope": "lifecycle",
        "flow": "production",
        "tense": "actual",
        "accounting": "location",
        "unit": "gCO2e/kWh",
    }
