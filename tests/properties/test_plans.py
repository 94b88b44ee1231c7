"""Plans are the best there are: held against every plan of small cases, counted by hand."""

from itertools import product

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from wholeprint.advice.flexible import best_starts
from wholeprint.advice.load import load_of
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rates import rates_of
from wholeprint.advice.rules import Fixed, Pauses, Rules, Transfer
from wholeprint.advice.ticking import best_on_grid, grid_for
from wholeprint.advice.when import best_start, cheapest_pieces
from wholeprint.advice.where import best_plan, least_amount
from wholeprint.errors import ScheduleError
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

GRAMS = Unit.parse("gCO2e/kWh")
TICK = 600.0
NOTHING = Fixed()
levels = st.one_of(st.floats(0.0, 900.0), st.sampled_from([0.0, 100.0, 200.0]))


def signal(values: list[float], step: float = TICK) -> StepSeries:
    edges = np.arange(len(values) + 1, dtype=np.float64) * step
    return StepSeries(edges, np.array(values), GRAMS)


@st.composite
def uneven(draw: st.DrawFn) -> StepSeries:
    widths = draw(st.lists(st.floats(10.0, 5000.0), min_size=2, max_size=7))
    values = draw(st.lists(levels, min_size=len(widths), max_size=len(widths)))
    return StepSeries(np.concatenate(([0.0], np.cumsum(widths))), np.array(values), GRAMS)


@given(uneven(), st.floats(0.05, 1.0), st.floats(0.0, 0.5), st.floats(0.0, 300.0))
def test_no_start_is_better_than_the_best(
    series: StepSeries, size: float, head: float, idle: float
) -> None:
    """No start of a fine grid costs less than the best start, waiting hardware included.

    Tolerance: rounding of sums, 1e-9 of the largest cost.
    """
    end = float(series.edges_seconds[-1])
    earliest = head * end
    duration = size * (end - earliest)
    task = Task(duration, earliest, end, 500.0, idle_watts=idle)

    best = best_start(task, rates_of(task, series), "A")

    found = load_of(best, task, {"A": series}, Rules()).amount({"A": series})
    assert earliest <= best.start_seconds
    assert best.end_seconds <= end * (1 + 1e-12)
    assert np.isclose(best.work_seconds, duration)
    for start in np.linspace(earliest, max(end - duration, earliest), 97):
        rate, hold = 500.0 / 3.6e6, idle / 3.6e6
        ran = float(series.integral(np.array([start]), np.array([start + duration]))[0])
        waited = float(series.integral(np.array([earliest]), np.array([start]))[0])
        # An end past the last edge by rounding alone is no gap.
        if np.isfinite(ran):
            assert found <= rate * ran + hold * waited + 1e-9 * (1.0 + found)


@given(uneven(), st.floats(0.05, 1.0))
def test_cheapest_pieces_cost_the_least_and_last_exactly_as_long(
    series: StepSeries, size: float
) -> None:
    """Free pausing costs what the sorted steps say, filled up to the duration (rounding: 1e-9)."""
    duration = size * float(series.edges_seconds[-1])
    task = Task(duration, 0.0, float(series.edges_seconds[-1]), 1000.0)

    plan = cheapest_pieces(task, rates_of(task, series), "A")

    left, by_hand = duration, 0.0
    for value, width in sorted(
        zip(series.values.tolist(), np.diff(series.edges_seconds).tolist(), strict=True)
    ):
        used = min(width, left)
        by_hand += used * value * 1000.0 / 3.6e6
        left -= used
    found = load_of(plan, task, {"A": series}, Rules()).amount({"A": series})
    assert np.isclose(found, by_hand, rtol=1e-9, atol=1e-9)
    assert np.isclose(plan.work_seconds, duration, rtol=1e-12, atol=1e-6)
    assert np.isclose(found, least_amount(task, {"A": series}), rtol=1e-9, atol=1e-9)


