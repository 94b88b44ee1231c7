"""``wholeprint grid now``: what a kilowatt-hour carries at this moment."""

import argparse
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from wholeprint.cli import grid_options, moment, options, output
from wholeprint.settings import load

if TYPE_CHECKING:
    from wholeprint.report.grid_shapes import MomentDocument
    from wholeprint.report.text.page import Page

NAME = "now"
SUMMARY = "what a kilowatt-hour carries at this moment, or at another one"
EXAMPLES = (
    "wholeprint grid now GB --fetch",
    "wholeprint grid now DK1 --at 2026-11-21T18:00 --json",
    "wholeprint grid now EC1A --fetch",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("zone", metavar="ZONE", help=grid_options.ZONE_HELP)
    parser.add_argument(
        "--at", metavar="WHEN", type=moment.moment, help="another moment: 2026-11-21T18:00, 2h ago"
    )
    grid_options.network(parser)
    grid_options.signal(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Say what a kilowatt-hour carries.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    at_seconds = time.time() if arguments.at is None else arguments.at / 1e9
    document = _quick(arguments, at_seconds) or _whole(arguments, at_seconds)
    output.emit(document, _lay_out, as_json=arguments.json)
    return 0


def _quick(arguments: argparse.Namespace, at_seconds: float) -> "Mapping[str, object] | None":
    """Return what the cache alone can say, which is most of what is asked twice."""
    from wholeprint.grid.cache import Cache  # noqa: PLC0415 - opened when it is asked
    from wholeprint.report.grid_quick import quick_document  # noqa: PLC0415 - as above

    path = load({}).settings.grid_cache
    if path is None or arguments.provider or grid_options.may_fetch(arguments):
        return None
    return quick_document(
        Cache(path),
        arguments.zone,
        at_seconds,
        response="marginal" if arguments.marginal else "average",
        scope=arguments.signal,
    )


def _whole(arguments: argparse.Namespace, at_seconds: float) -> "MomentDocument":
    from wholeprint.grid.moment import at_moment  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.grid import moment_document  # noqa: PLC0415 - as above

    found, told_seconds = at_moment(
        grid_options.opened(),
        arguments.zone,
        at_seconds,
        grid_options.wish(arguments),
        fetch=grid_options.may_fetch(arguments),
    )
    return moment_document(found, at_seconds, told_seconds)


def _lay_out(page: "Page", document: "MomentDocument") -> None:
    from wholeprint.report.text.grid import moment_page  # noqa: PLC0415 - loads Rich

    moment_page(page, document)
