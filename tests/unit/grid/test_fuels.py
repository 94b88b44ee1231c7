"""Each fuel has the factor of the table, and the ends of what its sources say."""

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.grid.fuels import Fuel, fuel_factors
from wholeprint.quantities.intensity import Scope

FACTORS = Factors()
_WITHOUT = {Scope.DIRECT: {Fuel.STORAGE, Fuel.TRADE}}
_WITHOUT[Scope.LIFECYCLE] = {*_WITHOUT[Scope.DIRECT], Fuel.UNKNOWN}


@pytest.mark.parametrize("scope", Scope)
def test_every_fuel_that_makes_energy_has_a_factor(scope: Scope) -> None:
    """Storage and trade have none, and the unknown a direct one only: NESO's 300 for "Other"."""
    found = fuel_factors(FACTORS, scope)

    assert set(found) == set(Fuel) - _WITHOUT[scope]
    for factor in found.values():
        assert 0.0 <= factor.low <= factor.central <= factor.high
        assert factor.sources


def test_the_central_factors_are_those_of_the_named_source() -> None:
    """Direct ones are NESO's (937, 394, 651, 935, 120), life-cycle ones those of IPCC AR5."""
    direct = fuel_factors(FACTORS, Scope.DIRECT)
    whole = fuel_factors(FACTORS, Scope.LIFECYCLE)

    assert [
        direct[fuel].central
        for fuel in (Fuel.COAL, Fuel.GAS, Fuel.GAS_OPEN_CYCLE, Fuel.OIL, Fuel.BIOMASS)
    ] == [937.0, 394.0, 651.0, 935.0, 120.0]
    assert direct[Fuel.UNKNOWN].central == 300.0
    assert direct[Fuel.COAL].sources[0].key == "neso-method"
    assert [
        whole[fuel].central
        for fuel in (Fuel.COAL, Fuel.GAS, Fuel.NUCLEAR, Fuel.HYDRO, Fuel.WIND, Fuel.SOLAR)
    ] == [820.0, 490.0, 12.0, 24.0, 11.0, 48.0]
    assert whole[Fuel.COAL].sources[0].key == "ipcc-ar5-annex-iii"


def test_the_ends_are_other_sources_and_not_the_range_of_one() -> None:
    """Hydropower reaches from 4 to 24 among sources, while one review's range ends at 2200."""
    hydro = fuel_factors(FACTORS, Scope.LIFECYCLE)[Fuel.HYDRO]

    assert (hydro.low, hydro.high) == (4.0, 24.0)


def test_what_is_only_called_fossil_spans_all_that_burns() -> None:
    """A rule of ours has no second source, so its ends are those of its parts."""
    found = fuel_factors(FACTORS, Scope.DIRECT)
    parts = [found[fuel] for fuel in (Fuel.COAL, Fuel.GAS, Fuel.OIL)]

    assert found[Fuel.FOSSIL].low == min(part.low for part in parts)
    assert found[Fuel.FOSSIL].high == max(part.high for part in parts)
    assert found[Fuel.FOSSIL].central == sorted(part.central for part in parts)[1]
