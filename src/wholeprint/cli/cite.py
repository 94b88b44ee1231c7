"""``wholeprint cite``: who is behind the numbers."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import options
from wholeprint.errors import ValueRefusedError
from wholeprint.report.form import dumps

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wholeprint.quantities.source import Source

NAME = "cite"
SUMMARY = "list the sources behind the result of a run, as text, BibTeX or LaTeX"
EXAMPLES = (
    "wholeprint cite last",
    "wholeprint cite last --format bibtex > footprint.bib",
    "wholeprint cite last last-1 --format latex",
    "wholeprint cite --all --json",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("runs", metavar="RUN", nargs="*", help=options.RUN_HELP)
    parser.add_argument("--all", action="store_true", help="every source of every table")
    parser.add_argument(
        "--format",
        choices=("text", "bibtex", "latex"),
        default="text",
        help="how: BibTeX entries, or a LaTeX bibliography that needs no other file "
        "(default: text)",
    )
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """List the sources.

    Args:
        arguments: What was given.

    Returns:
        The exit status.

    Raises:
        ValueRefusedError: If neither runs nor all sources are asked for, or both.
    """
    from wholeprint.factors import cite  # noqa: PLC0415 - reads tables
    from wholeprint.report.document import cite_document  # noqa: PLC0415 - loads NumPy

    if bool(arguments.runs) == arguments.all:
        raise ValueRefusedError("cite takes either runs or --all", fix="Try: wholeprint cite last")
    ids, found = _sources(arguments)
    sources = cite.distinct(found)
    if arguments.json:
        print(dumps(cite_document(ids, sources)))
    else:
        written = {"text": cite.text, "bibtex": cite.bibtex, "latex": cite.latex}
        print(written[arguments.format](sources))
    return 0


def _sources(arguments: argparse.Namespace) -> "tuple[list[str], Iterable[Source]]":
    if arguments.all:
        from wholeprint.factors.sets import Factors  # noqa: PLC0415 - reads tables

        return [], Factors().sources.values()
    from wholeprint.tracking.assessment import assess_many  # noqa: PLC0415 - loads NumPy

    ledger = options.settings(arguments).settings.ledger
    ids = list(dict.fromkeys(options.run_ids(ledger, arguments.runs)))
    assumptions = [
        factor
        for assessment in assess_many(ids, ledger=ledger)
        for factor in assessment.footprint.assumptions
    ]
    return ids, [source for factor in assumptions for source in factor.sources]
