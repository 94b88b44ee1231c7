"""``wholeprint audit``: hold a printed footprint against itself, physics and the grid."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from wholeprint.cli import options, output
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.report.audit_shapes import AuditDocument
    from wholeprint.report.text.page import Page

NAME = "audit"
SUMMARY = "hold a printed footprint against itself, physics and the grid"
EXAMPLES = (
    "wholeprint audit footprint.yaml",
    "wholeprint audit MODEL_CARD.md --json",
    "wholeprint audit paper.yaml model-card.md table.csv",
    "wholeprint audit --published meta-llama-2-card",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="a statement in YAML or JSON, a model card in Markdown, a CSV table",
    )
    parser.add_argument(
        "--published",
        metavar="ID",
        action="append",
        default=[],
        help="a published footprint of wholeprint's own table; see: wholeprint published list",
    )
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Audit statements.

    Args:
        arguments: What was given.

    Returns:
        0 where nothing contradicts, else 1.

    Raises:
        ValueRefusedError: If no file is named.
    """
    from wholeprint.report.audit import audit_document  # noqa: PLC0415 - when asked
    from wholeprint.tracking.audit import audit_files  # noqa: PLC0415 - when asked

    if not arguments.files and not arguments.published:
        raise ValueRefusedError("nothing to audit is named", fix="Name a FILE, or --published ID")
    files, audits = audit_files([Path(name) for name in arguments.files], arguments.published)
    document = audit_document(files, audits)
    output.emit(document, _lay_out, as_json=arguments.json)
    return 0 if document["consistent"] else 1


def _lay_out(page: "Page", document: "AuditDocument") -> None:
    from wholeprint.report.text.audit import audit_page  # noqa: PLC0415 - loads Rich

    audit_page(page, document)
