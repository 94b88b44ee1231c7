"""Which assumptions decide between two scenarios, drawn: both courses, and a bar for each."""

from pathlib import Path
from typing import Any

from wholeprint.report.explain_model import DecisionDocument
from wholeprint.report.figures.canvas import (
    BLUE,
    INK,
    ORANGE,
    QUIET,
    check_path,
    new_figure,
    quiet,
    save,
)

_WIDE = 30.0
"""From this ratio on the two courses share a page on a logarithmic scale only."""


def draw_decision(document: DecisionDocument, path: Path) -> None:
    """Draw the course of both scenarios, and below what each assumption makes of the difference.

    Args:
        document: The decision.
        path: The file.

    Raises:
        ValueRefusedError: If the file cannot be written.
    """
    check_path(path)
    count = max(len(document["assumptions"]), 1)
    figure: Any = new_figure((8.0, 3.6 + 0.32 * count))
    above, below = figure.subplots(2, 1, height_ratios=(2.4, 0.4 + 0.32 * count))
    _courses(above, document)
    _shares(below, document)
    save(figure, path)


def _courses(axes: Any, document: DecisionDocument) -> None:  # noqa: ANN401 - Matplotlib's types are loaded with it
    first, second = document["first"], document["second"]
    for letter, side, colour in (("A", first, BLUE), ("B", second, ORANGE)):
        axes.plot(document["time"], side["series"], color=colour, linewidth=1.6)
        axes.annotate(
            f" {letter}: {side['name']}",
            (document["time"][-1], side["series"][-1]),
            fontsize=8,
            color=INK,
            va="center",
            annotation_clip=False,
        )
    values = [*first["series"], *second["series"]]
    if min(values) > 0.0 and max(values) / min(values) > _WIDE:
        axes.set_yscale("log")
    unit = "" if document["unit"] in {"", "1"} else f", {document['unit']}"
    axes.set_ylabel(f"{document['outcome']}{unit}", fontsize=9, color=INK)
    axes.set_xlabel(document["time_unit"], fontsize=9, color=INK)
    axes.set_title(document["title"] or document["model"], loc="left", fontsize=10)
    quiet(axes)


def _shares(axes: Any, document: DecisionDocument) -> None:  # noqa: ANN401 - as above
    names: list[str] = []
    for row, each in enumerate(document["assumptions"]):
        share = 100.0 * each["share"]
        axes.barh(row, share, color=ORANGE if share >= 0.0 else BLUE, height=0.6, alpha=0.85)
        axes.text(max(share, 0.0), row, f"  {share:.1f} %", va="center", fontsize=8, color=INK)
        names.append(f"{each['name']}: {each['first_value']:.4g} to {each['second_value']:.4g}")
    axes.set_yticks(range(len(names)), labels=names, fontsize=8)
    axes.invert_yaxis()
    axes.axvline(0.0, color=QUIET, linewidth=0.6)
    what = "the logarithm of B over A" if document["shares_of_logarithm"] else "B less A"
    axes.set_xlabel(f"share of {what}, %", fontsize=9, color=INK)
    quiet(axes)
