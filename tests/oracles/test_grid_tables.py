"""The tables of the grid, recomputed from the originals they were made from.

The originals are not part of the project: where they are absent, each test says so and stops.
"""

import csv
import gzip
import math
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.quantities.distribution import Lognormal

SHARED = Path(__file__).parents[2] / "../shared"
TABLES = SHARED / "grid" / "tables"
SERIES = SHARED / "grid" / "series"
FACTORS = Factors()


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        pytest.skip(f"the original {path.name} is not here: the table cannot be recomputed")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _alpha3() -> dict[str, str]:
    return {
        row.text("alpha3"): row.text("zone") for row in FACTORS.table("zones") if row.text("alpha3")
    }


def _ours(source: str) -> dict[tuple[str, int], float]:
    return {
        (row.text("zone"), int(row.required_number("year"))): row.required_number("intensity")
        for row in FACTORS.table("grid_yearly").where("source", source)
    }


def test_every_figure_of_ember_is_carried_as_it_is() -> None:
    """Each country and year of the original has its row, to the six digits that are written."""
    zones, ours = _alpha3(), _ours("ember-yearly")
    rows = [row for row in _rows(TABLES / "ember_country_latest.csv") if row["country_code"]]

    assert len(rows) >= 200
    for row in rows:
        key = (zones[row["country_code"]], int(row["year"]))
        assert ours[key] == pytest.approx(float(row["gco2_per_kwh_lifecycle"]), rel=1e-5)


def test_every_figure_of_our_world_in_data_is_carried_as_it_is() -> None:
    """Each country of the original has its row, to the six digits that are written."""
    zones, ours = _alpha3(), _ours("owid-carbon-intensity")
    rows = _rows(TABLES / "owid_carbontracker_2022.csv")

    assert len(ours) == len(rows)
    for row in rows:
        key = (zones[row["Code"]], int(row["Year"]))
        expected = float(row["Carbon intensity of electricity (gCO2/kWh)"])
        assert ours[key] == pytest.approx(expected, rel=1e-5)


def test_every_figure_of_google_is_carried_as_it_is() -> None:
    """Each region of 2024 has its row, unrounded."""
    ours = _ours("google-region-carbon")
    rows = [r for r in _rows(TABLES / "gcp_region_carbon_2019_2024.csv") if r["year"] == "2024"]

    assert len(rows) >= 40
    for row in rows:
        assert ours[f"GCP-{row['region']}", 2024] == float(row["grid_gco2eq_kwh"])


def test_the_mix_follows_from_the_original() -> None:
    """Coal, nuclear and wind of every country are their parts of the sum of the parts.

    Shares are written with six decimals, hence the tolerance.
    """
    zones = _alpha3()
    ours = {row.text("zone"): row for row in FACTORS.table("grid_mix")}
    for row in _rows(TABLES / "owid_energy_mix_codecarbon.csv"):
        parts = {
            name.removesuffix("_TWh"): float(v or 0) for name, v in row.items() if "TWh" in name
        }
        rest = max(0.0, parts["other_renewable"] - parts["biofuel"])
        names = ("coal", "gas", "oil", "nuclear", "hydroelectricity", "wind", "solar", "biofuel")
        total = sum(parts[name] for name in names) + rest
        mine = ours[zones[row["iso_code"]]]
        for name in ("coal", "nuclear", "wind"):
            expected = parts[name] / total
            assert mine.required_number(name) == pytest.approx(expected, abs=2e-6), row["iso_code"]


def test_the_spread_between_vintages_is_as_stated() -> None:
    """Ember's newest against OWID 2022, weighted by generation: 0.074, as the note says.

    It is stated with three decimals, hence the tolerance.
    """
    mix = {
        r["iso_code"]: float(r["total_TWh"])
        for r in _rows(TABLES / "owid_energy_mix_codecarbon.csv")
    }
    owid = {
        r["Code"]: float(r["Carbon intensity of electricity (gCO2/kWh)"])
        for r in _rows(TABLES / "owid_carbontracker_2022.csv")
    }
    pairs = [
        (
            math.log(float(r["gco2_per_kwh_lifecycle"]) / owid[r["country_code"]]),
            mix.get(r["country_code"], 0.01),
        )
        for r in _rows(TABLES / "ember_country_latest.csv")
        if owid.get(r["country_code"], 0.0) > 0.0 and float(r["gco2_per_kwh_lifecycle"]) > 0.0
    ]
    weights = sum(weight for _, weight in pairs)

    assert math.sqrt(sum(w * x * x for x, w in pairs) / weights) == pytest.approx(0.074, abs=5e-4)


def _neso_2023() -> dict[datetime, float]:
    return {
        datetime.fromisoformat(row["from"]).astimezone(UTC): float(row["actual"])
        for row in _rows(SERIES / "neso_gb_national_2023" / "neso_2023_national_intensity.csv")
        if row["actual"] and row["from"].startswith("2023")
    }


def _by_hour(values: dict[datetime, float]) -> dict[datetime, float]:
    hours: dict[datetime, list[float]] = defaultdict(list)
    for when, value in values.items():
        hours[when.replace(minute=0)].append(value)
    return {when: fmean(pair) for when, pair in hours.items() if len(pair) == 2}


