"""Why two footprints differ, drawn: from the one to the other, a step for each factor."""

from pathlib import Path
from typing import Any

from wholeprint.report import scale
from wholeprint.report.explain import ExplanationDocument
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
    """Draw a waterfall: A, what was aligned, a step for each factor by LMDI, and B.

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
    names = [f"A: {first['name']}"]
    axes.barh(0, first["stated"]["central"], color=QUIET, height=0.6)
    axes.text(*_beside(first["stated"]["central"], 0, first["stated"]["central"], unit), **_TEXT)
    level = first["stated"]["central"]
    for row, (name, change) in enumerate(steps, start=1):
        after = level + change
        axes.barh(
            row, change, left=level, color=ORANGE if change > 0.0 else BLUE, height=0.6, alpha=0.85
        )
        axes.plot([level, level], [row - 1.3, row + 0.3], color=QUIET, linewidth=0.6)
        axes.text(*_beside(max(level, after), row, change, unit), **_TEXT)
        names.append(name)
        level = after
    last = len(steps) + 1
    axes.barh(last, second["aligned"]["central"], color=QUIET, height=0.6)
    axes.text(
        *_beside(second["aligned"]["central"], last, second["aligned"]["central"], unit), **_TEXT
    )
    names.append(f"B: {second['name']}")
    axes.set_yticks(range(len(names)), labels=names, fontsize=8)
    axes.invert_yaxis()
    axes.set_xlim(left=min(0.0, axes.get_xlim()[0]), right=axes.get_xlim()[1] * 1.12)
    greatest = max(first["stated"]["central"], second["stated"]["central"])
    way = scale.alike([greatest], unit)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value * way.ratio:g}")
    axes.set_xlabel(way.unit, fontsize=9, color=INK)
    axes.set_title(f"Why {document['target']} differs (LMDI)", loc="left", fontsize=10)
    quiet(axes)
    save(figure, path)


_TEXT: dict[str, Any] = {"va": "center", "fontsize": 8, "color": INK}


def _steps(document: ExplanationDocument) -> list[tuple[str, float]]:
    found: list[tuple[str, float]] = []
    for step in document["steps"]:
        amount = step["amount"]
        if amount is not None and amount["central"] != 0.0 and step["side"] == "A":
            found.append((f"boundary: {step['what'].replace('_', ' ')}", -amount["central"]))
    left = document["first"]["unexplained_amount"]
    if abs(left) > 5e-4 * abs(document["first"]["stated"]["central"]):
        found.append(("not by its factors", -left))
    return [
        *found,
        *((part["name"].replace("_", " "), -part["lmdi"]["central"]) for part in document["parts"]),
    ]


def _beside(place: float, row: int, amount: float, unit: str) -> tuple[float, int, str]:
    return place, row, f"  {scale.shown(amount, None, None, unit).number}"
