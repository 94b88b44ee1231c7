"""Regions of clouds against the lists that they were read from, and what was computed for zones.

The originals are not part of the project: where they are absent, each test says so and stops.
"""

import csv
import math
from collections import defaultdict
from pathlib import Path

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.zone import Zones
from wholeprint.quantities.distribution import Lognormal

TABLES = Path(__file__).parents[2] / "../shared" / "grid" / "tables"
FACTORS = Factors()
ZONES = Zones(FACTORS)
GSF = "gsf-cloud-region-metadata"
CLOUDS = {"Amazon Web Services": "aws", "Google Cloud": "gcp", "Microsoft Azure": "azure"}
KILOGRAMS_PER_POUND = 0.45359237


def _rows(name: str) -> list[dict[str, str]]:
    path = TABLES / name
    if not path.exists():
        pytest.skip(f"the original {name} is not here: nothing to compare with")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _named() -> dict[tuple[str, str], set[str]]:
    """The grid zones that the Green Software Foundation names for each region."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in ("gsf_cloud_region_metadata.csv", "gsf_cloud_region_metadata_estimate.csv"):
        for row in _rows(name):
            if row["em-zone-id"]:
                cloud = CLOUDS[row["cloud-provider"]]
                found[cloud, row["cloud-region"].strip()].add(row["em-zone-id"])
    return found


def test_a_zone_that_a_source_names_is_the_one_we_have() -> None:
    """Each region with a sourced zone has one that the source names, in its owner's country."""
    named = _named()
    ours = [row for row in FACTORS.table("cloud_regions") if GSF in row.text("zone_source")]

    assert len(ours) >= 90
    for row in ours:
        key = (row.text("provider"), row.text("region"))
        assert row.text("zone") in named[key], key


def test_no_two_zones_of_one_country_are_passed_over() -> None:
    """Where the source names two zones of the owner's country, one lies in the other."""
    named = _named()
    for row in FACTORS.table("cloud_regions"):
        key = (row.text("provider"), row.text("region"))
        zones = named.get(key, set())
        region = ZONES.resolve(":".join(key))
        own = sorted((zone for zone in zones if zone.split("-")[0] == region.parent), key=len)
        for zone in own[:-1]:
            assert own[-1].startswith(zone), key


def test_the_nine_known_conflicts_are_kept() -> None:
    """Two public lists disagree about nine regions; both zones of each are there."""
    conflicts = [row for row in _rows("cloud_regions_merged.csv") if row["zone_conflict"] == "1"]

    assert len(conflicts) == 9
    for row in conflicts:
        region = ZONES.resolve(f"{row['provider']}:{row['region']}")
        assert {region.grid, *region.also} >= {row["zone"], row["gsf_em_zone"]}


def test_a_grid_zone_has_the_figure_of_the_region_in_it() -> None:
    """What Google publishes for a region stands for its grid zone, unrounded (2024)."""
    regions = {
        row["region"]: float(row["grid_gco2eq_kwh"])
        for row in _rows("gcp_region_carbon_2019_2024.csv")
        if row["year"] == "2024" and row["grid_gco2eq_kwh"]
    }
    ours = {
        (row.text("zone"), int(row.required_number("year"))): row.required_number("intensity")
        for row in FACTORS.table("grid_yearly").where("source", "google-region-carbon")
    }
    for zone, region in (("US-MIDA-PJM", "us-east4"), ("JP-TK", "asia-northeast1")):
        assert ours[zone, 2024] == regions[region]
        assert not ZONES.resolve(f"gcp:{region}").also


def test_how_far_parts_of_a_country_lie_apart() -> None:
    """Root mean square of ln(subregion / United States) of eGRID2023 over 27 subregions: 0.400.

    The rate of the United States is 775.239 lbCO2e/MWh; the figure has three digits.
    """
    rows = FACTORS.table("grid_yearly").where("source", "epa-egrid-2023")
    whole = 775.239 * KILOGRAMS_PER_POUND
    logs = [math.log(row.required_number("intensity") / whole) for row in rows]
    stated = FACTORS.factor("grid.part_of_country").distribution

    assert len(logs) == 27
    assert isinstance(stated, Lognormal)
    found = math.sqrt(sum(log * log for log in logs) / len(logs))
    assert stated.sigma == pytest.approx(found, abs=5e-4)


def test_california_of_two_agencies_agrees() -> None:
    """EPA's subregion CAMX, 438.15 lb/MWh, is 198.7 g/kWh: near the state's 216 of 2020."""
    subregion = FACTORS.factor("grid.US-EGRID-CAMX.direct.yearly").central
    state = FACTORS.factor("grid.US-CA.direct.yearly").central

    assert subregion == pytest.approx(438.15 * KILOGRAMS_PER_POUND, rel=1e-5)
    # Three years and other borders lie between the two.
    assert subregion == pytest.approx(state, rel=0.15)
