"""``wholeprint grid``: what a kilowatt-hour carries, where and when."""

import argparse

from wholeprint.cli import (
    grid_fetch,
    grid_forecast,
    grid_history,
    grid_now,
    grid_prune,
    grid_score,
    grid_stats,
    grid_zones,
    subverbs,
)

NAME = "grid"
SUMMARY = "what a kilowatt-hour carries: now, in the past, ahead, and in few numbers"
EXAMPLES = (
    "wholeprint grid now GB --fetch",
    "wholeprint grid forecast DK1 --hours 48",
    "wholeprint grid stats GB DK1 --figure boxes.svg",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the inner verbs.

    Args:
        parser: Takes them.
    """
    subverbs.add(
        parser,
        (
            grid_now,
            grid_history,
            grid_forecast,
            grid_stats,
            grid_zones,
            grid_fetch,
            grid_score,
            grid_prune,
        ),
    )


def execute(arguments: argparse.Namespace) -> int:
    """Hand on to the inner verb.

    Args:
        arguments: What was given; one of the inner verbs has taken this one's place in it.

    Returns:
        Its exit status.
    """
    status: int = arguments.execute(arguments)
    return status
