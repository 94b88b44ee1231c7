"""``wholeprint estimate``: what something would cost, before it runs."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import options, output

if TYPE_CHECKING:
    from wholeprint.report.shapes import EstimateDocument
    from wholeprint.report.text.page import Page

NAME = "estimate"
SUMMARY = "estimate the footprint of hardware used for some hours, without measuring"
EXAMPLES = (
    "wholeprint estimate --hardware a100-sxm4-80gb:8 --hours 24 --zone FR --pue 1.2",
    "wholeprint estimate --hardware h100-sxm5-80gb --hours 1000 --utilisation 0.7 --json",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "--hardware",
        metavar="NAME[:COUNT]",
        required=True,
        help="accelerators and processors with counts: a100-sxm4-80gb:8,epyc-7742:2",
    )
    parser.add_argument(
        "--hours", metavar="H", type=options.number, required=True, help="how long it is used"
    )
    parser.add_argument(
        "--utilisation",
        metavar="SHARE",
        type=options.number,
        default=1.0,
        help="how hard it works in that time, from 0 to 1: mean power over its limit (default: 1)",
    )
    parser.add_argument(
        "--memory",
        metavar="GB",
        type=options.number,
        help="main memory; not counted where it is not given",
    )
    options.site(parser)
    options.assumptions(parser)
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Estimate the footprint.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.report.document import estimate_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.estimate import estimate  # noqa: PLC0415 - loads NumPy

    told = options.assess_arguments(arguments)
    told.pop("utilisation", None)  # here it is how hard the hardware works, not how often
    estimated = estimate(
        arguments.hardware,
        arguments.hours,
        load_share=arguments.utilisation,
        memory_gb=arguments.memory,
        **told,
    )
    asked = {
        "hardware": arguments.hardware,
        "hours": arguments.hours,
        "utilisation": arguments.utilisation,
        "memory_gb": arguments.memory,
        "zone": arguments.zone,
        "pue": arguments.pue,
        "wue": arguments.wue,
    }
    output.emit(estimate_document(estimated, asked), _lay_out, as_json=arguments.json)
    return 0


def _lay_out(page: "Page", document: "EstimateDocument") -> None:
    from wholeprint.report.text.assessment import estimate_page  # noqa: PLC0415 - loads Rich

    estimate_page(page, document)
