"""``wholeprint jobs cancel``: take planned work back."""

import argparse

from wholeprint.cli import jobs_options, options

NAME = "cancel"
SUMMARY = "take planned jobs back, wherever they were handed to"
EXAMPLES = ("wholeprint jobs cancel last",)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("jobs", metavar="JOB", nargs="+", help=jobs_options.JOB_HELP)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Take the jobs back.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.jobs.launch import cancel  # noqa: PLC0415 - opened when the verb runs

    what = jobs_options.hands()
    # All are looked up before the first is taken back: "last" stays the one that was meant.
    ids = list(dict.fromkeys(what.book.resolve(selector) for selector in arguments.jobs))
    entries = [what.book.load(job_id) for job_id in ids]
    done = [cancel(entry, what) for entry in entries]
    jobs_options.emit(done, (), what, as_json=arguments.json)
    return 0
