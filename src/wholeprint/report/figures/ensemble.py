"""Many runs of a model, drawn: a fan for each variable, and what outcomes owe to what."""

import math
from pathlib import Path
from textwrap import wrap
from typing import Any

from wholeprint.report.ensemble_shapes import EnsembleDocument, FanDocument, IndicesDocument
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

_MOST = 12
_ACROSS = 2
_BARS = 12
_TITLE = 44
"""Letters of a title that fit above a panel."""


def draw_ensemble(document: EnsembleDocument, path: Path) -> None:
    """Draw fans of quantiles with the median run, and Sobol' indices with their intervals.

    Args:
        document: The ensemble.
        path: The file.

    Raises:
        ValueRefusedError: If the file cannot be written.
        MissingExtraError: If Matplotlib is not installed.
    """
    check_path(path)
    fans = document["series"][:_MOST]
    indices = [each for each in document["indices"] if each["variance_amount"] > 0.0][:_MOST]
    panels = max(1, len(fans) + len(indices))
    across = min(_ACROSS, panels)
    down = math.ceil(panels / across)
    figure: Any = new_figure((4.6 * across, 0.5 + 2.8 * down))
    for place, fan in enumerate(fans, start=1):
        _fan(figure.add_subplot(down, across, place), fan, document)
    for place, each in enumerate(indices, start=1 + len(fans)):
        _tornado(figure.add_subplot(down, across, place), each)
    model = document["model"]
    title = f"{model['title'] or model['name']}: {document['runs']:,} runs"
    figure.suptitle(title, x=0.01, ha="left", fontsize=10, color=INK)
    save(figure, path)


def titled(name: str, what: str) -> str:
    """Return the title of a panel, in lines that fit above it.

    Args:
        name: What is drawn.
        what: What its parts are.
    """
    return "\n".join([*wrap(name, _TITLE), *wrap(what, _TITLE)])


def _fan(axes: Any, fan: FanDocument, document: EnsembleDocument) -> None:  # noqa: ANN401 - Matplotlib's types are loaded with it
    time, quantiles = document["time"], fan["quantiles"]
    for low, high, shade in (("p05", "p95", 0.18), ("p25", "p75", 0.32)):
        axes.fill_between(
            time, quantiles[low], quantiles[high], color=BLUE, alpha=shade, linewidth=0.0
        )
    axes.plot(time, quantiles["p50"], color=BLUE, linewidth=1.6)
    for each in document["exemplars"]:
        if each["what"].startswith("median"):
            axes.plot(time, each["series"][fan["name"]], color=ORANGE, linewidth=0.9)
    axes.set_title(
        titled(fan["name"], "5, 25, 50, 75, 95 %; a single run in orange"),
        loc="left",
        fontsize=8,
        color=INK,
    )
    axes.set_ylabel("" if fan["unit"] == "1" else fan["unit"])
    axes.set_xlabel(document["time_unit"], fontsize=9, color=INK)
    quiet(axes)


def _tornado(axes: Any, each: IndicesDocument) -> None:  # noqa: ANN401 - as above
    effects = sorted(each["effects"], key=lambda one: -one["total"]["value"])[:_BARS]
    for row, one in enumerate(effects):
        axes.barh(row - 0.18, one["total"]["value"], height=0.34, color=BLUE, alpha=0.85)
        axes.barh(row + 0.18, one["first"]["value"], height=0.34, color=ORANGE, alpha=0.85)
        for offset, index in ((-0.18, one["total"]), (0.18, one["first"])):
            axes.plot([index["low"], index["high"]], [row + offset] * 2, color=INK, linewidth=0.8)
    axes.set_yticks(range(len(effects)), labels=[one["name"] for one in effects], fontsize=8)
    axes.invert_yaxis()
    axes.axvline(0.0, color=QUIET, linewidth=0.6)
    axes.set_title(
        titled(each["outcome"], "share of variance: with all others (blue), alone (orange)"),
        loc="left",
        fontsize=8,
        color=INK,
    )
    quiet(axes)
