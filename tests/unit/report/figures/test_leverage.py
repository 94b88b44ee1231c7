"""Levers of a model, drawn."""

from pathlib import Path
from typing import Any

import pytest

from wholeprint.report.figures.leverage import draw_levers

pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")


def _lever(name: str, share: float | None, backfires: float | None) -> dict[str, Any]:
    relative = {"value": share, "low": share, "high": share, "known_share": 1.0}
    return {
        "name": name,
        "move": "x 0.9",
        "relative": relative,
        "strength_share": None if share is None else abs(share),
        "backfire_probability": backfires,
    }


def test_every_telling_lever_has_a_bar(tmp_path: Path) -> None:
    """Levers without effect, or without a number, are left out; a huge one is told as a factor."""
    document: Any = {
        "model": "m",
        "outcome": {"name": "energy", "measure": "final", "goal": "lower"},
        "levers": [
            _lever("strong", -0.3, 0.25),
            _lever("huge", 40.0, 0.0),
            _lever("idle", 0.0, None),
            _lever("unknown", None, None),
        ],
    }

    draw_levers(document, tmp_path / "levers.svg")

    text = (tmp_path / "levers.svg").read_text(encoding="utf-8")
    for words in ("strong  (x 0.9)", "backfires in 25 %", "x 41", "Levers of m"):
        assert words in text
    assert "idle" not in text
    assert "unknown" not in text
