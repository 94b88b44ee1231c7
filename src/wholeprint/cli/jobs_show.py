"""``wholeprint jobs show``: one planned job with everything that is known of it."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import jobs_options, options, output
from wholeprint.report.form import stamped

if TYPE_CHECKING:
    from wholeprint.report.jobs import OneJobDocument
    from wholeprint.report.text.page import Page

NAME = "show"
SUMMARY = "show one planned job: its pieces, its command, its runs, its plan"
EXAMPLES = ("wholeprint jobs show last", "wholeprint jobs show last --json")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    jobs_options.job(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Show the job.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.jobs.lock import JobLock  # noqa: PLC0415 - opened when the verb runs

    what = jobs_options.hands()
    job_id = what.book.resolve(arguments.job)
    runs = jobs_options.runs()
    entry = runs.seen(what.book.load(job_id))
    holder = JobLock(what.book.lock(job_id)).holder()
    body = {
        "now_unix_seconds": what.clock.now_seconds(),
        "job": jobs_options.plain(entry, what),
        "runs": [record.id for record in runs.of(entry)],
        "waiter_pid": None if holder is None else holder.pid,
        "log": str(what.book.log(job_id)),
        "plan": dict(entry.job.plan),
    }
    output.emit(stamped("job", body), _lay_out, as_json=arguments.json)
    return 0


def _lay_out(page: "Page", document: "OneJobDocument") -> None:
    from wholeprint.report.text.jobs import job_page  # noqa: PLC0415 - loads Rich

    job_page(page, document)
