"""Plans and decisions: what they add up to, and that they survive being written down."""

import json

import pytest

from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Decision, Plan, Task
from wholeprint.errors import ScheduleError
from wholeprint.quantities.intensity import Response, Scope, Signal, Tense

TWO = Plan((Piece(0.0, 3600.0, "FR"), Piece(7200.0, 11100.0, "GB")), resume_seconds=300.0)


def test_a_plan_knows_what_it_adds_up_to() -> None:
    """Resuming draws power and is no work: 3600 s and 3900 s less 300 s are two hours of work."""
    assert TWO.running_seconds == 7500.0
    assert TWO.work_seconds == 7200.0
    assert (TWO.start_seconds, TWO.end_seconds) == (0.0, 11100.0)
    assert (TWO.pauses_count, TWO.moves_count, TWO.zones) == (1, 1, ("FR", "GB"))


@pytest.mark.parametrize(
    "pieces", [(), (Piece(0.0, 10.0, "FR"), Piece(9.0, 20.0, "FR"))], ids=["none", "overlap"]
)
def test_what_cannot_be_run_is_no_plan(pieces: tuple[Piece, ...]) -> None:
    """A plan without pieces, or with two at the same time, is refused."""
    with pytest.raises(ScheduleError):
        Plan(pieces)


def test_a_decision_survives_being_written_down() -> None:
    """What is read back from its JSON text equals what was written: jobs outlive a restart."""
    decision = Decision(
        task=Task(7200.0, 0.0, 86400.0, 300.0, idle_watts=20.0, waiting_grams_per_hour=1.5),
        plan=TWO,
        naive=Plan((Piece(0.0, 7200.0, "FR"),)),
        objective="carbon",
        decided_seconds=-60.0,
        signals={"FR": Signal("FR", Response.MARGINAL, Scope.DIRECT, tense=Tense.FORECAST)},
        expected={"carbon": {"gain": {"value": 12.0, "unit": "gCO2e"}}},
    )

    text = json.dumps(decision.as_json())

    assert Decision.from_json(json.loads(text)) == decision
