"""A sweep over any series, start by start: slower than over an even grid, with the same results."""

from itertools import pairwise

import numpy as np

from wholeprint.advice.sweep_lines import Found
from wholeprint.advice.sweep_result import Fleet, Progress
from wholeprint.advice.sweep_slots import Starts
from wholeprint.advice.sweep_table import Table
from wholeprint.quantities.series import StepSeries


def sweep_directly(
    fleet: Fleet,
    series: StepSeries,
    starts: Starts,
    cuts: tuple[int, ...],
    probabilities: tuple[float, ...],
    progress: Progress,
) -> Found:
    """Return the integrals over all runs of a fleet.

    Args:
        fleet: The models.
        series: What they are integrated over; its steps may be of any length.
        starts: When they may begin.
        cuts: Number of the first start of each period, and one more.
        probabilities: Of the quantiles.
        progress: Is told how far it is.
    """
    table = Table.empty(len(cuts) - 1, fleet.amount)
    quantiles = np.full((len(probabilities), fleet.amount), np.nan)
    totals = np.zeros(starts.amount)
    times = starts.times_seconds()
    for model, (duration, watts) in enumerate(
        zip(fleet.duration_seconds.tolist(), fleet.power_watts.tolist(), strict=True)
    ):
        values = series.integral(times, times + duration)
        totals += watts * values  # a gap stays one in the sum
        for row, (begin, end) in enumerate(pairwise(cuts)):
            which = begin + np.flatnonzero(np.isfinite(values[begin:end]))
            table.put(row, model, which, values[which])
        known = values[np.isfinite(values)]
        if known.size:
            quantiles[:, model] = np.quantile(known, probabilities)
        progress(model + 1, fleet.amount)
    return Found(table, quantiles, totals)
