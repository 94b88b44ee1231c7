"""``wholeprint grid forecast``: what a kilowatt-hour will carry."""

import argparse
import time
from typing import TYPE_CHECKING

from wholeprint.cli import figure, grid_options, options, output
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.report.grid_shapes import SpanDocument
    from wholeprint.report.text.page import Page

NAME = "forecast"
SUMMARY = "what a kilowatt-hour will carry: the provider's forecast, or our own, with its doubt"
EXAMPLES = (
    "wholeprint grid forecast GB --fetch",
    "wholeprint grid forecast DK1 --hours 96 --json",
)


MOST_HOURS = 336.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    grid_options.zone(parser)
    parser.add_argument(
        "--hours",
        metavar="H",
        type=options.number,
        default=48.0,
        help="how far ahead to look (default: 48; at most 336)",
    )
    grid_options.network(parser)
    grid_options.signal(parser)
    figure.add(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Say what it will carry.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.report.figures.grid import draw_span  # noqa: PLC0415 - loaded when asked for
    from wholeprint.report.grid import span_document  # noqa: PLC0415 - loads NumPy

    figure.check(arguments)
    begin, end = _ahead(arguments.hours, time.time())
    found = grid_options.opened().forecast(
        grid_options.zone_of(arguments),
        begin,
        end,
        grid_options.wish(arguments),
        fetch=grid_options.may_fetch(arguments),
    )
    document = span_document(found, begin, end)
    if arguments.figure is not None:
        draw_span(document, arguments.figure)
    output.emit(document, _lay_out, as_json=arguments.json)
    figure.say_written(arguments)
    return 0


def _ahead(hours: float, now_seconds: float) -> tuple[float, float]:
    if not 0.0 < hours <= MOST_HOURS:
        raise ValueRefusedError(
            "a forecast looks ahead by a number of hours",
            seen=f"{hours:g}",
            fix=f"Give --hours above 0, and at most {MOST_HOURS:g}: beyond, nothing is foreseen",
        )
    return now_seconds, now_seconds + hours * grid_options.HOUR


def _lay_out(page: "Page", document: "SpanDocument") -> None:
    from wholeprint.report.text.grid import span_page  # noqa: PLC0415 - loads Rich

    span_page(page, document)
