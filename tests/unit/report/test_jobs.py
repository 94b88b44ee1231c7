"""Documents of planned work."""

from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from wholeprint.advice.piece import Piece
from wholeprint.errors import JobError
from wholeprint.jobs.book import Damaged
from wholeprint.jobs.entry import Entry, Pause, State
from wholeprint.jobs.handed import Step
from wholeprint.jobs.planned import PlannedJob
from wholeprint.report.form import dumps, schema
from wholeprint.report.jobs import job_plain, jobs_document


def entry() -> Entry:
    """A job about which everything is known."""
    job = PlannedJob(
        id="j1",
        command=("train", "a b"),
        directory="/work",
        pieces=(Piece(1e9, 1e9 + 60, "FR"), Piece(1e9 + 120, 1e9 + 180, "FR")),
        environment={"TOKEN": "secret"},
    )
    return Entry(
        job=job,
        method="slurm",
        created_seconds=1e9,
        state=State.PAUSED,
        external_id="7",
        steps=(Step(1e9, ("scontrol", "suspend", "7")),),
        pauses=(Pause(1e9, None),),
        exit_code=-9,
    ).noted("start-late", "It was late", 1e9)


def test_the_document_keeps_to_its_schema_and_to_secrets() -> None:
    """Everything about a job is said but what its environment holds."""
    damaged = Damaged(Path("/s/j0.json"), JobError("no"))

    document = jobs_document("/s", [job_plain(entry(), cancel_asked=True)], [damaged], 1e9)

    validator: Any = Draft202012Validator(schema("jobs"))
    validator.validate(document)
    assert "secret" not in dumps(document)
    assert document["damaged"] == [{"path": "/s/j0.json", "error": "no. [wp-job]"}]
