"""``wholeprint jobs``: work that was planned for another time."""

import argparse

from wholeprint.cli import (
    jobs_cancel,
    jobs_gained,
    jobs_list,
    jobs_show,
    jobs_wait,
    subverbs,
)

NAME = "jobs"
SUMMARY = "see to work that was planned for another time"
EXAMPLES = (
    "wholeprint jobs list",
    "wholeprint jobs wait --all --detach",
    "wholeprint jobs gained last",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the inner verbs.

    Args:
        parser: The verb's parser.
    """
    subverbs.add(parser, (jobs_list, jobs_show, jobs_wait, jobs_cancel, jobs_gained))


def execute(arguments: argparse.Namespace) -> int:
    """Do nothing: an inner verb is always named.

    Args:
        arguments: What was given.

    Returns:
        The exit status of wrong use.
    """
    del arguments
    return 2
