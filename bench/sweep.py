"""Sweeps of start times and flexible starts at full scale, beside the straightforward NumPy way.

423,624 models, the number of architectures of the EC-NAS benchmark (Bakhtiarifard, Igel, Selvan,
ICASSP 2024), at every 5-minute start of 2019 to 2023, on the Danish series where it is at hand and
else on a made-up one of the same length and shape. The models are made up, from a seed: durations
and powers follow the quantiles of the 4,224 evaluations of its 7-vertex space that its authors
stored, each drawn by itself.

    .venv/bin/python bench/sweep.py [--data FOLDER] [--models N] [--rounds N] [--json]
            [sweeps] [flexible]

The folder holds the years as ``energidataservice_dk_5min/dk_co2emisprog_5min_<year>.csv.gz``;
``WHOLEPRINT_SERIES`` names it too.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import harness
import numpy as np

from wholeprint.advice.flexible import BestStarts, best_starts
from wholeprint.advice.sweep import sweep
from wholeprint.advice.sweep_result import Fleet
from wholeprint.advice.sweep_slots import Starts
from wholeprint.grid.plausible import plausible
from wholeprint.grid.series_files import series_of_files
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Scope, Signal
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

DANISH = "energidataservice_dk_5min/dk_co2emisprog_5min_{}.csv.gz"
YEARS = range(2019, 2024)
STEP_SECONDS = 300.0
MODELS = 423_624
SUBSET = 20
JOBS = 100_000
FEW_JOBS = 500
WINDOWS = ((1, 0.1, 12.0), (2, 0.1, 24.0), (7, 0.1, 12.0), (7, 1.0, 96.0), (30, 0.1, 12.0))
"""Days of a window, and the least and most hours of a job."""
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


def danish(folder: Path | None) -> StepSeries | None:
    """Return the Danish series with what cannot be true taken out, or None where it is not here.

    Args:
        folder: Where recorded series are; None where there is none.
    """
    if folder is None:
        return None
    paths = [folder / DANISH.format(year) for year in YEARS]
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
    edges = 1_546_300_800.0 + STEP_SECONDS * np.arange(amount + 1, dtype=np.float64)
    series = StepSeries(edges, np.maximum(values, 0.0), Unit.parse(GRAMS_PER_KWH))
    return plausible(series, "made up")[0]


class Sums(NamedTuple):
    """The running sums of a series, from its first edge on.

    Seconds since 1970 would lose seven digits of a short run.
    """

    offset: float
    edges: FloatArray
    carried: FloatArray
    covered: FloatArray

    @classmethod
    def of(cls, series: StepSeries) -> "Sums":
        """Return those of a series: what it carries, and the time in which it is known."""
        offset = float(series.edges_seconds[0])
        edges = series.edges_seconds - offset
        known = np.isfinite(series.values)
        widths = np.diff(edges)
        carried = np.cumsum(np.where(known, series.values, 0.0) * widths)
        covered = np.cumsum(known * widths)
        return cls(
            offset, edges, np.concatenate(([0.0], carried)), np.concatenate(([0.0], covered))
        )

    def over(self, times: FloatArray, length: float) -> FloatArray:
        """Return what runs from these times on carry, of those of which all is known."""
        ends = times + length
        known = np.interp(ends, self.edges, self.covered) - np.interp(
            times, self.edges, self.covered
        )
        carried = np.interp(ends, self.edges, self.carried) - np.interp(
            times, self.edges, self.carried
        )
        return carried[known > length - 1e-6]


def straightforward(
    fleet: Fleet, sums: Sums, starts: Starts, probabilities: tuple[float, ...]
) -> list[Any]:
    """Work out each model by itself, over all starts at once.

    Args:
        fleet: The models.
        sums: Of the series.
        starts: The starts.
        probabilities: Of the quantiles.
    """
    times = starts.times_seconds() - sums.offset
    found: list[Any] = []
    for duration, watts in zip(fleet.duration_seconds, fleet.power_watts, strict=True):
        grams = sums.over(times, duration) * watts / 3.6e6
        quantiles = np.quantile(grams, probabilities) if probabilities else ()
        found.append((grams.min(), grams.mean(), grams.max(), *quantiles, int(grams.argmin())))
    return found


def one_by_one(
    sums: Sums, earliest: FloatArray, latest: FloatArray, duration: FloatArray
) -> list[float]:
    """Try each job at every start that can be the best: with its start or its end on an edge.

    Args:
        sums: Of the series.
        earliest: When each may start [s since 1970 UTC].
        latest: When each must have ended [s since 1970 UTC].
        duration: How long each lasts [s].
    """
    edges = sums.edges
    found: list[float] = []
    for begin, end, length in zip(
        earliest - sums.offset, latest - sums.offset, duration, strict=True
    ):
        near = edges[np.searchsorted(edges, begin) : np.searchsorted(edges, end, "right")]
        times = np.concatenate(([begin, end - length], near, near - length))
        carried = sums.over(times[(times >= begin) & (times <= end - length)], length)
        found.append(float(carried.min()) if carried.size else float("nan"))
    return found


def seconds_of(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how long a work took, and what it gave.

    Args:
        work: The work.
    """
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def _off(found: Any, wanted: list[Any]) -> float:  # noqa: ANN401 - any of the sweep's results
    """The largest relative difference of a sweep from the straightforward way."""
    models = found.whole.models
    columns = [models.minimum_grams, models.mean_grams, models.maximum_grams]
    columns += list(found.quantiles_grams)
    return max(
        abs(column[model] / row[place] - 1.0)
        for model, row in enumerate(wanted)
        for place, column in enumerate(columns)
    )


