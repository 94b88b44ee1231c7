"""``wholeprint report``: what runs cost, in the form of a standard."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wholeprint.cli import options, output, report_ai, report_sci

if TYPE_CHECKING:
    from wholeprint.lifecycle.sci_baseline import Improvement
    from wholeprint.report.sci import Asked, Scored
    from wholeprint.report.sci_shapes import SciDocument
    from wholeprint.report.text.page import Page
    from wholeprint.tracking.assessor import Assessment

NAME = "report"
SUMMARY = "say what runs cost in the form of a standard: a score, scopes, a model card, a paper"
EXAMPLES = (
    "wholeprint report last --format sci --per run=1",
    'wholeprint report last --format sci --per "1k tokens=5000000" --zone FR --json',
)
FORMATS = ("sci",)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("runs", metavar="RUN", nargs="*", help=options.RUN_HELP)
    parser.add_argument("--format", choices=FORMATS, default="sci", help="in which form")
    parser.add_argument(
        "--output", metavar="FILE", type=Path, help="write it to a file instead of showing it"
    )
    report_sci.configure(parser)
    report_ai.configure(parser)
    options.site(parser)
    options.moved(parser)
    options.assumptions(parser)
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Write the report.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    _sci(arguments)
    return 0


def _assessed(arguments: argparse.Namespace, names: list[str]) -> "list[Assessment]":
    from wholeprint.tracking.assessment import assess_many  # noqa: PLC0415 - loads NumPy

    ledger = options.settings(arguments).settings.ledger
    ids = list(dict.fromkeys(options.run_ids(ledger, names)))
    return assess_many(ids, ledger=ledger, **options.assess_arguments(arguments))


def _sci(arguments: argparse.Namespace) -> None:
    from wholeprint.report.sci import sci_document, scored  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.statement_sci import sci_statement  # noqa: PLC0415 - loads NumPy

    runs = _assessed(arguments, arguments.runs or ["last"])
    asked = _asked(arguments, runs)
    found = scored(runs, asked)
    improved = _improvement(arguments, asked, found)
    document = sci_document(found, sci_statement(found, options.version()), improved)
    output.emit(document, _lay_out_sci, as_json=arguments.json)


def _asked(arguments: argparse.Namespace, runs: "list[Assessment]") -> "Asked":
    asked = report_sci.asked(arguments)
    persona = report_ai.persona(arguments)
    if persona is None:
        return asked
    is_provider = persona.value == "provider"
    ledger = options.settings(arguments).settings.ledger
    return replace(
        asked,
        persona=persona,
        disclosure=report_ai.disclosure(arguments),
        stage=report_ai.stage(arguments),
        left_out=report_ai.left_out(runs, ledger) if is_provider else (),
    )


def _improvement(
    arguments: argparse.Namespace, asked: "Asked", found: "Scored"
) -> "Improvement | None":
    from wholeprint.lifecycle.sci_baseline import improvement  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.sci import scored  # noqa: PLC0415 - loads NumPy

    if arguments.baseline is None:
        return None
    count = arguments.baseline_count
    done = asked.done_count if count is None else report_sci.number(count, count)
    before = scored(_assessed(arguments, [arguments.baseline]), replace(asked, done_count=done))
    return improvement(before.score, before.assumed, found.score, found.assumed)


def _lay_out_sci(page: "Page", document: "SciDocument") -> None:
    from wholeprint.report.text.sci import sci_page  # noqa: PLC0415 - loads Rich

    sci_page(page, document)
