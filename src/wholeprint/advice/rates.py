"""What a job costs by the second: while it runs, and while hardware waits for it."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from wholeprint.advice.plan import Task
from wholeprint.errors import ScheduleError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

JOULES_PER_KWH = 3.6e6
_SECONDS_PER_HOUR = 3600.0


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """What a job costs in one zone, over time.

    Attributes:
        running: What it costs while it runs [amount/s].
        waiting: What it costs while hardware waits for it [amount/s]; None where it costs nothing.
        per_kwh: The signal itself [amount/kWh].
    """

    running: StepSeries
    waiting: StepSeries | None
    per_kwh: StepSeries


def rates_of(task: Task, per_kwh: StepSeries, waiting_amount: float = 0.0) -> Rates:
    """Return what a job costs by the second, from what a kilowatt-hour costs.

    Args:
        task: The job; its powers are looked at.
        per_kwh: What a kilowatt-hour carries or costs over time [amount/kWh].
        waiting_amount: What an hour of waiting costs beside its electricity [amount/h].

    Returns:
        The rates. Where the signal is unknown, so is what running costs; waiting is unknown there
        only if it draws power.
    """
    unit = per_kwh.unit * Unit.parse("kWh/s")
    edges = per_kwh.edges_seconds
    hold = np.full(per_kwh.values.shape, waiting_amount / _SECONDS_PER_HOUR)
    if task.idle_watts > 0.0:
        hold = hold + per_kwh.values * (task.idle_watts / JOULES_PER_KWH)
    free = task.idle_watts == 0.0 and waiting_amount == 0.0
    return Rates(
        running=StepSeries(edges, per_kwh.values * (task.watts / JOULES_PER_KWH), unit),
        waiting=None if free else StepSeries(edges, hold, unit),
        per_kwh=per_kwh,
    )


def check_possible(task: Task) -> None:
    """Refuse what no plan can do.

    Args:
        task: The job.

    Raises:
        ScheduleError: If it takes no time, draws less than nothing, or cannot be done by its
            deadline.
    """
    if not task.duration_seconds > 0.0:
        raise ScheduleError(
            "a job must take some time", seen=f"{task.duration_seconds:g} s", fix="Say how long"
        )
    if not (task.watts >= 0.0 and task.idle_watts >= 0.0 and task.waiting_grams_per_hour >= 0.0):
        raise ScheduleError("a job cannot draw less than nothing", seen=f"{task.watts:g} W")
    end = task.earliest_seconds + task.duration_seconds
    if end > task.deadline_seconds + _tolerance(task):
        raise ScheduleError(
            "the deadline comes before the job can be done",
            seen=f"a deadline at {moment(task.deadline_seconds)}",
            fix=f"Begun at {moment(task.earliest_seconds)} it ends at {moment(end)} at the "
            "earliest: move the deadline there or later",
        )


def moment(seconds: float) -> str:
    """Write a time for a message.

    Args:
        seconds: The time [s since 1970 UTC].

    Returns:
        The time in UTC, to the second.
    """
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def least_place(costs: FloatArray) -> int:
    """Return the first place whose cost is the least, to within rounding.

    Args:
        costs: What each place costs; infinite where it is not to be had.

    Raises:
        ScheduleError: If none is to be had.
    """
    least = float(np.min(costs, initial=np.inf))
    if not np.isfinite(least):
        raise ScheduleError(
            "the signal is not known over any stretch that is long enough",
            seen="gaps in every one",
            fix="Give a longer window, a shorter job, or a signal without gaps",
        )
    size = float(np.max(np.abs(costs[np.isfinite(costs)])))
    return int(np.argmax(costs <= least + 1e-12 * size))


def _tolerance(task: Task) -> float:
    # Times since 1970 are written with a resolution of about 0.2 microseconds.
    return 1e-6 + 1e-12 * abs(task.deadline_seconds)
