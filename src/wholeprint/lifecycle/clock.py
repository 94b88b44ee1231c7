"""When a run ran: its intervals, and what the grid carried in each."""

from dataclasses import dataclass

import numpy as np

from wholeprint.quantities.activity import Activity
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.units import Unit


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """The intervals of a run and the intensity in them.

    Attributes:
        seconds: Length of each interval [s].
        grams_per_kwh: Mean intensity of each interval, counting unknown times as 0 [gCO2e/kWh].
        uncovered: Share of each interval for which no intensity is known [1].
    """

    seconds: FloatArray
    grams_per_kwh: FloatArray
    uncovered: FloatArray

    def weigh(self, amounts: FloatArray) -> tuple[float, float, float]:
        """Return the sum of amounts per interval, plain, times intensity, and uncovered.

        Args:
            amounts: One amount per interval.
        """
        return (
            float(amounts.sum()),
            float(amounts @ self.grams_per_kwh),
            float(amounts @ self.uncovered),
        )


def clock(
    activity: Activity, intensity: Intensity | None, start_at_unix_seconds: float | None
) -> Clock:
    """Return the intervals of a run with the intensity in them.

    Args:
        activity: The run.
        intensity: What a kilowatt-hour carried.
        start_at_unix_seconds: When to place the run instead [s since 1970 UTC].
    """
    edges = activity.edges
    if start_at_unix_seconds is not None:
        edges = edges + (start_at_unix_seconds - edges[0])
    return clock_over(edges[:-1], edges[1:], intensity)


def clock_over(starts: FloatArray, ends: FloatArray, intensity: Intensity | None) -> Clock:
    """Return intervals with the intensity in them.

    Args:
        starts: Where they begin [s since 1970 UTC].
        ends: Where they end [s since 1970 UTC].
        intensity: What a kilowatt-hour carried.
    """
    seconds = ends - starts
    if intensity is None or intensity.series is None:
        return Clock(seconds, np.zeros(seconds.size), np.ones(seconds.size))
    found = intensity.series.known_integral(starts, ends)
    ratio = intensity.series.unit.ratio(Unit.parse("gCO2e/kWh"))
    lasting = np.where(seconds > 0.0, seconds, 1.0)
    missing = found.whole_seconds - found.covered_seconds
    missing = np.where(missing > found.tolerance_seconds, missing, 0.0)
    return Clock(seconds, found.amount * ratio / lasting, missing / lasting)
