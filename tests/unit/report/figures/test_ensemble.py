"""Many runs of a model, drawn."""

from pathlib import Path

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.report.ensemble_shapes import EnsembleDocument
from wholeprint.report.figures.ensemble import draw_ensemble

pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")


def test_fans_and_indices_are_drawn(ensembled: EnsembleDocument, tmp_path: Path) -> None:
    """A fan with its quantiles, bars with the names of inputs; the same bytes each time."""
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"

    draw_ensemble(ensembled, one)
    draw_ensemble(ensembled, two)

    text = one.read_text(encoding="utf-8")
    assert "A pool: 384 runs" in text
    assert "level: 5, 25, 50, 75, 95 %" in text
    assert "inflow" in text
    assert one.read_bytes() == two.read_bytes()


def test_a_file_that_cannot_be_drawn_is_refused(
    ensembled: EnsembleDocument, tmp_path: Path
) -> None:
    """Its suffix says its kind."""
    with pytest.raises(ValueRefusedError):
        draw_ensemble(ensembled, tmp_path / "fan.txt")
