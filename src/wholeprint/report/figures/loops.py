"""Which loops drive a model's behaviour when, drawn: stacked shares over time, part by part."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from wholeprint.report.figures.canvas import INK, QUIET, check_path, new_figure, quiet, save
from wholeprint.report.loops_shapes import LEAST_SHARE, LoopDocument, LoopsDocument

_LAYERS = 8
_PARTS = 3
_COLOURS = (
    *("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d31", "#999999"),
)
"""Source: Okabe and Ito, Color Universal Design; the last two are ours."""


def draw_loops(document: LoopsDocument, path: Path) -> None:
    """Draw the shares of loops over time: what pushes on above nought, what holds back below it.

    Args:
        document: The loops.
        path: The file.

    Raises:
        ValueRefusedError: If the file cannot be written.
    """
    check_path(path)
    told = dict.fromkeys(each["part"] for each in document["loops"])
    # A loop that is alone in its part explains all of it: there is nothing to see.
    parts = [each for each in told if document["parts"][each]["loops"] > 1][:_PARTS]
    parts = parts or list(told)[:1]
    figure: Any = new_figure((8.4, 0.4 + 3.2 * max(len(parts), 1)))
    for at, part in enumerate(parts or [-1]):
        axes: Any = figure.add_subplot(max(len(parts), 1), 1, at + 1)
        loops = [
            each
            for each in document["loops"]
            if each["part"] == part and each["mean_share"] >= LEAST_SHARE
        ]
        # Nothing has moved at the first instant: the plot begins with the second.
        _stack(axes, document["times"][1:], loops)
        unit = document["model"]["time_unit"]
        axes.set_xlabel(f"time [{unit}]" if unit else "time", fontsize=9, color=INK)
        axes.set_ylabel("share of the change", fontsize=9)
        if at == 0:
            title = document["model"]["title"] or document["model"]["name"]
            axes.set_title(f"{title}: which loops drive it", loc="left", fontsize=10)
        quiet(axes)
    save(figure, path)


def _stack(axes: Any, times: Sequence[float], loops: Sequence[LoopDocument]) -> None:  # noqa: ANN401 - Matplotlib's types are loaded with it
    if not loops:
        return
    shown, rest = loops[:_LAYERS], loops[_LAYERS:]
    values = [np.array(each["relative"][1:]) for each in shown]
    labels = [each["name"] for each in shown]
    colours = [_COLOURS[at % len(_COLOURS)] for at in range(len(shown))]
    if rest:
        values.append(np.array([each["relative"][1:] for each in rest]).sum(axis=0))
        labels.append(f"{len(rest)} others")
        colours.append("#dddddd")
    for sign in (1.0, -1.0):
        axes.stackplot(
            times,
            *(sign * np.maximum(sign * each, 0.0) for each in values),
            labels=labels if sign > 0.0 else (),
            colors=colours,
            alpha=0.9,
            linewidth=0.0,
        )
    axes.axhline(0.0, color=QUIET, linewidth=0.8)
    axes.set_ylim(-1.0, 1.0)
    axes.set_xlim(times[0], times[-1])
    axes.yaxis.set_major_formatter(_percent)
    axes.legend(frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))


def _percent(value: float, _place: object) -> str:
    return f"{100.0 * value:.0f} %"
