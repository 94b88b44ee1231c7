"""``wholeprint delete``: take runs out of the ledger for good."""

import argparse
import sys
from typing import TYPE_CHECKING

from wholeprint.cli import options, output
from wholeprint.errors import ValueRefusedError
from wholeprint.report.form import stamped

if TYPE_CHECKING:
    from wholeprint.report.shapes import DeletedDocument
    from wholeprint.report.text.page import Page

NAME = "delete"
SUMMARY = "remove runs and their data from the ledger"
EXAMPLES = (
    "wholeprint delete last",
    "wholeprint delete 20261121-101530-7f3a9c --yes",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("runs", metavar="RUN", nargs="+", help=options.RUN_HELP)
    parser.add_argument("--yes", action="store_true", help="do not ask")
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Remove the runs, after asking.

    Args:
        arguments: What was given.

    Returns:
        The exit status: 1 where the answer was no.

    Raises:
        ValueRefusedError: If nobody can be asked.
    """
    from wholeprint.ledger.book import Ledger  # noqa: PLC0415 - opened when the verb runs

    ledger = Ledger(options.settings(arguments).settings.ledger)
    # All are looked up before the first is removed: "last" would become another run meanwhile.
    ids = list(dict.fromkeys(ledger.resolve(selector) for selector in arguments.runs))
    agreed = arguments.yes or _agreed(ids)
    deleted = [ledger.delete(run_id) for run_id in ids] if agreed else []
    body = {"deleted": deleted, "asked": not arguments.yes}
    output.emit(stamped(NAME, body), _lay_out, as_json=arguments.json)
    return 0 if agreed else 1


def _agreed(ids: list[str]) -> bool:
    if not sys.stdin.isatty():
        raise ValueRefusedError(
            "nothing was deleted, because nobody can be asked here",
            seen=", ".join(ids),
            fix="Add --yes to delete without asking",
        )
    what = f"run {ids[0]}" if len(ids) == 1 else f"{len(ids)} runs ({', '.join(ids)})"
    print(f"Delete {what} and its data for good? [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _lay_out(page: "Page", document: "DeletedDocument") -> None:
    if not document["deleted"]:
        page.line("Nothing was deleted.")
    for run_id in document["deleted"]:
        page.line(f"Deleted {run_id}.")
