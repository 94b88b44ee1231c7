"""What must hold for every uncertain quantity."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.quantities.absence import NoData
from wholeprint.quantities.distribution import (
    Distribution,
    Empirical,
    Fixed,
    Lognormal,
    Triangular,
    Uniform,
    from_dict,
)
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.uncertain import Uncertain, total
from wholeprint.quantities.world import World

WORLD = World(n=256, seed=7)
numbers = st.floats(0.01, 1e6)
names = st.text("abcdefgh.", min_size=1, max_size=12)


@st.composite
def triangles(draw: st.DrawFn) -> Triangular:
    low, width, place = draw(numbers), draw(numbers), draw(st.floats(0.0, 1.0))
    return Triangular(low, low + place * width, low + width)


@st.composite
def uniforms(draw: st.DrawFn) -> Uniform:
    low, width = draw(numbers), draw(numbers)
    return Uniform(low, low + width)


lognormals = st.builds(Lognormal, numbers, st.floats(0.0, 2.0))
empiricals = st.builds(Empirical, st.lists(numbers, min_size=1, max_size=6).map(tuple))
distributions: st.SearchStrategy[Distribution] = st.one_of(
    st.builds(Fixed, numbers), uniforms(), triangles(), lognormals, empiricals
)


def drawn(name: str, distribution: Distribution, unit: str = "J") -> Uncertain:
    return WORLD.draw(Factor(name, unit, distribution))


@given(names, distributions)
def test_a_quantity_minus_itself_is_exactly_zero(name: str, distribution: Distribution) -> None:
    """The same assumption drawn twice is the same draws: their difference is 0, no tolerance."""
    factor = Factor(name, "J", distribution)
    difference = World(n=64).draw(factor) - World(n=64).draw(factor)
    assert difference.central == 0.0
    assert not difference.draws.any()


@given(names, st.lists(names, max_size=4))
def test_a_column_does_not_depend_on_other_factors(name: str, others: list[str]) -> None:
    """Drawing other assumptions first changes nothing about an assumption's own column."""
    crowded = World(n=64, seed=3)
    for other in others:
        crowded.column(other)
    assert np.array_equal(crowded.column(name), World(n=64, seed=3).column(name))


@given(names, st.integers(1, 300), st.integers(0, 2**40))
def test_a_column_has_one_draw_in_each_stratum(name: str, draws: int, seed: int) -> None:
    """A column is a permutation of the middles of equal strata, whatever the name and seed."""
    column = World(n=draws, seed=seed).column(name)
    assert np.allclose(np.sort(column), (np.arange(draws) + 0.5) / draws, rtol=1e-12)


@given(names, st.one_of(uniforms(), lognormals, empiricals))
def test_the_interval_encloses_the_central_value(name: str, distribution: Distribution) -> None:
    """A central value that is a median lies within the 5th and 95th percentile (rounding: 1e-9)."""
    quantity = drawn(name, distribution)
    assert quantity.low <= quantity.central * (1 + 1e-9)
    assert quantity.central <= quantity.high * (1 + 1e-9)


@given(names, triangles())
def test_the_interval_encloses_a_mode_that_is_not_at_an_end(name: str, shape: Triangular) -> None:
    """A mode with 5 % of the belief on each side lies between the 5th and 95th percentile."""
    width = shape.high - shape.low
    if width > 0.0 and 0.06 < (shape.mode - shape.low) / width < 0.94:
        quantity = drawn(name, shape)
        assert quantity.low <= quantity.central <= quantity.high


@given(names, st.one_of(uniforms(), triangles(), lognormals))
def test_the_interval_holds_nine_draws_in_ten(name: str, distribution: Distribution) -> None:
    """[low, high] contains 90 % of the draws; one draw in 256 may fall to either side."""
    quantity = drawn(name, distribution)
    inside = np.mean((quantity.draws >= quantity.low) & (quantity.draws <= quantity.high))
    assert inside >= 0.9 - 2 / 256


@given(distributions)
def test_quantiles_never_fall(distribution: Distribution) -> None:
    """A larger share of belief never lies below a smaller value (rounding: 1e-12)."""
    found = distribution.quantile(np.linspace(0.001, 0.999, 41))
    assert np.all(np.diff(found) >= -1e-12 * np.abs(found[1:]))


