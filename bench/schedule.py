"""The same jobs on the same forecasts: CATS and wholeprint, and what each choice really carries.

    .venv/bin/python bench/schedule.py [--data FOLDER] [--forecasts N] [--cats PYTHON] [--json]

The folder holds NESO's half hours as ``neso_gb_regional/regional_emissions.csv``;
``WHOLEPRINT_SERIES`` names it too, and without it they are made up from a seed. Cuts of 48 hours
from it stand for forecasts, which in Great Britain have that length and these steps. CATS
(climate-aware-task-scheduler) runs in an environment of its own.

Both choices are priced alike, by the exact integral: values are means over half an hour, so each
holds for its half hour. CATS joins the same values by straight lines, as if they were readings at
its beginning; what both choices carry if that were so is worked out too.
"""

import argparse
import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import harness
import numpy as np
import peers
from forecast import column

from wholeprint.advice.plan import Task
from wholeprint.advice.rates import rates_of
from wholeprint.advice.when import best_start
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

NESO = "neso_gb_regional/regional_emissions.csv"
REGION = "13"  # London
SLOTS = 96
HALF_HOUR = 1800.0
MINUTES = (30, 60, 90, 240, 480, 700, 1440)
LATE = (0, 17)
"""Minutes after the first half hour begins at which the question is asked."""

THEIRS = """
import json, sys, time
from datetime import datetime, timedelta
from cats.forecast import PointEstimate, WindowedForecast
asked = json.load(sys.stdin)
points = [PointEstimate(datetime=datetime.fromisoformat(t), value=v) for t, v in asked["points"]]
found = []
for minutes, late in asked["jobs"]:
    began = time.perf_counter()
    windows = WindowedForecast(points, minutes, points[0].datetime + timedelta(minutes=late))
    best = min(windows)
    took = time.perf_counter() - began
    found.append([best.start.timestamp(), best.value, len(windows), took])
print(json.dumps(found))
"""


class Choice(NamedTuple):
    """One question, both answers [s since 1970 UTC] and what they took [s]."""

    minutes: int
    late: int
    theirs: float
    ours: float
    their_seconds: float
    our_seconds: float


def recorded(folder: Path) -> StepSeries:
    """London's half hours; what cannot be true is a gap."""
    return column(folder / NESO, "datetime", REGION, HALF_HOUR)


def made_up(seed: int = 7) -> StepSeries:
    """A year of whole grams with days in it and a wandering wind."""
    draw = np.random.default_rng(seed)
    place = np.arange(365 * 48)
    wind = np.convolve(draw.normal(0.0, 40.0, place.size + 47), np.ones(48) / 48**0.5, "valid")
    values = 200.0 + 60.0 * np.sin(place / 48.0 * 2.0 * np.pi) + wind
    edges = 1_546_300_800.0 + HALF_HOUR * np.arange(place.size + 1, dtype=np.float64)
    return StepSeries(edges, np.rint(np.maximum(values, 5.0)), Unit.parse("gCO2e/kWh"))


def cuts(series: StepSeries, amount: int, seed: int = 7) -> list[StepSeries]:
    """Stretches of 48 h without a gap, at moments that are drawn."""
    draw = np.random.default_rng(seed)
    found: list[StepSeries] = []
    while len(found) < amount:
        place = int(draw.integers(0, series.values.size - SLOTS))
        edges = series.edges_seconds[place : place + SLOTS + 1]
        values = series.values[place : place + SLOTS]
        if np.all(np.diff(edges) == HALF_HOUR) and np.isfinite(values).all():
            found.append(StepSeries(edges, values, series.unit))
    return found


