"""Which loops drive a model, drawn."""

from pathlib import Path
from typing import Any

import pytest

from wholeprint.report.figures.loops import draw_loops

pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")


def _document(count: int) -> Any:
    document: dict[str, Any] = {
        "model": {"name": "m", "title": "A model", "time_unit": "day", "span": [0.0, 2.0]},
        "times": [0.0, 1.0, 2.0],
        "parts": [{"variables": [], "stocks": [], "loops": count, "outside_share": None}],
        "loops": [
            {"name": f"loop {at}", "part": 0, "relative": [0.0, 0.1, -0.1], "mean_share": 0.1}
            for at in range(count)
        ],
    }
    return document


def test_each_loop_has_its_layer_and_the_rest_is_one(tmp_path: Path) -> None:
    """Eight layers by name, the others together."""
    drawn = tmp_path / "loops.svg"

    draw_loops(_document(11), drawn)

    text = drawn.read_text(encoding="utf-8")
    assert "loop 7" in text
    assert "loop 8" not in text
    assert "3 others" in text


@pytest.mark.parametrize("count", [0, 1])
def test_few_loops_or_none_are_drawn_too(count: int, tmp_path: Path) -> None:
    """A model with one loop, or none, gives a figure."""
    document = _document(count)
    drawn = tmp_path / "loops.png"

    draw_loops(document, drawn)

    assert drawn.stat().st_size > 1000


def test_a_loop_that_does_nothing_is_not_in_the_legend(tmp_path: Path) -> None:
    """It would have a name and a colour and no area."""
    document = _document(3)
    document["loops"][1]["mean_share"] = 0.0
    drawn = tmp_path / "loops.svg"

    draw_loops(document, drawn)

    text = drawn.read_text(encoding="utf-8")
    assert "loop 0" in text
    assert "loop 1" not in text
