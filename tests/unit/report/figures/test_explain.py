"""Why two footprints differ, drawn."""

from pathlib import Path

import pytest

from wholeprint.advice.explain.explain import explain
from wholeprint.advice.explain.sides import statement_side
from wholeprint.advice.statement.reading import statement_of
from wholeprint.report.explain import explanation_document
from wholeprint.report.figures.explain import draw_explanation

pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")


def test_every_step_is_named_from_one_side_to_the_other(tmp_path: Path) -> None:
    """From B by a bar for each factor and what only A counts to A."""
    first = {
        "id": "first",
        "title": "t",
        "boundary": ["operational", "facility"],
        "figures": {"it_energy": "10 MWh", "pue": "1.5", "intensity": "400 g/kWh", "ghg": "6.1 t"},
    }
    second = {
        "id": "second",
        "title": "t",
        "boundary": ["operational"],
        "figures": {"it_energy": "5 MWh", "pue": "1", "intensity": "500 g/kWh"},
    }
    found = explain(statement_side(statement_of(first)), statement_side(statement_of(second)))

    draw_explanation(explanation_document(found), tmp_path / "why.svg")

    text = (tmp_path / "why.svg").read_text(encoding="utf-8")
    for words in (
        "A: first",
        "only A counts: facility",
        "energy of the IT equipment",
        "B: second",
        "tCO2e",
    ):
        assert words in text
    assert "not by its factors" in text
