"""The same jobs on the same forecast: CATS and wholeprint, and what each choice really carries.

Usage: ``python bench/schedule.py [--data FILE] [--cats PYTHON]``. The file is an answer of NESO's
regional forecast (``/regional/intensity/{from}/fw48h/...``). CATS (climate-aware-task-scheduler)
runs in an environment of its own, which is made under ``bench/.peers`` unless one is given.

Both choices are priced alike: NESO's values are means over half an hour, so each holds for its half
hour. CATS joins the same values by straight lines as if they were readings at its beginning.
"""

import argparse
import json
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import peers

from wholeprint.advice.plan import Task
from wholeprint.advice.rates import rates_of
from wholeprint.advice.when import best_start
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

DATA = Path(__file__).parents[1] / "../shared/grid/samples/neso/london.json"
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
began = time.perf_counter()
for minutes, late in asked["jobs"]:
    windows = WindowedForecast(points, minutes, points[0].datetime + timedelta(minutes=late))
    best = min(windows)
    found.append([best.start.timestamp(), best.value, len(windows)])
print(json.dumps({"found": found, "seconds": time.perf_counter() - began}))
"""


def read(path: Path) -> tuple[list[tuple[str, float]], StepSeries]:
    """The forecast as points, and as what holds over each half hour."""
    slots = json.loads(path.read_text(encoding="utf-8"))["data"]["data"]
    points = [
        (slot["from"].replace("Z", "+00:00"), float(slot["intensity"]["forecast"]))
        for slot in slots
    ]
    ends = [*(text for text, _ in points), slots[-1]["to"].replace("Z", "+00:00")]
    edges = np.array([datetime.fromisoformat(text).timestamp() for text in ends])
    values = np.array([value for _, value in points])
    return points, StepSeries(edges, values, Unit.parse("gCO2e/kWh"))


def theirs(python: Path, points: list[tuple[str, float]], jobs: list[list[int]]) -> dict[str, Any]:
    """What CATS chooses."""
    ran = subprocess.run(
        [str(python), "-c", THEIRS],
        input=json.dumps({"points": points, "jobs": jobs}),
        capture_output=True,
        text=True,
        check=True,
        env=peers.clean_environment(),
    )
    return json.loads(ran.stdout)


def main() -> int:
    """Compare them, and print a line for each job."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA, help="an answer of NESO's forecast")
    parser.add_argument("--cats", type=Path, help="the interpreter of an environment with CATS")
    chosen = parser.parse_args()
    if not chosen.data.exists():
        print(f"{chosen.data} is not here: fetch a forecast and give it with --data")
        return 1
    points, series = read(chosen.data)
    jobs = [[minutes, late] for minutes in MINUTES for late in LATE]
    python = chosen.cats or peers.make(peers.HOME / "cats", "climate-aware-task-scheduler")
    version = peers.pip(python, "show", "climate-aware-task-scheduler").split("Version: ")[1]
    answer = theirs(python, points, jobs)

    print(f"CATS {version.split()[0]}; mean gCO2e/kWh over the job, and when it begins (UTC)")
    print("  minutes  late  CATS     begins       ours     begins       less")
    worse, seconds = 0, 0.0
    for (minutes, late), (start, _, windows) in zip(jobs, answer["found"], strict=True):
        earliest = float(series.edges_seconds[0]) + 60.0 * late
        # The same last start as CATS allows itself.
        deadline = earliest + (windows - 1) * 1800.0 + 60.0 * minutes
        task = Task(60.0 * minutes, earliest, deadline, 1000.0)
        began = time.perf_counter()
        ours = best_start(task, rates_of(task, series), "GB").start_seconds
        seconds += time.perf_counter() - began
        mean = [_mean(series, at, 60.0 * minutes) for at in (start, ours)]
        worse += mean[1] > mean[0] + 1e-9
        print(
            f"  {minutes:7d}  {late:4d}  {mean[0]:7.3f}  {_clock(start)}  {mean[1]:7.3f}  "
            f"{_clock(ours)}  {100 * (1 - mean[1] / mean[0]):4.1f} %"
        )
    print(
        f"{len(jobs)} jobs: CATS {answer['seconds'] * 1e3:.1f} ms, ours {seconds * 1e3:.1f} ms; "
        f"ours carries more in {worse}"
    )
    return 1 if worse else 0


def _mean(series: StepSeries, start: float, length: float) -> float:
    found = series.integral(np.array([start]), np.array([start + length]))
    return float(found[0]) / length


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%m-%d %H:%M")


if __name__ == "__main__":
    sys.exit(main())
