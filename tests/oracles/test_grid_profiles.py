"""The typical years, recomputed from the series they were made from.

The originals are not part of the project: where they are absent, each test says so and stops.
"""

import csv
import gzip
import math
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from wholeprint.factors.sets import Factors
from wholeprint.factors.yearly import Window
from wholeprint.grid.gaps import levelled
from wholeprint.grid.plausible import Limits, plausible
from wholeprint.grid.providers.profile import TypicalProfile
from wholeprint.grid.slots import Slot, series_of
from wholeprint.grid.stitch import Span
from wholeprint.grid.typical import Stretch, Typical, typical
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.intensity import Flow, Scope, Signal
from wholeprint.quantities.series import StepSeries

SERIES = Path(__file__).parents[2] / "../shared" / "grid" / "series"
FACTORS = Factors()
HOURS = tuple(f"h{hour:02d}" for hour in range(24))
ZONES = tuple(FACTORS.table("grid_profile_zones").raw("zone"))

BRITAIN = Limits(low=1.0)
"""A published 0 for the whole of Great Britain is a fault."""

DENMARK = Limits(high=600.0)
"""Denmark's actual intensity stayed below 460 g/kWh; forecasts above 600 were broken ones."""


def year(number: int, month: int = 1) -> Stretch:
    """The twelve months that begin in a month."""
    begin = datetime(number, month, 1, tzinfo=UTC)
    return Stretch(begin.timestamp(), begin.replace(year=number + 1).timestamp())


def _lines(path: Path) -> Iterator[dict[str, str]]:
    if not path.exists():
        pytest.skip(f"the original {path.name} is not here: the profile cannot be recomputed")
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _half_hours(path: Path, time: str, value: str) -> list[Slot]:
    # A few half hours of 2020 stand twice in the original: the later row is the later state.
    found: dict[float, Slot] = {}
    for row in _lines(path):
        if row[value]:
            start = datetime.fromisoformat(row[time]).timestamp()
            found[start] = Slot(start, start + 1800.0, float(row[value]))
    return list(found.values())


@cache
def _danish(column: str) -> StepSeries:
    slots: list[Slot] = []
    for number in (2024, 2025):
        path = SERIES / "energidataservice_dk_5min" / f"dk_co2emisprog_5min_{number}.csv.gz"
        for row in _lines(path):
            start = datetime.fromisoformat(row["time_utc"]).timestamp()
            slots.append(Slot(start, start + 300.0, float(row[column])))
    return series_of(slots)


def _denmark() -> StepSeries:
    folder = SERIES / "energinet_dk_hourly"
    path = folder / "dk_powersystemrightnow_co2_hourly_2018-10_2021-11.csv"
    place = ZoneInfo("Europe/Copenhagen")
    slots: dict[float, Slot] = {}
    for row in _lines(path):
        if row["CO2Emission"]:
            # The hours around the change of the clock are empty in the original.
            start = datetime.fromisoformat(row["HourDK"]).replace(tzinfo=place).timestamp()
            slots[start] = Slot(start, start + 3600.0, float(row["CO2Emission"]))
    return series_of(slots.values())


def raw(zone: str) -> tuple[StepSeries, Limits, tuple[Stretch, ...]]:
    """The original series of a zone, what is possible in it, and the years to take."""
    regional = SERIES / "neso_gb_regional"
    if zone == "GB":
        slots = _half_hours(regional / "national_emissions.csv", "datetime", "actual")
        folder = SERIES / "neso_gb_national_2023"
        slots += _half_hours(folder / "neso_2023_national_intensity.csv", "from", "actual")
        return series_of(slots), BRITAIN, (year(2018), year(2019), year(2023))
    if zone.startswith("GB-NESO-"):
        path = regional / "regional_emissions.csv"
        slots = _half_hours(path, "datetime", zone.removeprefix("GB-NESO-"))
        return series_of(slots), Limits(), (year(2018, 6), year(2019, 6))
    if zone == "DK":
        return _denmark(), DENMARK, (year(2019), year(2020))
    return _danish(f"{zone.removeprefix('DK-')}_g_per_kwh"), DENMARK, (year(2024), year(2025))


def recomputed(zone: str) -> tuple[Typical, int]:
    """The typical year of a zone, and how many of its original values were taken out."""
    series, limits, years = raw(zone)
    kept, _ = plausible(series, zone, limits)
    within = np.zeros(series.values.size, dtype=np.bool_)
    for stretch in years:
        starts = series.edges_seconds[:-1]
        within |= (starts >= stretch.start_seconds) & (starts < stretch.end_seconds)
    out = np.isfinite(series.values) & ~np.isfinite(kept.values) & within
    return typical(kept, years), int(np.count_nonzero(out))


