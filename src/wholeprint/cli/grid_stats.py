"""``wholeprint grid stats``: series in few numbers, and their figures."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import figure, grid_options, options, output
from wholeprint.errors import UnknownFactorError, ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.quantities.intensity import Intensity
    from wholeprint.quantities.note import Note
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
    of_zones, notes = _of_zones(arguments, begin, end)
    parts = [*of_zones, *grid_options.own_series(arguments, arguments.series)]
    document = stats_document(parts, begin, end, notes)
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
) -> "tuple[list[tuple[str, Intensity]], list[Note]]":
    """Return what is recorded of each zone, and which have nothing; typical hours are no record."""
    found: list[tuple[str, Intensity]] = []
    refused: list[tuple[str, UnknownFactorError]] = []
    for zone in dict.fromkeys(arguments.zones):
        try:
            each = _recorded(arguments, zone, begin_seconds, end_seconds)
        except UnknownFactorError as error:
            refused.append((zone, error))
        else:
            found.append((each.signal.zone, each))
    if refused and not found and not arguments.series:
        raise refused[0][1]
    return found, [_left_out(zone) for zone, _ in refused]


def _recorded(
    arguments: argparse.Namespace,
    zone: str,
    begin_seconds: float | None,
    end_seconds: float | None,
) -> "Intensity":
    from wholeprint.grid.recorded import recorded, recorded_between  # noqa: PLC0415 - loads NumPy
    from wholeprint.grid.stitch import Span  # noqa: PLC0415 - as above

    grid, wish = grid_options.opened(), grid_options.wish(arguments)
    if begin_seconds is None or end_seconds is None:
        return recorded(grid, zone, wish)
    fetch = grid_options.may_fetch(arguments)
    return recorded_between(grid, zone, Span(begin_seconds, end_seconds), wish, fetch=fetch)


def _left_out(zone: str) -> "Note":
    from wholeprint.quantities.note import Note  # noqa: PLC0415 - loads NumPy

    return Note(
        "zone-left-out",
        f"No hours of {zone} are recorded for that time: it is left out. Fetch some "
        f"(wholeprint grid fetch {zone} --from 30d), or give a file (--series).",
        severity="warning",
    )


def _lay_out(page: "Page", document: "StatsDocument") -> None:
    from wholeprint.report.text.grid import stats_page  # noqa: PLC0415 - loads Rich

    stats_page(page, document)
