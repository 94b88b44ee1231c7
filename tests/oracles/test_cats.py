"""The same jobs on the same forecast as CATS, whose answers were recorded.

CATS 1.2.1 (climate-aware-task-scheduler, MIT), asked on NESO's recorded 48-hour forecast for London
of 3 December 2023; `bench/schedule.py` asks it again.
"""

import json
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from wholeprint.advice.plan import Task
from wholeprint.advice.rates import rates_of
from wholeprint.advice.when import best_start
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

RECORDED = Path(__file__).parents[2] / ".." / "shared" / "grid" / "samples" / "neso" / "london.json"

# Minutes that the job takes, minutes after 10:30 at which it is asked, the start that CATS 1.2.1
# chose, how many starts it looked at, and what ours is beside it.
ANSWERS = (
    (30, 0, "2023-12-04T03:00", 95, "better"),
    (30, 17, "2023-12-04T03:17", 94, "better"),
    (60, 0, "2023-12-04T03:00", 94, "same"),
    (60, 17, "2023-12-04T02:47", 93, "better"),
    (90, 0, "2023-12-04T02:30", 93, "same"),
    (240, 0, "2023-12-04T01:00", 88, "better"),
    (240, 17, "2023-12-04T01:17", 87, "better"),
    (480, 0, "2023-12-04T22:00", 80, "better"),
    (700, 0, "2023-12-04T21:30", 72, "same"),
    (1440, 0, "2023-12-03T10:30", 48, "same"),
    (1440, 17, "2023-12-03T10:47", 47, "same"),
)


@pytest.fixture(scope="module")
def london() -> StepSeries:
    """The forecast: each value is the mean of its half hour."""
    if not RECORDED.exists():
        pytest.skip("the recorded forecast is not here")
    slots = json.loads(RECORDED.read_text(encoding="utf-8"))["data"]["data"]
    times = [*(slot["from"] for slot in slots), slots[-1]["to"]]
    values = [float(slot["intensity"]["forecast"]) for slot in slots]
    return StepSeries(
        np.array([_seconds(text) for text in times]), np.array(values), Unit.parse("gCO2e/kWh")
    )


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text.removesuffix("Z") + "+00:00").timestamp()


@pytest.mark.parametrize(("minutes", "late", "chosen", "starts", "verdict"), ANSWERS)
def test_the_same_answer_as_cats_or_a_better_one(
    london: StepSeries, minutes: int, late: int, chosen: str, starts: int, verdict: str
) -> None:
    """Over the starts that CATS allows itself, ours never carries more, and often less.

    CATS joins the half-hourly means by straight lines as if they were readings, and looks at one
    start for each half hour; with the means held over their half hours, as NESO publishes them, and
    every second looked at, another start can be better. Rounding: 1e-9.
    """
    earliest = float(london.edges_seconds[0]) + 60.0 * late
    task = Task(60.0 * minutes, earliest, earliest + (starts - 1) * 1800.0 + 60.0 * minutes, 1000.0)

    ours = best_start(task, rates_of(task, london), "GB-LON").start_seconds

    theirs = _seconds(chosen)
    begins = np.array([ours, theirs])
    carried = london.integral(begins, begins + 60.0 * minutes)
    assert carried[0] <= carried[1] * (1 + 1e-9)
    assert (ours == theirs) == (verdict == "same")
    assert (carried[0] < carried[1] * (1 - 1e-9)) == (verdict == "better")
