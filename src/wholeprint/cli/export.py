"""``wholeprint export``: runs as JSON, CSV or Parquet, with nothing rounded."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wholeprint.cli import options, output, picking
from wholeprint.errors import ValueRefusedError
from wholeprint.report.form import stamped

if TYPE_CHECKING:
    from wholeprint.ledger.book import Ledger
    from wholeprint.ledger.export import Format
    from wholeprint.ledger.store import RunFilter
    from wholeprint.report.shapes import ExportDocument
    from wholeprint.report.text.page import Page

NAME = "export"
SUMMARY = "write runs as JSON, CSV or Parquet"
EXAMPLES = (
    "wholeprint export --output runs.csv",
    "wholeprint export --project digits --output activity.parquet --table activity",
    "wholeprint export last --format json",
)

_BY_ENDING = {".json": "json", ".csv": "csv", ".parquet": "parquet"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("runs", metavar="RUN", nargs="*", help=f"{options.RUN_HELP}; none is all")
    parser.add_argument(
        "--format",
        choices=tuple(_BY_ENDING.values()),
        help="what to write (default: by the ending of the file, otherwise json)",
    )
    parser.add_argument(
        "--table",
        choices=("runs", "activity"),
        default="runs",
        help="one line per run, or one per run, interval and column (CSV and Parquet)",
    )
    parser.add_argument(
        "--output", "-o", metavar="FILE", help="where to (default: standard output)"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    picking.configure(parser)
    options.ledger(parser)
    parser.add_argument(
        "--json",
        action="store_true",
        help="with --output: print a JSON document that says what was written; "
        "without: write the runs as JSON",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Write the runs.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.ledger.book import Ledger  # noqa: PLC0415 - opened when the verb runs
    from wholeprint.ledger.export import Table  # noqa: PLC0415 - as above

    ledger = Ledger(options.settings(arguments).settings.ledger)
    form, wanted = _format(arguments), _wanted(arguments, ledger)
    table = Table(arguments.table)
    if arguments.output is None:
        ledger.export(sys.stdout.buffer, format=form, table=table, wanted=wanted)
        return 0
    count = ledger.export(
        Path(arguments.output),
        format=form,
        table=table,
        wanted=wanted,
        overwrite=arguments.overwrite,
    )
    body = {
        "output": arguments.output,
        "format": form.value,
        "table": None if form.value == "json" else table.value,
        "runs": count,
    }
    output.emit(stamped(NAME, body), _lay_out, as_json=arguments.json)
    return 0


def _format(arguments: argparse.Namespace) -> "Format":
    from wholeprint.ledger.export import Format  # noqa: PLC0415 - as above

    if arguments.format is not None:
        form = Format(arguments.format)
    else:
        ending = "" if arguments.output is None else Path(arguments.output).suffix.lower()
        form = Format(_BY_ENDING.get(ending, "json"))
    if arguments.output is not None:
        return form
    if arguments.json and form is not Format.JSON:
        raise ValueRefusedError(
            "standard output can hold only one of the two",
            seen=f"--json and --format {form.value}",
            fix="Give --output FILE, or leave one of them out",
        )
    if form is Format.PARQUET and sys.stdout.isatty():
        raise ValueRefusedError(
            "a terminal cannot show Parquet", fix="Give --output FILE, or send it through a pipe"
        )
    return form


def _wanted(arguments: argparse.Namespace, ledger: "Ledger") -> "RunFilter":
    wanted = replace(
        picking.wanted(arguments),
        limit=arguments.limit or None,
        include_nested=True if arguments.runs else arguments.all,
    )
    if not arguments.runs:
        return wanted
    return replace(wanted, ids=tuple(ledger.resolve(selector) for selector in arguments.runs))


def _lay_out(page: "Page", document: "ExportDocument") -> None:
    count = document["runs"]
    page.line(f"Wrote {count} run{'' if count == 1 else 's'} to {document['output']}.")