def test_the_year_of_great_britain_is_the_mean_of_its_half_hours() -> None:
    """2023: the row is the mean of every actual half hour."""
    assert _ours("neso-national")["GB", 2023] == pytest.approx(
        fmean(_neso_2023().values()), rel=1e-5
    )


_FAULTS = {
    *(("2023-01-24", 11), ("2023-01-31", 1)),
    *(("2023-06-07", hour) for hour in (9, 10, 11, 12)),
}


def test_the_hours_of_great_britain_are_means_of_two_half_hours() -> None:
    """Every hour of the shipped year is recomputed; a gap is one in the original, or a known fault.

    The original says exactly 0 g/kWh for five half hours (and 60 for one) while its own forecast
    says 76 to 243: those hours and the ramps around them are left out on purpose. Hours are
    written with five digits, hence the tolerance.
    """
    expected = _by_hour(_neso_2023())
    rows = FACTORS.table("grid_hours").where("series", "gb-2023")

    assert len(rows) == 365
    for row in rows:
        day = datetime.fromisoformat(row.text("day")).replace(tzinfo=UTC)
        for hour in range(24):
            fault = (row.text("day"), hour) in _FAULTS
            original = math.nan if fault else expected.get(day.replace(hour=hour), math.nan)
            mine = row.number(f"h{hour:02d}")
            shown = math.nan if mine is None else mine
            assert shown == pytest.approx(original, rel=1e-4, nan_ok=True)


def test_the_spread_within_the_year_of_great_britain_is_as_stated() -> None:
    """2023: the standard deviation of ln(hour / mean) is the evidence row's sigma.

    It is stated with three decimals, hence the tolerance.
    """
    hours = list(_by_hour(_neso_2023()).values())
    mean = fmean(hours)
    logs = [math.log(max(value, 1.0) / mean) for value in hours]
    middle = fmean(logs)
    expected = math.sqrt(fmean((x - middle) ** 2 for x in logs))
    stated = [
        row.required_number("sigma")
        for row in FACTORS.table("grid_spread").where("id", "grid.within_year")
        if row.text("valid_for") == "GB" and row.number("year") == 2023
    ]

    assert stated == [pytest.approx(expected, abs=5e-4)]


def test_an_unknown_zone_is_as_wide_as_two_countries_are() -> None:
    """The spread of any zone is the mean of those of Great Britain and Denmark.

    Each is stated with three decimals, hence the tolerance.
    """
    sigmas = [_sigma("grid.GB.within_year"), _sigma("grid.DK.within_year")]

    assert _sigma("grid.within_year") == pytest.approx(fmean(sigmas), abs=1.1e-3)


def _dk1_2025() -> Iterator[tuple[datetime, float]]:
    path = SERIES / "energidataservice_dk_5min" / "dk_co2emisprog_5min_2025.csv.gz"
    if not path.exists():
        pytest.skip(f"the original {path.name} is not here: the row cannot be recomputed")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            value = float(row["DK1_g_per_kwh"])
            if 0.0 <= value <= 600.0:
                yield datetime.fromisoformat(row["time_utc"]), value


def test_western_denmark_is_the_mean_of_its_forecasts() -> None:
    """2025: the yearly row and one winter hour are means of five-minute forecasts.

    The year is written with six digits and the hour with five, hence the tolerances.
    """
    values = dict(_dk1_2025())
    morning = [v for t, v in values.items() if (t.month, t.day, t.hour) == (1, 14, 7)]
    row = FACTORS.table("grid_hours").where("day", "2025-01-14")[0]

    assert _ours("energinet-co2emisprog")["DK-DK1", 2025] == pytest.approx(
        fmean(values.values()), rel=1e-5
    )
    assert row.text("series") == "dk1-2025-winter"
    assert row.number("h07") == pytest.approx(fmean(morning), rel=1e-4)


def test_published_and_modelled_direct_figures_are_as_far_apart_as_stated() -> None:
    """Google's figures against those from the mix: their distance over root two is the sigma.

    The stated sigma uses 2024 and is rounded to three decimals; the newest rows used here are
    of 2025, hence the tolerance.
    """
    by_source: dict[str, dict[str, float]] = defaultdict(dict)
    for row in FACTORS.table("grid_yearly").where("scope", "direct"):
        if row.text("source") == "owid-energy-mix" or row.number("year") == 2025:
            by_source[row.text("source")][row.text("zone")] = row.required_number("intensity")
    published = by_source["google-region-carbon"]
    modelled = by_source["owid-energy-mix"]
    logs = [math.log(published[zone] / modelled[zone]) for zone in published if zone in modelled]

    assert len(logs) == 18
    expected = math.sqrt(fmean(x * x for x in logs) / 2)
    assert _sigma("grid.between_sources.direct") == pytest.approx(expected, abs=0.03)


def _sigma(name: str) -> float:
    distribution = FACTORS.factor(name).distribution
    assert isinstance(distribution, Lognormal)
    return distribution.sigma
