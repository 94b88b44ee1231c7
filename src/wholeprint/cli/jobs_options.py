"""What the verbs of planned work share: where jobs lie, and how they are shown."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wholeprint.cli import output
from wholeprint.settings import load

if TYPE_CHECKING:
    from wholeprint.jobs.book import Damaged
    from wholeprint.jobs.entry import Entry
    from wholeprint.jobs.found import Runs
    from wholeprint.jobs.progress import Hands
    from wholeprint.report.jobs import JobsDocument
    from wholeprint.report.text.page import Page

JOB_HELP = 'a job: its id, the beginning of its id, or "last"'


def job(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names one job.

    Args:
        parser: Takes it.
    """
    parser.add_argument("job", metavar="JOB", help=JOB_HELP)


def hands() -> "Hands":
    """Return what sees to jobs on this machine, as the settings say."""
    from wholeprint.jobs.found import hands_of  # noqa: PLC0415 - opened when a verb runs

    return hands_of(load().settings)


def runs() -> "Runs":
    """Return what finds the runs of jobs, as the settings say."""
    from wholeprint.jobs.found import Runs  # noqa: PLC0415 - opened when a verb runs

    return Runs(load().settings.ledger, hands().book)


def plain(entry: "Entry", what: "Hands") -> dict[str, object]:
    """Return a job as plain values.

    Args:
        entry: The job.
        what: What sees to it.
    """
    from wholeprint.report.jobs import job_plain  # noqa: PLC0415 - loaded when it is said

    asked = entry.is_open and what.book.is_to_be_cancelled(entry.job.id)
    return job_plain(entry, cancel_asked=asked)


def emit(
    entries: "Sequence[Entry]", damaged: "Sequence[Damaged]", what: "Hands", *, as_json: bool
) -> None:
    """Say how far jobs have come.

    Args:
        entries: The jobs.
        damaged: Files that hold none.
        what: What sees to them.
        as_json: Whether a document is wanted.
    """
    from wholeprint.report.jobs import jobs_document  # noqa: PLC0415 - loaded when it is said

    listed = [plain(entry, what) for entry in entries]
    now = what.clock.now_seconds()
    document = jobs_document(str(what.book.folder), listed, damaged, now)
    output.emit(document, _lay_out, as_json=as_json)


def _lay_out(page: "Page", document: "JobsDocument") -> None:
    from wholeprint.report.text.jobs import jobs_page  # noqa: PLC0415 - loads Rich

    jobs_page(page, document)
