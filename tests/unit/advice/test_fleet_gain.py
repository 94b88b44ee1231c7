"""What placing many jobs gains, draw by draw."""

import numpy as np
import pytest

from wholeprint.advice.decide import Case, decide
from wholeprint.advice.doubt import RELATIVE_ERROR
from wholeprint.advice.fleet import Cap, FleetJob, board_of
from wholeprint.advice.fleet_exact import placed
from wholeprint.advice.fleet_gain import FleetGain, gain_of_placement, outlook_of
from wholeprint.advice.plan import Task
from wholeprint.errors import ScheduleError
from wholeprint.quantities.factor import declared
from wholeprint.quantities.intensity import Intensity, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.quantities.world import World

HOUR = 3600.0
VALLEY = [300.0] * 6 + [120.0, 110.0, 100.0, 105.0, 120.0, 130.0]
"""Each length of run has one best start."""
WORLD = World(256)


def intensity(values: list[float], zone: str = "A") -> Intensity:
    edges = HOUR * np.arange(len(values) + 1, dtype=np.float64)
    series = StepSeries(edges, np.array(values), Unit.parse("gCO2e/kWh"))
    return Intensity(Signal(zone, tense=Tense.FORECAST), series=series)


def task(hours: float = 2.0, watts: float = 1000.0) -> Task:
    return Task(hours * HOUR, 0.0, 12 * HOUR, watts)


def gained(jobs: list[FleetJob], found: dict[str, Intensity], cap: Cap = Cap()) -> FleetGain:  # noqa: B008 - it cannot change
    outlook = outlook_of(jobs, found, WORLD, RELATIVE_ERROR)
    board = board_of(jobs, outlook.signals, cap, HOUR)
    return gain_of_placement(placed(board), board, outlook)


def test_one_job_gains_what_it_would_alone() -> None:
    """The same belief, the same draws, the same interval as where one job is planned."""
    found = {"A": intensity(VALLEY)}

    ours = gained([FleetJob("one", task(), ("A",))], found).gain
    alone = decide(Case(task(), found, world=WORLD), 0.0).gain

    assert ours is not None
    assert ours.gain.central == pytest.approx(alone.gain.central, rel=1e-12)
    np.testing.assert_allclose(ours.gain.draws, alone.gain.draws, rtol=1e-9, atol=1e-9)


def test_two_jobs_gain_what_each_gains() -> None:
    """Without a cap jobs do not stand in each other's way: draws add up, since they share them."""
    found = {"A": intensity(VALLEY)}
    jobs = [FleetJob("a", task(), ("A",)), FleetJob("b", task(3.0, 500.0), ("A",))]

    both = gained(jobs, found).gain
    each = [gained([job], found).gain for job in jobs]

    assert both is not None
    total = sum(one.gain.draws for one in each if one is not None)
    np.testing.assert_allclose(both.gain.draws, total, rtol=1e-9, atol=1e-9)


def test_a_gain_that_may_be_none_is_said() -> None:
    """A valley of one in a hundred is lost in the doubt about a forecast, and in a flat signal."""
    found = {"A": intensity([101.0] * 6 + [100.0] * 6)}

    codes = {note.code for note in gained([FleetJob("a", task(), ("A",))], found).notes}

    assert {"gain-unclear", "grid-flat"} <= codes


def test_where_the_queue_is_best_nothing_is_gained() -> None:
    """The cheapest hours come first: the queue has them, and no job is shifted for a tie."""
    found = {"A": intensity([100.0] * 6 + [300.0] * 6)}

    told = gained([FleetJob("a", task(), ("A",))], found)

    assert told.gain is not None
    assert told.gain.gain.central == 0.0
    assert "gain-none" in {note.code for note in told.notes}


def test_what_waits_is_counted() -> None:
    """An hour of waiting hardware carries 10 g and its idle power: both are in the amount."""
    waiting = Task(2 * HOUR, 0.0, 12 * HOUR, 1000.0, 100.0, 10.0)
    found = {"A": intensity(VALLEY)}

    told = gained([FleetJob("a", waiting, ("A",))], found)

    # 6 h of waiting: 60 g and 0.6 kWh at 300 g/kWh; then 1 kWh at 120 and at 110. One hour more
    # of waiting would take 22 g to save 20.
    assert told.planned.central == pytest.approx(60.0 + 180.0 + 230.0, rel=1e-12)
    assert "waiting-counted" in {note.code for note in told.notes}


def test_a_level_zone_is_said_and_level_zones_alone_are_refused() -> None:
    """A yearly value knows no hour; where there is nothing else, no time is better."""
    level = Intensity(Signal("B"), factor=declared("grid", 250.0, "gCO2e/kWh"))
    jobs = [FleetJob("a", task(), ("A", "B"))]

    told = outlook_of(jobs, {"A": intensity(VALLEY), "B": level}, WORLD, RELATIVE_ERROR)

    assert [note.code for note in told.notes] == ["zone-level"]
    with pytest.raises(ScheduleError, match="by the hour"):
        outlook_of(jobs, {"B": level}, WORLD, RELATIVE_ERROR)


def test_what_is_unknown_is_not_said_to_be_no_better() -> None:
    """Ten of twelve hours are known: nothing is claimed of the other two."""
    found = {"A": intensity([100.0] * 6 + [300.0] * 4)}

    (note,) = gained([FleetJob("a", task(), ("A",))], found).notes[-1:]

    assert note.code == "gain-none"
    assert note.message.startswith("In the hours that are known, nothing beats")
