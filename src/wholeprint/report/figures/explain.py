"""Why two footprints differ, drawn: from B to A, a step for each factor."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from wholeprint.report import scale
from wholeprint.report.explain import SLIGHT, ExplanationDocument, named
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


def draw_explanation(document: ExplanationDocument, path: Path) -> None:
    """Draw a waterfall: B, a step for each factor by LMDI, what only A counts, and A.

    Args:
        document: The explanation.
        path: The file.

    Raises:
        ValueRefusedError: If the file cannot be written.
    """
    check_path(path)
    steps = _steps(document)
    figure: Any = new_figure((8.0, 1.2 + 0.36 * (len(steps) + 2)))
    axes: Any = figure.add_subplot()
    first, second = document["first"], document["second"]
    unit = document["unit"]
    names = [f"B: {second['name']}"]
    level = _total(axes, 0, second["aligned"]["central"], unit)
    for row, (name, change) in enumerate(steps, start=1):
        after = level + change
        colour = ORANGE if change > 0.0 else BLUE
        axes.barh(row, change, left=level, color=colour, height=0.6, alpha=0.85)
        axes.plot([level, level], [row - 1.3, row + 0.3], color=QUIET, linewidth=0.6)
        sign = "+" if change > 0.0 else ""
        axes.text(*_beside(max(level, after), row, change, unit, sign), **_TEXT)
        names.append(name)
        level = after
    _total(axes, len(steps) + 1, first["stated"]["central"], unit)
    names.append(f"A: {first['name']}")
    axes.set_yticks(range(len(names)), labels=names, fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(left=min(0.0, axes.get_xlim()[0]), right=axes.get_xlim()[1] * 1.12)
    greatest = max(first["stated"]["central"], second["stated"]["central"])
    way = scale.alike([greatest], unit)
    axes.xaxis.set_major_formatter(_ticks(way.ratio))
    axes.set_xlabel(way.unit, fontsize=9, color=INK)
    axes.set_title(f"{named(document['target'])}: from B to A, by LMDI", loc="left", fontsize=10)
    quiet(axes)
    save(figure, path)


def _total(axes: Any, row: int, amount: float, unit: str) -> float:  # noqa: ANN401 - Matplotlib's types are loaded with it
    axes.barh(row, amount, color=QUIET, height=0.6)
    axes.text(*_beside(amount, row, amount, unit), **_TEXT)
    return amount


def _ticks(ratio: float) -> Callable[[float, object], str]:
    return lambda value, _place: f"{value * ratio:g}"


_TEXT: dict[str, Any] = {"va": "center", "fontsize": 8, "color": INK}


def _steps(document: ExplanationDocument) -> list[tuple[str, float]]:
    found = [
        (named(part["name"]), part["lmdi"]["central"])
        for part in document["parts"]
        if abs(part["share"]["central"]) >= SLIGHT
    ]
    left = document["first"]["unexplained_amount"]
    if abs(left) > 5e-4 * abs(document["first"]["stated"]["central"]):
        found.append(("not by its factors", left))
    for step in document["steps"]:
        amount = step["amount"]
        if amount is not None and amount["central"] != 0.0 and step["side"] == "A":
            found.append((f"only A counts: {step['what'].replace('_', ' ')}", amount["central"]))
    return found


def _beside(
    place: float, row: int, amount: float, unit: str, sign: str = ""
) -> tuple[float, int, str]:
    return place, row, f"  {sign}{scale.shown(amount, None, None, unit).number}"
