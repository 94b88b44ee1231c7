"""Planned work on a page."""

from typing import Any, cast

import pytest

from wholeprint.advice.piece import Piece
from wholeprint.jobs.entry import Entry, State
from wholeprint.jobs.planned import PlannedJob
from wholeprint.report.jobs import GainedDocument, JobsDocument, job_plain, jobs_document
from wholeprint.report.text.jobs import gained_page, job_page, jobs_page
from wholeprint.report.text.page import Page

NOW = 1_800_000_000.0


def _job(**changed: Any) -> Any:
    job = PlannedJob(
        id="j1",
        command=("python", "my train.py"),
        directory="/work",
        pieces=(Piece(NOW + 7200.0, NOW + 9000.0, "FR"),),
    )
    entry = Entry(job=job, method="at", created_seconds=NOW, external_id="3", **changed)
    return job_plain(entry.noted("start-late", "It was late.", NOW), cancel_asked=False)


def _listed(*jobs: Any) -> str:
    page = Page(80)
    jobs_page(page, cast("JobsDocument", jobs_document("/folder", jobs, (), NOW)))
    return page.text()


def test_a_list_says_when_and_how() -> None:
    """Start with its offset from UTC, how long until then, who has it, and what happened."""
    text = _listed(_job(state=State.HANDED))

    assert "01-15 10:00 +00:00" in text
    assert "2\u00a0h" in text.replace(" h", "\u00a0h")
    assert "It was late." in text
    assert all(len(line) <= 80 for line in text.splitlines())


@pytest.mark.parametrize("late_seconds", [60.0, 600.0])
def test_a_job_that_nobody_started_is_overdue(*, late_seconds: float) -> None:
    """Handed over, its start has passed and no run is known: said in a word, and where to look.

    A minute is no lateness yet: such tools begin at whole minutes.
    """
    page = Page(80)
    now = NOW + 7200.0 + late_seconds
    jobs = [_job(state=State.HANDED)]
    jobs_page(page, cast("JobsDocument", jobs_document("/folder", jobs, (), now)))

    assert ("overdue" in page.text()) is (late_seconds > 120.0)
    assert ("systemctl status atd" in page.text()) is (late_seconds > 120.0)


def test_an_end_is_said_with_its_status() -> None:
    """A job that failed shows its exit status; what has ended does not start in an hour."""
    text = _listed(_job(state=State.FAILED, exit_code=4))

    assert "failed (4)" in text
    assert "2 h" not in text.replace("\u00a0", " ")


def test_one_job_shows_its_command_as_it_is_typed() -> None:
    """Words with blanks are quoted; empty lines are left out."""
    page = Page(80)
    document: Any = {
        "now_unix_seconds": NOW,
        "job": _job(state=State.HANDED),
        "runs": [],
        "waiter_pid": 12,
        "log": "/folder/j1.log",
        "plan": {},
    }

    job_page(page, document)

    text = page.text()
    assert "python 'my train.py'" in text
    assert "process 12" in text
    assert "exit status" not in text


@pytest.mark.parametrize("known", [True, False])
def test_what_was_gained_stands_in_three_lines(*, known: bool) -> None:
    """As it ran, without the plan, the difference; and without data only the sentence."""
    number: Any = {
        "value": 20.0, "central": 20.0, "low": 18.0, "high": 22.0,
        "unit": "gCO2e", "known": "measured", "sources": [],
    }  # fmt: skip
    document: Any = {
        "job": "j1",
        "verdict": "gained",
        "says": "It emitted less.",
        "as_run": number if known else None,
        "naive": number if known else None,
        "gain": number | {"central": -20.0, "low": -22.0, "high": -18.0} if known else None,
        "forecast": {"value": 13.0, "central": 12.0, "unit": "gCO2e"} if known else None,
        "notes": [],
    }
    page = Page(80)

    gained_page(page, cast("GainedDocument", document))

    text = page.text()
    assert "It emitted less." in text
    assert ("without the plan" in text) is known
    assert ("12.0 gCO2e" in text.replace("\u00a0", " ")) is known
