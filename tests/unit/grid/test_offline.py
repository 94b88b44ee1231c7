"""What the tables say where nobody else does."""

from datetime import UTC, datetime

import numpy as np
import pytest

from wholeprint.errors import UnknownFactorError
from wholeprint.factors.sets import Factors
from wholeprint.grid.offline import completed
from wholeprint.grid.stitch import Span, is_whole
from wholeprint.grid.zone import Zones
from wholeprint.quantities.intensity import Flow, Intensity, Response, Scope, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Source
from wholeprint.quantities.units import Unit

HOUR, DAY = 3600.0, 86400.0
LATER = Span(22_000 * DAY, 22_001 * DAY)
"""A day in 2030, of which no hour ships."""


def _completed(code: str, found: Intensity | None, signal: Signal, span: Span = LATER) -> Intensity:
    factors = Factors()
    return completed(found, factors, Zones(factors).resolve(code), span, signal)


def _found(code: str, start: float, end: float, flow: Flow = Flow.CONSUMPTION) -> Intensity:
    series = StepSeries(np.asarray([start, end]), np.asarray([50.0]), Unit.parse("gCO2e/kWh"))
    return Intensity(
        Signal(code, scope=Scope.DIRECT, flow=flow), series=series, sources=(Source("s", "S"),)
    )


def test_what_is_whole_is_left_alone() -> None:
    """Where all of the time is known the tables are not even looked at."""
    found = _found("FR", LATER.start_seconds, LATER.end_seconds)

    assert _completed("FR", found, found.signal) is found


def test_without_any_hours_one_value_stands_for_all() -> None:
    """No typical year ships for France: the yearly mean serves, and a note says so."""
    signal = Signal("FR", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)

    whole = _completed("FR", None, signal)

    assert (whole.series, whole.signal.scope) == (None, Scope.DIRECT)
    assert whole.factor is not None
    assert whole.notes[0].code == "hours-unknown"


def test_a_typical_year_knows_the_hours() -> None:
    """For Great Britain one ships: a series with a band, and the doubt about the day."""
    signal = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION, tense=Tense.FORECAST)

    whole = _completed("GB", None, signal)

    assert is_whole(whole.series, LATER)
    assert whole.band is not None
    assert whole.spread is not None
    assert whole.signal.tense is Tense.ESTIMATED


def test_a_typical_year_that_fills_a_part_brings_a_part_of_its_doubt() -> None:
    """Half a day known and half typical is surer than a whole typical day, and never sure."""
    signal = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)
    half = _found("GB", LATER.start_seconds, LATER.start_seconds + DAY / 2)

    part, whole = _completed("GB", half, signal), _completed("GB", None, signal)

    assert part.spread is not None
    assert whole.spread is not None
    quantile = np.asarray([0.95])
    some, more = (
        one.spread.distribution.quantile(quantile)[0] for one in (part, whole) if one.spread
    )
    assert 1.0 < some < more


def test_a_gap_between_known_hours_stands_in_at_their_level() -> None:
    """Four hours of June 2023 are missing: what stands in is told, and is no low of the day.

    NESO published zeros there, between 191 and 133 g/kWh; typical hours of another year's level
    would be the cleanest of the day.
    """
    start = datetime(2023, 6, 6, tzinfo=UTC).timestamp()
    signal = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)

    whole = _completed("GB", None, signal, Span(start, start + 2 * DAY))

    assert whole.series is not None
    gap = start + DAY + 9 * HOUR
    assert whole.stands_in == ((gap, gap + 4 * HOUR),)
    filled = whole.series.known_integral(np.asarray([gap]), np.asarray([gap + 4 * HOUR]))
    assert 133.0 < float(filled.amount[0]) / (4 * HOUR) < 191.0
    assert {"gap-levelled", "source-stands-in"} <= {note.code for note in whole.notes}


def test_another_kind_is_never_put_in() -> None:
    """A marginal number is in no table; what was found keeps its gap."""
    found = _found("FR", LATER.start_seconds, LATER.start_seconds + HOUR)
    marginal = Intensity(
        Signal("FR", Response.MARGINAL, Scope.DIRECT, Flow.CONSUMPTION),
        series=found.series,
        sources=found.sources,
    )

    assert _completed("FR", marginal, marginal.signal) is marginal
    with pytest.raises(UnknownFactorError):
        _completed("FR", None, marginal.signal)
