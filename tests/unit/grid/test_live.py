"""What is asked of a provider unless it is said otherwise."""

import numpy as np
import pytest

from wholeprint.errors import SeriesError
from wholeprint.grid.live import About, Reading, Want
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Response, Scope, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit


def test_a_want_is_for_what_most_providers_have() -> None:
    """What was, average and direct; either flow."""
    want = Want(Zone("FR", "France", "country"), 0.0, 1.0)

    assert (want.tense, want.response) == (Tense.ACTUAL, Response.AVERAGE)
    assert (want.scope, want.flow) == (Scope.DIRECT, None)


def test_a_provider_is_treated_with_care_unless_it_allows_more() -> None:
    """One request a second, and no forecast is expected."""
    about = About("A", "https://a.example", "CC0", "A")

    assert (about.spacing_seconds, about.ahead_seconds, about.key) == (1.0, 0.0, ())


def test_a_band_stands_on_the_edges_of_its_series() -> None:
    """One of another length would be laid beside the wrong hours."""
    unit = Unit.parse("gCO2e/kWh")
    series = StepSeries(np.array([0.0, 1.0, 2.0]), np.array([5.0, 6.0]), unit)
    short = StepSeries(np.array([0.0, 1.0]), np.array([5.0]), unit)

    with pytest.raises(SeriesError, match="edges"):
        Reading(Signal("GB"), series, band=(series, short))
