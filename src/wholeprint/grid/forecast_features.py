"""What a forecast looks at: the past of a series, on a regular grid, seen from one moment.

A forecast is the typical value of the target's weekday and hour over the last four weeks, plus a
weighted sum of how the last hours, days and weeks differed from it. Everything here is a difference
divided by how much the series varied of late, so that weights learnt on one level of a grid hold on
another. Days and weeks are counted by the local clock, so that the morning stays the morning when
the clock is changed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from wholeprint.quantities.distribution import FloatArray

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

HOUR_SECONDS = 3600.0
DAY_SECONDS = 86400.0
WEEK_DAYS = 7
PROFILE_DAYS = 28
LOOK_BACK_DAYS = 36
"""What is looked at lies no further back: five weeks, and a day for the clock's change."""

FEATURES = 52
"""How many plain numbers are looked at."""

SHORT_GAP_SHARE = 8
"""A gap of at most a day over this (3 h) is bridged by a straight line."""

_FIRST_MONDAY_DAYS = 3  # 1970-01-01 was a Thursday: three days after a Monday
_SATURDAY = 5
_LEAST_SCALE = 0.02  # of the level: a series that hardly moves is not blown up to noise


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """The local clock at each slot of a regular grid.

    Attributes:
        start_seconds: Where the first slot begins [s since 1970 UTC].
        step_seconds: How long a slot is [s].
        per_day: Slots in a day.
        hour: Local time of day at the start of each slot, as a share of the day.
        weekend: 1 on Saturdays and Sundays, 0 else.
        offset: By how many slots the local clock is ahead of UTC.
    """

    start_seconds: float
    step_seconds: float
    per_day: int
    hour: FloatArray
    weekend: FloatArray
    offset: IntArray

    @classmethod
    def of(
        cls, start_seconds: float, step_seconds: float, count: int, place: str | None
    ) -> "Calendar":
        """Return the calendar of a grid.

        Args:
            start_seconds: Where the first slot begins [s since 1970 UTC].
            step_seconds: How long a slot is [s].
            count: How many slots there are.
            place: Name of the time zone: "Europe/Copenhagen"; None is UTC.
        """
        times = start_seconds + step_seconds * np.arange(count)
        zone: tzinfo = UTC if place is None else ZoneInfo(place)
        hours, which = np.unique(np.floor(times / HOUR_SECONDS), return_inverse=True)
        ahead = [_offset_seconds(hour * HOUR_SECONDS, zone) for hour in hours.tolist()]
        offsets = np.asarray(ahead, dtype=np.float64)[which]
        local = times + offsets
        weekday = (local // DAY_SECONDS + _FIRST_MONDAY_DAYS) % WEEK_DAYS
        return cls(
            start_seconds,
            step_seconds,
            round(DAY_SECONDS / step_seconds),
            (local % DAY_SECONDS) / DAY_SECONDS,
            (weekday >= _SATURDAY).astype(np.float64),
            np.rint(offsets / step_seconds).astype(np.int64),
        )

    def days_before(self, slots: IntArray, days: int | IntArray) -> IntArray:
        """Return the slots of the same local time some days before; never before the first.

        Args:
            slots: From which.
            days: How many days before.
        """
        before = np.maximum(slots - days * self.per_day, 0)
        return np.maximum(before + self.offset[slots] - self.offset[before], 0)


def _offset_seconds(at_seconds: float, zone: tzinfo) -> float:
    ahead = datetime.fromtimestamp(at_seconds, zone).utcoffset()
    return 0.0 if ahead is None else ahead.total_seconds()


class Shape(NamedTuple):
    """What is typical by day type and hour.

    Attributes:
        median: Mean value on workdays and at weekends (rows), by local hour (24 columns) [unit].
        low: 5th percentile of the same [unit].
        high: 95th percentile of the same [unit].
    """

    median: FloatArray
    low: FloatArray
    high: FloatArray

    @classmethod
    def of(cls, values: FloatArray, calendar: Calendar) -> "Shape":
        """Return what was typical of known values.

        Args:
            values: One for each slot; NaN where nobody knows [unit].
            calendar: Of the slots; it may go on after the last value.
        """
        known = np.isfinite(values)
        whole = values[known]
        rows = calendar.weekend[: values.size][known].astype(np.int64)
        columns = hour_of(calendar.hour[: values.size][known])
        found = np.empty((3, 2, 24))
        for row in range(2):
            for column in range(24):
                here = whole[(rows == row) & (columns == column)]
                part = here if here.size else whole
                found[:, row, column] = np.mean(part), *np.quantile(part, (0.05, 0.95))
        return cls(*found)

    def at(self, table: FloatArray, calendar: Calendar, slots: IntArray) -> FloatArray:
        """Return what a table of this shape says of some slots.

        Args:
            table: One of this shape's tables.
            calendar: Of the slots.
            slots: Which.
        """
        return table[calendar.weekend[slots].astype(np.int64), hour_of(calendar.hour[slots])]


def hour_of(day_share: FloatArray) -> IntArray:
    """Return the local hour.

    Args:
        day_share: Time of day as a share of the day.
    """
    return np.minimum((day_share * 24.0 + 1e-9).astype(np.int64), 23)


def filled(values: FloatArray, calendar: Calendar, shape: Shape) -> FloatArray:
    """Return values with stand-ins in the gaps, for looking back over them only.

    Up to three hours are bridged by a straight line; longer ones take the typical course of a day,
    moved to the level on either side. What stands in is never forecast from, nor scored.

    Args:
        values: One for each slot; NaN where nobody knows; at least one is known [unit].
        calendar: Of the slots.
        shape: What is typical.
    """
    known = np.isfinite(values)
    if bool(np.all(known)):
        return values
    slots = np.arange(values.size)
    seen = np.flatnonzero(known)
    before = np.maximum.accumulate(np.where(known, slots, -1))
    after = np.minimum.accumulate(np.where(known, slots, values.size)[::-1])[::-1]
    short = (after - before - 1 <= calendar.per_day // SHORT_GAP_SHARE) & (before >= 0)
    short &= after < values.size
    typical = shape.at(shape.median, calendar, slots)
    # How far the last and the next known day lay from what is typical, and in between a line.
    sums = np.concatenate(([0.0], np.cumsum(np.where(known, values - typical, 0.0))))
    counts = np.concatenate(([0], np.cumsum(known)))
    first = np.maximum(seen - calendar.per_day // 2, 0)
    last = np.minimum(seen + calendar.per_day // 2, values.size - 1) + 1
    level = (sums[last] - sums[first]) / (counts[last] - counts[first])
    stand_in = typical + np.interp(slots, seen, level)
    line = np.interp(slots, seen, values[seen])
    return np.where(known, values, np.where(short, line, stand_in))


class _Running:
    """Means over the slots up to and with one, by prefix sums."""

    def __init__(self, values: FloatArray) -> None:
        self._sums = np.concatenate(([0.0], np.cumsum(values)))

    def mean(self, slots: IntArray, count: int) -> FloatArray:
        first = np.maximum(slots + 1 - count, 0)
        return (self._sums[slots + 1] - self._sums[first]) / (slots + 1 - first)

    def centred(self, size: int, reach: int) -> FloatArray:
        slots = np.arange(size)
        first, last = np.maximum(slots - reach, 0), np.minimum(slots + reach + 1, size)
        return (self._sums[last] - self._sums[first]) / (last - first)


class Past:
    """A series without gaps on a regular grid, with the means that a forecast looks at.

    Args:
        values: One for each slot [unit].
        calendar: Of the slots, and on over the time to be forecast.
    """

    def __init__(self, values: FloatArray, calendar: Calendar) -> None:
        self.values, self.calendar = values, calendar
        slots = np.arange(values.size)
        step = calendar.per_day

        def typical(days: tuple[int, ...]) -> FloatArray:
            return np.mean([values[calendar.days_before(slots, day)] for day in days], axis=0)

        self.week = typical(tuple(range(WEEK_DAYS)))
        self.month = typical(tuple(range(PROFILE_DAYS)))
        self.same_weekday = typical(tuple(range(0, PROFILE_DAYS, WEEK_DAYS)))
        self.unusual = values - self.week[calendar.days_before(slots, 1)]
        self.running = _Running(values)
        self.running_unusual = _Running(self.unusual)
        # About the month's level, so that squares of a small scatter on a high level stay exact.
        self._middle = float(np.mean(values))
        self._squares = _Running((values - self._middle) ** 2)
        self.smooth = self.running.centred(values.size, max(1, step // 16))

    def scale(self, origins: IntArray) -> FloatArray:
        """Return how much the series varied over the four weeks up to some slots [unit].

        Args:
            origins: Last slot that is known.
        """
        month = PROFILE_DAYS * self.calendar.per_day
        mean = self.running.mean(origins, month)
        spread = self._squares.mean(origins, month) - (mean - self._middle) ** 2
        return np.sqrt(np.maximum(spread, 0.0)) + _LEAST_SCALE * np.abs(mean) + 1e-6


class Seen(NamedTuple):
    """What is seen of some targets from some moments.

    Attributes:
        features: Plain numbers, one row for each target.
        base: What is typical of the target [unit].
        scale: How much the series varied of late [unit].
    """

    features: FloatArray
    base: FloatArray
    scale: FloatArray


def seen(past: Past, origins: IntArray, leads: IntArray) -> Seen:
    """Return what a forecast looks at; nothing after the origin is touched.

    Args:
        past: The series.
        origins: Last slot that is known.
        leads: How many slots after it the target is; one at least.
    """
    clock, values, step = past.calendar, past.values, past.calendar.per_day
    targets = origins + leads
    days = -(-leads // step)
    day = _known(clock, targets, days, 1, origins)
    day_before = clock.days_before(day, 1)
    weeks = WEEK_DAYS * -(-days // WEEK_DAYS)
    week = _known(clock, targets, weeks, WEEK_DAYS, origins)
    base, scale = past.same_weekday[week], past.scale(origins)
    lately = [past.unusual[np.maximum(origins - back, 0)] for back in (0, 1, 2, 4)]
    hour = step // 24
    widths = (3 * hour, 6 * hour, 12 * hour, step, 3 * step, WEEK_DAYS * step)
    lately += [past.running_unusual.mean(origins, width) for width in widths]
    steps = [values[origins - back] - values[origins - back - 1] for back in (0, 1)]
    levels = [values[day], values[day_before], past.week[day], past.month[day], values[week]]
    levels += [past.smooth[day_before], values[origins]]
    levels += [past.running.mean(origins, n * step) for n in (1, WEEK_DAYS, PROFILE_DAYS)]
    angle = clock.hour[targets] * (2.0 * np.pi)
    waves = [wave(order * angle) for order in (1, 2, 3, 4) for wave in (np.sin, np.cos)]
    by_hour = [lately[which] * wave for which in (0, 7) for wave in waves[:4]]
    turn = clock.weekend[targets] - clock.weekend[day]
    sized = lately + steps + [level - base for level in levels] + by_hour
    sized.append(turn * (past.month[day] - base))
    weekend = clock.weekend[targets]
    plain = [np.ones_like(angle), weekend, *waves, *(weekend * wave for wave in waves)]
    plain += [turn, turn * waves[0], turn * waves[1]]
    features = np.stack([*(item / scale for item in sized), *plain], axis=-1)
    return Seen(features, base, scale)


def _known(
    clock: Calendar, targets: IntArray, days: IntArray, more: int, origins: IntArray
) -> IntArray:
    """Return the same local time some days before; more days where a clock's change hides it."""
    slots = clock.days_before(targets, days)
    return np.where(slots > origins, clock.days_before(targets, days + more), slots)
