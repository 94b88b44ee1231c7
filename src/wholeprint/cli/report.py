"""``wholeprint report``: what runs cost, in the form of a standard, a paper or a model card."""

import argparse
import re
import sys
from collections.abc import Callable, Mapping
from textwrap import fill
from typing import TYPE_CHECKING

from wholeprint.cli import options, output, report_ai, report_file, report_given, report_score
from wholeprint.errors import ValueRefusedError, WholeprintError
from wholeprint.report.form import dumps

if TYPE_CHECKING:
    from wholeprint.report.ghg_shapes import GhgDocument
    from wholeprint.report.statement_runs import Told
    from wholeprint.report.swi_shapes import SwiDocument
    from wholeprint.report.text.page import Page
    from wholeprint.tracking.assessor import Assessment

NAME = "report"
SUMMARY = "say what runs cost in the form of a standard: a score, scopes, a model card, a paper"
EXAMPLES = (
    "wholeprint report last --format sci --per run=1",
    'wholeprint report last --format sci --per "1k tokens=5000" --zone FR --json',
    "wholeprint report last --format swi --per run=1 --embodied-water hardware:3000L:6year:1/1",
    "wholeprint report last --format ghg --holder cloud",
    "wholeprint report last --format card --training-type fine-tuning --output CARD.md",
    "wholeprint report last last-1 --format latex --bibliography run.bib > run.tex",
)
_HELD = re.compile(r"(?<=\d) (?=[A-Za-z\[\u00b5])| (?=\u2013 )|(?<=\u2013) | (?=\[\d)")
FORMATS = ("text", "json", "sci", "swi", "ghg", "card", "latex", "html")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "runs", metavar="RUN", nargs="*", help=f"{options.RUN_HELP} (default: last)"
    )
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="in which form (default: text)"
    )
    report_file.configure(parser)
    report_score.configure(parser)
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
    report_given.refuse_unused(arguments)
    report_file.check(arguments)
    if arguments.format == "sci":
        _show(arguments, *report_score.documented(arguments))
    elif arguments.format == "swi":
        _show(arguments, _swi(arguments), _lay_out_swi)
    elif arguments.format == "ghg":
        _show(arguments, _ghg(arguments), _lay_out_ghg)
    else:
        _text(arguments)
    return 0


def _show(
    arguments: argparse.Namespace,
    document: Mapping[str, object],
    lay_out: "Callable[..., None] | str",
) -> None:
    if isinstance(lay_out, str):
        report_file.write(arguments.output, lay_out)
    elif arguments.output is not None:
        report_file.write(arguments.output, f"{dumps(document)}\n")
    else:
        output.emit(document, lay_out, as_json=arguments.json)


def _text(arguments: argparse.Namespace) -> None:
    from wholeprint.report.report import report_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.statement_runs import told_of_runs  # noqa: PLC0415 - loads NumPy

    told = told_of_runs(report_score.assessed(arguments), options.version())
    text = _written(arguments, told)
    document = report_document(told, arguments.format, text)
    if arguments.bibliography is not None:
        report_file.write(arguments.bibliography, f"{document['bibliography']}\n")
    if arguments.json or arguments.format == "json":
        text = f"{dumps(document)}\n"
    elif arguments.format == "text":
        text = _wrapped(text)
    if arguments.output is not None:
        report_file.write(arguments.output, text)
    else:
        sys.stdout.write(text)


def _wrapped(text: str) -> str:
    from wholeprint.report.text.page import page_for  # noqa: PLC0415 - loads Rich

    width = page_for(sys.stdout).width
    held = _HELD.sub("\u00a0", text)  # a number stays with its unit and its interval
    return f"{fill(held, width, break_long_words=False, break_on_hyphens=False)}\n".replace(
        "\u00a0", " "
    )


def _written(arguments: argparse.Namespace, told: "Told") -> str:
    if arguments.format == "card":
        from wholeprint.report.model_card import model_card  # noqa: PLC0415 - when asked

        return model_card(told, arguments.training_type, options.version())
    if arguments.format == "latex":
        from wholeprint.report.latex import latex  # noqa: PLC0415 - when asked

        return latex(told)
    if arguments.format == "html":
        from wholeprint.report.html import html  # noqa: PLC0415 - when asked

        return html(told)
    plain = " ".join(told.sentences)
    return "".join(each if each.isprintable() else " " for each in plain) + "\n"


def _swi(arguments: argparse.Namespace) -> Mapping[str, object]:
    from wholeprint.cli.report_sci import asked, declared  # noqa: PLC0415 - when asked
    from wholeprint.report.statement_runs import told_of_runs  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.swi import swi_document, swi_of  # noqa: PLC0415 - loads NumPy

    wanted = asked(arguments)
    told = told_of_runs(report_score.assessed(arguments), options.version())
    hardware = [declared(text, "L") for text in arguments.embodied_water]
    found = swi_of(told, wanted.counted, wanted.done_count, wanted.unit, hardware)
    return swi_document(found, told, wanted.counted, wanted.done_count)


def _ghg(arguments: argparse.Namespace) -> Mapping[str, object]:
    from wholeprint.cli.report_sci import quantity  # noqa: PLC0415 - when asked
    from wholeprint.lifecycle.ghg_scopes import Holder  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.ghg import by_scope, ghg_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.statement_ghg import ghg_statement  # noqa: PLC0415 - loads NumPy

    contract = None
    if arguments.contract is not None:
        contract = quantity(arguments.contract, "gCO2e/kWh")
        if contract.central < 0.0:
            raise ValueRefusedError(
                "no electricity carries less than nothing",
                seen=arguments.contract,
                fix="Leave offsets out: they are no property of electricity",
            )
    found = by_scope(
        report_score.assessed(arguments),
        _of_plants_alone(arguments),
        Holder(arguments.holder),
        contract,
    )
    return ghg_document(found, ghg_statement(found, options.version()))


def _of_plants_alone(arguments: argparse.Namespace) -> "list[Assessment]":
    try:
        return report_score.assessed(arguments, signal="direct")
    except WholeprintError:
        return []  # nobody states them for this grid: the report says that it could not be split


def _lay_out_swi(page: "Page", document: "SwiDocument") -> None:
    from wholeprint.report.text.swi import swi_page  # noqa: PLC0415 - loads Rich

    swi_page(page, document)


def _lay_out_ghg(page: "Page", document: "GhgDocument") -> None:
    from wholeprint.report.text.ghg import ghg_page  # noqa: PLC0415 - loads Rich

    ghg_page(page, document)
