"""One run of a model, drawn: a small plot for each variable."""

import math
from pathlib import Path
from typing import Any

from wholeprint.report.figures.canvas import BLUE, INK, check_path, new_figure, quiet, save
from wholeprint.report.simulation import SimulationDocument

_MOST = 24
_ACROSS = 3


def draw_simulation(document: SimulationDocument, path: Path) -> None:
    """Draw what variables did over time, each on axes of its own.

    Args:
        document: The run.
        path: The file.

    Raises:
        ValueRefusedError: If the file cannot be written.
        MissingExtraError: If Matplotlib is not installed.
    """
    check_path(path)
    ranks = {"stock": 0, "flow": 1}
    outcomes = set(document["model"]["outcomes"])
    courses = sorted(
        document["courses"],
        key=lambda each: (each["name"] not in outcomes, ranks.get(each["kind"], 2)),
    )[:_MOST]
    across = min(_ACROSS, max(1, len(courses)))
    down = max(1, math.ceil(len(courses) / across))
    figure: Any = new_figure((3.4 * across, 0.5 + 2.1 * down))
    unit = document["span"]["unit"]
    for place, course in enumerate(courses, start=1):
        axes: Any = figure.add_subplot(down, across, place)
        axes.plot(document["time"], document["series"][course["name"]], color=BLUE, linewidth=1.4)
        axes.set_title(course["name"], loc="left", fontsize=9, color=INK)
        axes.set_ylabel("" if course["unit"] == "1" else course["unit"])
        if place > len(courses) - across:
            axes.set_xlabel(unit, fontsize=9, color=INK)
        quiet(axes)
    model = document["model"]
    figure.suptitle(model["title"] or model["name"], x=0.01, ha="left", fontsize=10, color=INK)
    save(figure, path)
