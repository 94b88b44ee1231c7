"""``wholeprint grid score``: how good the forecasts were that were kept as they were issued."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import grid_options, options, output

if TYPE_CHECKING:
    from wholeprint.report.grid_shapes import ScoreDocument
    from wholeprint.report.text.page import Page

NAME = "score"
SUMMARY = "how good forecasts were, as they were issued, beside what anyone could have said"
EXAMPLES = (
    "wholeprint grid score GB",
    "wholeprint grid score DK1 --from 30d --json",
    "wholeprint grid score GB --provider wholeprint",
)

_DEFAULT_SECONDS = 365 * 86400.0


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
    """Score what is kept.

    Args:
        arguments: What was given.

    Returns:
        The exit status: 1 where there is nothing to score.
    """
    from wholeprint.grid.scoring import scored  # noqa: PLC0415 - loads NumPy
    from wholeprint.grid.stitch import Span  # noqa: PLC0415 - as above
    from wholeprint.grid.zone import Zones  # noqa: PLC0415 - as above
    from wholeprint.report.grid_kept import score_document  # noqa: PLC0415 - as above
    from wholeprint.tracking.assessor import default_factors  # noqa: PLC0415 - as above

    begin, end = grid_options.between(arguments, default_seconds=_DEFAULT_SECONDS)
    zones = Zones(default_factors())
    lineage = zones.lineage(zones.resolve(grid_options.zone_of(arguments)))
    wish, cache = grid_options.wish(arguments), grid_options.cache()
    names = tuple(wish.providers or ())
    found = scored(cache, lineage, Span(begin, end), wish.response, wish.scope, names)
    document = score_document(lineage[0].code, begin, end, found, cache.notes)
    output.emit(document, _lay_out, as_json=arguments.json)
    return 0 if document["scored"] else 1


def _lay_out(page: "Page", document: "ScoreDocument") -> None:
    from wholeprint.report.text.grid_kept import score_page  # noqa: PLC0415 - loads Rich

    score_page(page, document)