@pytest.mark.parametrize("zone", ["GB", "GB-NESO-2", "GB-NESO-13", "GB-NESO-16", "DK", "DK-DK2"])
def test_a_profile_follows_from_its_series(zone: str) -> None:
    """Every cell, the widths and the counts of a profile are those of the original.

    Cells are written with four digits and widths with three, hence the tolerances.
    """
    found, out = recomputed(zone)

    about = FACTORS.table("grid_profile_zones").where("zone", zone)[0]
    for row in FACTORS.table("grid_profiles").where("zone", zone):
        month = int(row.required_number("month")) - 1
        expected = {"mean": found.mean, "low": found.low, "high": found.high}[row.text("statistic")]
        ours = [row.required_number(hour) for hour in HOURS]
        assert ours == pytest.approx(expected[month].tolist(), rel=1e-3, abs=1e-4)
    for window in Window:
        written = about.required_number(f"sigma_{window.value}")
        assert written == pytest.approx(found.sigma[window], abs=6e-4)
    assert about.required_number("hours") == found.hours
    assert about.required_number("excluded") == out


def test_the_profile_of_britain_is_the_one_people_know() -> None:
    """Hours by the clock, computed another way: winter evenings lie above summer noons.

    The plain mean over the actual values of 2019 at 17 h and at 12 h UTC, without the code under
    test: the ratio of the two is that of the profile of the months within 20 %, for the profile is
    made of other years too.
    """
    path = SERIES / "neso_gb_regional" / "national_emissions.csv"
    values: dict[tuple[int, int], list[float]] = {}
    for row in _lines(path):
        time = datetime.fromisoformat(row["datetime"]).astimezone(UTC)
        if time.year == 2019 and row["actual"]:
            values.setdefault((time.month, time.hour), []).append(float(row["actual"]))
    evening, noon = (sum(values[key]) / len(values[key]) for key in ((1, 17), (7, 12)))

    rows = {
        int(row.required_number("month")): row
        for row in FACTORS.table("grid_profiles").where("zone", "GB")
        if row.text("statistic") == "mean"
    }
    ours = rows[1].required_number("h17") / rows[7].required_number("h12")
    assert ours > 1.2
    assert ours == pytest.approx(evening / noon, rel=0.2)


def test_no_day_is_lost_to_the_change_of_the_clock() -> None:
    """Denmark's hours are local in the original: its typical year has a value for each UTC hour."""
    found, _ = recomputed("DK")

    assert np.all(np.isfinite(found.mean))
    assert found.hours > timedelta(days=715) / timedelta(hours=1)


@pytest.mark.parametrize(("start", "real"), [("2019-07-01", 220.0), ("2018-12-03", 226.0)])
def test_a_typical_week_lies_about_the_real_one(start: str, real: float) -> None:
    """NESO's own mean of a week of a known year lies in the range that is stated for it.

    The mean of the original half hours, without the code under test, is what the parameter says,
    rounded; in the level of 2025 the week would be told as half of it.
    """
    begin = datetime.fromisoformat(start).replace(tzinfo=UTC)
    end = begin + timedelta(days=7)
    path = SERIES / "neso_gb_regional" / "national_emissions.csv"
    values = [
        float(row["actual"])
        for row in _lines(path)
        if row["actual"] and begin <= datetime.fromisoformat(row["datetime"]) < end
    ]
    mean = sum(values) / len(values)
    assert mean == pytest.approx(real, abs=1.0)

    found = TypicalProfile(FACTORS).between(
        "GB",
        Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION),
        begin.timestamp(),
        end.timestamp(),
    )
    assert found.series is not None
    assert found.spread is not None
    low, high = found.spread.distribution.quantile(np.asarray([0.05, 0.95]))
    ours = float(np.mean(found.series.values))
    assert ours * low <= mean <= ours * high
    assert ours > mean / 1.5


@pytest.mark.parametrize("zone", ["GB", "GB-NESO-13", "DK", "DK-DK1", "DK-DK2"])
def test_the_levels_follow_from_the_series(zone: str) -> None:
    """Each mean of a calendar year that the profile's own series holds is that of its hours."""
    series, limits, _ = raw(zone)
    kept, _ = plausible(series, zone, limits)
    about = FACTORS.table("grid_profile_zones").where("zone", zone)[0]
    checked = 0
    for row in FACTORS.table("grid_profile_levels").where("zone", zone):
        stretch = year(int(row.required_number("year")))
        starts = np.arange(stretch.start_seconds, stretch.end_seconds, 3600.0)
        values = kept.integral(starts, starts + 3600.0) / 3600.0
        if row.text("source") != about.text("source") or np.isfinite(values).mean() < 0.9:
            continue
        assert row.required_number("intensity") == pytest.approx(np.nanmean(values), rel=1e-4)
        checked += 1
    assert checked >= 1


def test_the_doubt_about_a_level_is_how_far_years_lie_apart() -> None:
    """Root mean square of the steps between the known years of the two countries, per year."""
    squares: list[float] = []
    for zone in ("GB", "DK"):
        rows = FACTORS.table("grid_profile_levels").where("zone", zone)
        known = sorted(
            (row.required_number("year"), row.required_number("intensity")) for row in rows
        )
        squares += [
            math.log(after / before) ** 2 / (later - sooner)
            for (sooner, before), (later, after) in pairwise(known)
        ]
    spread = FACTORS.factor("grid.level_per_year").distribution
    assert isinstance(spread, Lognormal)
    assert spread.sigma == pytest.approx(math.sqrt(sum(squares) / len(squares)), abs=6e-4)