def theirs(python: Path, series: StepSeries, jobs: list[tuple[int, int]]) -> list[list[float]]:
    """What CATS chooses: start, what it thinks of it, how many starts it has, and seconds."""
    points = [
        (datetime.fromtimestamp(at, UTC).isoformat(), value)
        for at, value in zip(series.edges_seconds[:-1], series.values, strict=True)
    ]
    ran = subprocess.run(
        [str(python), "-c", THEIRS],
        input=json.dumps({"points": points, "jobs": jobs}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        env=peers.clean_environment(),
    )
    return json.loads(ran.stdout)


def chosen_by_both(python: Path, series: StepSeries) -> list[Choice]:
    """Ask both the same, with the same last start as CATS allows itself."""
    jobs = [(minutes, late) for minutes in MINUTES for late in LATE]
    answers = theirs(python, series, jobs)
    found: list[Choice] = []
    for (minutes, late), (start, _, windows, took) in zip(jobs, answers, strict=True):
        earliest = float(series.edges_seconds[0]) + 60.0 * late
        deadline = earliest + (windows - 1) * HALF_HOUR + 60.0 * minutes
        began = time.perf_counter()
        task = Task(60.0 * minutes, earliest, deadline, 1000.0)
        ours = best_start(task, rates_of(task, series), "GB").start_seconds
        found.append(Choice(minutes, late, start, ours, took, time.perf_counter() - began))
    return found


def grams(series: StepSeries, start: float, minutes: int) -> float:
    """What a job of 1 kW carries [g], by the exact integral of the steps."""
    ends = np.array([start + 60.0 * minutes])
    return float(series.integral(np.array([start]), ends)[0]) / 3600.0


def grams_of_lines(series: StepSeries, start: float, minutes: int) -> float:
    """The same [g] if the values were readings at the beginnings, joined by straight lines."""
    points, end = series.edges_seconds[:-1], start + 60.0 * minutes
    times = np.unique(np.concatenate(([start, end], points[(points > start) & (points < end)])))
    values = np.interp(times, points, series.values)
    return float(np.sum(np.diff(times) * (values[1:] + values[:-1]))) / 7200.0


def compared(python: Path, forecasts: list[StepSeries]) -> dict[str, Any]:
    """Ask both about each forecast, and add up."""
    found: dict[str, Any] = {
        "questions": 0,
        "same": 0,
        "less": 0,
        "more": 0,
        "grams": [0.0, 0.0],
        "grams_of_lines": [0.0, 0.0],
        "theirs": [],
        "ours": [],
    }
    for series in forecasts:
        for one in chosen_by_both(python, series):
            both = [grams(series, at, one.minutes) for at in (one.theirs, one.ours)]
            lines = [grams_of_lines(series, at, one.minutes) for at in (one.theirs, one.ours)]
            near = abs(both[1] - both[0]) <= 1e-9 * abs(both[0])
            found["same" if near else "less" if both[1] < both[0] else "more"] += 1
            found["questions"] += 1
            found["theirs"].append(one.their_seconds)
            found["ours"].append(one.our_seconds)
            for place in (0, 1):
                found["grams"][place] += both[place]
                found["grams_of_lines"][place] += lines[place]
    return found


def show(python: Path, series: StepSeries) -> None:
    """Print a line for each question about one forecast."""
    print("mean gCO2e/kWh over the job, and when it begins (UTC)")
    print("  minutes  late  CATS     begins       ours     begins       less")
    for one in chosen_by_both(python, series):
        means = [
            grams(series, at, one.minutes) * 60.0 / one.minutes for at in (one.theirs, one.ours)
        ]
        print(
            f"  {one.minutes:7d}  {one.late:4d}  {means[0]:7.3f}  {_clock(one.theirs)}  "
            f"{means[1]:7.3f}  {_clock(one.ours)}  {100 * (1 - means[1] / means[0]):4.1f} %"
        )


def main() -> int:
    """Compare them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=harness.SERIES, help="recorded series")
    parser.add_argument("--forecasts", type=int, default=20)
    parser.add_argument("--cats", type=Path, help="the interpreter of an environment with CATS")
    parser.add_argument("--json", action="store_true", help="one line for the bench")
    asked = parser.parse_args()
    python = asked.cats or next((tool.python for tool in peers.installed(["cats"])), None)
    if python is None:
        return 1
    folder: Path | None = asked.data
    series = None if folder is None or not (folder / NESO).exists() else recorded(folder)
    forecasts = cuts(made_up() if series is None else series, asked.forecasts)
    found = compared(python, forecasts)
    found["series"] = "made up, from a seed" if series is None else "NESO, London, 2018 to 2020"
    if asked.json:
        print("RESULT " + json.dumps(found))
        return 0
    show(python, forecasts[0])
    print(
        f"{found['series']}, {len(forecasts)} forecasts, {found['questions']} questions: ours "
        f"carries the same in {found['same']}, less in {found['less']}, more in {found['more']}"
    )
    return 1 if found["more"] else 0


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%m-%d %H:%M")


if __name__ == "__main__":
    sys.exit(main())
