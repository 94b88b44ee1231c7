"""What holds of every zone and of every region of a cloud."""

import csv
import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.errors import UnknownZoneError
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import DATA, read_table
from wholeprint.grid.providers.table import YearlyTable
from wholeprint.grid.zone import Zones
from wholeprint.quantities.intensity import Flow, Scope, Signal

FACTORS = Factors()
ZONES = Zones(FACTORS)
REGIONS = ZONES.find(kind="cloud")
NAMES = sorted({name for zone in ZONES for name in ZONES.names(zone)})


@given(st.sampled_from(NAMES), st.sampled_from([str.upper, str.lower, str.title]))
def test_resolving_is_a_function_of_the_name_alone(name: str, case: object) -> None:
    """A name leads to one zone, whatever its case, and a zone's code leads back to it."""
    assert callable(case)
    found = ZONES.resolve(f" {case(name)} ")

    assert found == ZONES.resolve(name)
    assert ZONES.resolve(found.code) == found
    assert name in ZONES.names(found)


@given(st.text(max_size=12))
def test_any_text_is_a_zone_or_an_error_that_says_so(text: str) -> None:
    """No text whatever brings anything else about."""
    try:
        found = ZONES.resolve(text)
    except UnknownZoneError:
        return
    assert ZONES.resolve(found.code) == found


def test_every_region_lies_in_zones_that_exist() -> None:
    """Grid zone, alternatives, state and country of every region resolve, in one country."""
    assert len(REGIONS) >= 150
    for region in REGIONS:
        places = ZONES.lineage(region)
        assert places[0] == region
        assert places[-1].kind == "country"
        assert region.grid is not None
        for code in (region.grid, *region.also):
            other = ZONES.resolve(code)
            assert other.code == code
            # A region may be put into two countries, and then both are kept.
            assert region.also or region.parent in {other.code, other.parent}


def test_every_region_has_an_intensity_of_both_scopes() -> None:
    """Wherever a cloud has a region, a yearly number serves, and a note says whose it is."""
    table = YearlyTable(FACTORS)
    for region in REGIONS:
        for scope in Scope:
            found = table.intensity(region.code, Signal("", scope=scope, flow=Flow.CONSUMPTION))
            assert found.factor is not None
            assert found.signal.zone == region.code
            codes = {note.code for note in found.notes}
            if not FACTORS.has(f"grid.{region.code}.{scope.value}.yearly"):
                assert codes & {"zone-of-region", "zone-widened"}, region.code
            assert bool(region.also) == ("zone-disputed" in codes), region.code


def test_a_disputed_region_is_never_narrower_than_its_zones() -> None:
    """The interval of a disputed region holds the central value of each zone with a number."""
    table = YearlyTable(FACTORS)
    wanted = Signal("", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)
    disputed = [region for region in REGIONS if region.also]

    assert len(disputed) >= 9
    for region in disputed:
        if FACTORS.has(f"grid.{region.code}.direct.yearly"):
            continue
        found = table.intensity(region.code, wanted).factor
        assert found is not None
        for code in (region.grid, *region.also):
            if FACTORS.has(f"grid.{code}.direct.yearly"):
                own = FACTORS.factor(f"grid.{code}.direct.any_hour")
                low, high = found.distribution.quantile(np.asarray([0.02, 0.98])).tolist()
                assert low <= own.central <= high, region.code


def test_namibia_survives_every_form_of_a_table() -> None:
    """NA is a country and no missing value: read as a table, as CSV and as JSON."""
    namibia = ZONES.resolve("Namibia")

    assert namibia.code == "NA"
    assert ZONES.resolve("NA") == namibia
    assert "NA" in read_table(DATA, "zones").names
    with (DATA / "grid_yearly.csv").open(encoding="utf-8", newline="") as file:
        assert [row for row in csv.DictReader(file) if row["zone"] == "NA"]
    signal = YearlyTable(FACTORS).intensity("NA", Signal("")).signal
    assert json.loads(json.dumps(signal.as_json()))["zone"] == "NA"