def runs_of(states: tuple[int, ...]) -> list[tuple[int, int, int]]:
    """Pieces (zone, start, end) of a state for each tick, 0 for off."""
    found: list[tuple[int, int, int]] = []
    for tick, state in enumerate(states):
        if state and found and found[-1][0] == state - 1 and found[-1][2] == tick:
            found[-1] = (state - 1, found[-1][1], tick + 1)
        elif state:
            found.append((state - 1, tick, tick + 1))
    return found


def cost_by_hand(
    pieces: list[tuple[int, int, int]],
    values: list[list[float]],
    task: Task,
    rules: Rules,
    fixed: Fixed,
) -> float:
    """What a plan of whole ticks costs, infinite where a move does not fit."""
    pauses = rules.pauses or Pauses()
    transfer, total = rules.transfer, 0.0
    kwh, idle = task.watts * TICK / 3.6e6, task.idle_watts * TICK / 3.6e6
    here, free = None if rules.home is None else "AB".index(rules.home), 0
    for number, (zone, start, end) in enumerate(pieces):
        if here is not None and here != zone:
            if start * TICK < free * TICK + transfer.seconds:
                return np.inf
            both = (values[here][free] + values[zone][free]) / 2.0
            total += fixed.move_amount + transfer.kwh * both
        waited = sum(values[zone][free:start])
        total += idle * waited + fixed.waiting_amount * (start - free) * TICK / 3600.0
        total += kwh * sum(values[zone][start:end])
        total += values[zone][start] * pauses.resume_joules / 3.6e6 if number else 0.0
        here, free = zone, end
    return total


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[list[float]], Task, Rules, Fixed]:
    zones = draw(st.integers(1, 2))
    ticks = draw(st.integers(2, 8 if zones == 1 else 6))
    column = st.lists(levels, min_size=ticks, max_size=ticks)
    values = draw(st.lists(column, min_size=zones, max_size=zones))
    small = st.integers(0, 2)
    pauses = Pauses(
        TICK * draw(small),
        draw(st.sampled_from([0.0, 3.6e4, 3.6e5])),
        TICK * draw(small),
        draw(st.one_of(st.none(), st.integers(0, 2))),
    )
    transfer = Transfer(
        draw(st.sampled_from([0.0, 0.01])), draw(st.sampled_from([0.0, 3.0])), TICK * draw(small)
    )
    idle = draw(st.sampled_from([0.0, 100.0]))
    waiting = draw(st.sampled_from([0.0, 5.0]))
    task = Task(
        TICK * draw(st.integers(1, ticks)),
        *(0.0, TICK * ticks, 1000.0, idle, waiting),
    )
    home = draw(st.sampled_from([None, "A"]))
    rules = Rules(pauses, transfer if zones > 1 else Transfer(), home)
    return values, task, rules, Fixed(waiting, rules.transfer.grams)


def keeps(pieces: list[tuple[int, int, int]], task: Task, rules: Rules) -> bool:
    """Whether whole ticks do all of the work and keep to the rules about pauses."""
    pauses = rules.pauses or Pauses()
    resume = round(pauses.resume_seconds / TICK)
    works = [end - start - (resume if n else 0) for n, (_, start, end) in enumerate(pieces)]
    least = min(
        max(1, round(pauses.least_piece_seconds / TICK)), round(task.duration_seconds / TICK)
    )
    few = pauses.most_count is None or len(pieces) <= pauses.most_count + 1
    return few and min(works, default=0) >= least and sum(works) * TICK == task.duration_seconds


