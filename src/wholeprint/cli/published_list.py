"""``wholeprint published list``: what the table holds, and what became of each."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import options, output

if TYPE_CHECKING:
    from wholeprint.advice.statement.shape import Statement

NAME = "list"
SUMMARY = "list published footprints, and whether each comes out of its own figures"
EXAMPLES = (
    "wholeprint published list",
    "wholeprint published list --level platform",
    "wholeprint published list --search llama --json",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "--level",
        metavar="LEVEL",
        choices=("compute", "life cycle", "platform", "system"),
        help="only those of a level: compute, 'life cycle', platform or system",
    )
    parser.add_argument(
        "--search", metavar="WORD", default="", help="only those that name all of these words"
    )
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """List them.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.report.published import list_document  # noqa: PLC0415 - computes
    from wholeprint.report.text.published import list_page  # noqa: PLC0415 - lays out
    from wholeprint.tracking.published import published, published_ids  # noqa: PLC0415 - reads

    ids = published_ids()
    words = arguments.search.casefold().split()
    wanted = [
        each
        for each in map(published, ids)
        if arguments.level in {None, each.level} and _names(each, words)
    ]
    output.emit(list_document(wanted, len(ids)), list_page, as_json=arguments.json)
    return 0


def _names(statement: "Statement", words: list[str]) -> bool:
    origin = statement.origin
    said = (statement.id, statement.title, origin.title, origin.authors, statement.about.hardware)
    text = f"{' '.join(said)} {origin.year} {statement.about.place}".casefold()
    return all(word in text for word in words)
