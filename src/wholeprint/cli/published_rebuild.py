"""``wholeprint published rebuild``: published footprints computed again, and counted."""

import argparse

from wholeprint.cli import options, output
from wholeprint.errors import ValueRefusedError

NAME = "rebuild"
SUMMARY = "compute published footprints again, and count what comes out"
EXAMPLES = (
    "wholeprint published rebuild touvron-2023-llama-table-15",
    "wholeprint published rebuild --all",
)

_UNKNOWN = "unknown"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("ids", metavar="ID", nargs="*", help="ids of 'wholeprint published list'")
    parser.add_argument("--all", action="store_true", help="every one of the table")
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Compute them again.

    Args:
        arguments: What was given.

    Returns:
        0 where those that were named come out; 1 where one contradicts itself, or cannot be
        computed. Of all of them, some are known to contradict themselves: then it is 1 only where
        one cannot be computed.

    Raises:
        ValueRefusedError: If neither ids nor all of them are asked for, or both.
    """
    if bool(arguments.ids) == arguments.all:
        raise ValueRefusedError(
            "rebuild takes either ids or --all", fix="Try: wholeprint published rebuild --all"
        )
    from wholeprint.report.published import is_undone, rebuilt_document  # noqa: PLC0415 - computes
    from wholeprint.report.text.published import rebuilt_page  # noqa: PLC0415 - lays out
    from wholeprint.tracking.published import published, published_ids  # noqa: PLC0415 - reads

    ids = published_ids() if arguments.all else tuple(dict.fromkeys(arguments.ids))
    document = rebuilt_document([published(each) for each in ids])
    output.emit(document, rebuilt_page, as_json=arguments.json)
    if arguments.all:
        return int(document["verdicts"][_UNKNOWN] > 0)
    return int(any(is_undone(case) for case in document["cases"]))
