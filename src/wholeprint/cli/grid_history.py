"""``wholeprint grid history``: what a kilowatt-hour carried over time."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import figure, grid_options, options, output

if TYPE_CHECKING:
    from wholeprint.report.grid_shapes import SpanDocument
    from wholeprint.report.text.page import Page

NAME = "history"
SUMMARY = "what a kilowatt-hour carried over time, as far as anybody says"
EXAMPLES = (
    "wholeprint grid history GB --from 7d --fetch",
    "wholeprint grid history GB --from 2023-06-01 --to 2023-06-08 --figure june.svg",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    grid_options.zone(parser)
    grid_options.period(parser)
    grid_options.network(parser)
    grid_options.signal(parser)
    figure.add(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Say what it carried.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.report.figures.grid import draw_span  # noqa: PLC0415 - loaded when asked for
    from wholeprint.report.grid import span_document  # noqa: PLC0415 - loads NumPy

    figure.check(arguments)
    begin, end = grid_options.between(arguments, default_seconds=24 * grid_options.HOUR)
    found = grid_options.opened().history(
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


def _lay_out(page: "Page", document: "SpanDocument") -> None:
    from wholeprint.report.text.grid import span_page  # noqa: PLC0415 - loads Rich

    span_page(page, document)
