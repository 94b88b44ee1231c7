"""``wholeprint grid prune``: remove what was fetched long ago."""

import argparse
import time
from typing import TYPE_CHECKING

from wholeprint.cli import grid_options, moment, options, output
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.report.grid_shapes import PruneDocument
    from wholeprint.report.text.page import Page

NAME = "prune"
SUMMARY = "remove answers of providers that were last seen long ago from the cache"
EXAMPLES = (
    "wholeprint grid prune --older-than 365d",
    "wholeprint grid prune --older-than 2025-01-01 --json",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "--older-than",
        metavar="WHEN",
        type=moment.moment,
        required=True,
        help="365d for a year ago, or 2025-01-01; forecasts that go cannot be had again",
    )
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Remove what is older.

    Args:
        arguments: What was given.

    Returns:
        The exit status: 1 where the cache could not be used.

    Raises:
        ValueRefusedError: If the time is still to come: that would be all.
    """
    from wholeprint.report.grid_kept import prune_document  # noqa: PLC0415 - loads NumPy

    older_than = arguments.older_than / 1e9
    if older_than > time.time():
        raise ValueRefusedError(
            "nothing can be older than a time that is still to come",
            seen=arguments.older_than,
            fix="Give a time that is past, such as --older-than 365d",
        )
    cache = grid_options.cache()
    pruned = cache.prune(older_than)
    document = prune_document(cache.path, older_than, pruned, cache.notes)
    output.emit(document, _lay_out, as_json=arguments.json)
    return 1 if cache.notes else 0


def _lay_out(page: "Page", document: "PruneDocument") -> None:
    from wholeprint.report.text.grid_kept import prune_page  # noqa: PLC0415 - loads Rich

    prune_page(page, document)
