"""What fills a gap between known hours is at their level."""

import numpy as np
import pytest

from wholeprint.grid.gaps import gaps, levelled
from wholeprint.grid.stitch import Span
from wholeprint.quantities.intensity import Intensity, Signal
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

HOUR = 3600.0
UNIT = Unit.parse("gCO2e/kWh")


def _series(values: list[float], start: float = 0.0) -> StepSeries:
    edges = start + HOUR * np.arange(len(values) + 1, dtype=np.float64)
    return StepSeries(edges, np.asarray(values), UNIT)


def _typical_of(span: Span) -> StepSeries:
    first, last = int(span.start_seconds // HOUR), int(-(-span.end_seconds // HOUR))
    return _series([50.0 + hour % 2 for hour in range(first, last)], first * HOUR)


def _levelled(found: StepSeries, span: Span) -> Intensity:
    usual = _typical_of(span)
    return levelled(
        Intensity(Signal("GB"), series=usual, band=(usual, usual)), found, span, _typical_of
    )


def test_gaps_are_all_that_is_not_known() -> None:
    """Before, between and after what is known, cut to the time that is asked for."""
    series = _series([np.nan, 1.0, np.nan, np.nan, 1.0])

    assert gaps(series, Span(0.0, 6 * HOUR)) == (
        (0.0, HOUR),
        (2 * HOUR, 4 * HOUR),
        (5 * HOUR, 6 * HOUR),
    )
    assert gaps(series, Span(HOUR, 2 * HOUR)) == ()


def test_a_gap_takes_the_level_of_the_hours_around() -> None:
    """Known hours are four times the typical ones: so are those that stand in, and their band."""
    known = [4.0 * (50.0 + hour % 2) for hour in range(48)]
    known[20:23] = [np.nan] * 3
    span = Span(0.0, 48 * HOUR)

    found = _levelled(_series(known), span)

    assert found.series is not None
    assert found.band is not None
    assert found.series.values[20:23] == pytest.approx([200.0, 204.0, 200.0])
    assert found.band[0].values[20:23] == pytest.approx([200.0, 204.0, 200.0])
    assert found.series.values[10] == 50.0
    assert [note.code for note in found.notes] == ["gap-levelled"]


@pytest.mark.parametrize(("begin", "end"), [(20, 48), (0, 20), (4, 100)])
def test_a_gap_with_one_side_or_too_long_keeps_its_level(begin: int, end: int) -> None:
    """Where the time ends in the gap, or days lie in it, the hours around say nothing of it."""
    known = [400.0] * 124
    known[begin:end] = [np.nan] * (end - begin)
    whole = _series(known) if end == 100 else _series(known[:48])
    span = Span(0.0, whole.edges_seconds[-1])

    found = _levelled(whole, span)

    assert found.series is not None
    assert found.series.values.max() == 51.0
    assert found.notes == ()
