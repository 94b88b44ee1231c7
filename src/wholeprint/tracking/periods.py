"""What a project used over time, by equal periods: series that a model can be fitted to."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from wholeprint.errors import UnknownRunError, ValueRefusedError
from wholeprint.ledger.entry import RunRow
from wholeprint.ledger.store import RunFilter
from wholeprint.tracking.assessment import runs

Kept = Literal[
    "energy_rate", "runs_rate", "hours_rate", "energy_so_far", "runs_so_far", "hours_so_far"
]
"""What can be asked for: how much in each period, per unit of time, or how much until its end."""

UNITS = {"energy": "kWh", "runs": "run", "hours": "h"}
"""Unit of each amount."""

_DAY = 86_400.0
PERIODS = {"day": _DAY, "week": 7 * _DAY, "month": 365 * _DAY / 12, "year": 365 * _DAY}
"""How long a period is [s]; a month is a twelfth of a year of 365 days."""

_FEWEST = 3
_KWH = 3.6e6


@dataclass(frozen=True, slots=True)
class PeriodSeries:
    """An amount over time.

    Attributes:
        what: What it is.
        unit: Unit of the amount; a rate is this per second.
        instants_seconds: The middles of the periods for a rate, their ends for a sum; from the
            beginning of the first run [s].
        amounts: The amount at each [unit, or unit per second].
        unmeasured: Number of runs without any measured energy, which count for none.
    """

    what: Kept
    unit: str
    instants_seconds: tuple[float, ...]
    amounts: tuple[float, ...]
    unmeasured: int


def by_period(
    project: str, what: str, period: str = "month", *, ledger: Path | None = None
) -> PeriodSeries:
    """Return what a project used over time.

    A run counts where it began. The last period counts only if it is over.

    Args:
        project: The project.
        what: One of `Kept`.
        period: How long a period is: "day", "week", "month" or "year".
        ledger: The ledger; None is the one of the settings.

    Raises:
        ValueRefusedError: If there is no such series or period, or there are too few periods.
        UnknownRunError: If the project has no finished run.
    """
    if what not in get_args(Kept):
        raise ValueRefusedError(
            "the ledger keeps no such series", seen=what, fix=f"Ask for {', '.join(get_args(Kept))}"
        )
    if period not in PERIODS:
        raise ValueRefusedError("no such period", seen=period, fix=f"Say {', '.join(PERIODS)}")
    rows = [
        row
        for row in runs(RunFilter(project=project), ledger=ledger)
        if row.ended_unix_ns is not None
    ]
    if not rows:
        raise UnknownRunError(
            "the project has no finished run", seen=project, fix="See: wholeprint runs"
        )
    return _series(sorted(rows, key=lambda row: row.started_unix_ns), what, PERIODS[period])


def _series(rows: Sequence[RunRow], what: str, period_seconds: float) -> PeriodSeries:
    amount, _, way = what.partition("_")
    first = rows[0].started_unix_ns
    last = max(row.ended_unix_ns or row.started_unix_ns for row in rows)
    periods = int((last - first) / 1e9 // period_seconds)
    if periods < _FEWEST:
        raise ValueRefusedError(
            f"a fit needs at least {_FEWEST} periods that are over",
            seen=periods,
            fix="Take shorter periods, such as --every day; or measure for longer",
        )
    totals = [0.0] * periods
    for row in rows:
        place = int((row.started_unix_ns - first) / 1e9 // period_seconds)
        if place < periods:
            totals[place] += _amount(row, amount)
    if way == "rate":
        instants = [(place + 0.5) * period_seconds for place in range(periods)]
        amounts = [total / period_seconds for total in totals]
    else:
        instants = [(place + 1) * period_seconds for place in range(periods)]
        amounts = [sum(totals[: place + 1]) for place in range(periods)]
    unmeasured = sum(row.measured_joules is None for row in rows) if amount == "energy" else 0
    found = next(each for each in get_args(Kept) if each == what)
    return PeriodSeries(found, UNITS[amount], tuple(instants), tuple(amounts), unmeasured)


def _amount(row: RunRow, amount: str) -> float:
    if amount == "runs":
        return 1.0
    if amount == "hours":
        return ((row.ended_unix_ns or row.started_unix_ns) - row.started_unix_ns) / 3.6e12
    return (row.measured_joules or 0.0) / _KWH
