"""Our planner on the data of *Let's Wait Awhile*, in its own scenario.

Wiesner, Behnke, Scheinert, Gontarska, Thamsen: Let's Wait Awhile, Middleware 2021; Scenario II.
3,387 jobs of machine learning arrive on workdays from 9 to 17 h in steps of 30 min, take 4 to 90 h
(all drawn by ``default_rng(0)``), and are planned on the year's intensity plus noise of 5 % of its
mean. The paper's figures are means over ten courses of noise; one is enough here, since with 3,387
jobs a course is within hundredths of a percentage point of the next.
"""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from wholeprint.advice.load import load_of
from wholeprint.advice.plan import Plan, Task
from wholeprint.advice.rates import rates_of
from wholeprint.advice.rules import Rules
from wholeprint.advice.when import best_start, cheapest_pieces
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

DATA = Path(__file__).parents[2] / ".." / "shared" / "grid" / "series" / "lets_wait_awhile"
GRAMS = Unit.parse("gCO2e/kWh")
FIRST = datetime(2020, 1, 1)  # noqa: DTZ001 - the data name no time zone
STEP = 1800.0
COURSES = 1

PUBLISHED = {
    # Re-run figures of the scenario, per cent: next workday and semi-weekly, each in one go and
    # interrupted. The notebook's own for the next workday are DE 5.91/7.93, GB 6.56/9.03 and
    # FR 4.77/5.92.
    "ger": ((5.91, 7.82), (14.12, 18.09)),
    "gb": ((6.64, 9.04), (14.83, 19.74)),
    "fr": ((4.85, 5.97), (11.21, 13.42)),
}


def arrivals() -> list[tuple[float, float]]:
    """When each job arrives and how long it takes [s from the beginning of the year]."""
    rng = np.random.default_rng(0)
    days = [FIRST + timedelta(days=day) for day in range(366)]
    workdays = [day for day in days if day.weekday() < 5]
    counts = dict(
        zip(workdays, rng.multinomial(3387, [1 / len(workdays)] * len(workdays)), strict=True)
    )
    found: list[float] = []
    for day in days:
        minutes = np.sort(rng.choice(range(540, 1020, 30), size=counts.get(day, 0)))
        found += [(day - FIRST).total_seconds() + 60.0 * float(minute) for minute in minutes]
    durations = rng.choice(range(240, 5400, 30), size=3387)
    return [(at, 60.0 * float(long)) for at, long in zip(found, durations, strict=True)]


def next_workday(end: datetime) -> datetime:
    """A job that would end outside 9 to 17 h of a workday has until 9 h of the next one."""
    nine = end.replace(hour=9, minute=0)
    hour = end.hour + end.minute / 60
    if end.weekday() == 5:
        return nine + timedelta(days=2)
    if end.weekday() == 6 or hour > 17:
        return nine + timedelta(days=1)
    return nine if hour < 9 else end


def semi_weekly(end: datetime) -> datetime:
    """A job has until the next Monday or Thursday, 9 h."""
    weekday, late = end.weekday(), end.hour + end.minute / 60 > 9
    to_thursday = (weekday == 0 and late) or weekday in {1, 2} or (weekday == 3 and not late)
    days = (10 - weekday) % 7 if to_thursday else (7 - weekday) % 7
    return end.replace(hour=9, minute=0) + timedelta(days=days)


def intensity(country: str) -> FloatArray:
    """The values of 2020 and the first days of 2021, one for each half hour."""
    path = DATA / f"{country}_ci.csv"
    if not path.exists():
        pytest.skip("the data of the paper are not here")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    times = [(datetime.fromisoformat(text), float(value)) for text, value in rows]
    return np.array([v for at, v in times if at >= FIRST and at.minute % 30 == 0])


def ran(plan: Plan, task: Task, actual: StepSeries) -> float:
    return load_of(plan, task, {"": actual}, Rules()).amount({"": actual})


@pytest.mark.parametrize("country", list(PUBLISHED))
@pytest.mark.parametrize("rule", [next_workday, semi_weekly])
def test_the_scenario_comes_out_as_it_was_run_again(country: str, rule: object) -> None:
    """Savings in one go and interrupted lie within 0.2 percentage points of the re-run figures.

    The reading that reproduces them: a job must have ended by its deadline. A window with one half
    hour more, as a forecast that includes its last moment would give, is 0.1 to 0.2 points above.
    """
    values = intensity(country)
    later = next_workday if rule is next_workday else semi_weekly
    edges = STEP * np.arange(values.size + 1, dtype=np.float64)
    savings: list[list[float]] = []
    for seed in range(COURSES):
        noise = np.random.default_rng(seed).normal(0.0, 0.05 * values.mean(), values.size)
        totals = np.zeros(3)
        for begin, duration in arrivals():
            end = FIRST + timedelta(seconds=begin + duration)
            deadline = max((later(end) - FIRST).total_seconds(), begin + duration)
            task = Task(duration, begin, deadline, 1000.0)
            low, high = int(begin // STEP), int(deadline // STEP) + 1
            cut = edges[low : high + 1]
            seen = rates_of(task, StepSeries(cut, (values + noise)[low:high], GRAMS))
            actual = StepSeries(cut, values[low:high], GRAMS)
            steps = int(duration // STEP)
            totals += [
                float(values[low : low + steps].sum()) * STEP / 3600.0,
                ran(best_start(task, seen, ""), task, actual),
                ran(cheapest_pieces(task, seen, ""), task, actual),
            ]
        savings.append([100.0 * (1.0 - total / totals[0]) for total in totals[1:].tolist()])

    found = np.mean(savings, axis=0)

    assert found == pytest.approx(PUBLISHED[country][rule is semi_weekly], abs=0.2)
