"""Many jobs on a page."""

from typing import Any

import numpy as np
import pytest

from wholeprint.advice.doubt import RELATIVE_ERROR
from wholeprint.advice.fleet import Cap, FleetJob, board_of
from wholeprint.advice.fleet_exact import placed
from wholeprint.advice.fleet_gain import gain_of_placement, outlook_of
from wholeprint.advice.plan import Task
from wholeprint.quantities.intensity import Intensity, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.quantities.world import World
from wholeprint.report.placement import Placed, placement_document
from wholeprint.report.text.page import Page
from wholeprint.report.text.placement import placement_page

HOUR = 3600.0
VALLEY = [300.0] * 12 + [100.0] * 6 + [300.0] * 6


def said(cap: Cap, width: int = 100) -> str:
    edges = HOUR * np.arange(len(VALLEY) + 1, dtype=np.float64)
    series = StepSeries(edges, np.array(VALLEY), Unit.parse("gCO2e/kWh"))
    jobs = [
        FleetJob(name, Task(2 * HOUR, 0.0, 24 * HOUR, watts), ("A",))
        for name, watts in (("small", 200.0), ("large", 400.0))
    ]
    found = {"A": Intensity(Signal("A", tense=Tense.FORECAST), series=series)}
    outlook = outlook_of(jobs, found, World(64), RELATIVE_ERROR)
    board = board_of(jobs, outlook.signals, cap, HOUR)
    best = placed(board)
    gained = gain_of_placement(best, board, outlook)
    document: Any = placement_document(Placed(best, board, cap, outlook, gained), found, (), 0.0)
    page = Page(width)
    placement_page(page, document)
    return page.text()


@pytest.mark.parametrize("width", [60, 80, 100])
def test_every_job_has_its_line(width: int) -> None:
    """Name, power and deadline stand on the page, and no line is longer than it."""
    text = said(Cap(500.0), width)

    assert "small" in text
    assert "large" in text
    assert "400 W" in text
    assert "deadline" in text
    assert "What it rests on" in text
    assert "planned  " in text.partition("What it gains")[0]
    assert "serves first who comes first" in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize(
    ("cap", "title", "taken"),
    [
        (Cap(), "2 jobs, without a cap", False),
        (Cap(500.0), "2 jobs under a cap of 500 W", True),
        (Cap(machines_count=1), "2 jobs under a cap of 1 machine", True),
        (Cap(2000.0, 4), "2 jobs under a cap of 2.00 kW and 4 machines", True),
    ],
)
def test_a_cap_is_told_where_there_is_one(cap: Cap, title: str, *, taken: bool) -> None:
    """Without a cap nothing is said of how much of it is taken."""
    text = said(cap)

    assert text.startswith(title)
    assert ("The fullest moment takes" in " ".join(text.split())) is taken


def test_amounts_are_in_one_unit_and_add_up() -> None:
    """4 h of work in the valley: 120 g planned, 360 g in turn, 240 g less, by hand."""
    lines = said(Cap()).splitlines()
    planned, queue, gain = (
        next(line for line in lines if line.strip().startswith(name) and "gCO2e " in line)
        for name in ("planned", "queue", "gain")
    )

    assert "120 gCO2e" in planned
    assert "360 gCO2e" in queue
    assert "240 gCO2e" in gain
    assert "66.7 %" in gain
