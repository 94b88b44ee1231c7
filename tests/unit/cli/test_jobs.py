"""``wholeprint jobs``: lists, one job, waiting, cancelling, and what was gained."""

import io
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Decision, Plan, Task
from wholeprint.cli import jobs_cancel, jobs_gained, jobs_list, jobs_options, jobs_show, jobs_wait
from wholeprint.jobs.book import JobBook
from wholeprint.jobs.entry import Entry, State
from wholeprint.jobs.found import Runs
from wholeprint.jobs.planned import PlannedJob
from wholeprint.ledger.book import Ledger
from wholeprint.quantities.intensity import Signal

HOUR = 3600.0
MODULES = (jobs_list, jobs_show, jobs_wait, jobs_cancel, jobs_gained)


@pytest.fixture
def book(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> JobBook:
    """The folder of jobs that the environment names."""
    monkeypatch.setenv("WHOLEPRINT_STATE", str(ledger.parent / "state"))
    monkeypatch.setenv("WHOLEPRINT_INTERVAL", "0.1")
    monkeypatch.setenv("WHOLEPRINT_METERS", "rapl")
    return JobBook(ledger.parent / "state")


@pytest.fixture
def keep(book: JobBook) -> Callable[..., Entry]:
    """Write a job down that is due at some time from now [h]."""

    def kept(
        hours: float, command: Sequence[str] = ("true",), job_id: str = "j1", **changed: Any
    ) -> Entry:
        now = time.time()
        pieces = (Piece(now + hours * HOUR, now + (hours + 1) * HOUR, "FR"),)
        decision = Decision(
            Task(HOUR, now, now + 9 * HOUR, 100.0),
            Plan(pieces),
            Plan((Piece(now - 20 * HOUR, now - 19 * HOUR, "FR"),)),
            "carbon",
            now,
            {"FR": Signal("FR")},
            {"carbon": {"gain": {"value": 3.0, "unit": "gCO2e"}}},
        )
        job = PlannedJob(
            id=job_id,
            command=tuple(command),
            directory=str(book.folder.parent.parent),
            pieces=pieces,
            plan=decision.as_json(),
            environment={"TOKEN": "secret words"},
        )
        entry = Entry(job=job, method="wait", created_seconds=now, **changed)
        book.save(entry)
        return entry

    return kept


def test_every_inner_verb_says_how_it_is_called() -> None:
    """Each has a name, a line about it, and examples that begin with it."""
    for module in MODULES:
        assert module.SUMMARY
        assert any(f"wholeprint jobs {module.NAME}" in each for each in module.EXAMPLES)


def test_an_empty_folder_says_how_to_plan(call: Any, book: JobBook) -> None:
    """Without jobs there is advice, and an empty document."""
    assert "wholeprint schedule" in call("jobs", "list").out
    assert call("jobs", "list", "--json").document("jobs")["folder"] == str(book.folder)


def test_jobs_are_listed_and_shown(call: Any, keep: Any, book: JobBook) -> None:
    """Lists and pages name state and time; damaged files are said; old ones want --all."""
    keep(2.0)
    keep(-400.0, job_id="j0", state=State.DONE)
    (book.folder / "j2.json").write_text("{", encoding="utf-8")

    listed = call("jobs", "list")
    document = call("jobs", "list", "--all", "--json").document("jobs")

    assert "planned" in listed.out
    assert "j0" not in listed.out
    assert "j2.json" in listed.out
    assert [each["id"] for each in document["jobs"]] == ["j0", "j1"]
    shown = call("jobs", "show", "j1")
    one = call("jobs", "show", "j1", "--json")
    assert "true" in shown.out
    assert one.document("job")["job"]["environment"] == ["TOKEN"]
    assert "secret" not in one.out + shown.out


def test_a_due_job_is_run_and_found_in_the_ledger(
    call: Any, keep: Any, book: JobBook, ledger: Path
) -> None:
    """The waiter runs the command under measurement; the run knows its job, and how it ended."""
    entry = keep(0.0, ("sh", "-c", 'echo "$TOKEN $PWD"; exit 4'))

    waited = call("jobs", "wait", "j1", "--json")

    document = waited.document("jobs")["jobs"][0]
    assert (waited.status, document["state"], document["exit_code"]) == (1, "failed", 4)
    assert book.log("j1").read_text(encoding="utf-8").startswith(f"secret words {ledger.parent}\n")
    runs = Runs(ledger, book)
    (record,) = runs.of(entry)
    assert (record.meta["job"], record.settings["zone"]) == ("j1", "FR")
    after = book.load("j1")
    assert runs.ended(after) == 4
    book.document("j1", 1).unlink()
    assert runs.ended(after) == 4, "the ledger knows it too"
    Ledger(ledger).delete(record.id)
    assert runs.ended(after) is None


def test_waiting_wants_a_job(call: Any, keep: Any) -> None:
    """No job, or an unknown one, is wrong use; an ended one needs no waiting."""
    assert call("jobs", "wait").status == 2
    assert call("jobs", "wait", "nobody").status == 2
    keep(0.0, state=State.DONE)
    assert call("jobs", "wait", "j1").status == 0
    assert call("jobs", "wait", "--all").status == 0


def test_a_job_is_taken_back_once(call: Any, keep: Any) -> None:
    """It is cancelled, and then there is nothing left to cancel."""
    keep(2.0)

    assert call("jobs", "cancel", "last", "--json").document("jobs")["jobs"][0]["state"] == (
        "cancelled"
    )
    assert call("jobs", "cancel", "last").status == 2


def test_what_another_tool_ran_is_seen_in_the_ledger(call: Any, keep: Any) -> None:
    """A job that was handed over is as far as its run says."""
    entry = keep(2.0)
    assert (
        call(
            *("run", "--quiet", "--label", "true", "--meta", f"job={entry.job.id}", "--", "true")
        ).status
        == 0
    )
    jobs_options.hands().book.save(
        Entry(
            job=entry.job,
            method="slurm",
            created_seconds=entry.created_seconds,
            state=State.HANDED,
            external_id="5",
        )
    )

    assert call("jobs", "list", "--json").document("jobs")["jobs"][0]["state"] == "done"


def test_what_was_gained_is_said_from_a_file(call: Any, keep: Any, tmp_path: Path) -> None:
    """With the actual hours in a file: gained, and the status says so; without: not yet."""
    entry = keep(0.0)
    assert call("jobs", "gained", "j1", "--json").document("gained")["verdict"] == "not run"
    call("run", "--quiet", "--label", "true", "--meta", "job=j1", "--", "true")
    start = (entry.created_seconds // HOUR - 24) * HOUR
    rows = [
        f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(start + i * HOUR))},{value}"
        for i, value in enumerate([100.0] * 20 + [10.0] * 10)
    ]
    path = tmp_path / "actual.csv"
    path.write_text("\n".join(["start,value", *rows]) + "\n", encoding="utf-8")

    found = call("jobs", "gained", "j1", "--intensity", str(path), "--json")
    page = call("jobs", "gained", "j1", "--intensity", str(path))

    document = found.document("gained")
    assert (found.status, document["verdict"]) == (0, "gained")
    assert document["naive"]["value"] == pytest.approx(10.0 * document["as_run"]["value"])
    assert "without the plan" in page.out
    assert "foreseen" in page.out

    path.write_text("\n".join(["start,value", *rows[:20]]) + "\n", encoding="utf-8")
    later = call("jobs", "gained", "j1", "--intensity", str(path))
    assert "Ask again" in " ".join(later.out.split())
    assert later.status == 1


