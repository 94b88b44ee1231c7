"""Why a run was not what its plan reckoned with: its start, its length, its power, its end."""

from collections.abc import Sequence

from wholeprint.advice.plan import Decision
from wholeprint.jobs.entry import Pause
from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Quantity, Uncertain

_ON_TIME_SECONDS = 5.0
_SAME_SHARE = 0.1
_JOULES_PER_KWH = 3.6e6


def failure(records: Sequence[RunRecord]) -> str:
    """Return how the last run of a job failed; empty where it did not.

    Args:
        records: Its runs, the oldest first.
    """
    last = records[-1]
    if last.status is Status.INTERRUPTED:
        return "was cut off"
    if last.status is not Status.FAILED:
        return ""
    if last.signal is not None:
        return f"was ended by signal {last.signal}"
    return "failed" if last.exit_code is None else f"failed with exit status {last.exit_code}"


def lateness(decision: Decision, records: Sequence[RunRecord]) -> tuple[Note, ...]:
    """Return the remark that a job began later than planned; none where it was on time.

    Args:
        decision: What was planned.
        records: Its runs, the oldest first.
    """
    late = records[0].started_unix_ns / 1e9 - decision.plan.start_seconds
    if late < _ON_TIME_SECONDS:
        return ()
    said = f"It began {_lasting(late)} after the start that was planned."
    return (Note("start-late", said),)


def other_work(
    decision: Decision, records: Sequence[RunRecord], pauses: Sequence[Pause], energy: Quantity
) -> tuple[Note, ...]:
    """Return the remark that more or less was used than planned; none within a tenth.

    Args:
        decision: What was planned.
        records: Its runs, the oldest first.
        pauses: When they were stopped.
        energy: What they used, at the building's meter [kWh].
    """
    seconds = sum(record.edges[-1] - record.edges[0] for record in records if record.edges)
    ends = [pause.end_seconds for pause in pauses]
    seconds -= sum(
        end - pause.start_seconds for end, pause in zip(ends, pauses, strict=True) if end
    )
    task = decision.task
    planned = task.watts * task.duration_seconds
    if not isinstance(energy, Uncertain) or seconds <= 0.0 or planned <= 0.0:
        return ()
    joules = energy.median * _JOULES_PER_KWH
    if abs(joules / planned - 1.0) <= _SAME_SHARE:
        return ()
    return (
        Note(
            "work-differs",
            f"The plan reckoned with {task.watts:.3g} W for {_lasting(task.duration_seconds)}; its "
            f"run drew {joules / seconds:.3g} W for {_lasting(seconds)}, {joules / planned:.2g} "
            "times the energy. What was foreseen is of the one, what was gained of the other.",
        ),
    )


def _lasting(seconds: float) -> str:
    for unit, many in (("d", 86400.0), ("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * many:
            return f"{seconds / many:.3g} {unit}"
    return f"{seconds:.3g} s"
