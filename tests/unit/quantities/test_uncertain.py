"""A number with its doubt."""

import numpy as np
import pytest

from wholeprint.errors import UnitError, ValueRefusedError
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known, Source
from wholeprint.quantities.uncertain import Uncertain, quantiles, total
from wholeprint.quantities.world import World

WORLD = World(n=100)
SOURCE = Source("key2024", "A title")
LOAD = Factor("load", "kWh", Uniform(0.0, 10.0), (SOURCE,))


def test_its_document() -> None:
    """The document has median, central value, 5th and 95th percentile, unit and sources."""
    document = WORLD.draw(LOAD).as_json(Basis.IT)
    assert document["value"] == pytest.approx(5.0, abs=1e-9)
    assert document["central"] == 5.0
    assert document["low"] == pytest.approx(0.545, abs=1e-9)
    assert document["high"] == pytest.approx(9.455, abs=1e-9)
    assert (document["unit"], document["known"], document["basis"]) == ("kWh", "published", "it")
    assert document["sources"] == ["key2024"]


def test_it_is_only_as_sure_as_its_weakest_part() -> None:
    """A product of something measured and something published is published."""
    measured = Uncertain.fixed(2.0, "1")
    assert (measured * WORLD.draw(LOAD)).known is Known.PUBLISHED
    assert measured.as_known(Known.MODELLED).known is Known.MODELLED


def test_units_follow_the_arithmetic() -> None:
    """Sums convert to the unit of the first, products make new units, ratios cancel."""
    load, grams = WORLD.draw(LOAD), Uncertain.fixed(50.0, "gCO2e/kWh")
    assert (load + Uncertain.fixed(3.6e6, "J")).central == 6.0
    assert str((load * grams).unit) == "gCO2e"
    assert (load * grams).to("kgCO2e").central == pytest.approx(0.25, rel=1e-12)
    with pytest.raises(UnitError):
        _ = load + grams
    with pytest.raises(UnitError):
        _ = load + 1.0
    with pytest.raises(UnitError):
        load.to("L")


def test_zero_is_zero_in_every_unit() -> None:
    """`sum` works, and a plain number joins a plain ratio."""
    load = WORLD.draw(LOAD)
    assert sum([load, load]) is not None
    assert (load / load + 1).central == 2.0
    assert (1 - load / load).central == 0.0


def test_division_by_what_may_be_zero_is_refused() -> None:
    """A quantity with a draw at zero is no divisor."""
    nothing = Uncertain.fixed(0.0, "kWh")
    for divide in (lambda: 1 / nothing, lambda: nothing / nothing, lambda: nothing / 0.0):
        with pytest.raises(ValueRefusedError):
            divide()


def test_two_worlds_do_not_meet() -> None:
    """Draws of worlds of another size are refused, not stretched."""
    with pytest.raises(ValueRefusedError, match="two worlds"):
        _ = WORLD.draw(LOAD) + World(n=50).draw(LOAD)


def test_it_does_not_change() -> None:
    """Draws are read-only."""
    with pytest.raises(ValueError, match="read-only"):
        WORLD.draw(LOAD).draws[0] = 0.0


def test_a_numpy_number_on_the_left() -> None:
    """NumPy leaves the arithmetic to us."""
    found = np.float64(2.0) * WORLD.draw(LOAD)
    assert isinstance(found, Uncertain)
    assert found.central == 10.0


def test_missing_parts_are_remembered_once() -> None:
    """A remark goes through arithmetic and into the document, once."""
    load = WORLD.draw(LOAD).without("no meter").without("no meter")
    assert (load + load).missing == ("no meter",)
    assert (2 * load).as_json()["missing"] == ["no meter"]


def test_a_total_of_nothing_is_no_data() -> None:
    """Adding no quantities at all is an absence and not zero."""
    assert isinstance(total([], "kWh"), NoData)
    found = total([WORLD.draw(LOAD)], "J")
    assert isinstance(found, Uncertain)
    assert found.central == 1.8e7


def test_quantiles_are_those_of_numpy() -> None:
    """Our percentiles are numpy's linear ones, row by row (rounding: 1e-12)."""
    rows = np.random.default_rng(1).normal(size=(5, 333))
    expected = np.quantile(rows, [0.05, 0.5, 0.95], axis=1).T
    assert np.allclose(quantiles(rows), expected, rtol=1e-12)
    assert quantiles(np.array([[7.0]])).tolist() == [[7.0, 7.0, 7.0]]


def test_a_function_of_it() -> None:
    """A function is applied to the central value and to every draw."""
    found = WORLD.draw(LOAD).apply(lambda value: value.clip(0.0, 1.0))
    assert found.central == 1.0
    assert found.draws.max() == 1.0


def test_it_shows_its_interval() -> None:
    """Its representation has value, unit, interval and how it is known."""
    assert repr(Uncertain.fixed(2.0, "kWh")) == "2 kWh [2 to 2, measured]"
