"""What the time of its start changes: emissions of every model at every start, exactly.

A model is a run of some length at steady power. At a start it emits its power times the integral of
the grid's intensity over the run, by prefix sums over a step function: edges may lie anywhere in a
step, and no duration is rounded. A start whose run would touch time that is not known is not
available; nothing is filled in. The computation is that of the second figure of Wright, Igel,
Samuel and Selvan, *Efficiency is Not Enough* (CACM 2025), for any models and any series.
"""

from datetime import UTC, datetime

import numpy as np

from wholeprint.advice.sweep_direct import sweep_directly
from wholeprint.advice.sweep_lines import Found, LineSweep
from wholeprint.advice.sweep_result import (
    JOULES_PER_KWH,
    Fleet,
    Part,
    Period,
    Progress,
    Sweep,
)
from wholeprint.advice.sweep_slots import Slots, Starts
from wholeprint.advice.sweep_table import Table, total_table
from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.intensity import GRAMS_PER_KWH
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

USUAL_PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.95)


def _silent(done: int, of: int) -> None:
    del done, of


def sweep(
    fleet: Fleet,
    series: StepSeries,
    starts: Starts,
    probabilities: tuple[float, ...] = USUAL_PROBABILITIES,
    progress: Progress = _silent,
) -> Sweep:
    """Return what the time of its start changes for each model.

    Only the grid's intensity is in it: no plant's doubt, no idle time, no hardware. Power is
    constant over a run.

    Args:
        fleet: The models.
        series: What a kilowatt-hour carries over time [gCO2e/kWh].
        starts: When a run may begin.
        probabilities: Of the quantiles, from 0 to 1.
        progress: Is told how far it is.

    Returns:
        Least, mean, greatest emissions, quantiles, best and worst start of each model and of all
        models together, over all starts and by calendar year.

    Raises:
        ValueRefusedError: If there is no start, or a probability is none.
    """
    _check(starts, probabilities)
    series = _in_grams(series)
    years, cuts = _years(series, starts)
    slots = Slots.of(series, starts.step_seconds)
    if slots is None:
        found = sweep_directly(fleet, series, starts, cuts, probabilities, progress)
    else:
        found = LineSweep(slots, starts, cuts, probabilities).run(fleet, progress)
    return _result(fleet, starts, probabilities, (_whole(series, starts), *years), found, cuts)


def _check(starts: Starts, probabilities: tuple[float, ...]) -> None:
    if starts.amount < 1 or not starts.step_seconds > 0.0:
        raise ValueRefusedError(
            "a sweep needs at least one start, and a step between them",
            seen=f"{starts.amount} starts, {starts.step_seconds:g} s apart",
        )
    outside = [p for p in probabilities if not 0.0 <= p <= 1.0]
    if outside:
        raise ValueRefusedError(
            "a quantile belongs to a probability from 0 to 1", seen=f"{outside[0]:g}"
        )


def _in_grams(series: StepSeries) -> StepSeries:
    wanted = Unit.parse(GRAMS_PER_KWH)
    ratio = series.unit.ratio(wanted)
    if ratio == 1.0:
        return series
    return StepSeries(series.edges_seconds, series.values * ratio, wanted)


def _result(
    fleet: Fleet,
    starts: Starts,
    probabilities: tuple[float, ...],
    periods: tuple[Period, ...],
    found: Found,
    cuts: tuple[int, ...],
) -> Sweep:
    # All models together are as one model of one watt: their powers are in the integrals already.
    # It lasts as long as it takes to make the average say the right thing.
    watt_seconds = np.asarray([np.dot(fleet.power_watts, fleet.duration_seconds)])
    totals = total_table(found.totals, cuts)

    def part(period: Period, row: int, models: Table, total: Table) -> Part:
        return Part(
            period,
            models.spread(row, period, starts, fleet.duration_seconds, fleet.power_watts),
            total.spread(row, period, starts, watt_seconds, np.ones(1)),
        )

    whole, *years = periods
    known = found.totals[np.isfinite(found.totals)]
    missing = np.full(len(probabilities), np.nan)
    return Sweep(
        fleet=fleet,
        starts=starts,
        probabilities=probabilities,
        whole=part(whole, 0, found.table.together(), totals.together()),
        years=tuple(part(year, row, found.table, totals) for row, year in enumerate(years)),
        quantiles_grams=found.quantiles * fleet.power_watts / JOULES_PER_KWH,
        total_quantiles_grams=(
            np.quantile(known, probabilities) / JOULES_PER_KWH if known.size else missing
        ),
        total_grams=found.totals / JOULES_PER_KWH,
    )


def _whole(series: StepSeries, starts: Starts) -> Period:
    end = starts.first_seconds + starts.amount * starts.step_seconds
    return _period("all", series, starts.first_seconds, end)


def _years(series: StepSeries, starts: Starts) -> tuple[list[Period], tuple[int, ...]]:
    times = starts.times_seconds()
    first, last = (datetime.fromtimestamp(float(times[at]), UTC).year for at in (0, -1))
    borders = [datetime(year, 1, 1, tzinfo=UTC).timestamp() for year in range(first, last + 2)]
    years = [
        _period(str(first + at), series, borders[at], borders[at + 1])
        for at in range(len(borders) - 1)
    ]
    inner = np.searchsorted(times, borders[1:-1]).tolist()
    return years, (0, *inner, starts.amount)


def _period(name: str, series: StepSeries, start_seconds: float, end_seconds: float) -> Period:
    begin, end = np.asarray([start_seconds]), np.asarray([end_seconds])
    found = series.known_integral(begin, end)
    covered = float(found.covered_seconds[0])
    mean = float(found.amount[0]) / covered if covered > 0.0 else float("nan")
    return Period(name, start_seconds, end_seconds, mean, covered / (end_seconds - start_seconds))


def starts_of(series: StepSeries, step_seconds: float) -> Starts:
    """Return starts from the beginning of a series to its end.

    Args:
        series: The series.
        step_seconds: From one start to the next [s].

    Raises:
        ValueRefusedError: If the step is none.
    """
    if not (step_seconds > 0.0 and np.isfinite(step_seconds)):
        raise ValueRefusedError("starts need a step between them", seen=f"{step_seconds:g} s")
    edges: FloatArray = series.edges_seconds
    length = float(edges[-1] - edges[0])
    return Starts(float(edges[0]), step_seconds, int(np.ceil(length / step_seconds)))
