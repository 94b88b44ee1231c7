"""``wholeprint assess``: the same activity under other assumptions."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import options, output

if TYPE_CHECKING:
    from wholeprint.report.shapes import RunResultDocument, SumDocument
    from wholeprint.report.text.page import Page

NAME = "assess"
SUMMARY = "work out the footprint of recorded runs, as they ran or as if elsewhere"
EXAMPLES = (
    "wholeprint assess last --zone SE --pue 1.1",
    "wholeprint assess last --zone GB --signal direct --hourly --at 2023-12-02T05:00",
    "wholeprint assess last last-1 last-2 --boundary operational,facility",
    "wholeprint assess last --intensity grid.csv --lifetime 5 --json",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "runs", metavar="RUN", nargs="+", help=f"{options.RUN_HELP}; several are added up"
    )
    options.site(parser)
    options.moved(parser)
    options.assumptions(parser)
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Work out the footprint.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.report.document import assessment_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.assessment import assess_many  # noqa: PLC0415 - loads NumPy

    ledger = options.settings(arguments).settings.ledger
    chosen = list(dict.fromkeys(options.run_ids(ledger, arguments.runs)))
    assessed = assess_many(chosen, ledger=ledger, **options.assess_arguments(arguments))
    output.emit(assessment_document(assessed), _lay_out, as_json=arguments.json)
    return 0


def _lay_out(page: "Page", document: "RunResultDocument | SumDocument") -> None:
    from wholeprint.report.text.assessment import assessment_page  # noqa: PLC0415 - loads Rich

    assessment_page(page, document)
