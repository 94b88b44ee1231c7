"""``wholeprint runs``: the list of runs."""

import argparse
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from wholeprint.cli import options, output, picking
from wholeprint.report.form import stamped

if TYPE_CHECKING:
    from wholeprint.report.shapes import ListedDocument, QuantityDocument, RunsDocument
    from wholeprint.report.text.page import Page

NAME = "runs"
SUMMARY = "list runs, the latest first"
EXAMPLES = (
    "wholeprint runs",
    "wholeprint runs --project digits --since 7d",
    "wholeprint runs --status failed --all --json",
)

_USUAL_LIMIT = 20
_QUICK = 100
"""Up to so many runs are assessed for the list; a longer one shows what their sensors read."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    picking.configure(parser)
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """List the runs.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.ledger.book import Ledger  # noqa: PLC0415 - opened when the verb runs
    from wholeprint.report.listing import row_document  # noqa: PLC0415 - as above

    path = options.settings(arguments).settings.ledger
    limit = _USUAL_LIMIT if arguments.limit is None else arguments.limit
    # One more than shown, to know whether there are more.
    wanted = replace(picking.wanted(arguments), limit=limit + 1 if limit else None)
    rows = Ledger(path).runs(wanted)
    now = time.time_ns()
    shown = rows[:limit] if limit else rows
    listed: list[ListedDocument] = [{**row_document(row, now_unix_ns=now)} for row in shown]
    if 0 < len(listed) <= _QUICK:
        _add_costs(listed, path)
    body = {
        "ledger": str(path),
        "now_unix_ns": now,
        "runs": listed,
        "more": len(rows) > len(shown),
    }
    output.emit(stamped(NAME, body), _lay_out, as_json=arguments.json)
    return 0


def _lay_out(page: "Page", document: "RunsDocument") -> None:
    from wholeprint.report.text.runs import runs_page  # noqa: PLC0415 - loads Rich

    runs_page(page, document)


def _add_costs(listed: "list[ListedDocument]", ledger: Path) -> None:
    from wholeprint.tracking.assessment import assess_many  # noqa: PLC0415 - loads NumPy

    assessed = assess_many([line["id"] for line in listed], ledger=ledger)
    for line, assessment in zip(listed, assessed, strict=True):
        costs = assessment.footprint
        line["energy"] = cast("QuantityDocument", costs["energy"].as_json())
        line["ghg_operational"] = cast("QuantityDocument", costs["ghg_operational"].as_json())