@settings(deadline=None, max_examples=120)
@given(cases())
def test_no_plan_with_pauses_and_moves_is_better(
    case: tuple[list[list[float]], Task, Rules, Fixed],
) -> None:
    """Of all plans of whole ticks none costs less, and where there is none it is refused.

    Tolerance: rounding of sums, 1e-9 of the cost.
    """
    values, task, rules, fixed = case
    zones = len(values)
    # Where nobody says where the data are, the first piece costs no move and later ones do.
    plans = (runs_of(states) for states in product(range(zones + 1), repeat=len(values[0])))
    costs = [
        cost_by_hand(plan, values, task, rules, fixed) for plan in plans if keeps(plan, task, rules)
    ]
    signals = {name: signal(column) for name, column in zip("AB", values, strict=False)}

    try:
        grid = grid_for(task, signals, rules)
        plan = best_on_grid(task, signals, rules, fixed, grid)
    except ScheduleError:
        assert min(costs, default=np.inf) == np.inf
        return

    assert grid.is_exact
    found = load_of(plan, task, signals, rules).amount(signals, fixed)
    assert np.isclose(found, min(costs), rtol=1e-9, atol=1e-9)
    assert np.isclose(plan.work_seconds, task.duration_seconds)
    assert plan.start_seconds >= 0.0
    assert plan.end_seconds <= task.deadline_seconds + 1e-6


@settings(deadline=None, max_examples=60)
@given(cases(), st.integers(2, 5))
def test_a_finer_grid_finds_nothing_better_than_an_exact_one(
    case: tuple[list[list[float]], Task, Rules, Fixed], finer: int
) -> None:
    """What is called exact stays the best when ticks are cut into several (rounding: 1e-9)."""
    values, task, rules, fixed = case
    # What is drawn at one moment has the price of its step, and a tick earlier that of another.
    assume(rules.pauses is not None and rules.pauses.resume_joules == 0.0)
    assume(rules.transfer.kwh == 0.0)
    signals = {name: signal(column) for name, column in zip("AB", values, strict=False)}
    grid = grid_for(task, signals, rules)
    try:
        plan = best_on_grid(task, signals, rules, fixed, grid)
        fine = best_on_grid(
            task, signals, rules, fixed, type(grid)(grid.seconds / finer, is_exact=True)
        )
    except ScheduleError:
        return

    ours = load_of(plan, task, signals, rules).amount(signals, fixed)
    theirs = load_of(fine, task, signals, rules).amount(signals, fixed)
    assert ours <= theirs * (1 + 1e-9) + 1e-9


@given(uneven(), uneven(), st.floats(0.05, 0.9), st.floats(0.0, 50.0))
def test_the_best_zone_is_the_better_of_each_alone(
    first: StepSeries, second: StepSeries, size: float, grams: float
) -> None:
    """Two zones and a move that costs grams: the least of staying, and of leaving plus the move."""
    end = min(float(first.edges_seconds[-1]), float(second.edges_seconds[-1]))
    task = Task(size * end, 0.0, end, 1000.0)
    rules = Rules(transfer=Transfer(grams=grams), home="A")
    signals = {"A": first, "B": second}
    fixed = Fixed(move_amount=grams)

    plan = best_plan(task, signals, rules, fixed)

    found = load_of(plan, task, signals, rules).amount(signals, fixed)
    alone = [
        load_of(best_start(task, rates_of(task, each), name), task, signals, Rules()).amount(
            signals
        )
        for name, each in signals.items()
    ]
    assert np.isclose(found, min(alone[0], alone[1] + grams), rtol=1e-9, atol=1e-9)
    assert isinstance(plan, Plan)


@given(uneven(), st.floats(0.05, 0.99), st.floats(0.0, 0.5))
def test_one_job_and_many_at_once_have_one_answer(
    series: StepSeries, size: float, head: float
) -> None:
    """What is worked out for many jobs at once is what is worked out for one (rounding: 1e-9)."""
    end = float(series.edges_seconds[-1])
    earliest = head * end
    task = Task(size * (end - earliest), earliest, end, 3.6e6)

    ours = best_start(task, rates_of(task, series), "A")
    many = best_starts(
        series, np.array([earliest]), np.array([end]), np.array([task.duration_seconds])
    )

    found = load_of(ours, task, {"A": series}, Rules()).amount({"A": series})
    assert np.isclose(found, many.integral[0], rtol=1e-9, atol=1e-6)
