"""A fit, drawn: what was measured beside what the model says, and the profile of each parameter."""

from pathlib import Path
from typing import Any

import numpy as np

from wholeprint.engine.fit.fit import Fit
from wholeprint.engine.fit.problem import Problem
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
from wholeprint.report.fit import FitDocument

_ACROSS = 4
_DRAWN = 1000


def draw_fit(found: Fit, problem: Problem, document: FitDocument, path: Path) -> None:
    """Draw what was measured with the band of what remains plausible, and the profiles.

    Args:
        found: The fit.
        problem: The model against all that was measured, what was held out included.
        document: The fit as a document.
        path: The file.

    Raises:
        ValueRefusedError: If the file cannot be written.
    """
    check_path(path)
    profiles = len(found.profiles)
    series = len(problem.series)
    across = min(_ACROSS, max(profiles, 1))
    rows = -(-profiles // across)
    figure: Any = new_figure((8.0, 2.2 * series + 1.9 * rows))
    upper, lower = figure.subfigures(2, 1, height_ratios=(2.2 * series, 1.9 * rows))
    _series(upper.subplots(series, 1, squeeze=False), found, problem, document)
    _profiles(lower.subplots(rows, across, squeeze=False), found)
    upper.suptitle(f"{document['model']} fitted to {document['data']}", fontsize=10)
    save(figure, path)


def _series(axes: Any, found: Fit, problem: Problem, document: FitDocument) -> None:  # noqa: ANN401 - Matplotlib's types are loaded with it
    times, plausible = problem.courses(found.posterior.cube[:: _thinning(found)])
    _, best = problem.courses(found.best.point[np.newaxis, :])
    for row, each in enumerate(problem.series):
        panel = axes[row, 0]
        low, high = (np.nanquantile(plausible[row], q, axis=1) for q in (0.05, 0.95))
        panel.fill_between(
            times, low, high, color=BLUE, alpha=0.25, linewidth=0, label="plausible (5-95 %)"
        )
        panel.plot(times, best[row][:, 0], color=BLUE, linewidth=1.4, label="model")
        seen = document["series"][row]["points"] if row < len(document["series"]) else 0
        panel.plot(
            each.times[:seen], each.values[:seen], "o", color=INK, markersize=3, label="seen"
        )
        if seen < each.times.size:
            held = (each.times[seen:], each.values[seen:])
            panel.plot(*held, "o", color=ORANGE, markersize=3, label="held out")
        panel.legend(fontsize=7, frameon=False)
        panel.set_ylabel(each.name, fontsize=9)
        quiet(panel)


def _thinning(found: Fit) -> int:
    # A band of quantiles needs no more draws than that.
    return max(1, found.posterior.cube.shape[0] // _DRAWN)


def _profiles(axes: Any, found: Fit) -> None:  # noqa: ANN401 - as above
    panels = [panel for row in axes for panel in row]
    for panel, profile in zip(panels, found.profiles, strict=False):
        panel.plot(profile.values, profile.losses, color=BLUE, linewidth=1.2)
        panel.axhline(profile.threshold_amount, color=QUIET, linewidth=0.8, linestyle="--")
        panel.set_ylim(0.0, 2.0 * profile.threshold_amount)
        near = profile.values[profile.losses <= 2.0 * profile.threshold_amount]
        if near.size > 1:
            margin = 0.1 * (near.max() - near.min())
            panel.set_xlim(near.min() - margin, near.max() + margin)
        panel.set_title(f"{profile.name}: loss of agreement", fontsize=8, loc="left")
        quiet(panel)
    for panel in panels[len(found.profiles) :]:
        panel.set_visible(False)
