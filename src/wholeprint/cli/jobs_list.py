"""``wholeprint jobs list``: what is planned, and how far it has come."""

import argparse

from wholeprint.cli import jobs_options, options

NAME = "list"
SUMMARY = "list planned jobs, the oldest first"
EXAMPLES = ("wholeprint jobs list", "wholeprint jobs list --all --json")

_RECENT_SECONDS = 7 * 86_400.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "--all", action="store_true", help="also those that ended more than a week ago"
    )
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """List the jobs.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    what = jobs_options.hands()
    entries, damaged = what.book.entries()
    runs = jobs_options.runs()
    since = what.clock.now_seconds() - _RECENT_SECONDS
    wanted = [
        each for each in entries if arguments.all or each.is_open or each.job.end_seconds >= since
    ]
    jobs_options.emit([runs.seen(each) for each in wanted], damaged, what, as_json=arguments.json)
    return 0
