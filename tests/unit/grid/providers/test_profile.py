"""Typical hours serve with their width, their years said, and never as another kind of number."""

import math
from datetime import UTC, datetime

import numpy as np
import pytest

from wholeprint.errors import BoundaryError, UnknownFactorError, UnknownZoneError, ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.grid.providers.profile import TypicalProfile
from wholeprint.grid.providers.table import YearlyTable
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.intensity import Flow, Intensity, Response, Scope, Signal, Tense

FACTORS = Factors()
PROFILE = TypicalProfile(FACTORS)
WANTED = Signal("", scope=Scope.DIRECT, flow=Flow.CONSUMPTION)
START = datetime(2025, 1, 20, 16, 30, tzinfo=UTC).timestamp()
HOUR = 3600.0


def _sigma(found: Intensity) -> float:
    assert found.spread is not None
    assert isinstance(found.spread.distribution, Lognormal)
    return found.spread.distribution.sigma


def test_the_hours_cover_the_time() -> None:
    """Two hours from half past four are the three clock hours that they touch."""
    found = PROFILE.between("GB", WANTED, START, START + 2 * HOUR)

    assert found.series is not None
    assert found.band is not None
    low, high = found.band
    assert found.series.values.size == 3
    assert found.series.covered_seconds(np.asarray([START]), np.asarray([START + 2 * HOUR])) == [
        2 * HOUR
    ]
    assert np.all(low.values < found.series.values)
    assert np.all(found.series.values < high.values)
    assert found.signal == Signal(
        "GB", scope=Scope.DIRECT, flow=Flow.CONSUMPTION, tense=Tense.ESTIMATED
    )


def test_it_says_what_it_is() -> None:
    """The note names the years and the width, and is a warning; the sources are cited."""
    found = PROFILE.between("GB", WANTED, START, START + HOUR)

    (note,) = found.notes
    assert note.code == "typical-profile"
    assert note.severity == "warning"
    assert "2018, 2019, 2023" in note.message
    assert "neso-national" in {source.key for source in found.sources}


def test_the_width_is_that_of_the_hour_and_of_the_level() -> None:
    """In quadrature, in a year of which another source gives the mean: 0.24 between sources."""
    found = PROFILE.between("GB", WANTED, START, START + HOUR)
    hour = FACTORS.table("grid_profile_zones").where("zone", "GB")[0].required_number("sigma_hour")

    assert _sigma(found) == pytest.approx(math.hypot(hour, 0.24), rel=1e-9)


def test_it_is_narrower_than_the_yearly_mean() -> None:
    """Knowing the hour is worth something: a little less doubt than a yearly mean of any hour."""
    for zone in ("GB", "DK", "DK-DK1", "DK-DK2"):
        yearly = YearlyTable(FACTORS).intensity(zone, WANTED).factor
        assert yearly is not None
        assert isinstance(yearly.distribution, Lognormal)
        assert (
            _sigma(PROFILE.between(zone, WANTED, START, START + HOUR)) < yearly.distribution.sigma
        )


def test_each_year_has_its_own_level() -> None:
    """Over the turn of a year the level changes: 2018 and 2019 have means of their own."""
    turn = datetime(2019, 1, 1, tzinfo=UTC).timestamp()
    both = PROFILE.between("GB", WANTED, turn - HOUR, turn + HOUR)
    old = PROFILE.between("GB", WANTED, turn - HOUR, turn)
    new = PROFILE.between("GB", WANTED, turn, turn + HOUR)

    assert both.series is not None
    assert old.series is not None
    assert new.series is not None
    assert both.series.values.tolist() == [*old.series.values, *new.series.values]
    assert "GB in 2018 (247.7 gCO2e/kWh), GB in 2019 (214 gCO2e/kWh)" in both.notes[0].message


def test_it_says_that_it_stands_in() -> None:
    """All of it is typical; whoever published the hours did not publish these."""
    found = PROFILE.between("EC1A 1BB", WANTED, START, START + HOUR)

    assert found.series is not None
    edges = found.series.edges_seconds
    assert found.stands_in == ((edges[0], edges[-1]),)
    assert found.sources[0].title.startswith("typical hours, built from")
    assert "epa-egrid-2023" not in {source.key for source in found.sources}
    assert found.spread is not None
    assert "epa-egrid-2023" in {source.key for source in found.spread.sources}


def test_the_words_and_the_band_of_one_hour_are_the_same_numbers() -> None:
    """What the note says an hour lies between is the printed band, to its two digits."""
    for zone in ("GB", "London", "DK1"):
        found = PROFILE.between(zone, WANTED, START, START + 1.0)
        assert found.series is not None
        assert found.band is not None
        low, high = (float(side.values[0] / found.series.values[0]) for side in found.band)
        assert f"an hour lies between {low:.2g} and {high:.2g} times" in found.notes[0].message


def test_a_longer_stretch_is_surer() -> None:
    """A week of typical hours is nearer to the truth than one of them."""
    week = PROFILE.between("DK1", WANTED, START, START + 7 * 24 * HOUR)

    assert _sigma(week) < _sigma(PROFILE.between("DK1", WANTED, START, START + HOUR))


def test_a_region_of_a_cloud_takes_its_zone_s() -> None:
    """London's region draws from Great Britain's grid: the same hours, and a note."""
    found = PROFILE.between("aws:eu-west-2", WANTED, START, START + HOUR)
    whole = PROFILE.between("GB", WANTED, START, START + HOUR)

    assert found.signal.zone == "AWS-eu-west-2"
    assert found.series is not None
    assert whole.series is not None
    assert found.series.values.tolist() == whole.series.values.tolist()
    assert _sigma(found) == _sigma(whole)
    assert [note.code for note in found.notes] == ["typical-profile", "zone-of-region"]


def test_a_postcode_takes_its_country_s_and_is_wider() -> None:
    """A part of a country is like the country only so far."""
    found = PROFILE.between("EC1A 1BB", WANTED, START, START + HOUR)

    assert _sigma(found) > _sigma(PROFILE.between("GB", WANTED, START, START + HOUR))
    assert [note.code for note in found.notes] == ["typical-profile", "zone-widened"]


@pytest.mark.parametrize(
    "signal",
    [
        Signal("", flow=Flow.CONSUMPTION),
        Signal("", scope=Scope.DIRECT, flow=Flow.PRODUCTION),
        Signal("", Response.MARGINAL, Scope.DIRECT, Flow.CONSUMPTION),
    ],
)
def test_another_kind_of_number_is_refused(signal: Signal) -> None:
    """Typical direct values serve for no life-cycle, production or marginal number."""
    with pytest.raises(BoundaryError):
        PROFILE.between("GB", signal, START, START + HOUR)


def test_what_is_not_known_is_refused() -> None:
    """A zone without a typical year, no zone at all, no time, and time that runs backwards."""
    with pytest.raises(UnknownFactorError, match="no typical year"):
        PROFILE.between("FR", WANTED, START, START + HOUR)
    with pytest.raises(UnknownZoneError):
        PROFILE.between("Atlantis", WANTED, START, START + HOUR)
    with pytest.raises(UnknownFactorError, match="when"):
        PROFILE.intensity("GB", WANTED)
    with pytest.raises(ValueRefusedError, match="after it begins"):
        PROFILE.between("GB", WANTED, START, START)
