"""Zones are found by every name they go by, exactly."""

from pathlib import Path
from shutil import copytree

import pytest

from wholeprint.errors import UnknownZoneError
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import DATA
from wholeprint.grid.zone import THE_WORLD, Zones, dispute, undecided

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
        ("London", "GB-NESO-13"),
        ("GB-LONDON", "GB-NESO-13"),
        ("South Scotland", "GB-NESO-2"),
        ("GB-NESO-17", "GB-NESO-17"),
        ("EC1A 1BB", "GB-PC-EC1A"),
        ("ec1a", "GB-PC-EC1A"),
        ("N1", "GB-PC-N1"),
        ("SE1", "SE-SE1"),
        ("sw1a2aa", "GB-PC-SW1A"),
        ("gb-pc-m1", "GB-PC-M1"),
        ("aws:eu-west-1", "AWS-eu-west-1"),
        ("AWS/eu-west-1", "AWS-eu-west-1"),
        ("eu-west-1", "AWS-eu-west-1"),
        ("azure:westeurope", "AZURE-westeurope"),
        ("ovh:GRA11", "OVH-gra"),
        ("scaleway:fr-par-2", "SCALEWAY-fr-par"),
        ("PJM", "US-MIDA-PJM"),
        ("CAMX", "US-EGRID-CAMX"),
        ("SE3", "SE-SE3"),
        ("US-SC", "US-SC"),
        ("fra", "FR"),
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


@pytest.mark.parametrize(
    "name",
    ["Frankreich", "FRX", "", "Atlantis", "us-east-9", "EC\u0661A 1BB", "D", "Korea"],
)
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


def test_a_region_of_a_cloud_lies_in_its_grid_zone_its_state_and_its_country() -> None:
    """The lineage goes from the small to the large, each place once."""

    def codes(name: str) -> list[str]:
        return [zone.code for zone in ZONES.lineage(ZONES.resolve(name))]

    assert codes("aws:us-east-1") == ["AWS-us-east-1", "US-MIDA-PJM", "US-VA", "US"]
    assert codes("aws:eu-west-1") == ["AWS-eu-west-1", "IE"]
    assert codes("EC1A 1BB") == ["GB-PC-EC1A", "GB"]


def test_a_disputed_region_keeps_both_zones() -> None:
    """Oregon: one source names Bonneville, another PacifiCorp West; neither is dropped."""
    oregon = ZONES.resolve("aws:us-west-2")

    assert {oregon.grid, *oregon.also} == {"US-NW-BPAT", "US-NW-PACW"}


@pytest.mark.parametrize("name", ["BT1 1AA", "JE2 3AB"])
def test_a_postcode_of_another_grid_is_refused(name: str) -> None:
    """Northern Ireland and the islands are not on the grid of Great Britain."""
    with pytest.raises(UnknownZoneError, match="not on the grid of Great Britain"):
        ZONES.resolve(name)


def test_an_outward_code_that_reads_like_a_zone_is_offered_and_not_taken() -> None:
    """SE3 is a price area and a part of London, and DK3 a zone mistyped: that must be said."""
    assert ZONES.resolve("SE3").code == "SE-SE3"
    with pytest.raises(UnknownZoneError, match="GB-PC-DK3"):
        ZONES.resolve("DK3")


def test_a_short_name_of_several_clouds_is_refused(tmp_path: Path) -> None:
    """Where two clouds have a region of one name, the message says which two."""
    data = tmp_path / "data"
    copytree(DATA, data)
    with (data / "cloud_regions.csv").open("a", encoding="utf-8") as file:
        file.write("oci,eu-west-1,Dublin,IE,,IE,,,oracle-oci-regions,primary,x,wholeprint-rule,\n")
    zones = Zones(Factors(data))

    with pytest.raises(UnknownZoneError, match="aws:eu-west-1, oci:eu-west-1"):
        zones.resolve("eu-west-1")
    assert zones.resolve("oci:eu-west-1").code == "OCI-eu-west-1"


def test_zones_are_found_by_a_part_of_any_name() -> None:
    """A list is narrowed by text, by kind and by cloud."""
    paris = {zone.code for zone in ZONES.find("paris")}

    assert {"AWS-eu-west-3", "GCP-europe-west9", "SCALEWAY-fr-par"} <= paris
    assert {zone.provider for zone in ZONES.find(provider="aws")} == {"aws"}
    assert {zone.kind for zone in ZONES.find(kind="country")} == {"country"}
    assert ZONES.find("no such place") == ()


def test_a_zone_tells_its_names() -> None:
    """Every name that leads to a zone, and none that leads elsewhere."""
    assert {"gb-neso-13", "london", "gb-london"} <= set(ZONES.names(ZONES.resolve("London")))
    assert "fra" not in ZONES.names(ZONES.resolve("vultr:fra"))


def test_a_dispute_is_said_once() -> None:
    """The remark names both zones; where it is made already, and where there is none, it is not."""
    oregon = ZONES.resolve("aws:us-west-2")
    note = dispute(oregon, "both are kept")

    assert note.code == "zone-disputed"
    assert "US-NW-BPAT and US-NW-PACW: both are kept" in note.message
    assert [made.code for made in undecided(oregon, ())] == ["zone-disputed"]
    assert undecided(oregon, (note,)) == ()
    assert undecided(ZONES.resolve("IE"), ()) == ()
