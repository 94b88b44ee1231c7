"""Sweeps of start times and flexible starts at full scale, beside the straightforward NumPy way.

423,624 models, the number of architectures of the EC-NAS benchmark (Bakhtiarifard, Igel, Selvan,
ICASSP 2024), at every 5-minute start of 2019 to 2023, on the Danish series where it is at hand and
else on a made-up one of the same length and shape. The models are made up, from a seed: durations
and powers follow the quantiles of the 4,224 evaluations of its 7-vertex space that its authors
stored, each drawn by itself.

    .venv/bin/python bench/sweep.py [--data FOLDER] [--models N] [--rounds N]
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from wholeprint.advice.flexible import best_starts
from wholeprint.advice.sweep import sweep
from wholeprint.advice.sweep_result import Fleet
from wholeprint.advice.sweep_slots import Starts
from wholeprint.grid.plausible import plausible
from wholeprint.grid.series_files import series_of_files
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Scope, Signal
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

DATA = Path(__file__).parents[1] / "../shared/grid/series/energidataservice_dk_5min"
YEARS = range(2019, 2024)
STEP_SECONDS = 300.0
MODELS = 423_624
SUBSET = 20
JOBS = 100_000
PROBABILITIES = (0.05, 0.25, 0.5, 0.75, 0.95)

# Quantiles of the training time [s] and of the mean power [W] of the 7-vertex rows.
SHARES = (0.0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1.0)
DURATIONS = (14.2, 37.8, 50.0, 105.3, 291.8, 844.6, 2036.8, 2725.0, 3835.9)
POWERS = (198.3, 439.9, 496.1, 603.5, 708.5, 829.6, 962.9, 1065.6, 1451.6)


def made_up_fleet(amount: int, seed: int = 7) -> Fleet:
    """Return models whose durations and powers are spread as the measured ones are.

    Args:
        amount: How many.
        seed: Which.
    """
    draw = np.random.default_rng(seed)
    duration = np.exp(np.interp(draw.random(amount), SHARES, np.log(DURATIONS)))
    return Fleet(duration, np.interp(draw.random(amount), SHARES, POWERS))


def danish(folder: Path) -> StepSeries | None:
    """Return the Danish series with what cannot be true taken out, or None where it is not here.

    Args:
        folder: Where its years are.
    """
    paths = [folder / f"dk_co2emisprog_5min_{year}.csv.gz" for year in YEARS]
    if not all(path.exists() for path in paths):
        return None
    signal = Signal("DK-DK1", scope=Scope.DIRECT)
    return series_of_files(paths, signal, "DK1_g_per_kwh").series


def made_up_series(seed: int = 7) -> StepSeries:
    """Return five years of whole grams in 5-minute steps, of which three in five stay the same.

    Args:
        seed: Which.
    """
    draw = np.random.default_rng(seed)
    amount = 525_888
    moves = np.where(draw.random(amount) < 0.6, 0.0, draw.normal(0.0, 4.0, amount))
    walk = np.cumsum(moves)
    values = np.rint(130.0 + 90.0 * np.sin(walk / 90.0) + 20.0 * np.sin(np.arange(amount) / 45.8))
    edges = 1_546_300_800.0 + STEP_SECONDS * np.arange(amount + 1)
    series = StepSeries(edges, np.maximum(values, 0.0), Unit.parse(GRAMS_PER_KWH))
    return plausible(series, "made up")[0]


def straightforward(
    fleet: Fleet, series: StepSeries, starts: Starts, probabilities: tuple[float, ...]
) -> list[Any]:
    """Work out each model by itself, over all starts at once: two interpolations of one sum.

    Args:
        fleet: The models.
        series: The series.
        starts: The starts.
        probabilities: Of the quantiles.
    """
    # From the first edge on: seconds since 1970 would lose seven digits of a short run.
    edges = series.edges_seconds - series.edges_seconds[0]
    known = np.isfinite(series.values)
    widths = np.diff(edges)
    sums = np.concatenate(([0.0], np.cumsum(np.where(known, series.values, 0.0) * widths)))
    covered = np.concatenate(([0.0], np.cumsum(known * widths)))
    times = starts.times_seconds() - series.edges_seconds[0]
    found: list[Any] = []
    for duration, watts in zip(fleet.duration_seconds, fleet.power_watts, strict=True):
        ends = times + duration
        whole = np.interp(ends, edges, covered) - np.interp(times, edges, covered)
        grams = np.interp(ends, edges, sums) - np.interp(times, edges, sums)
        grams = grams[whole > duration - 1e-6] * watts / 3.6e6
        quantiles = np.quantile(grams, probabilities) if probabilities else ()
        found.append((grams.min(), grams.mean(), grams.max(), *quantiles, int(grams.argmin())))
    return found


def seconds_of(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """Return the least time that a work took, and what it gave.

    Args:
        work: The work.
        rounds: How often it is done.
    """
    best, result = float("inf"), None
    for _ in range(rounds):
        began = time.perf_counter()
        result = work()
        best = min(best, time.perf_counter() - began)
    return best, result


def sweeps(series: StepSeries, amount: int, rounds: int) -> None:
    """Print how long a sweep takes and how much faster it is.

    Args:
        series: The series.
        amount: How many models.
        rounds: How often each is timed; the least is printed.
    """
    fleet = made_up_fleet(amount)
    starts = Starts(float(series.edges_seconds[0]), STEP_SECONDS, series.values.size)
    some = Fleet(fleet.duration_seconds[:SUBSET], fleet.power_watts[:SUBSET])
    for said, probabilities in (
        ("least, mean, most, best start, by year and in all", ()),
        ("the same and 5 exact quantiles", PROBABILITIES),
    ):
        ours, found = seconds_of(lambda p=probabilities: sweep(fleet, series, starts, p), rounds)
        theirs, wanted = seconds_of(
            lambda p=probabilities: straightforward(some, series, starts, p), 1
        )
        models = found.whole.models
        columns = [models.minimum_grams, models.mean_grams, models.maximum_grams]
        columns += list(found.quantiles_grams)
        off = max(
            abs(column[model] / row[place] - 1.0)
            for model, row in enumerate(wanted)
            for place, column in enumerate(columns)
        )
        ratio = theirs / SUBSET / (ours / amount)
        print(
            f"  {said}: {ours:.2f} s; straightforward {theirs / SUBSET * amount:,.0f} s "
            f"(from {SUBSET} models): {ratio:,.0f} times; largest difference {off:.1e}",
            flush=True,
        )
    print(f"  peak memory of the process: {peak_gib():.2f} GiB", flush=True)


def flexible(series: StepSeries, rounds: int) -> None:
    """Print how long the best starts of many jobs take.

    Args:
        series: The series.
        rounds: How often each is timed; the least is printed.
    """
    draw = np.random.default_rng(7)
    first, last = float(series.edges_seconds[0]), float(series.edges_seconds[-1])
    for days, least_hours, most_hours in (
        (1, 0.1, 12.0),
        (2, 0.1, 24.0),
        (7, 0.1, 12.0),
        (7, 1.0, 96.0),
        (30, 0.1, 12.0),
    ):
        window = days * 86_400.0
        earliest = draw.uniform(first, last - window, JOBS)
        duration = draw.uniform(least_hours, most_hours, JOBS) * 3600.0
        took, _ = seconds_of(
            lambda e=earliest, w=window, d=duration: best_starts(series, e, e + w, d), rounds
        )
        print(
            f"  windows of {days} d, jobs of {least_hours:g} to {most_hours:g} h: {took:.2f} s",
            flush=True,
        )


def peak_gib() -> float:
    """Return the most memory that this process has held [GiB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="where the Danish years are")
    parser.add_argument("--models", type=int, default=MODELS)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    began = time.perf_counter()
    series = danish(chosen.data)
    if series is None:
        print("The Danish series is not here: a made-up one stands in.")
        series = made_up_series()
    known = int(np.count_nonzero(np.isfinite(series.values)))
    print(
        f"{series.values.size:,} slots, {known:,} known, after {time.perf_counter() - began:.2f} s"
    )
    print(f"{chosen.models:,} models at every start:")
    sweeps(series, chosen.models, chosen.rounds)
    print(f"Best start of {JOBS:,} jobs, each in its own window, after loading:")
    flexible(series, chosen.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
