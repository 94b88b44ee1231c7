"""``wholeprint grid zones``: zones by any name they go by, and who knows what of them."""

import argparse
import time
from typing import TYPE_CHECKING

from wholeprint.cli import options, output

if TYPE_CHECKING:
    from wholeprint.report.grid_shapes import ZonesDocument
    from wholeprint.report.text.page import Page

NAME = "zones"
SUMMARY = "grid zones and cloud regions by any name they go by, and who knows what of them"
EXAMPLES = (
    "wholeprint grid zones denmark",
    "wholeprint grid zones eu-west --kind cloud",
    "wholeprint grid zones --cloud gcp",
)

_KINDS = ("country", "group", "part", "cloud", "postcode", "world")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "text",
        metavar="TEXT",
        nargs="?",
        default="",
        help="part of a code, name or place (default: how many there are of each kind)",
    )
    parser.add_argument("--kind", choices=_KINDS, help="only zones of that kind")
    parser.add_argument("--cloud", metavar="NAME", help="only regions of that cloud: aws, gcp, ...")
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """List zones.

    Args:
        arguments: What was given.

    Returns:
        The exit status: 1 where no zone matches.
    """
    from wholeprint.report.grid_zones import zones_document  # noqa: PLC0415 - loads NumPy

    document = zones_document(
        arguments.text, kind=arguments.kind, cloud=arguments.cloud, at_seconds=time.time()
    )
    chosen = arguments.text or arguments.kind or arguments.cloud
    output.emit(document, _lay_out if chosen else _lay_out_summary, as_json=arguments.json)
    return 0 if document["zones"] else 1


def _lay_out(page: "Page", document: "ZonesDocument") -> None:
    from wholeprint.report.text.grid_zones import zones_page  # noqa: PLC0415 - loads Rich

    zones_page(page, document)


def _lay_out_summary(page: "Page", document: "ZonesDocument") -> None:
    from wholeprint.report.text.grid_zones import zones_summary_page  # noqa: PLC0415 - loads Rich

    zones_summary_page(page, document)
