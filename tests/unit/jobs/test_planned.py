"""What a planned job is, and what it refuses to be."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from wholeprint.advice.piece import Piece
from wholeprint.errors import JobError
from wholeprint.jobs.planned import Missed, PlannedJob, new_job_id, planned_from_json

Make = Callable[..., PlannedJob]
T0 = 1_800_000_000.0


def test_a_job_survives_its_file(job: Make) -> None:
    """Every field comes back from JSON as it went in, odd texts included."""
    given = job(
        (1, 2),
        (3, 4),
        command=("a b", "'\"$`\n", "\u00e9\U0001f331", ""),
        environment={"A": "x=y"},
        missed=Missed.SKIP,
        checkpoint_signal="SIGUSR1",
        arguments=("--partition=gpu",),
        plan={"decision": {"objective": "carbon"}},
    )

    assert planned_from_json(json.loads(json.dumps(given.as_json()))) == given


@pytest.mark.parametrize(
    "changed",
    [
        {"command": ()},
        {"command": ("",)},
        {"command": ("a\0b",)},
        {"environment": {"A": "\0"}},
        {"id": ""},
        {"id": "../up"},
        {"pieces": ()},
        {"pieces": (Piece(2.0, 1.0, "FR"),)},
        {"pieces": (Piece(float("nan"), 1.0, "FR"),)},
        {"pieces": (Piece(1.0, 3.0, "FR"), Piece(2.0, 4.0, "FR"))},
    ],
)
def test_what_cannot_be_run_is_refused_at_once(job: Make, changed: dict[str, Any]) -> None:
    """No command, an id that names no file, pieces that overlap: an error, and not later."""
    with pytest.raises(JobError):
        job(**changed)


@pytest.mark.parametrize(
    ("name", "value"),
    [("command", "ls"), ("pieces", 3), ("missed", "perhaps"), ("pieces", ["x"]), ("plan", None)],
)
def test_a_document_of_something_else_is_refused(job: Make, name: str, value: object) -> None:
    """A document with a field of the wrong kind is an error with what was seen, no traceback."""
    with pytest.raises(JobError, match="planned job"):
        planned_from_json(job().as_json() | {name: value})


def test_pieces_say_when_it_is_wanted(job: Make) -> None:
    """It is wanted within its pieces and, as no estimate is exact, after the last one too."""
    two = job((1, 2), (3, 4))

    wanted = [two.wants(T0 + hours * 3600.0) for hours in (0.5, 1.0, 1.9, 2.0, 2.5, 3.0, 9.0)]

    assert wanted == [False, True, True, False, False, True, True]
    assert two.next_edge_seconds(T0 + 2.5 * 3600.0) == T0 + 3 * 3600.0
    assert two.next_edge_seconds(T0 + 5 * 3600.0) is None


def test_one_machine_is_in_one_zone(job: Make) -> None:
    """Pieces in two zones are no job for one machine, and the error says what to do."""
    pieces = (Piece(1.0, 2.0, "FR"), Piece(3.0, 4.0, "SE"))

    with pytest.raises(JobError, match="FR, SE"):
        _ = job(pieces=pieces).zone


def test_names_sort_by_time_and_differ() -> None:
    """Of two jobs the later has the greater name; two of one second have different ones."""
    assert new_job_id(T0) < new_job_id(T0 + 1)
    assert new_job_id(T0) != new_job_id(T0)
    assert new_job_id(T0).startswith("j20270115-080000-")
