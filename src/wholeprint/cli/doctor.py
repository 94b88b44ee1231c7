"""``wholeprint doctor``: what can be measured here, how well, and what would make it better."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import options, output

if TYPE_CHECKING:
    from wholeprint.report.shapes import DoctorDocument
    from wholeprint.report.text.page import Page

NAME = "doctor"
SUMMARY = "say what can be measured here, how well, and what would make it better"
EXAMPLES = (
    "wholeprint doctor",
    "wholeprint doctor --json",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Look at everything.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.report.checkup import doctor_document  # noqa: PLC0415 - opens everything

    document = doctor_document(options.settings(arguments))
    output.emit(document, _lay_out, as_json=arguments.json)
    return 0


def _lay_out(page: "Page", document: "DoctorDocument") -> None:
    from wholeprint.report.text.doctor import doctor_page  # noqa: PLC0415 - loads Rich

    doctor_page(page, document)
