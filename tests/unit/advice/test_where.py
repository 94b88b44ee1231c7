"""Where to run: moves, residency and pauses together."""

import numpy as np
import pytest

from wholeprint.advice.dynamic import Ticks, cheapest_spans
from wholeprint.advice.load import load_of, step_at
from wholeprint.advice.piece import Piece
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rules import Fixed, Pauses, Residency, Rules, Transfer, permitted
from wholeprint.advice.ticking import best_on_grid, grid_for
from wholeprint.advice.where import best_plan, earliest_plan
from wholeprint.errors import ScheduleError
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

HOUR = 3600.0
GRAMS = Unit.parse("gCO2e/kWh")
TASK = Task(2 * HOUR, 0.0, 6 * HOUR, 1000.0)
NOTHING = Fixed()


def hours(*values: float) -> StepSeries:
    edges = HOUR * np.arange(len(values) + 1, dtype=np.float64)
    return StepSeries(edges, np.array(values), GRAMS)


HERE, THERE = hours(300, 280, 260, 280, 300, 300), hours(100, 90, 80, 90, 100, 100)
BOTH = {"A": HERE, "B": THERE}


@pytest.mark.parametrize(
    ("grams", "zone"), [(0.0, "B"), (369.0, "B"), (371.0, "A")], ids=["free", "worth", "not worth"]
)
def test_a_move_is_made_where_it_costs_less_than_it_saves(grams: float, zone: str) -> None:
    """Two kilowatt-hours save 540 - 170 = 370 g by going to B: a move may cost up to that."""
    rules = Rules(transfer=Transfer(grams=grams), home="A")

    plan = best_plan(TASK, BOTH, rules, Fixed(move_amount=grams))

    assert plan.zones == (zone,)


def test_a_move_takes_time() -> None:
    """With a move of four hours only the last two hours are left in B."""
    rules = Rules(transfer=Transfer(seconds=4 * HOUR), home="A")

    assert best_plan(TASK, BOTH, rules, NOTHING).start_seconds == 4 * HOUR


def test_a_move_that_leaves_no_time_keeps_the_job_at_home() -> None:
    """A move of five hours cannot be made before a deadline in six."""
    rules = Rules(transfer=Transfer(seconds=5 * HOUR), home="A")

    assert best_plan(TASK, BOTH, rules, NOTHING).zones == ("A",)
    assert earliest_plan(TASK, BOTH, rules, NOTHING).zones == ("A",)


def test_half_of_the_electricity_of_a_move_is_drawn_in_either_zone() -> None:
    """A kilowatt-hour at the first moment: half at 300 and half at 100 g/kWh are 200 g."""
    rules = Rules(transfer=Transfer(kwh=1.0), home="A")
    plan = Plan((Piece(0.0, 2 * HOUR, "B"),))

    load = load_of(plan, TASK, BOTH, rules)

    assert load.amount(BOTH) == pytest.approx(200.0 + 190.0)
    assert load.total_kwh == pytest.approx(3.0)
    assert load.moves_count == 1


def test_pauses_with_overhead_are_made_only_where_they_pay() -> None:
    """Two cheap hours apart: resuming for ten minutes pays, for three hours it does not."""
    series = {"A": hours(500, 100, 500, 500, 100, 500, 500, 500)}
    task = Task(2 * HOUR, 0.0, 8 * HOUR, 1000.0)

    cheap, dear = (
        best_plan(task, series, Rules(Pauses(resume_seconds=seconds)), NOTHING)
        for seconds in (600.0, 3 * HOUR)
    )

    assert cheap.pauses_count == 1
    assert cheap.work_seconds == pytest.approx(2 * HOUR)
    assert dear.pauses_count == 0


