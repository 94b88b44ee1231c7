"""What every table of coefficients keeps to, whoever wrote it."""

import math

import numpy as np
import pytest

from wholeprint.factors.sets import Factors
from wholeprint.factors.table import DATA
from wholeprint.grid.zone import Zones
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.units import Unit

FACTORS = Factors()
NAMES = sorted(path.stem for path in DATA.glob("*.csv"))
SOURCE_COLUMNS = (
    "source",
    "other_source",
    "checked_by",
    "names_source",
    "silicon_source",
    "zone_source",
)
ENDS = np.asarray([0.001, 0.05, 0.5, 0.95, 0.999])
OUTERMOST = np.asarray([1e-12, 1 - 1e-12])


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_keeps_to_the_schema(name: str) -> None:
    """Types, limits, allowed values and keys hold in every row, and no table is empty."""
    table = FACTORS.table(name)

    table.check()
    assert len(table) > 0


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_says_what_its_table_is(name: str) -> None:
    """A table has a title and a description, and its key is made of its columns."""
    schema = FACTORS.table(name).schema

    assert schema.title
    assert schema.description
    assert set(schema.key) <= set(schema.names)


@pytest.mark.parametrize("name", NAMES)
def test_every_source_is_listed(name: str) -> None:
    """Each source that a row names has a title and a licence in the list of sources."""
    table = FACTORS.table(name)
    named = {
        key
        for column in SOURCE_COLUMNS
        if column in table.schema.names
        for cell in table.raw(column)
        for key in cell.split("|")
        if key
    }

    assert not sorted(named - set(FACTORS.sources))


def test_every_source_has_terms() -> None:
    """No figure is passed on without saying under which terms."""
    assert not [key for key, source in FACTORS.sources.items() if not source.licence]


def test_every_factor_is_a_sane_distribution() -> None:
    """Quantiles are finite and never fall, the central value lies among them, units are known."""
    for name in FACTORS.ids():
        factor = FACTORS.factor(name)
        values = factor.distribution.quantile(ENDS)
        assert bool(np.all(np.isfinite(values))), name
        assert bool(np.all(np.diff(values) >= 0.0)), name
        assert float(values[0]) >= 0.0, name
        # What is likeliest may be an end itself: a largest size that mostly is the whole host.
        low, high = factor.distribution.quantile(OUTERMOST)
        assert float(low) * (1 - 1e-6) <= factor.central <= float(high) * (1 + 1e-6), name
        assert str(Unit.parse(factor.unit)), name
        assert factor.sources, name


def test_no_single_figure_is_wider_than_a_factor_of_twenty() -> None:
    """A sigma over 1.5 would mean that nothing is known: then there is no factor."""
    for name in FACTORS.ids():
        distribution = FACTORS.factor(name).distribution
        if isinstance(distribution, Lognormal):
            assert distribution.sigma < math.log(20.0) / 2, name


def test_there_are_zones_enough() -> None:
    """More than two hundred countries have a life-cycle figure, and as many a direct one."""
    table = FACTORS.table("grid_yearly")
    countries = {row.text("zone") for row in FACTORS.table("zones").where("kind", "country")}
    known = {
        scope: {row.text("zone") for row in table.where("scope", scope)} & countries
        for scope in ("lifecycle", "direct")
    }

    assert len(known["lifecycle"]) >= 200
    assert len(known["direct"]) >= 200


def test_every_zone_that_has_a_figure_has_a_name() -> None:
    """The tables of the grid name only zones that the tables of zones and of cloud regions know."""
    zones = {zone.code for zone in Zones(FACTORS)}
    for name in ("grid_yearly", "grid_mix", "grid_series"):
        assert not sorted(set(FACTORS.table(name).raw("zone")) - zones), name


def test_the_shares_of_a_mix_add_up() -> None:
    """The sources of electricity of a zone make up all of it.

    Shares are written with six decimals and there are nine of them, hence the tolerance.
    """
    for row in FACTORS.table("grid_mix"):
        names = row_names()
        total = sum(row.required_number(name) for name in names)
        assert total == pytest.approx(1.0, abs=1e-5), row.text("zone")


def test_direct_figures_follow_from_the_mix() -> None:
    """A modelled direct figure is the shares of fuels times their direct factors, rounded once."""
    central = {
        row.text("fuel"): row.required_number("factor")
        for row in FACTORS.table("fuel_factors").where("scope", "direct")
        if row.text("is_central") and row.text("fuel") in {"coal", "gas", "oil"}
    }
    mix = {row.text("zone"): row for row in FACTORS.table("grid_mix")}
    for row in FACTORS.table("grid_yearly").where("source", "owid-energy-mix"):
        shares = mix[row.text("zone")]
        expected = sum(shares.required_number(fuel) * central[fuel] for fuel in central)
        assert row.required_number("intensity") == pytest.approx(expected, rel=1e-4, abs=0.01)


def test_each_fuel_has_one_central_factor_within_what_its_sources_say() -> None:
    """Of several sources for a fuel one is used, and none lies outside the range it states."""
    rows = list(FACTORS.table("fuel_factors"))
    pairs = [(row.text("fuel"), row.text("scope")) for row in rows]
    central = [
        (row.text("fuel"), row.text("scope")) for row in rows if row.text("is_central") == "yes"
    ]

    assert sorted(central) == sorted(set(pairs))
    for row in rows:
        factor = row.required_number("factor")
        least, greatest = row.number("least"), row.number("greatest")
        assert (factor if least is None else least) <= factor
        assert factor <= (factor if greatest is None else greatest)


def test_no_series_is_without_its_hours() -> None:
    """Every described series has days, and every day belongs to a described series."""
    described = set(FACTORS.table("grid_series").raw("series"))

    assert set(FACTORS.table("grid_hours").raw("series")) == described


def row_names() -> tuple[str, ...]:
    """The columns of shares of the table of mixes."""
    names = FACTORS.table("grid_mix").schema.names
    return names[names.index("coal") : names.index("source")]
