"""The door at which values with their times become a series: in UTC, in order, each moment once.

Providers label a value by the start of its interval, by its end, or by local time in which an hour
comes twice in autumn. All of that ends here.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from wholeprint.errors import SeriesError
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Signal, check_same_signal
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

TOUCH_SECONDS = 1e-3
"""Two edges nearer than this are one: clocks are written in text, to the second."""


class Slot(NamedTuple):
    """A value that holds for a stretch of time.

    Attributes:
        start_seconds: When it begins to hold [s since 1970 UTC].
        end_seconds: When it ceases to [s since 1970 UTC].
        value: The value; NaN where the provider says that it does not know.
    """

    start_seconds: float
    end_seconds: float
    value: float


def series_of(slots: Iterable[Slot], unit: str = GRAMS_PER_KWH) -> StepSeries:
    """Join slots to a series; time between two of them is a gap and stays one.

    The same slot said twice with the same value counts once.

    Args:
        slots: The values, in any order.
        unit: Their unit.

    Returns:
        The series.

    Raises:
        SeriesError: If there are none, if one ends before it begins, or if two overlap.
    """
    ordered = sorted(set(slots), key=lambda slot: (slot.start_seconds, slot.end_seconds))
    if not ordered:
        raise SeriesError("a series needs at least one value", seen="none")
    for slot in ordered:
        if not slot.end_seconds > slot.start_seconds:
            raise SeriesError("a value ends before it begins to hold", seen=_said(slot))
    for before, after in pairwise(ordered):
        if after.start_seconds < before.end_seconds - TOUCH_SECONDS:
            raise SeriesError(
                "two values hold for the same time",
                seen=f"{_said(before)} and {_said(after)}",
                fix="Keep one value for each moment; of two states of the same data, the newer",
            )
    edges, values = [ordered[0].start_seconds], [ordered[0].value]
    edges.append(ordered[0].end_seconds)
    for slot in ordered[1:]:
        if slot.start_seconds > edges[-1] + TOUCH_SECONDS:
            values.append(np.nan)
            edges.append(slot.start_seconds)
        values.append(slot.value)
        edges.append(slot.end_seconds)
    return StepSeries(np.asarray(edges), np.asarray(values), Unit.parse(unit))


def slots_of(series: StepSeries) -> list[Slot]:
    """Return the known values of a series with their times.

    Args:
        series: The series.
    """
    edges = series.edges_seconds.tolist()
    return [
        Slot(start, end, value)
        for start, end, value in zip(edges[:-1], edges[1:], series.values.tolist(), strict=True)
        if value == value  # noqa: PLR0124 - NaN alone differs from itself
    ]


def joined(parts: Sequence[tuple[Signal, StepSeries]]) -> tuple[Signal, StepSeries]:
    """Join series of one signal and one zone that follow each other.

    Args:
        parts: Signals and series, in any order.

    Returns:
        The signal and the series that they make.

    Raises:
        SeriesError: If there are none, if they overlap, or if they are of two zones or tenses.
        BoundaryError: If they are of two kinds of signal.
    """
    if not parts:
        raise SeriesError("there is nothing to join", seen="no series")
    first = parts[0][0]
    for signal, _ in parts[1:]:
        check_same_signal(first, signal)
        if (signal.zone, signal.tense) != (first.zone, first.tense):
            raise SeriesError(
                "two signals cannot be one series",
                seen=f"{first.zone} {first.tense.value} and {signal.zone} {signal.tense.value}",
                fix="Join only what is of one zone and one tense",
            )
    slots = [slot for _, series in parts for slot in slots_of(series)]
    return first, series_of(slots, first.unit)


def starting(
    times_seconds: Sequence[float], values: Sequence[float], step_seconds: float
) -> list[Slot]:
    """Return slots of values that are labelled by the start of their interval.

    Args:
        times_seconds: The labels [s since 1970 UTC].
        values: The values.
        step_seconds: How long each holds [s].
    """
    return [
        Slot(time, time + step_seconds, value)
        for time, value in zip(times_seconds, values, strict=True)
    ]


def ending(
    times_seconds: Sequence[float], values: Sequence[float], step_seconds: float
) -> list[Slot]:
    """Return slots of values that are labelled by the end of their interval.

    Args:
        times_seconds: The labels [s since 1970 UTC].
        values: The values.
        step_seconds: How long each holds [s].
    """
    return [
        Slot(time - step_seconds, time, value)
        for time, value in zip(times_seconds, values, strict=True)
    ]


def local_to_utc(times: Sequence[datetime], place: str) -> list[float]:
    """Return local clock times, in the order in which they passed, as seconds in UTC.

    The hour that comes twice in autumn is told apart by its order: the second time round the clock
    has gone back. Where the order cannot tell, as in a list that holds the hour only once, the
    first of the two is taken.

    Args:
        times: Naive local times, in the order in which they passed.
        place: Name of the time zone: "Europe/Copenhagen".

    Returns:
        Seconds since 1970 UTC, rising.

    Raises:
        SeriesError: If a time has an offset already, was skipped in spring, or goes back more
            than the clock did.
    """
    zone = ZoneInfo(place)
    found: list[float] = []
    for time in times:
        if time.tzinfo is not None:
            raise SeriesError("a local time with an offset", seen=time.isoformat())
        moment = time.replace(tzinfo=zone)
        if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != time:
            raise SeriesError(
                f"a time that {place} never had: the clock was put forward over it",
                seen=time.isoformat(),
            )
        seconds = moment.timestamp()
        if found and seconds <= found[-1]:
            seconds = moment.replace(fold=1).timestamp()
        if found and seconds <= found[-1]:
            raise SeriesError(
                "local times are not in the order in which they passed", seen=time.isoformat()
            )
        found.append(seconds)
    return found


def _said(slot: Slot) -> str:
    start, end = (
        datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        for time in (slot.start_seconds, slot.end_seconds)
    )
    return f"{start} to {end} ({slot.value:g})"
