"""``wholeprint compare``: two runs, draw by draw."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import options, output

if TYPE_CHECKING:
    from wholeprint.report.shapes import ComparisonDocument
    from wholeprint.report.text.page import Page

NAME = "compare"
SUMMARY = "compare two runs under the same assumptions, and say what can be told apart"
EXAMPLES = (
    "wholeprint compare last-1 last",
    "wholeprint compare 20261121-101530 20261121-114500 --zone FR --json",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("first", metavar="A", help=options.RUN_HELP)
    parser.add_argument("second", metavar="B", help="the run to compare it with")
    options.site(parser)
    options.moved(parser)
    options.assumptions(parser)
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Compare the runs.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.report.document import comparison_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.assessment import compare  # noqa: PLC0415 - loads NumPy

    ledger = options.settings(arguments).settings.ledger
    compared = compare(
        arguments.first, arguments.second, ledger=ledger, **options.assess_arguments(arguments)
    )
    output.emit(comparison_document(compared), _lay_out, as_json=arguments.json)
    return 0


def _lay_out(page: "Page", document: "ComparisonDocument") -> None:
    from wholeprint.report.text.comparison import comparison_page  # noqa: PLC0415 - loads Rich

    comparison_page(page, document)
