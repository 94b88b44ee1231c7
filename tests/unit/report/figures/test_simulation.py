"""The figure of a run."""

from pathlib import Path

import pytest

from wholeprint.engine.files import load
from wholeprint.report.figures.simulation import draw_simulation
from wholeprint.report.simulation import Told, simulation_document
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.reference import simulate

pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")


def test_each_variable_has_a_plot(tmp_path: Path) -> None:
    """Stocks first; the same run gives the same bytes."""
    model = load("rebound")
    system = flatten(model)
    document = simulation_document(model, system, simulate(system), Told({}))

    for name in ("a.svg", "b.svg"):
        draw_simulation(document, tmp_path / name)

    drawn = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert "energy used" in drawn
    assert "month" in drawn
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()