def sweeps(series: StepSeries, amount: int, rounds: int) -> dict[str, Any]:
    """Time sweeps of start times, in turn with the straightforward way on a few of the models.

    Args:
        series: The series.
        amount: How many models.
        rounds: How often the sweep is timed; with quantiles half as often.
    """
    fleet = made_up_fleet(amount)
    starts = Starts(float(series.edges_seconds[0]), STEP_SECONDS, series.values.size)
    sums = Sums.of(series)
    some = Fleet(fleet.duration_seconds[:SUBSET], fleet.power_watts[:SUBSET])
    kinds: dict[str, tuple[float, ...]] = {"bare": (), "quantiles": PROBABILITIES}
    ours: dict[str, list[float]] = {kind: [] for kind in kinds}
    theirs: dict[str, list[float]] = {kind: [] for kind in kinds}
    peak, off = 0.0, 0.0
    for turn in range(rounds):
        if turn == max(1, rounds // 2):
            del kinds["quantiles"]
        found: dict[str, Any] = {}
        for kind, probabilities in kinds.items():
            took, found[kind] = seconds_of(lambda p=probabilities: sweep(fleet, series, starts, p))
            ours[kind].append(took)
        peak = peak or peak_gib()  # before anything else than the sweeps has run
        for kind, probabilities in kinds.items():
            took, wanted = seconds_of(
                lambda p=probabilities: straightforward(some, sums, starts, p)
            )
            theirs[kind].append(took / SUBSET * amount)
            off = max(off, _off(found[kind], wanted))
    return {"models": amount, "ours": ours, "theirs": theirs, "peak_gib": peak, "off": off}


def flexible(series: StepSeries, rounds: int) -> list[dict[str, Any]]:
    """Time the best starts of many jobs, in turn with the straightforward way on a few of them.

    Args:
        series: The series.
        rounds: How often each is timed.
    """
    first, last = float(series.edges_seconds[0]), float(series.edges_seconds[-1])
    sums = Sums.of(series)
    found: list[dict[str, Any]] = []
    for days, least_hours, most_hours in WINDOWS:
        draw = np.random.default_rng(7)
        window = days * 86_400.0
        earliest = draw.uniform(first, last - window, JOBS)
        duration = draw.uniform(least_hours, most_hours, JOBS) * 3600.0
        few = slice(FEW_JOBS)
        row: dict[str, Any] = {
            "window": f"{days} d, jobs of {least_hours:g} to {most_hours:g} h",
            "ours": [],
            "theirs": [],
        }
        best, wanted = BestStarts(earliest, earliest), [0.0]
        for _ in range(rounds):
            took, best = seconds_of(
                lambda e=earliest, w=window, d=duration: best_starts(series, e, e + w, d)
            )
            row["ours"].append(took)
            took, wanted = seconds_of(
                lambda e=earliest[few], w=window, d=duration[few]: one_by_one(sums, e, e + w, d)
            )
            row["theirs"].append(took / FEW_JOBS * JOBS)
        asked = np.array(wanted)
        assert np.array_equal(np.isnan(asked), np.isnan(best.integral[few]))
        row["off"] = float(np.nanmax(np.abs(best.integral[few] / asked - 1.0)))
        found.append(row)
    return found


def peak_gib() -> float:
    """Return the most memory that this process has held [GiB]."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _show(found: dict[str, Any]) -> None:
    """Print the figures as lines."""
    print(f"{found['series']}: {found['slots']:,} slots, {found['known']:,} known")
    middle = statistics.median
    if "sweeps" in found:
        swept = found["sweeps"]
        for kind, took in swept["ours"].items():
            long = middle(swept["theirs"][kind])
            print(
                f"  {swept['models']:,} models at every start, {kind}: {middle(took):.2f} s; "
                f"straightforward {long:,.0f} s (from {SUBSET}): {long / middle(took):,.0f} times"
            )
        print(f"  largest difference {swept['off']:.1e}; peak {swept['peak_gib']:.2f} GiB")
    for row in found.get("flexible", ()):
        ours, long = middle(row["ours"]), middle(row["theirs"])
        print(
            f"  {JOBS:,} jobs, windows of {row['window']}: {ours:.2f} s; straightforward "
            f"{long:,.0f} s (from {FEW_JOBS}): {long / ours:,.0f} times; "
            f"largest difference {row['off']:.1e}"
        )


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=harness.SERIES, help="recorded series")
    parser.add_argument("--models", type=int, default=MODELS)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="one line for the bench")
    parser.add_argument("what", nargs="*", default=["sweeps", "flexible"])
    chosen = parser.parse_args()
    series = danish(chosen.data)
    found: dict[str, Any] = {
        "series": "made up, from a seed" if series is None else "Danish, 2019 to 2023"
    }
    series = made_up_series() if series is None else series
    found["slots"] = series.values.size
    found["known"] = int(np.count_nonzero(np.isfinite(series.values)))
    if "sweeps" in chosen.what:
        found["sweeps"] = sweeps(series, chosen.models, chosen.rounds)
    if "flexible" in chosen.what:
        found["flexible"] = flexible(series, chosen.rounds)
    if chosen.json:
        print("RESULT " + json.dumps(found))
    else:
        _show(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
