"""Many runs of a model, drawn."""

from pathlib import Path

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.report.ensemble_shapes import EnsembleDocument
from wholeprint.report.figures.ensemble import draw_ensemble, titled

pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")


def test_fans_and_indices_are_drawn(ensembled: EnsembleDocument, tmp_path: Path) -> None:
    """A fan with its quantiles, bars with the names of inputs; the same bytes each time."""
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"

    draw_ensemble(ensembled, one)
    draw_ensemble(ensembled, two)

    text = one.read_text(encoding="utf-8")
    assert "A pool: 384 runs" in text
    assert "5, 25, 50, 75, 95 %; a single run in orange" in text
    assert "alone (orange)" in text
    assert "inflow" in text
    assert one.read_bytes() == two.read_bytes()


def test_a_title_is_broken_where_it_would_run_out_of_the_picture() -> None:
    """A long outcome has lines of its own; none is longer than a panel is wide."""
    text = titled("final(energy of an experiment after the change of habits of all)", "shares")

    assert text.splitlines()[-1] == "shares"
    assert max(map(len, text.splitlines())) <= 44
    assert titled("level", "quantiles") == "level\nquantiles"


def test_a_file_that_cannot_be_drawn_is_refused(
    ensembled: EnsembleDocument, tmp_path: Path
) -> None:
    """Its suffix says its kind."""
    with pytest.raises(ValueRefusedError):
        draw_ensemble(ensembled, tmp_path / "fan.txt")
