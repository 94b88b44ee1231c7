"""A fit, drawn."""

from pathlib import Path

import pytest
from tests.unit.engine.fit.decay import measured
from tests.unit.report.test_fit import posed

from wholeprint.engine.fit.fit import fit
from wholeprint.report.figures.fit import draw_fit
from wholeprint.report.fit import fit_document

pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")


def test_data_model_and_profiles_are_drawn(tmp_path: Path) -> None:
    """Each series and each parameter has its panel; held-out values are told apart."""
    series = [measured(0.05)]
    found = fit(posed, series, held_out_share=0.2, steps=40)

    draw_fit(
        found, posed(series), fit_document(found, "decay", "d.csv", [""]), tmp_path / "fit.svg"
    )

    text = (tmp_path / "fit.svg").read_text(encoding="utf-8")
    for words in ("decay fitted to d.csv", "held out", "k: loss of agreement"):
        assert words in text