def test_pieces_keep_their_least_length_and_number() -> None:
    """Cheap half hours everywhere, but pieces of an hour at least and one pause at most."""
    values = [100.0, 500.0] * 8
    edges = 0.5 * HOUR * np.arange(17, dtype=np.float64)
    series = {"A": StepSeries(edges, np.array(values), GRAMS)}
    task = Task(2 * HOUR, 0.0, 8 * HOUR, 1000.0)

    plan = best_plan(task, series, Rules(Pauses(0.0, 0.0, HOUR, 1)), NOTHING)

    assert plan.pauses_count <= 1
    assert all(p.end_seconds - p.start_seconds >= HOUR - 1e-6 for p in plan.pieces)
    assert plan.work_seconds == pytest.approx(2 * HOUR)


def test_a_window_too_long_for_the_exact_grid_takes_a_coarser_one() -> None:
    """A month by odd seconds: the grid calls itself inexact, and the plan is as long as asked."""
    rng = np.random.default_rng(1)
    series = {"A": hours(*rng.uniform(50, 400, 720).tolist())}
    task = Task(10 * HOUR + 7.0, 0.0, 720 * HOUR, 1000.0)
    rules = Rules(Pauses(resume_seconds=301.0))

    grid = grid_for(task, series, rules)
    plan = best_on_grid(task, series, rules, NOTHING, grid)

    assert not grid.is_exact
    assert plan.work_seconds == pytest.approx(task.duration_seconds, abs=1e-6)
    assert plan.end_seconds <= task.deadline_seconds


def test_no_plan_on_the_ticks_is_said() -> None:
    """Three ticks of work do not fit into two."""
    one = np.ones((1, 2))
    ticks = Ticks(one, one, one, None, np.zeros(1), (0,), work=3)

    with pytest.raises(ScheduleError, match="no plan"):
        cheapest_spans(ticks)


LIES_IN = {"FR": {"FR", "EU"}, "DK-DK1": {"DK-DK1", "DK", "EU"}, "GB": {"GB"}}


@pytest.mark.parametrize(
    ("residency", "left"),
    [
        (Residency(), ("FR", "DK-DK1", "GB")),
        (Residency(frozenset({"EU"})), ("FR", "DK-DK1")),
        (Residency(frozenset({"EU"}), frozenset({"DK"})), ("FR",)),
        (Residency(forbidden=frozenset({"EU"})), ("GB",)),
    ],
)
def test_residency_is_of_the_zone_and_all_it_lies_in(
    residency: Residency, left: tuple[str, ...]
) -> None:
    """A group or a country that is allowed or forbidden takes its zones with it."""
    assert permitted(residency, LIES_IN) == left


def test_no_zone_left_is_refused_with_the_rule() -> None:
    """The message names what was allowed."""
    with pytest.raises(ScheduleError, match="Allowed: US"):
        permitted(Residency(frozenset({"US"})), LIES_IN)


@pytest.mark.parametrize(
    "bad", [lambda: Pauses(-1.0), lambda: Transfer(grams=-1.0), lambda: Pauses(most_count=-1)]
)
def test_costs_below_nought_are_refused(bad: type) -> None:
    """A pause or a move that gives something back would be made for its own sake."""
    with pytest.raises(ScheduleError):
        bad()


def test_a_moment_outside_the_signal_is_no_step() -> None:
    """The end of a step belongs to the next, and the last end to none."""
    assert step_at(HERE, HOUR) == 1
    with pytest.raises(ScheduleError):
        step_at(HERE, 6 * HOUR)


def test_a_zone_without_a_signal_cannot_be_priced() -> None:
    """A plan that runs where nothing is known is refused, and so is one that runs beyond."""
    with pytest.raises(ScheduleError, match="no signal for that zone"):
        load_of(Plan((Piece(0.0, HOUR, "C"),)), TASK, BOTH, Rules())
    with pytest.raises(ScheduleError, match="not known for all"):
        load_of(Plan((Piece(5.5 * HOUR, 7 * HOUR, "A"),)), TASK, BOTH, Rules())
