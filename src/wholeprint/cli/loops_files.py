"""The files that ``wholeprint loops`` writes beside its page: diagrams, and a table of scores."""

import argparse
import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wholeprint.cli.model_options import Opened
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.report.loops_shapes import LoopsDocument
    from wholeprint.systems.dominance.shapes import Dominance

_FILES = (
    ("diagram", ".svg", "the causal loop diagram"),
    ("stock_flow", ".svg", "the diagram of stocks and flows"),
    ("animated", ".html", "the causal loop diagram moving over time"),
    ("csv", ".csv", "the loops' shares over time, a column for each"),
)
_FRAMES = 150


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name files.

    Args:
        parser: Takes them.
    """
    group = parser.add_argument_group("files")
    for name, suffix, what in _FILES:
        group.add_argument(
            f"--{name.replace('_', '-')}",
            metavar=f"FILE{suffix}",
            type=Path,
            help=f"write {what}",
        )


def check(arguments: argparse.Namespace) -> None:
    """Refuse files that could not be written, before any work is done for them.

    Args:
        arguments: What was given.

    Raises:
        ValueRefusedError: If a name has another suffix, a folder is not there, or a file is.
    """
    for name, suffix, what in _FILES:
        path: Path | None = getattr(arguments, name)
        if path is None:
            continue
        if path.suffix.lower() != suffix:
            raise ValueRefusedError(
                f"{what} is a file that ends with {suffix}", seen=path.name, fix="Name it so"
            )
        if not path.absolute().parent.is_dir():
            raise ValueRefusedError("the folder is not there", seen=str(path.absolute().parent))
        if path.exists() and not arguments.overwrite:
            raise ValueRefusedError(
                "a file of that name is there already",
                seen=str(path),
                fix="Choose another name, or allow it to be replaced with --overwrite",
            )


def write(
    arguments: argparse.Namespace,
    opened: Opened,
    dominance: "Dominance",
    document: "LoopsDocument",
) -> None:
    """Write the files that were asked for, and say where.

    Args:
        arguments: What was given.
        opened: The model.
        dominance: Its loops and their scores.
        document: What is told of them.

    Raises:
        ValueRefusedError: If one cannot be written.
    """
    if arguments.diagram is not None:
        _save(arguments.diagram, _diagram(arguments, opened, dominance))
    if arguments.animated is not None:
        _save(arguments.animated, _animated(arguments, opened, dominance))
    if arguments.stock_flow is not None:
        from wholeprint.systems.diagram.stock_flow_svg import (  # noqa: PLC0415 - loads NumPy
            stock_flow_svg,
        )
        from wholeprint.systems.diagram.views import stock_flow_view  # noqa: PLC0415 - as above

        _save(arguments.stock_flow, stock_flow_svg(stock_flow_view(opened.system, _title(opened))))
    if arguments.csv is not None:
        _table(arguments.csv, document)


def _title(opened: Opened) -> str:
    return opened.model.title or opened.model.name


def _diagram(arguments: argparse.Namespace, opened: Opened, dominance: "Dominance") -> str:
    from wholeprint.systems.diagram.causal_svg import causal_svg  # noqa: PLC0415 - loads NumPy
    from wholeprint.systems.diagram.views import Choice, causal_view  # noqa: PLC0415 - as above
    from wholeprint.systems.dominance.periods import weights  # noqa: PLC0415 - as above

    choice = Choice(arguments.threshold, arguments.link_threshold)
    view = causal_view(opened.system, dominance, weights(dominance), choice, _title(opened))
    return causal_svg(view)


def _animated(arguments: argparse.Namespace, opened: Opened, dominance: "Dominance") -> str:
    from wholeprint.systems.diagram.animated import (  # noqa: PLC0415 - loads NumPy
        animated_html,
        frame_times,
    )
    from wholeprint.systems.diagram.views import (  # noqa: PLC0415 - as above
        Choice,
        causal_view,
        frames_of,
    )
    from wholeprint.systems.dominance.periods import weights  # noqa: PLC0415 - as above

    choice = Choice(arguments.threshold, arguments.link_threshold, frames=_FRAMES)
    view = causal_view(opened.system, dominance, weights(dominance), choice, _title(opened))
    frames = frames_of(len(dominance.times), _FRAMES)
    return animated_html(view, frame_times(dominance.times, frames), opened.system.span.unit)


def _save(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise ValueRefusedError("a file cannot be written", seen=str(error)) from error
    sys.stderr.write(f"written: {path}\n")


def _table(path: Path, document: "LoopsDocument") -> None:
    loops = document["loops"]
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["time", *(each["name"] for each in loops)])
            for at, time in enumerate(document["times"]):
                writer.writerow([repr(time), *(repr(each["relative"][at]) for each in loops)])
    except OSError as error:
        raise ValueRefusedError("a file cannot be written", seen=str(error)) from error
    sys.stderr.write(f"written: {path}\n")
