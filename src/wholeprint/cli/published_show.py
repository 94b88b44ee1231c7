"""``wholeprint published show``: one published footprint, printed beside computed."""

import argparse

from wholeprint.cli import options, output
from wholeprint.errors import ValueRefusedError

NAME = "show"
SUMMARY = "show a published footprint: each figure printed beside computed, and why they differ"
EXAMPLES = (
    "wholeprint published show strubell-2019-nas",
    "wholeprint published show strubell-2019-nas --statement > mine.yaml",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("id", metavar="ID", help="an id of 'wholeprint published list'")
    parser.add_argument(
        "--statement",
        action="store_true",
        help="print the statement itself, as YAML, to be edited and audited",
    )
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Show it.

    Args:
        arguments: What was given.

    Returns:
        The exit status.

    Raises:
        ValueRefusedError: If both forms are asked for.
    """
    if arguments.statement and arguments.json:
        raise ValueRefusedError(
            "--statement prints YAML and --json prints JSON", fix="Leave one of them out"
        )
    if arguments.statement:
        from wholeprint.factors.published import find  # noqa: PLC0415 - reads a table

        print(find(arguments.id).text, end="")
        return 0
    from wholeprint.report.published import case_document  # noqa: PLC0415 - computes
    from wholeprint.report.text.published import case_page  # noqa: PLC0415 - lays out
    from wholeprint.tracking.published import published  # noqa: PLC0415 - reads a table

    document = case_document(published(arguments.id))
    output.emit(document, case_page, as_json=arguments.json)
    return 0
