"""What each operation means on numbers, at the places where meanings could differ."""

import math

import numpy as np
import pytest

from wholeprint.systems.flat.term import OPERATIONS
from wholeprint.systems.model import Reading, Table
from wholeprint.systems.operations import SIMPLE, apply, look_up, power, truth
from wholeprint.systems.sharing import RESULTS

_NAN = math.nan


def _value(operation: str, *numbers: float) -> float:
    with np.errstate(all="ignore"):
        return float(apply(operation, [np.asarray(each) for each in numbers], 0))


def test_every_operation_of_a_term_is_there() -> None:
    """No operation that a term may have is left without a meaning, and none has two."""
    assert set(SIMPLE) | set(RESULTS) == OPERATIONS
    assert not set(SIMPLE) & set(RESULTS)


@pytest.mark.parametrize(
    ("operation", "numbers", "expected"),
    [
        ("mod", (-7.0, 3.0), 2.0),
        ("mod", (7.0, -3.0), -2.0),
        ("rem", (-7.0, 3.0), -1.0),
        ("rem", (7.0, -3.0), 1.0),
        ("round", (2.5,), 3.0),
        ("round", (-2.5,), -3.0),
        ("round", (0.49999999999999994,), 0.0),
        ("trunc", (-1.7,), -1.0),
        ("floor", (-1.2,), -2.0),
        ("sign", (-3.0,), -1.0),
        ("not", (0.0,), 1.0),
        ("not", (0.5,), 0.0),
        ("and", (2.0, -1.0), 1.0),
        ("or", (0.0, 0.0), 0.0),
        ("ne", (1.0, 1.0), 0.0),
        ("le", (1.0, 1.0), 1.0),
        ("if", (0.2, 3.0, 4.0), 3.0),
        ("safediv", (1.0, 0.0, 7.0), 7.0),
        ("safediv", (1.0, 5e-7, 7.0), 7.0),
        ("safediv", (1.0, 4.0, 7.0), 0.25),
        ("sum", (1.0, 2.0, 3.5), 6.5),
        ("product", (2.0, 3.0, 4.0), 24.0),
        ("min", (3.0, 1.0, 2.0), 1.0),
        ("max", (3.0, 1.0, 2.0), 3.0),
        ("pow", (0.0, 0.0), 1.0),
        ("gamma_ln", (5.0,), math.log(24.0)),
    ],
)
def test_operations_have_the_values_they_are_defined_by(
    operation: str, numbers: tuple[float, ...], expected: float
) -> None:
    """Signs of remainders, halves, truth and guarded divisions; to two units in the last place."""
    assert _value(operation, *numbers) == pytest.approx(expected, rel=4.5e-16, abs=0.0)


def test_what_has_no_value_is_an_infinity_or_no_number() -> None:
    """Nothing is refused here: whoever runs a model says where it came up."""
    assert _value("div", 1.0, 0.0) == math.inf
    assert math.isnan(_value("ln", -1.0))
    assert math.isnan(_value("min", _NAN, 1.0))
    assert _value("gamma_ln", -1.0) == math.inf
    assert _value("gamma_ln", 1e308) == math.inf


def test_a_square_has_the_same_bits_however_its_exponent_is_given() -> None:
    """One exponent for all and one for each give the same powers."""
    bases = np.linspace(0.1, 30.0, 1001)

    alone = power(bases, np.asarray(2.0))
    each = power(bases, np.full(bases.size, 2.0))

    assert np.array_equal(alone, each)


def test_what_is_not_nought_is_true() -> None:
    """Truth is 1, anything but nought counts as true."""
    assert truth(np.array([0.0, -0.0, 2.0, -1.0, _NAN])).tolist() == [0.0, 0.0, 1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Reading.CONTINUOUS, [10.0, 10.0, 15.0, 20.0, 40.0, 40.0]),
        (Reading.EXTRAPOLATE, [0.0, 10.0, 15.0, 20.0, 40.0, 60.0]),
        (Reading.DISCRETE, [10.0, 10.0, 10.0, 20.0, 40.0, 40.0]),
    ],
)
def test_lookups_are_read_in_three_ways(reading: Reading, expected: list[float]) -> None:
    """Between and beyond the points (1, 10), (2, 20), (3, 40), by XMILE 1.0, section 3.1.4."""
    table = Table((1.0, 2.0, 3.0), (10.0, 20.0, 40.0), reading)

    assert look_up(table, np.array([0.0, 1.0, 1.5, 2.0, 3.0, 4.0])).tolist() == expected


@pytest.mark.parametrize("reading", list(Reading))
def test_a_lookup_of_no_number_is_no_number(reading: Reading) -> None:
    """A fault before a lookup is not hidden by it."""
    assert math.isnan(float(look_up(Table((0.0, 1.0), (3.0, 3.0), reading), np.asarray(_NAN))))


@pytest.mark.parametrize("reading", list(Reading))
def test_a_lookup_of_one_point_is_that_value_everywhere(reading: Reading) -> None:
    """One point has no slope to go on with."""
    assert look_up(Table((1.0,), (5.0,), reading), np.array([0.0, 1.0, 2.0])).tolist() == [5.0] * 3
