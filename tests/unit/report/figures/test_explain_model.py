"""Which assumptions decide, drawn."""

from pathlib import Path

import pytest

from wholeprint.engine.explain import decide
from wholeprint.report.explain_model import decision_document
from wholeprint.report.figures.explain_model import draw_decision

pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")


@pytest.mark.parametrize("model", ["plateau_or_growth@plateau", "plateau_or_growth"])
def test_both_courses_and_each_assumption_are_named(tmp_path: Path, model: str) -> None:
    """Far apart on a logarithmic scale; every assumption with both its values and its share."""
    found = decision_document(decide(model, "plateau_or_growth@growth"))

    draw_decision(found, tmp_path / "why.svg")

    text = (tmp_path / "why.svg").read_text(encoding="utf-8")
    assert "B: plateau_or_growth@growth" in text
    for each in found["assumptions"]:
        assert f"{each['name']}: {each['first_value']:.4g} to {each['second_value']:.4g}" in text
    assert "the logarithm of B over A" in text


def test_equal_sides_are_drawn_too(tmp_path: Path) -> None:
    """Nothing decides: two courses, one on the other."""
    draw_decision(decision_document(decide("rebound", "rebound")), tmp_path / "why.png")

    assert (tmp_path / "why.png").stat().st_size > 1000