def test_a_waiter_can_be_left_in_the_background(call: Any, keep: Any, book: JobBook) -> None:
    """With --detach the verb returns at once, and another process sees to the job."""
    keep(0.0)

    said = call("jobs", "wait", "j1", "--detach", "--json")

    assert said.status == 0
    assert json.loads(said.out)["jobs"][0]["id"] == "j1"
    limit = time.monotonic() + 30.0  # ends a test that fails anyway
    while book.load("j1").is_open and time.monotonic() < limit:
        time.sleep(0.05)
    assert book.load("j1").state is State.DONE


def test_a_damaged_job_is_said_by_whoever_waits_for_all(
    call: Any, keep: Any, book: JobBook
) -> None:
    """A job that cannot be read is not passed over in silence: nobody will run it."""
    keep(-0.001)
    (book.folder / "j0.json").write_text("{", encoding="ascii")

    said = call("jobs", "wait", "--all")

    assert "j0.json" in said.err
    assert (said.status, book.load("j1").state) == (1, State.DONE)


def test_nobody_is_left_in_the_background_without_a_job(call: Any, book: JobBook) -> None:
    """Where nothing is to be waited for, no process is promised that does."""
    said = call("jobs", "wait", "--all", "--detach")

    assert (said.status, "waits" in said.err) == (0, False)
    assert not (book.folder / "waiter.log").exists()


def test_a_waiter_outlives_whoever_listened(
    call: Any, keep: Any, book: JobBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A closed terminal, or a pipe that nobody reads, ends no waiter."""

    class Gone(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    keep(-0.001)
    monkeypatch.setattr(sys, "stderr", Gone())

    assert call("jobs", "wait", "j1").status == 0
    assert book.load("j1").state is State.DONE


@pytest.mark.parametrize("draws", ["0", "1000000000"])
def test_draws_are_limited_as_for_any_assessment(call: Any, keep: Any, draws: str) -> None:
    """Neither none, which would be another number in silence, nor more than the memory holds."""
    keep(-1.0)

    said = call("jobs", "gained", "j1", "--draws", draws)

    assert (said.status, "number of draws" in said.err) == (2, True)
