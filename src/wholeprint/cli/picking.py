"""Arguments that pick runs out of the ledger."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli.moment import moment
from wholeprint.cli.options import whole

if TYPE_CHECKING:
    from wholeprint.ledger.store import RunFilter


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that pick runs.

    Args:
        parser: Takes them.
    """
    group = parser.add_argument_group("which runs")
    for name in ("project", "model", "phase"):
        group.add_argument(f"--{name}", metavar="NAME", help=f"those of this {name}")
    group.add_argument(
        "--status",
        choices=("running", "done", "failed", "interrupted"),
        help="those that have come so far",
    )
    group.add_argument(
        "--since",
        metavar="WHEN",
        type=moment,
        help="those still on at or after this moment: 2026-11-21, 2026-11-21T10:15 (UTC), 7d",
    )
    group.add_argument(
        "--until", metavar="WHEN", type=moment, help="those that began before this moment"
    )
    group.add_argument(
        "--limit", metavar="N", type=whole, help="at most so many, the latest; 0 is all"
    )
    group.add_argument(
        "--all",
        action="store_true",
        help="also those that totals do not count: runs inside another, following ranks",
    )


def wanted(arguments: argparse.Namespace) -> "RunFilter":
    """Return which runs are wanted, without a limit.

    Args:
        arguments: What was given.
    """
    from wholeprint.ledger.store import RunFilter  # noqa: PLC0415 - loaded when runs are picked

    return RunFilter(
        project=arguments.project,
        model=arguments.model,
        phase=arguments.phase,
        status=arguments.status,
        since_unix_ns=arguments.since,
        until_unix_ns=arguments.until,
        include_nested=arguments.all,
    )
