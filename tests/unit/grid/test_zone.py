"""Zones are found by every name they go by, exactly."""

import pytest

from wholeprint.errors import UnknownZoneError
from wholeprint.factors.sets import Factors
from wholeprint.grid.zone import THE_WORLD, Zones

ZONES = Zones(Factors())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("FR", "FR"),
        ("fr", "FR"),
        ("FRA", "FR"),
        ("France", "FR"),
        (" france ", "FR"),
        ("UK", "GB"),
        ("United Kingdom", "GB"),
        ("USA", "US"),
        ("DK1", "DK-DK1"),
        ("DK-DK2", "DK-DK2"),
        ("Texas", "US-TX"),
        ("Georgia", "GE"),
        ("London", "GB-LONDON"),
        ("gcp:europe-west9", "GCP-europe-west9"),
        ("europe-west9", "GCP-europe-west9"),
        ("Namibia", "NA"),
        ("NA", "NA"),
        ("world", "world"),
    ],
)
def test_a_zone_goes_by_its_names(name: str, code: str) -> None:
    """Codes, ISO names, aliases and regions of a cloud lead to one zone, whatever the case."""
    assert ZONES.resolve(name).code == code


@pytest.mark.parametrize("name", ["Frankreich", "FRX", "", "Atlantis", "us-east-1", "D", "Korea"])
def test_an_unknown_name_is_refused(name: str) -> None:
    """A name that is in no table is never taken for a near one."""
    with pytest.raises(UnknownZoneError):
        ZONES.resolve(name)


def test_near_names_are_offered_with_their_codes() -> None:
    """The message says which zones look alike."""
    with pytest.raises(UnknownZoneError, match=r"germany \(DE\)"):
        ZONES.resolve("Germny")


def test_a_part_knows_its_country() -> None:
    """The lineage of a part ends with its country; a country stands alone."""
    assert [zone.code for zone in ZONES.lineage(ZONES.resolve("DK1"))] == ["DK-DK1", "DK"]
    assert [zone.code for zone in ZONES.lineage(ZONES.resolve("DK"))] == ["DK"]


def test_every_zone_is_found_by_its_code_and_its_name() -> None:
    """No two zones share a name, so every zone can be asked for."""
    zones = list(ZONES)

    assert zones[0] is THE_WORLD
    assert len({zone.code for zone in zones}) == len(zones)
    for zone in zones:
        assert ZONES.resolve(zone.code) == zone
        assert ZONES.resolve(zone.name) == zone
    assert not [zone for zone in zones if zone.parent and ZONES.resolve(zone.parent).parent]
