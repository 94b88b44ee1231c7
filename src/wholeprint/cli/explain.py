"""``wholeprint explain``: why two footprints differ, or two scenarios of a model."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import figure, options, output

if TYPE_CHECKING:
    from wholeprint.report.explain import ExplanationDocument
    from wholeprint.report.explain_model import DecisionDocument
    from wholeprint.report.text.page import Page

NAME = "explain"
SUMMARY = "why two footprints differ: one boundary first, then factor by factor, in no order"
EXAMPLES = (
    (
        "wholeprint explain strubell-2019-evolved-transformer-search "
        "patterson-2021-evolved-transformer-search"
    ),
    "wholeprint explain last-1 last --figure why.svg",
    "wholeprint explain 'paper.yaml#13B' last --of energy --json",
    "wholeprint explain plateau_or_growth@plateau plateau_or_growth@growth",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    what = (
        "a run, the id of a published figure, a file with a statement (FILE#ROW for one row), or a "
        "scenario of a model (MODEL@SCENARIO)"
    )
    parser.add_argument("first", metavar="A", help=what)
    parser.add_argument("second", metavar="B", help="what it is compared with, likewise")
    parser.add_argument(
        "--of",
        metavar="WHAT",
        default="",
        help="what differs: ghg, ghg_total, energy, water, ... (default: the first both have); of "
        "a model: one of its variables",
    )
    options.site(parser)
    options.moved(parser)
    options.assumptions(parser)
    options.ledger(parser)
    figure.add(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Explain the difference.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    figure.check(arguments)
    from wholeprint.engine.explain import are_models  # noqa: PLC0415 - loads NumPy

    if are_models(arguments.first, arguments.second):
        return _decide(arguments)
    from wholeprint.report.explain import explanation_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.explain import explain  # noqa: PLC0415 - loads NumPy

    found = explain(
        arguments.first,
        arguments.second,
        arguments.of,
        ledger=options.settings(arguments).settings.ledger,
        **options.assess_arguments(arguments),
    )
    document = explanation_document(found)
    if arguments.figure is not None:
        from wholeprint.report.figures.explain import draw_explanation  # noqa: PLC0415 - as above

        draw_explanation(document, arguments.figure)
    output.emit(document, _lay_out, as_json=arguments.json)
    figure.say_written(arguments)
    return 0


def _decide(arguments: argparse.Namespace) -> int:
    from wholeprint.engine.explain import decide  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.explain_model import decision_document  # noqa: PLC0415 - as above

    document = decision_document(decide(arguments.first, arguments.second, arguments.of))
    if arguments.figure is not None:
        from wholeprint.report.figures.explain_model import (  # noqa: PLC0415 - as above
            draw_decision,
        )

        draw_decision(document, arguments.figure)
    output.emit(document, _lay_out_decision, as_json=arguments.json)
    figure.say_written(arguments)
    return 0


def _lay_out_decision(page: "Page", document: "DecisionDocument") -> None:
    from wholeprint.report.text.explain_model import decision_page  # noqa: PLC0415 - loads Rich

    decision_page(page, document)


def _lay_out(page: "Page", document: "ExplanationDocument") -> None:
    from wholeprint.report.text.explain import explanation_page  # noqa: PLC0415 - loads Rich

    explanation_page(page, document)
