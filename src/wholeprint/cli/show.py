"""``wholeprint show``: one run, what it used and what that costs."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import options, output

if TYPE_CHECKING:
    from wholeprint.report.shapes import RunResultDocument
    from wholeprint.report.text.page import Page

NAME = "show"
SUMMARY = "show one run: compute, energy, carbon, water, hardware, and how well each is known"
EXAMPLES = (
    "wholeprint show last",
    "wholeprint show 20261121-101530 --json",
    "wholeprint show last --statement",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("run", metavar="RUN", nargs="?", default="last", help=options.RUN_HELP)
    parser.add_argument(
        "--statement", action="store_true", help="print sentences that a paper can cite instead"
    )
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Show the run.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.report.document import run_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.assessment import assess  # noqa: PLC0415 - loads NumPy

    ledger = options.settings(arguments).settings.ledger
    document = run_document(assess(arguments.run, ledger=ledger))
    lay_out = _statement if arguments.statement else _lay_out
    output.emit(document, lay_out, as_json=arguments.json)
    return 0


def _lay_out(page: "Page", document: "RunResultDocument") -> None:
    from wholeprint.report.text.run import run_page  # noqa: PLC0415 - loads Rich

    run_page(page, document)


def _statement(page: "Page", document: "RunResultDocument") -> None:
    from wholeprint.report.statement import statement  # noqa: PLC0415 - only when asked for

    page.line(statement(document))