@given(distributions)
def test_a_distribution_comes_back_from_its_document(distribution: Distribution) -> None:
    """What as_dict writes, from_dict reads as the same distribution."""
    assert from_dict(distribution.as_dict()) == distribution


@given(numbers, numbers)
def test_an_interval_makes_the_lognormal_that_has_it(first: float, second: float) -> None:
    """The lognormal from a 5-95 % interval has these percentiles (rounding: 1e-9)."""
    low, high = min(first, second), max(first, second)
    found = Lognormal.from_interval(low, high).quantile(np.array([0.05, 0.95]))
    assert np.allclose(found, [low, high], rtol=1e-9)


@given(distributions, distributions, distributions)
def test_sums_and_products_obey_the_laws(
    first: Distribution, second: Distribution, third: Distribution
) -> None:
    """Order does not matter and products distribute over sums, draw by draw (rounding: 1e-12)."""
    a, b, c = drawn("a", first), drawn("b", second), drawn("c", third, "1")
    assert np.array_equal((a + b).draws, (b + a).draws)
    assert np.array_equal((a * c).draws, (c * a).draws)
    assert np.allclose((c * (a + b)).draws, (c * a + c * b).draws, rtol=1e-12)
    assert np.isclose((c * (a + b)).central, (c * a + c * b).central, rtol=1e-12)
    assert np.allclose(((a + b) - b).draws, a.draws, rtol=1e-9, atol=1e-9 * b.high)


@given(distributions, numbers)
def test_plain_numbers_work_on_both_sides(distribution: Distribution, number: float) -> None:
    """10/x, -1*x and x/x mean what they say: inverse, negative, and exactly one."""
    x = drawn("x", distribution)
    assert np.allclose((number / x).draws * x.draws, number, rtol=1e-12)
    assert str((number / x).unit) == "1/J"
    assert np.array_equal((-1 * x).draws, -x.draws)
    assert (-1 * x).low <= (-1 * x).high
    assert np.all((x / x).draws == 1.0)
    assert str((x / x).unit) == "1"
    assert np.array_equal((number - x / x).draws, number - np.ones_like(x.draws))


@given(st.lists(distributions, min_size=1, max_size=5))
def test_shares_add_to_one(parts: list[Distribution]) -> None:
    """Each part over the sum of the parts adds up to one in every draw (rounding: 1e-9)."""
    quantities = [drawn(f"part{place}", part) for place, part in enumerate(parts)]
    whole = sum(quantities)
    assert isinstance(whole, Uncertain)
    shares = sum(part / whole for part in quantities)
    assert isinstance(shares, Uncertain)
    assert np.allclose(shares.draws, 1.0, rtol=1e-9)


@given(st.lists(distributions, min_size=1, max_size=4), st.integers(0, 4))
def test_no_data_never_becomes_zero(parts: list[Distribution], place: int) -> None:
    """A sum with a part that nobody knows is the sum of the others, and says what is missing."""
    known = [drawn(f"part{index}", part) for index, part in enumerate(parts)]
    absent = NoData.of("kWh", "nobody measured it")
    mixed = [*known[:place], absent, *known[place:]]
    result, expected = total(mixed, "J"), total(known, "J")
    assert isinstance(result, Uncertain)
    assert isinstance(expected, Uncertain)
    assert np.allclose(result.draws, expected.draws, rtol=1e-12)
    assert "nobody measured it" in result.missing


@given(st.integers(1, 4))
def test_no_data_alone_stays_no_data(count: int) -> None:
    """Any sum and product of absences is an absence, also when `sum` starts from 0."""
    absent = NoData.of("L", "nobody measured it")
    assert isinstance(sum([absent] * count), NoData)
    assert isinstance(absent * 0, NoData)
    assert isinstance(absent * drawn("x", Fixed(0.0)), NoData)
    assert isinstance(drawn("x", Fixed(2.0)) * absent, NoData)
    assert isinstance(absent / drawn("x", Fixed(2.0)), NoData)
    assert absent.as_json()["value"] is None


@given(names, distributions)
def test_a_fixed_world_gives_the_central_value(name: str, distribution: Distribution) -> None:
    """In the fixed world every draw is the central value."""
    quantity = World.fixed().draw(Factor(name, "J", distribution))
    assert quantity.draws.tolist() == [distribution.central]
    assert quantity.central == distribution.central
