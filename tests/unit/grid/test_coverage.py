"""Who knows what of a zone."""

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.coverage import Offline, askable
from wholeprint.grid.live import About, Door, Reading, Want
from wholeprint.grid.zone import Zones
from wholeprint.quantities.intensity import Response, Tense

FACTORS = Factors()
ZONES = Zones(FACTORS)


class Named:
    """A provider that serves what it was told to."""

    def __init__(
        self, name: str, zone: str, tenses: set[Tense], response: Response, key: str = ""
    ) -> None:
        self.name = name
        self.about = About(name, "", "", "", key=(key,) if key else ())
        self._zone, self._tenses, self._response = zone, tenses, response

    def serves(self, want: Want) -> bool:
        return (want.zone.code, want.response) == (self._zone, self._response) and (
            want.tense in self._tenses
        )

    async def fetch(self, want: Want, door: Door) -> tuple[Reading, ...]:
        raise AssertionError((want, door))


def test_who_can_be_asked_is_marked() -> None:
    """Forecasts, marginal numbers and keys are marked; who does not serve is left out."""
    providers = [
        Named("both", "GB", {Tense.ACTUAL, Tense.FORECAST}, Response.AVERAGE),
        Named("past", "GB", {Tense.ACTUAL}, Response.AVERAGE, key="k"),
        Named("edge", "GB", {Tense.FORECAST}, Response.MARGINAL, key="k"),
        Named("other", "FR", {Tense.ACTUAL}, Response.AVERAGE),
    ]

    found = askable(ZONES.lineage(ZONES.resolve("GB")), providers, 1e9)

    assert found == ("both+", "past*", "edge+!*")


def test_a_part_is_served_by_whoever_serves_its_country() -> None:
    """A region that a provider does not know is answered by the country around it."""
    providers = [Named("past", "GB", {Tense.ACTUAL}, Response.AVERAGE)]

    assert askable(ZONES.lineage(ZONES.resolve("London")), providers, 1e9) == ("past",)


@pytest.mark.parametrize(
    ("zone", "held"), [("GB", "hours"), ("GB", "typical day"), ("FR", "year (direct, lifecycle)")]
)
def test_what_ships_is_named(zone: str, held: str) -> None:
    """Great Britain has hours and a typical day, France its year in both scopes."""
    assert held in Offline(FACTORS).of(ZONES.lineage(ZONES.resolve(zone)))


def test_hours_are_those_of_the_zone_itself() -> None:
    """Great Britain's hours are not London's nor a cloud's there; its typical day may be."""
    for zone in ("London", "EC1A", "aws:eu-west-2"):
        held = Offline(FACTORS).of(ZONES.lineage(ZONES.resolve(zone)))
        assert "hours" not in held
        assert "typical day" in held
