"""Places as papers and cards write them."""

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.zone import Zone, Zones
from wholeprint.tracking.audit_places import Places
from wholeprint.tracking.audit_references import TableReferences

PLACES = Places(Zones(Factors()))


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Georgia, USA", {"US-GA"}),
        ("Georgia", {"GE"}),
        ("USA (Iowa)", {"US-IA"}),
        ("Washington, DC", {"US-DC"}),
        ("Washington, USA", {"US-WA"}),
        ("Paris, Texas", {"US-TX"}),
        ("London, Ontario", {"CA-ON"}),
        ("Jean Zay, France", {"FR"}),
        ("Los Angeles, CA", {"US-CA"}),
        ("Toronto, CA", {"CA"}),
        ("U.S.", {"US"}),
        ("United States of America", {"US"}),
        ("Azure West Europe", {"AZURE-westeurope"}),
        ("Microsoft Azure, West Europe", {"AZURE-westeurope"}),
        ("West US 2", {"AZURE-westus2"}),
        ("aws us-east-1", {"AWS-us-east-1"}),
        ("GCP us-central1", {"GCP-us-central1"}),
        ("us-central1 (Iowa)", {"GCP-us-central1"}),
        ("US East (N. Virginia)", {"AWS-us-east-1"}),
        ("quebec, CAN", {"CA-QC"}),
    ],
)
def test_what_follows_the_comma_decides(words: str, codes: set[str]) -> None:
    """States of a country, cities of a state and regions of a cloud are told by what is beside."""
    found = PLACES.zone(words)

    assert found is not None
    assert found.code in codes


@pytest.mark.parametrize(
    ("city", "grid"),
    [
        ("Z\N{LATIN SMALL LETTER U WITH DIAERESIS}rich", "CH"),
        ("Montreal", "CA-QC"),
        ("Paris", "FR"),
    ],
)
def test_a_city_is_where_clouds_have_a_region(city: str, grid: str) -> None:
    """Cities are known from our table of regions, whatever their accents."""
    found = PLACES.zone(city)

    assert found is not None
    assert found.grid == grid


@pytest.mark.parametrize(
    "words", ["Atlantis", "Jean Zay", "France and Germany", "France, Germany", "Berkeley, CA", ""]
)
def test_what_may_be_several_places_is_none(words: str) -> None:
    """Nothing is guessed: two countries, a code that is a state's and a country's, a name alone."""
    assert PLACES.zone(words) is None


def test_a_state_is_held_against_its_own_grid() -> None:
    """Georgia in the USA had 0.4 kgCO2e/kWh in 2020, which the country Georgia never has."""
    state = TableReferences().grid("Georgia, USA", 2020)
    country = TableReferences().grid("Georgia", 2020)

    assert state is not None
    assert country is not None
    assert state.low / state.factor <= 400.0 <= state.high * state.factor
    assert country.high * country.factor < 400.0


def test_no_near_names_are_sought_for_places_that_are_unknown() -> None:
    """Thousands of unknown places are as many look-ups and no more: near names take long."""

    class _Counting(Zones):
        asked = 0

        def resolve(self, name: str) -> Zone:
            self.asked += 1
            return super().resolve(name)

    zones = _Counting(Factors())
    assert Places(zones).zone("place 17 in nowhere, 17") is None
    assert zones.asked == 0
