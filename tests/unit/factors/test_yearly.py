"""Which row stands for a zone, how wide it is, and what an unknown hour adds."""

import math

import numpy as np
import pytest

from wholeprint.errors import UnknownFactorError, ValueRefusedError
from wholeprint.factors.sets import Factors
from wholeprint.factors.yearly import (
    Window,
    in_window,
    scopes_of,
    spread_id,
    world_intensity,
    yearly_intensity,
)
from wholeprint.quantities.distribution import Empirical, Fixed, Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import Flow, Scope
from wholeprint.quantities.source import Known

FACTORS = Factors()
TABLES = FACTORS.yearly_tables


def test_the_newest_published_row_is_the_median() -> None:
    """France life-cycle is Ember's 2024 figure, 44.18 g/kWh, with OWID's of 2022 beside it."""
    found = yearly_intensity(TABLES, "FR", Scope.LIFECYCLE)

    assert found.factor.central == 44.18
    assert (found.year, found.flow) == (2024, Flow.PRODUCTION)
    assert [s.key for s in found.factor.sources] == ["ember-yearly", "owid-carbon-intensity"]
    assert found.factor.known is Known.PUBLISHED


def test_published_goes_before_modelled() -> None:
    """Germany has a published direct figure and one modelled from its mix; the first stands."""
    best = yearly_intensity(TABLES, "DE", Scope.DIRECT)
    modelled = yearly_intensity(TABLES, "DE", Scope.DIRECT, Flow.PRODUCTION)

    assert (best.flow, best.factor.known) == (Flow.CONSUMPTION, Known.PUBLISHED)
    assert modelled.factor.known is Known.MODELLED
    assert modelled.factor.id == "grid.DE.direct.production.yearly"


def test_direct_and_lifecycle_are_two_numbers() -> None:
    """A kilowatt-hour carries more over the life cycle than up the stack, in every big grid."""
    for zone in ("FR", "GB", "US", "CN", "PL"):
        direct = yearly_intensity(TABLES, zone, Scope.DIRECT, Flow.PRODUCTION).factor
        lifecycle = yearly_intensity(TABLES, zone, Scope.LIFECYCLE).factor
        assert direct.central < lifecycle.central * 1.1, zone
        assert direct.id != lifecycle.id


def test_a_scope_that_is_not_known_is_not_replaced() -> None:
    """Texas has a direct figure only; asking for life-cycle says what there is."""
    with pytest.raises(UnknownFactorError, match="direct production"):
        yearly_intensity(TABLES, "US-TX", Scope.LIFECYCLE)
    assert scopes_of(TABLES, "US-TX") == (Scope.DIRECT,)
    assert scopes_of(TABLES, "nowhere") == ()


def test_a_grid_without_fuel_has_no_direct_emissions() -> None:
    """Nothing but hydropower is 0 g/kWh up the stack, and stays 0 in every draw."""
    zeros = [
        zone
        for zone in TABLES.yearly.names
        if Scope.DIRECT in scopes_of(TABLES, zone)
        and yearly_intensity(TABLES, zone, Scope.DIRECT).factor.distribution == Fixed(0.0)
    ]

    assert zeros
    factor = FACTORS.factor(f"grid.{zeros[0]}.direct.any_hour")
    assert factor.distribution == Fixed(0.0)


def test_the_world_is_every_country_by_its_generation() -> None:
    """The mean over the world is within 3 % of Ember's own world figure of 2024, 472.94 g/kWh.

    Ember divides the emissions of all by the generation of all; here countries of two years
    are weighted by the generation of one, hence the tolerance.
    """
    factor = world_intensity(TABLES, Scope.LIFECYCLE)

    assert isinstance(factor.distribution, Empirical)
    values = np.asarray(factor.distribution.values)
    weights = np.asarray(factor.distribution.weights)
    assert values.size >= 200
    assert float((values * weights).sum() / weights.sum()) == pytest.approx(472.94, rel=0.03)
    assert factor.known is Known.ASSUMED


def test_an_unknown_hour_is_wider_than_the_year() -> None:
    """The variances of the logarithms add, and the median stays."""
    yearly = FACTORS.factor("grid.FR.lifecycle.yearly").distribution
    spread = FACTORS.factor("grid.within_year").distribution
    hour = FACTORS.factor("grid.FR.lifecycle.any_hour").distribution

    assert isinstance(yearly, Lognormal)
    assert isinstance(spread, Lognormal)
    assert isinstance(hour, Lognormal)
    assert hour.median == yearly.median
    assert hour.sigma == pytest.approx(math.hypot(yearly.sigma, spread.sigma), rel=1e-15)


def test_longer_windows_are_narrower() -> None:
    """A month is nearer to its year than a week, a day or an hour, for every zone with a series."""
    for zone in ("", "GB", "DK", "DK-DK1", "DK-DK2"):
        sigmas = [_sigma(FACTORS.factor(spread_id(zone, window))) for window in Window]
        assert sigmas == sorted(sigmas, reverse=True), zone


def test_the_world_is_widened_too() -> None:
    """An unknown hour anywhere is wider than an unknown country's year."""
    uniforms = np.asarray([0.05, 0.95])
    year = FACTORS.factor("grid.world.lifecycle.yearly").distribution.quantile(uniforms)
    hour = FACTORS.factor("grid.world.lifecycle.any_hour").distribution.quantile(uniforms)

    assert hour[0] < year[0]
    assert hour[1] > year[1]


def test_a_spread_that_is_no_lognormal_is_refused() -> None:
    """Widening needs a sigma."""
    yearly = FACTORS.factor("grid.FR.lifecycle.yearly")

    with pytest.raises(ValueRefusedError, match="lognormal"):
        in_window(yearly, Factor("x.y", "1", Fixed(1.0)), Window.HOUR)


@pytest.mark.parametrize(
    ("seconds", "window"),
    [
        (1.0, Window.HOUR),
        (86399.0, Window.HOUR),
        (86400.0, Window.DAY),
        (7 * 86400.0, Window.WEEK),
        (400 * 86400.0, Window.MONTH),
    ],
)
def test_a_duration_has_its_window(seconds: float, window: Window) -> None:
    """The longest window that a run fills is the one that describes it."""
    assert Window.for_duration(seconds) is window


def _sigma(factor: Factor) -> float:
    assert isinstance(factor.distribution, Lognormal)
    return factor.distribution.sigma
