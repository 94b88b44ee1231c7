"""Questions over many runs, answered from their rows alone."""

from collections.abc import Iterable
from typing import NamedTuple

from wholeprint.ledger.entry import RunRow


class Total(NamedTuple):
    """What the counted runs of one phase of one project add up to.

    Attributes:
        project: The project, or None for runs without one.
        phase: The phase, or None for runs without one.
        runs: How many runs.
        unfinished: How many of them have no end yet, and add no duration.
        duration_seconds: Their durations, summed [s].
        cpu_seconds: CPU time of their process trees [s].
        measured_joules: Energy read at their sensors [J]; None if none had a sensor.
        without_energy: How many of them had no sensor.
    """

    project: str | None
    phase: str | None
    runs: int
    unfinished: int
    duration_seconds: float
    cpu_seconds: float
    measured_joules: float | None
    without_energy: int


def totals(rows: Iterable[RunRow]) -> list[Total]:
    """Sum runs by project and phase, leaving out those whose energy another run holds already.

    Args:
        rows: The runs, counted or not.

    Returns:
        One total per project and phase, in their order, those without a name first.
    """
    groups: dict[tuple[str | None, str | None], list[RunRow]] = {}
    for row in rows:
        if row.counted:
            groups.setdefault((row.project, row.phase), []).append(row)
    names = sorted(groups, key=lambda name: [(part is not None, part or "") for part in name])
    return [_total(*name, groups[name]) for name in names]


def _total(project: str | None, phase: str | None, rows: list[RunRow]) -> Total:
    energies = [row.measured_joules for row in rows if row.measured_joules is not None]
    durations = [
        (row.ended_unix_ns - row.started_unix_ns) / 1e9
        for row in rows
        if row.ended_unix_ns is not None
    ]
    return Total(
        project=project,
        phase=phase,
        runs=len(rows),
        unfinished=len(rows) - len(durations),
        duration_seconds=sum(durations),
        cpu_seconds=sum(row.cpu_seconds for row in rows),
        measured_joules=sum(energies) if energies else None,
        without_energy=len(rows) - len(energies),
    )


def overlapping(run: RunRow, rows: Iterable[RunRow]) -> list[RunRow]:
    """Find the other counted runs that shared a run's machine while it was on.

    Each of them may have been charged the same joules of the same counters.

    Args:
        run: The run.
        rows: The runs to look through.

    Returns:
        Those with a time in common, the run itself and the run that holds it left out. Runs on
        machines without an identity are compared by the host's name.
    """
    return [
        row
        for row in rows
        if row.counted
        and row.id not in {run.id, run.parent}
        and _same_machine(row, run)
        and _begins_before_end(row, run)
        and _begins_before_end(run, row)
    ]


def _same_machine(one: RunRow, other: RunRow) -> bool:
    if one.machine_id is None or other.machine_id is None:
        return bool(one.host) and one.host == other.host
    return one.machine_id == other.machine_id


def _begins_before_end(one: RunRow, other: RunRow) -> bool:
    return other.ended_unix_ns is None or one.started_unix_ns < other.ended_unix_ns