def test_the_doubt_about_a_part_is_how_far_regions_move_beside_their_country() -> None:
    """Root mean square of the change of ln(region / country) between two years of 14 regions."""
    path = SERIES / "neso_gb_regional" / "regional_emissions.csv"
    totals: dict[tuple[int, str], list[float]] = {}
    for row in _lines(path):
        at = datetime.fromisoformat(row["datetime"]).timestamp()
        for place, stretch in enumerate((year(2018, 6), year(2019, 6))):
            if stretch.start_seconds <= at < stretch.end_seconds:
                for region in map(str, range(1, 19)):
                    value = float(row[region])
                    totals.setdefault((place, region), []).extend([value] * (value >= 0.0))
    means = {key: sum(values) / len(values) for key, values in totals.items()}

    def apart(place: int, region: str) -> float:
        return math.log(means[place, region] / means[place, "18"])

    changes = [apart(1, str(n)) - apart(0, str(n)) for n in range(1, 15)]
    spread = FACTORS.factor("grid.part_per_year").distribution
    assert isinstance(spread, Lognormal)
    expected = math.sqrt(sum(change**2 for change in changes) / len(changes))
    assert spread.sigma == pytest.approx(expected, abs=3e-3)


def test_a_gap_at_the_level_of_its_neighbours_is_nearer_to_the_truth() -> None:
    """Hidden hours of Great Britain: the typical ones are off by much less when they are levelled.

    Four hours of every fifth day of the three known years are hidden and compared with what NESO
    says of them; at the level of the day before and after the mean absolute error is below three
    quarters of that at the year's level (it is about half of it).
    """
    series, limits, years = raw("GB")
    kept, _ = plausible(series, "GB", limits)
    wanted = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)

    def typical_of(span: Span) -> StepSeries | None:
        found = TypicalProfile(FACTORS).between("GB", wanted, span.start_seconds, span.end_seconds)
        return found.series

    errors: list[tuple[float, float]] = []
    for stretch in years:
        for day in range(3, 360, 5):
            begin = stretch.start_seconds + day * 86400.0 + (day % 24) * 3600.0
            errors += _errors(kept, begin, typical_of)
    plain, level = np.mean(errors, axis=0)
    assert len(errors) > 150
    assert level < 0.75 * plain


def _errors(
    kept: StepSeries, begin: float, typical_of: Callable[[Span], StepSeries | None]
) -> list[tuple[float, float]]:
    end, around = begin + 4 * 3600.0, (begin - 86400.0, begin + 2 * 86400.0)
    real = mean_over(kept, begin, end)
    inside = (kept.edges_seconds[:-1] >= around[0]) & (kept.edges_seconds[1:] <= around[1])
    places = np.flatnonzero(inside)
    if not np.isfinite(real) or places.size == 0:
        return []
    edges = kept.edges_seconds[places[0] : places[-1] + 2]
    hidden = (edges[:-1] >= begin) & (edges[:-1] < end)
    values = np.where(hidden, np.nan, kept.values[places[0] : places[-1] + 1])
    span = Span(begin, end)
    plain = TypicalProfile(FACTORS).between(
        "GB", Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION), begin, end
    )
    level = levelled(plain, StepSeries(edges, values, kept.unit), span, typical_of)
    assert plain.series is not None
    assert level.series is not None
    return [
        (
            abs(mean_over(plain.series, begin, end) - real),
            abs(mean_over(level.series, begin, end) - real),
        )
    ]


def mean_over(series: StepSeries, begin: float, end: float) -> float:
    """The mean of a series between two moments; NaN where not all is known."""
    return float(series.integral(np.asarray([begin]), np.asarray([end]))[0]) / (end - begin)


def test_weeks_that_the_profile_never_saw_lie_in_its_range() -> None:
    """Of the weeks of the first half of 2020, which no typical year holds, four of five are inside.

    The range is that of nine cases of ten, with the doubt about a year whose mean is not known;
    single weeks are not independent, hence the lower bar.
    """
    series, limits, _ = raw("GB")
    kept, _ = plausible(series, "GB", limits)
    wanted = Signal("GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)
    first = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
    inside: list[bool] = []
    for week in range(24):
        begin = first + week * 7 * 86400.0
        end = begin + 7 * 86400.0
        real = mean_over(kept, begin, end)
        if not np.isfinite(real):
            continue
        found = TypicalProfile(FACTORS).between("GB", wanted, begin, end)
        assert found.series is not None
        assert found.spread is not None
        low, high = found.spread.distribution.quantile(np.asarray([0.05, 0.95]))
        ours = mean_over(found.series, begin, end)
        inside.append(bool(ours * low <= real <= ours * high))
    assert len(inside) > 15
    assert sum(inside) >= 0.8 * len(inside)
