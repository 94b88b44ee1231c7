"""Levers of a model, drawn: a bar for each with its spread over worlds, the strongest on top."""

from pathlib import Path
from typing import Any

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
from wholeprint.report.leverage import LeverageDocument, LeverDocument

_MOST = 20
_EDGE = 2.0
"""Changes beyond this many times the outcome are drawn up to it, and their size is written."""

_SLIGHT = 5e-7


def draw_levers(document: LeverageDocument, path: Path) -> None:
    """Draw the levers of a model: the change of the outcome for the move named.

    Args:
        document: The levers.
        path: The file.

    Raises:
        ValueRefusedError: If the file cannot be written.
    """
    check_path(path)
    levers = [each for each in document["levers"] if (each["strength_share"] or 0.0) > _SLIGHT]
    levers = levers[:_MOST]
    figure: Any = new_figure((8.0, 1.4 + 0.34 * max(len(levers), 1)))
    axes: Any = figure.add_subplot()
    for row, lever in enumerate(levers):
        _bar(axes, row, lever, document["outcome"]["goal"])
    axes.axvline(0.0, color=INK, linewidth=0.8)
    names = [f"{each['name']}  ({each['move']})" for each in levers]
    axes.set_yticks(range(len(levers)), labels=names, fontsize=8)
    axes.invert_yaxis()
    axes.xaxis.set_major_formatter(_percent)
    outcome = document["outcome"]
    what = f"{outcome['name']}, {outcome['measure'].replace('_', ' ')}"
    axes.set_xlabel(f"change of {what}: median, 5th to 95th percentile over worlds", fontsize=9)
    axes.set_title(
        f"Levers of {document['model']} ({outcome['goal']} is better)", loc="left", fontsize=10
    )
    quiet(axes)
    save(figure, path)


def _percent(value: float, _place: object) -> str:
    return f"{100 * value:g} %"


def _bar(axes: Any, row: int, lever: LeverDocument, goal: str) -> None:  # noqa: ANN401 - Matplotlib's types are loaded with it
    relative = lever["relative"]
    value, low, high = relative["value"], relative["low"], relative["high"]
    if value is None or low is None or high is None:
        return
    helps = (value < 0.0) == (goal == "lower")
    shown = min(max(value, -_EDGE), _EDGE)
    axes.barh(row, shown, color=BLUE if helps else ORANGE, height=0.6, alpha=0.85)
    ends = [min(max(each, -_EDGE), _EDGE) for each in (low, high)]
    axes.plot(ends, [row, row], color=INK, linewidth=1.0)
    if abs(value) > _EDGE:
        axes.text(shown, row, f" x {1.0 + value:.2g}", va="center", fontsize=8, color=INK)
    probability = lever["backfire_probability"]
    if probability:
        axes.annotate(
            f"backfires in {100 * probability:.2g} %",
            (max(*ends, shown, 0.0), row),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=7,
            color=QUIET,
        )
