"""Our own forecasts on real years, beside what anyone could have said: one table for each series.

Fitted and tested strictly apart: everything is learnt from values before the test begins, and each
forecast knows only what was known when it was issued. The series are recorded data that are no part
of the project; where they are absent, nothing is printed but that.

    .venv/bin/python bench/forecast.py [--data FOLDER] [--every HOURS] [--json] [NAME ...]

The folder holds the series by the names below; ``WHOLEPRINT_SERIES`` names it too.
"""

import argparse
import csv
import json
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import harness
import numpy as np

from wholeprint.grid.forecast import Forecaster, fit
from wholeprint.grid.forecast_score import LeadScore, score
from wholeprint.grid.plausible import plausible
from wholeprint.grid.slots import Slot, series_of
from wholeprint.quantities.series import StepSeries

REACH_SECONDS = 96 * 3600.0
REGIONAL, NATIONAL = (
    "neso_gb_regional/regional_emissions.csv",
    "neso_gb_regional/national_emissions.csv",
)
NATIONAL_2023 = "neso_gb_national_2023/neso_2023_national_intensity.csv"
DANISH = "energinet_dk_hourly/dk_powersystemrightnow_co2_hourly_2018-10_2021-11.csv"


class Case(NamedTuple):
    """A series, cut in two."""

    title: str
    place: str
    past: StepSeries
    test: StepSeries
    test_seconds: float


def rows(path: Path) -> list[dict[str, str]]:
    """Return the lines of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def utc(text: str) -> float:
    """Return a time as seconds; without an offset it is UTC."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def column(path: Path, time_name: str, value_name: str, step_seconds: float) -> StepSeries:
    """A column of a file; of two rows of the same time the first counts; rubbish is a gap."""
    found: dict[float, float] = {}
    for row in rows(path):
        found.setdefault(utc(row[time_name]), float(row[value_name] or "nan"))
    return clean(Slot(at, at + step_seconds, value) for at, value in found.items())


def clean(slots: Iterator[Slot]) -> StepSeries:
    """Join slots and take out what cannot be true."""
    return plausible(series_of(slots), "the recording")[0]


def split(series: StepSeries, at_seconds: float) -> StepSeries:
    """What is known before a moment."""
    last = int(np.searchsorted(series.edges_seconds, at_seconds, side="right"))
    return StepSeries(series.edges_seconds[:last], series.values[: last - 1], series.unit)


def national(data: Path) -> Case:
    """Great Britain."""
    past = column(data / NATIONAL, "datetime", "actual", 1800.0)
    test = column(data / NATIONAL_2023, "from", "actual", 1800.0)
    title = "GB national, fitted 2017-09 to 2020-06, tested 2023"
    return Case(title, "Europe/London", past, test, utc("2023-01-01"))


def regional(data: Path, which: str, name: str) -> Case:
    """One of its regions: a model's values, since nobody measures regions."""
    whole = column(data / REGIONAL, "datetime", which, 1800.0)
    begin = utc("2019-07-01")
    title = f"{name}, fitted 2018-05 to 2019-06, tested 2019-07 to 2020-06"
    return Case(title, "Europe/London", split(whole, begin), whole, begin)


def danish(data: Path) -> Case:
    """Denmark, in local time."""
    zone = ZoneInfo("Europe/Copenhagen")
    found: dict[float, float] = {}
    for row in rows(data / DANISH):
        # The hours of the clock's change are empty in the file: no local time comes twice.
        at = datetime.fromisoformat(row["HourDK"]).replace(tzinfo=zone).timestamp()
        if row["CO2Emission"]:
            found.setdefault(at, float(row["CO2Emission"]))
    whole = clean(Slot(at, at + 3600.0, value) for at, value in found.items())
    begin = utc("2021-01-01")
    title = "Denmark hourly, fitted 2018-10 to 2020-12, tested 2021"
    return Case(title, zone.key, split(whole, begin), whole, begin)


def waiting(data: Path, file: str, name: str, place: str, step_seconds: float) -> Case:
    """A zone of the Let's Wait Awhile data."""
    whole = column(data / "lets_wait_awhile" / file, "Time", "Carbon Intensity", step_seconds)
    begin = utc("2020-09-10")
    title = f"{name}, fitted 2019-12-20 to 2020-09-09, tested 2020-09-10 to 2021-01-09"
    return Case(title, place, split(whole, begin), whole, begin)


