"""``wholeprint grid stats``: series in few numbers, and their figures."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import figure, grid_options, options, output
from wholeprint.errors import UnknownFactorError, ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.quantities.intensity import Intensity
    from wholeprint.report.grid_shapes import StatsDocument
    from wholeprint.report.text.page import Page

NAME = "stats"
SUMMARY = "what series carry on average, how far they swing, by hour, month and year"
EXAMPLES = (
    "wholeprint grid stats GB",
    "wholeprint grid stats GB DK --figure boxes.svg",
    "wholeprint grid stats --series Edinburgh=own.csv --series London=other.csv",
    "wholeprint grid stats GB --figure months.png --kind months",
)

_YEAR_SECONDS = 366 * 86400.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("zones", metavar="ZONE", nargs="*", help=grid_options.ZONE_HELP)
    parser.add_argument(
        "--series",
        metavar="NAME=FILE",
        action="append",
        default=[],
        help="a series of your own (CSV: start,value or start,end,value); may be repeated",
    )
    grid_options.period(parser)
    grid_options.network(parser)
    grid_options.signal(parser)
    grid_options.flow(parser)
    parser.set_defaults(signal=None)  # of a file of one's own nothing is taken as stated
    figure.add(parser, ("boxes", "calendar", "months"))
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Say what series are in few numbers.

    Args:
        arguments: What was given.

    Returns:
        The exit status.

    Raises:
        ValueRefusedError: If no series is named.
    """
    from wholeprint.report.figures.grid import draw_stats  # noqa: PLC0415 - loaded when asked for
    from wholeprint.report.grid import stats_document  # noqa: PLC0415 - loads NumPy

    if not arguments.zones and not arguments.series:
        raise ValueRefusedError(
            "no series is named", fix="Give a zone, such as GB, or --series NAME=FILE"
        )
    figure.check(arguments)
    begin, end = _asked(arguments)
    parts = [
        *_of_zones(arguments, begin, end),
        *grid_options.own_series(arguments, arguments.series),
    ]
    document = stats_document(parts, begin, end)
    if arguments.figure is not None:
        draw_stats(document, arguments.kind, arguments.figure)
    output.emit(document, _lay_out, as_json=arguments.json)
    figure.say_written(arguments)
    return 0


def _asked(arguments: argparse.Namespace) -> tuple[float | None, float | None]:
    if arguments.begin is None and arguments.end is None:
        return None, None
    return grid_options.between(arguments, default_seconds=_YEAR_SECONDS)


def _of_zones(
    arguments: argparse.Namespace, begin_seconds: float | None, end_seconds: float | None
) -> "list[tuple[str, Intensity]]":
    if not arguments.zones:
        return []
    from wholeprint.grid.recorded import recorded  # noqa: PLC0415 - loads NumPy

    grid, wish = grid_options.opened(), grid_options.wish(arguments)
    found: list[tuple[str, Intensity]] = []
    for zone in dict.fromkeys(arguments.zones):
        if begin_seconds is None or end_seconds is None:
            each = recorded(grid, zone, wish)
        else:
            each = grid.history(
                zone,
                begin_seconds,
                end_seconds,
                wish,
                fetch=grid_options.may_fetch(arguments),
            )
        if each.series is None:
            raise UnknownFactorError(
                "no series is known for that zone and time",
                seen=zone,
                fix="Fetch one (wholeprint grid fetch ZONE --from ...), or give --series FILE",
            )
        found.append((each.signal.zone, each))
    return found


def _lay_out(page: "Page", document: "StatsDocument") -> None:
    from wholeprint.report.text.grid import stats_page  # noqa: PLC0415 - loads Rich

    stats_page(page, document)
