"""Many jobs on a page."""

from typing import Any

import numpy as np
import pytest

from wholeprint.advice.fleet import Cap, FleetJob, board_of
from wholeprint.advice.fleet_exact import placed
from wholeprint.advice.plan import Task
from wholeprint.quantities.intensity import Intensity, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.placement import placement_document
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
    board = board_of(jobs, {"A": series}, cap, HOUR)
    intensities = {"A": Intensity(Signal("A", tense=Tense.FORECAST), series=series)}
    document: Any = placement_document(placed(board), board, intensities, 0.0)
    page = Page(width)
    placement_page(page, document)
    return page.text()


@pytest.mark.parametrize("width", [60, 80, 100])
def test_every_job_has_its_line(width: int) -> None:
    """Each name stands on the page, and no line is longer than it."""
    text = said(Cap(500.0), width)

    assert "small" in text
    assert "large" in text
    assert max(map(len, text.splitlines())) <= width