CASES: dict[str, Callable[[Path], Case]] = {
    "gb": national,
    "london": lambda data: regional(data, "13", "London"),
    "south-scotland": lambda data: regional(data, "2", "South Scotland"),
    "dk": danish,
    "de": lambda data: waiting(data, "ger_ci.csv", "Germany", "Europe/Berlin", 900.0),
    "fr": lambda data: waiting(data, "fr_ci.csv", "France", "Europe/Paris", 1800.0),
}


def tested(case: Case, made: Forecaster, every_seconds: float) -> tuple[LeadScore, ...]:
    """Forecasts issued again and again over the test, scored."""
    last = float(case.test.edges_seconds[-1])
    moments = np.arange(case.test_seconds, last - 3600.0, every_seconds)
    issued = (made.issue(case.test, float(at), float(at) + REACH_SECONDS) for at in moments)
    return score(issued, case.test)


def figures(case: Case, every_seconds: float) -> dict[str, Any]:
    """The table of a case in plain values."""
    begin = time.perf_counter()
    made = fit(case.past, place=case.place)
    fitted = time.perf_counter() - begin
    return {
        "title": case.title,
        "fit_seconds": fitted,
        "rows": [row._asdict() for row in tested(case, made, every_seconds)],
    }


def show(case: Case, every_seconds: float) -> bool:
    """Print the table of a case; return whether nothing was nearer than ours."""
    begin = time.perf_counter()
    made = fit(case.past, place=case.place)
    fitted = time.perf_counter() - begin
    begin = time.perf_counter()
    made.issue(case.test, case.test_seconds, case.test_seconds + REACH_SECONDS)
    issued = time.perf_counter() - begin
    table = tested(case, made, every_seconds)
    print(f"\n{case.title}: fit {fitted:.1f} s, one forecast {issued * 1e3:.0f} ms")
    print("lead h     steps    ours  persist   day   week   bias  in band  vs persist  vs naive")
    for row in table:
        print(
            f"{row.from_hours:2g}-{row.to_hours:<3g} {row.steps:9,d} {row.error_amount:7.2f}"
            f" {row.persistence_amount:7.2f} {row.day_amount:6.2f} {row.week_amount:6.2f}"
            f" {row.bias_amount:6.2f} {row.covered_share:7.1%} {row.skill_over_persistence:9.1%}"
            f" {row.skill_over_naive:10.1%}{'' if row.wins else '  LOST'}"
        )
    return all(row.wins for row in table)


def provider(data: Path) -> None:
    """NESO's own: its file keeps one forecast a slot, the last, and not when it was made."""
    for file, time_name in ((NATIONAL, "datetime"), (NATIONAL_2023, "from")):
        pairs = {
            utc(row[time_name]): float(row["forecast"] or "nan") - float(row["actual"] or "nan")
            for row in rows(data / file)
        }
        errors = np.asarray(list(pairs.values()))
        errors = errors[np.isfinite(errors)]
        print(
            f"\nNESO's stored forecast ({file.split('/')[1]}): error {np.mean(np.abs(errors)):.2f},"
            f" bias {np.mean(errors):.2f}, {errors.size:,} half hours, lead unknown"
        )


def main() -> int:
    """Print all that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=harness.SERIES, help="recorded series")
    parser.add_argument("--json", action="store_true", help="one line for the bench")
    parser.add_argument("--every", type=float, default=5.0, help="hours between two forecasts")
    parser.add_argument("names", nargs="*", default=list(CASES))
    asked = parser.parse_args()
    if asked.data is None or not asked.data.exists():
        print(
            "RESULT {}" if asked.json else "no recordings (WHOLEPRINT_SERIES): nothing to test on"
        )
        return 0
    if asked.json:
        found = {
            name: figures(CASES[name](asked.data), asked.every * 3600.0) for name in asked.names
        }
        print("RESULT " + json.dumps(found))
        return 0
    won = [show(CASES[name](asked.data), asked.every * 3600.0) for name in asked.names]
    if "gb" in asked.names:
        provider(asked.data)
    return 0 if all(won) else 1


if __name__ == "__main__":
    sys.exit(main())
