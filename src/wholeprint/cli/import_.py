"""``wholeprint import``: what a cloud says of itself, and what we estimate beside it."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from wholeprint.cli import options, output
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.report.cloud_shapes import CloudDocument
    from wholeprint.report.imported_shapes import ImportedDocument
    from wholeprint.report.text.page import Page
    from wholeprint.tracking.arguments import AssessArguments
    from wholeprint.tracking.importers.aws_cur import Usage
    from wholeprint.tracking.plan_result import Costed

NAME = "import"
SUMMARY = "read a cloud's own report of its emissions, or a bill, and compare it with an estimate"
EXAMPLES = (
    "wholeprint import gcp-carbon-footprint carbon_footprint.csv",
    "wholeprint import aws-carbon carbon_emissions.csv --beside cur.csv",
    "wholeprint import azure-carbon answer.json --beside plan.json",
    "wholeprint import aws-cur cur.csv --utilisation 0.3",
)
TOOLS = ("gcp-carbon-footprint", "aws-carbon", "azure-carbon", "aws-cur")
"""Every report that can be read; the registry has what reads it."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("tool", metavar="TOOL", choices=TOOLS, help=", ".join(TOOLS))
    parser.add_argument(
        "file", metavar="FILE", help="the report: CSV, JSON, or a JSON object per line; - for input"
    )
    parser.add_argument(
        "--beside",
        metavar="FILE",
        help="a Terraform plan (.json) or a Cost and Usage Report (.csv) to estimate beside it",
    )
    parser.add_argument(
        "--utilisation",
        metavar="SHARE",
        type=options.number,
        help="how hard the machines of the estimate work, from 0 to 1 (default: unknown)",
    )
    options.site(parser)
    options.assumptions(parser)
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Read the report.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.tracking.importers.registry import REPORTS, USAGES  # noqa: PLC0415 - NumPy

    path = None if arguments.file == "-" else Path(arguments.file)
    if arguments.tool in USAGES:
        return _usage(arguments, USAGES[arguments.tool](path))
    from wholeprint.report.imported import imported_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.beside import beside  # noqa: PLC0415 - loads NumPy

    report = REPORTS[arguments.tool](path)
    if arguments.beside is None:
        document = imported_document(report, arguments.file)
    else:
        ours, of = _ours(arguments, report.months(), report.rows[0].provider)
        found = beside(report, ours, is_plan=of == "plan")
        document = imported_document(report, arguments.file, found, (of, arguments.beside))
    output.emit(document, _lay_out, as_json=arguments.json)
    return 0


def _ours(
    arguments: argparse.Namespace, months: tuple[str, ...], cloud: str
) -> "tuple[dict[str, Costed], str]":
    """Return what we estimate for each month of a cloud, and from what."""
    from wholeprint.tracking.importers import aws_cur, terraform  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.importers.reading import read_text  # noqa: PLC0415 - likewise
    from wholeprint.tracking.plan_cost import cost  # noqa: PLC0415 - loads NumPy

    path, told = Path(arguments.beside), _told(arguments)
    text = read_text(path)
    hours, share = aws_cur.HOURS_OF_A_MONTH, arguments.utilisation
    if '"format_version"' in text or '"planned_values"' in text:
        estate = terraform.read(path).of(cloud)
        planned = cost(estate, hours, declared_share=share, **told)
        return dict.fromkeys(months, planned), "plan"
    usage = aws_cur.usage_of(text, path.name)
    return {
        month: cost(estate.of(cloud), hours, declared_share=share, **told)
        for month, estate in usage.by_month.items()
    }, "usage"


def _told(arguments: argparse.Namespace) -> "AssessArguments":
    told = options.assess_arguments(arguments)
    told.pop("utilisation", None)  # here it is how hard the machines work, not how often
    return told


def _usage(arguments: argparse.Namespace, usage: "Usage") -> int:
    from wholeprint.report.cloud import cloud_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.importers.aws_cur import HOURS_OF_A_MONTH  # noqa: PLC0415 - likewise
    from wholeprint.tracking.plan_cost import cost  # noqa: PLC0415 - loads NumPy

    if arguments.beside is not None:
        raise ValueRefusedError(
            "a bill has no emissions to stand beside an estimate",
            seen=arguments.tool,
            fix=f"Put it beside a report: import aws-carbon FILE --beside {arguments.file}",
        )
    costed = cost(
        usage.all_months(),
        HOURS_OF_A_MONTH,
        declared_share=arguments.utilisation,
        **_told(arguments),
    )
    asked = {"of": "usage", "name": arguments.file, "months": list(usage.by_month)}
    output.emit(cloud_document(costed, asked, None), _lay_out_usage, as_json=arguments.json)
    return 0


def _lay_out(page: "Page", document: "ImportedDocument") -> None:
    from wholeprint.report.text.imported import imported_page  # noqa: PLC0415 - loads Rich

    imported_page(page, document)


def _lay_out_usage(page: "Page", document: "CloudDocument") -> None:
    from wholeprint.report.text.cloud import cloud_page  # noqa: PLC0415 - loads Rich

    cloud_page(page, document)
