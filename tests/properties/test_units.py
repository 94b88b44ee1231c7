"""What must hold for every unit."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.errors import UnitError
from wholeprint.quantities.units import Unit, convert

KINDS = [
    ("J", "kWh", "MWh", "GJ"),
    ("W", "kW", "J/s", "kWh/h", "MWh/year"),
    ("gCO2e", "kgCO2e", "tCO2e"),
    ("gCO2e/kWh", "kgCO2e/MWh", "tCO2e/GJ"),
    ("L", "m3", "mL"),
    ("s", "h", "day", "year"),
    ("kgSb", "gSb"),
    ("cm2", "mm2", "m2"),
    ("GB", "MB", "GiB"),
]
pairs = st.sampled_from(KINDS).flatmap(
    lambda kind: st.tuples(st.sampled_from(kind), st.sampled_from(kind))
)
strangers = st.lists(st.sampled_from(KINDS), min_size=2, max_size=2, unique=True)
numbers = st.floats(-1e9, 1e9)


@given(numbers, pairs)
def test_there_and_back_is_the_same_number(value: float, units: tuple[str, str]) -> None:
    """Converting to another unit and back changes nothing (rounding: 1e-12)."""
    there, back = units
    assert math.isclose(
        convert(convert(value, there, back), back, there), value, rel_tol=1e-12, abs_tol=1e-300
    )


@given(strangers)
def test_kinds_are_never_mixed(kinds: list[tuple[str, ...]]) -> None:
    """A number of one kind is refused where another kind is wanted."""
    with pytest.raises(UnitError):
        convert(1.0, kinds[0][0], kinds[1][0])


@given(st.sampled_from([unit for kind in KINDS for unit in kind]))
def test_a_unit_comes_back_from_its_text(text: str) -> None:
    """What str writes, parse reads as the same unit."""
    unit = Unit.parse(text)
    assert Unit.parse(str(unit)) == unit


@given(pairs, pairs)
def test_dividing_undoes_multiplying(left: tuple[str, str], right: tuple[str, str]) -> None:
    """A unit times another over that other is of the first kind, and of its size (1e-12)."""
    a, b = Unit.parse(left[0]), Unit.parse(right[0])
    assert math.isclose((a * b / b).ratio(a), 1.0, rel_tol=1e-12)
