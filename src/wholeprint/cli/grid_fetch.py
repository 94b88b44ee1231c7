"""``wholeprint grid fetch``: ask the providers now, and keep what they say."""

import argparse
import time
from typing import TYPE_CHECKING

from wholeprint.cli import grid_options, options, output

if TYPE_CHECKING:
    from wholeprint.report.grid_shapes import FetchDocument
    from wholeprint.report.text.page import Page

NAME = "fetch"
SUMMARY = "ask the providers of a zone over the network, and keep what they say"
EXAMPLES = (
    "wholeprint grid fetch GB",
    "wholeprint grid fetch DK1 --from 30d",
    "wholeprint grid fetch FR --provider electricitymaps --signal lifecycle",
)

_AHEAD_SECONDS = 96 * 3600.0


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    grid_options.zone(parser)
    grid_options.period(parser)
    grid_options.signal(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Fetch what was and what is foreseen.

    Args:
        arguments: What was given.

    Returns:
        The exit status: 1 where nothing came.
    """
    from wholeprint.grid.stitch import Span  # noqa: PLC0415 - loads NumPy
    from wholeprint.quantities.intensity import Tense  # noqa: PLC0415 - as above
    from wholeprint.report.grid import fetch_document  # noqa: PLC0415 - as above

    now = time.time()
    begin, end = grid_options.between(arguments, default_seconds=24 * grid_options.HOUR)
    grid, wish = grid_options.opened(), grid_options.wish(arguments)
    asked = [(Span(begin, min(end, now)), Tense.ACTUAL)] if begin < now else []
    if arguments.end is None or end > now:
        asked.append((Span(now, max(end, now + _AHEAD_SECONDS)), Tense.FORECAST))
    zone = grid_options.zone_of(arguments)
    said = [grid.said(zone, span, wish, tense, fetch=True) for span, tense in asked]
    document = fetch_document(zone, said)
    output.emit(document, _lay_out, as_json=arguments.json)
    return 0 if document["fetched"] else 1


def _lay_out(page: "Page", document: "FetchDocument") -> None:
    from wholeprint.report.text.grid import fetch_page  # noqa: PLC0415 - loads Rich

    fetch_page(page, document)
