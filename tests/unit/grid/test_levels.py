"""The level of a year is its own mean where that is known, and else as near as can be said."""

import math

import pytest

from wholeprint.errors import UnknownFactorError
from wholeprint.factors.sets import Factors
from wholeprint.grid.levels import Level, Levels
from wholeprint.grid.zone import Zones
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.intensity import Flow, Response, Scope, Signal

FACTORS = Factors()
LEVELS = Levels(FACTORS, Signal("", scope=Scope.DIRECT, flow=Flow.CONSUMPTION))


def _of(zone: str, year: int) -> Level:
    return LEVELS.of(Zones(FACTORS).resolve(zone), year)


def _sigma(factor_id: str) -> float:
    distribution = FACTORS.factor(factor_id).distribution
    assert isinstance(distribution, Lognormal)
    return distribution.sigma


@pytest.mark.parametrize(
    ("zone", "year", "grams"),
    [("GB", 2018, 247.7), ("GB", 2019, 214.0), ("GB", 2023, 152.2), ("DK", 2020, 127.0)],
)
def test_a_known_year_is_its_own_mean(zone: str, year: int, grams: float) -> None:
    """NESO's and Energinet's yearly means, to four digits; the series itself leaves no doubt."""
    level = _of(zone, year)

    assert level.grams == pytest.approx(grams, rel=5e-4)
    assert (level.is_own, level.sigma) == (True, 0.0)


def test_a_mean_of_another_source_keeps_the_doubt_between_sources() -> None:
    """Great Britain's mean of 2025 is Google's, the hours are NESO's."""
    assert _of("GB", 2025).sigma == _sigma("grid.between_sources.direct")


@pytest.mark.parametrize(("year", "near"), [(2017, 2018), (2020, 2019), (2021, 2023), (2030, 2025)])
def test_the_nearest_year_serves_and_is_wider(year: int, near: int) -> None:
    """A year that nobody knows has the level of the nearest, with a doubt that grows as a walk."""
    level, other = _of("GB", year), _of("GB", near)

    assert level.grams == other.grams
    assert not level.is_own
    walked = _sigma("grid.level_per_year") * math.sqrt(abs(year - near))
    assert level.sigma == pytest.approx(math.hypot(other.sigma, walked))


def test_a_part_moves_with_its_country() -> None:
    """London's own mean of 2019, times what Great Britain carries in 2025 over that of 2019."""
    moved = _of("London", 2025)
    moved_by = _of("GB", 2025).grams / _of("GB", 2019).grams

    assert moved.grams == pytest.approx(_of("London", 2019).grams * moved_by)
    assert not moved.is_own
    assert "moved as GB did" in moved.words
    assert moved.sigma > _of("GB", 2025).sigma


def test_a_part_is_never_less_sure_than_one_without_a_mean() -> None:
    """What the country says of a part is as far off as parts of a country lie apart, at most."""
    own, country = _of("London", 2025).sigma, _of("GB", 2025).sigma

    assert own <= math.hypot(country, _sigma("grid.part_of_country"))


def test_without_any_mean_there_is_no_level() -> None:
    """No marginal mean of anything is known."""
    marginal = Levels(FACTORS, Signal("", Response.MARGINAL, Scope.LIFECYCLE, Flow.CONSUMPTION))

    with pytest.raises(UnknownFactorError, match="no yearly mean"):
        marginal.of(Zones(FACTORS).resolve("FR"), 2020)
