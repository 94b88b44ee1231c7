"""``wholeprint grid now``: what a kilowatt-hour carries at this moment."""

import argparse
import time
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wholeprint.cli import grid_options, moment, options, output
from wholeprint.errors import ValueRefusedError
from wholeprint.grid.years import within_years
from wholeprint.settings import load

if TYPE_CHECKING:
    from wholeprint.grid.service import Grid
    from wholeprint.report.grid_shapes import ManyDocument, MomentDocument
    from wholeprint.report.text.page import Page

NAME = "now"
SUMMARY = "what a kilowatt-hour carries at this moment, or at another one"
EXAMPLES = (
    "wholeprint grid now GB --fetch",
    "wholeprint grid now DK1 --at 2026-11-21T18:00 --json",
    "wholeprint grid now EC1A --fetch",
    "wholeprint grid now GB DK1 FR",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "zones",
        metavar="ZONE",
        nargs="*",
        help=f"{grid_options.ZONE_HELP}; several are put in order (default: WHOLEPRINT_ZONE)",
    )
    parser.add_argument(
        "--at",
        metavar="WHEN",
        type=moment.moment,
        help="another moment: 2026-11-21T18:00 (UTC, or with an offset), or 2h for two hours ago",
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
    present = time.time()
    asked = present if arguments.at is None else arguments.at / 1e9
    at_seconds = within_years(asked, present)
    moments = _moments(arguments, _zones(arguments), at_seconds)
    if len(moments) == 1:
        output.emit(moments[0], _lay_out, as_json=arguments.json)
        return 0
    from wholeprint.report.grid_many import many_document  # noqa: PLC0415 - for several only

    document = many_document(moments, at_seconds)
    output.emit(document, _lay_out_many, as_json=arguments.json)
    return 0


def _zones(arguments: argparse.Namespace) -> tuple[str, ...]:
    own = load({}).settings.zone
    zones = tuple(dict.fromkeys(arguments.zones or ([own] if own else [])))
    if not zones:
        raise ValueRefusedError(
            "no zone is named", fix="Give one, such as GB, or set WHOLEPRINT_ZONE"
        )
    return zones


def _moments(
    arguments: argparse.Namespace, zones: Sequence[str], at_seconds: float
) -> "list[Mapping[str, object]]":
    found: list[Mapping[str, object]] = []
    grid: Grid | None = None
    for zone in zones:
        moment = _quick(arguments, zone, at_seconds)
        if moment is None:
            grid = grid or grid_options.opened()
            moment = _whole(arguments, grid, zone, at_seconds)
        found.append(moment)
    return found


def _quick(
    arguments: argparse.Namespace, zone: str, at_seconds: float
) -> "Mapping[str, object] | None":
    """Return what the cache alone can say, which is most of what is asked twice."""
    from wholeprint.grid.cache import Cache  # noqa: PLC0415 - opened when it is asked
    from wholeprint.report.grid_quick import quick_document  # noqa: PLC0415 - as above

    path = load({}).settings.grid_cache
    if path is None or arguments.provider or grid_options.may_fetch(arguments):
        return None
    return quick_document(
        Cache(path),
        zone,
        at_seconds,
        response="marginal" if arguments.marginal else "average",
        scope=arguments.signal,
    )


def _whole(
    arguments: argparse.Namespace, grid: "Grid", zone: str, at_seconds: float
) -> "MomentDocument":
    from wholeprint.grid.moment import at_moment  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.grid import moment_document  # noqa: PLC0415 - as above

    found, told_seconds = at_moment(
        grid,
        zone,
        at_seconds,
        grid_options.wish(arguments),
        fetch=grid_options.may_fetch(arguments),
    )
    return moment_document(found, at_seconds, told_seconds)


def _lay_out(page: "Page", document: "MomentDocument") -> None:
    from wholeprint.report.text.grid import moment_page  # noqa: PLC0415 - loads Rich

    moment_page(page, document)


def _lay_out_many(page: "Page", document: "ManyDocument") -> None:
    from wholeprint.report.text.grid_many import many_page  # noqa: PLC0415 - loads Rich

    many_page(page, document)
