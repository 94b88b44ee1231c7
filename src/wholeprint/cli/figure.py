"""Where a verb's figure goes: its arguments, the check before any work, and the word after it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path


def add(parser: argparse.ArgumentParser, kinds: Sequence[str] = ()) -> None:
    """Add the arguments of a figure.

    Args:
        parser: Takes them.
        kinds: Kinds of figure to choose from, the usual one first; none where there is one kind.
    """
    group = parser.add_argument_group("figure")
    group.add_argument("--figure", metavar="FILE", type=Path, help="draw it: .svg, .pdf or .png")
    if kinds:
        group.add_argument(
            "--kind",
            choices=kinds,
            default=kinds[0],
            help="box plots by zone, mean by month and hour, or the rolling month against the year",
        )
    group.add_argument("--overwrite", action="store_true", help="replace a file that is there")


def check(arguments: argparse.Namespace) -> None:
    """Refuse a figure that could not be drawn, or would replace a file unasked.

    Args:
        arguments: What was given.

    Raises:
        ValueRefusedError: If its name or folder will not do, or a file is there already.
        MissingExtraError: If Matplotlib is not installed.
    """
    if arguments.figure is None:
        return
    from wholeprint.report.figures.canvas import (  # noqa: PLC0415 - loaded when asked for
        check_free,
        check_path,
    )

    check_path(arguments.figure)
    check_free(arguments.figure, overwrite=arguments.overwrite)


def say_written(arguments: argparse.Namespace) -> None:
    """Say where a figure was written to, beside the page or the document and not in it.

    Args:
        arguments: What was given.
    """
    if arguments.figure is not None:
        sys.stderr.write(f"written: {arguments.figure}\n")
