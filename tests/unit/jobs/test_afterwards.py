"""What made a run another one than was planned."""

from array import array
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Decision, Plan, Task
from wholeprint.jobs.afterwards import failure, lateness, other_work
from wholeprint.jobs.entry import Pause
from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.units import Unit

T0 = 1_800_000_000.0
PLAN = Plan((Piece(T0, T0 + 3600.0, "FR"),))
DECISION = Decision(Task(3600.0, T0, T0 + 9e3, 300.0), PLAN, PLAN, "carbon", T0, {}, {})
RECORD = RunRecord(
    id="r1",
    started_unix_ns=round((T0 + 42.0) * 1e9),
    settings={},
    edges=array("d", [0.0, 7200.0]),
)


def _kwh(amount: float) -> Uncertain:
    return Uncertain(amount, np.full(4, amount), Unit.parse("kWh"))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"status": Status.DONE, "exit_code": 0}, ""),
        ({"status": Status.FAILED, "exit_code": 3}, "failed with exit status 3"),
        ({"status": Status.FAILED, "signal": 9}, "was ended by signal 9"),
        ({"status": Status.INTERRUPTED}, "was cut off"),
    ],
)
def test_how_a_run_failed_is_said(changed: dict[str, Any], words: str) -> None:
    """The status of the last run counts; one that ended as it should has no words."""
    assert failure([replace(RECORD, **changed)]) == words


def test_a_late_start_is_said() -> None:
    """42 s late is said; a start in time is not."""
    (note,) = lateness(DECISION, [RECORD])

    assert "42 s after the start" in note.message
    assert lateness(DECISION, [replace(RECORD, started_unix_ns=round(T0 * 1e9))]) == ()


def test_planned_and_measured_power_stand_beside_each_other() -> None:
    """300 W for an hour were planned; 0.1 kWh in two hours less one of pause are 100 W."""
    pause = Pause(T0 + 1800.0, T0 + 5400.0)

    (note,) = other_work(DECISION, [RECORD], [pause], _kwh(0.1))

    assert "with 300 W for 60 min; its run drew 100 W for 60 min, 0.33 times" in note.message


def test_within_a_tenth_nothing_is_said() -> None:
    """0.31 kWh in place of 0.3 is the same work; without a number nothing can be said."""
    assert other_work(DECISION, [RECORD], [], _kwh(0.31)) == ()
    assert other_work(DECISION, [RECORD], [], NoData(Unit.parse("kWh"), "none")) == ()
