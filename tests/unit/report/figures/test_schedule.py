"""A decision drawn."""

from pathlib import Path

import numpy as np
import pytest

from wholeprint.advice.decide import Case, decide
from wholeprint.advice.plan import Task
from wholeprint.advice.rules import Rules
from wholeprint.quantities.factor import declared
from wholeprint.quantities.intensity import Intensity, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.figures.schedule import draw_schedule
from wholeprint.report.schedule import schedule_document

pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")

HOUR = 3600.0


def foreseen(zone: str, values: list[float]) -> Intensity:
    edges = HOUR * np.arange(len(values) + 1, dtype=np.float64)
    series = StepSeries(edges, np.array(values), Unit.parse("gCO2e/kWh"))
    return Intensity(Signal(zone, tense=Tense.FORECAST), series=series)


def test_each_zone_has_a_row_and_both_runs_are_named(tmp_path: Path) -> None:
    """Hours with a gap, hours without, and a zone of which only the year is known."""
    task = Task(4 * HOUR, 0.0, 24 * HOUR, 1000.0)
    zones = {
        "A": foreseen("A", [300.0] * 12 + [np.nan] * 4 + [280.0] * 8),
        "B": foreseen("B", [250.0] * 16 + [100.0] * 8),
        "C": Intensity(Signal("C"), factor=declared("grid", 290.0, "gCO2e/kWh")),
    }
    case = Case(task, zones, rules=Rules(home="A"))

    draw_schedule(schedule_document(decide(case, 0.0), case, ()), tmp_path / "a.svg")

    text = (tmp_path / "a.svg").read_text(encoding="utf-8")
    for words in ("A: average", "B: average", "C: average", "plan", "at once", "gCO2e/kWh", "UTC"):
        assert words in text
