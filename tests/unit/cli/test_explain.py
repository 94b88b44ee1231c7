"""``wholeprint explain``."""

from pathlib import Path
from typing import Any

import pytest

FIRST, SECOND = "20261121-101530-7f3a9c", "20261121-113000-1b2c3d"
SEARCHES = (
    "strubell-2019-evolved-transformer-search",
    "patterson-2021-evolved-transformer-search",
)
STATEMENT = """\
title: two models
figures: {intensity: 100 g/kWh}
rows:
  small: {energy: 2 kWh}
  large: {energy: 8 kWh}
"""


def test_two_runs_are_told_apart(call: Any) -> None:
    """The parts add up to the difference, in the document's own numbers."""
    document = call("explain", FIRST, SECOND, "--json").document("explanation")

    gap = document["difference"]["central"]
    assert gap != 0.0
    for way in ("lmdi", "shapley"):
        total = sum(part[way]["central"] for part in document["parts"])
        assert total == pytest.approx(gap, rel=1e-9)


def test_published_figures_are_told_apart(call: Any) -> None:
    """Two ids of the public record stand for their statements."""
    out = call("explain", *SEARCHES).out

    assert "88.24 times as much" in out
    assert "46.4 %" in out


def test_rows_of_a_file_are_told_apart(call: Any, tmp_path: Path) -> None:
    """FILE#ROW names one row; four times the energy is all of the difference."""
    file = tmp_path / "models.yaml"
    file.write_text(STATEMENT, encoding="utf-8")

    document = call("explain", f"{file}#small", f"{file}#large", "--json").document("explanation")

    assert [part["name"] for part in document["parts"]] == ["energy"]
    assert document["ratio"] == pytest.approx(0.25)


def test_a_figure_is_written(call: Any, tmp_path: Path) -> None:
    """The waterfall is a file; where it went is said beside the page."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    drawn = tmp_path / "why.svg"

    assert "written" in call("explain", *SEARCHES, "--figure", str(drawn)).err
    assert "hours per step" in drawn.read_text(encoding="utf-8")


def test_an_unknown_name_is_refused_with_near_ones(call: Any) -> None:
    """A near name is offered and never taken."""
    refused = call("explain", "strubell-2019-evolved-transformer", FIRST)

    assert refused.status == 2
    assert SEARCHES[0] in refused.err


def test_two_scenarios_of_a_model_are_told_apart(call: Any) -> None:
    """MODEL@SCENARIO: which assumptions decide, on a page and as a document."""
    words = ("explain", "plateau_or_growth@plateau", "plateau_or_growth@growth")

    out = call(*words).out
    document = call(*words, "--of", "energy", "--json").document("decision")

    assert "What decides between A and B" in out
    assert "size of demand" in out
    assert document["outcome"] == "energy"
    assert sum(each["share"] for each in document["assumptions"]) == pytest.approx(1.0)


def test_two_scenarios_are_drawn(call: Any, tmp_path: Path) -> None:
    """--figure draws both courses and what decides."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    path = tmp_path / "why.svg"

    answer = call("explain", "rebound", "rebound@limit", "--figure", str(path))

    assert answer.status == 0
    assert str(path) in answer.err
    assert "other cost" in path.read_text(encoding="utf-8")
