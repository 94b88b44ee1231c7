"""Functions of numbers, and readings of lookups."""

import math

import pytest

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model


def _value(equation: str) -> float:
    text = (
        "model: m\ntime: {start: 0, stop: 1, step: 1}\n"
        "lookups:\n  table: {points: [[0, 10], [1, 20], [2, 40]]}\n"
        "  dip: {points: [[0, 1], [1, 0], [2, 1]]}\n"
        f"auxiliaries: {{x: '{equation}', y: TIME}}"
    )
    system = flatten(read_model(text, "m.yaml"))
    return float(simulate(system).values[slot_of(system, "x")][0, 0])


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        ("INT(-2.5 + y)", -3.0),
        ("INTEGER(-2.5 + y)", -2.0),
        ("MODULO(-7 + y, 3)", -1.0),
        ("(-7 + y) MOD 3", 2.0),
        ("QUANTUM(-7 + y, 3)", -6.0),
        ("QUANTUM(-7 + y, 0)", -7.0),
        ("LOG(8 + y, 2)", 3.0),
        ("SAFEDIV(1, y)", 0.0),
        ("SAFEDIV(1, y, 9)", 9.0),
        ("SAFEDIV(1, y + 0.0000001)", 1e7),
        ("XIDZ(1, y, 9)", 9.0),
        ("ZIDZ(1, y + 0.0000001)", 0.0),
        ("MAX(y, 3, 2)", 3.0),
        ("MIN(y, 3, 2)", 0.0),
        ("MEAN(y, 3, 3)", 2.0),
        ("ROUND(2.5 + y)", 3.0),
        ("POWER(2, 3 + y)", 8.0),
        ("2 ^ 3 ^ (1 + y)", 8.0),
        ("PI", math.pi),
        ("IF y > 0 THEN 1 / y ELSE 5", 5.0),
        ("NOT y", 1.0),
        ("-y - -3", 3.0),
        ("DT + STARTTIME + STOPTIME + time step", 3.0),
    ],
)
def test_functions_mean_what_their_table_says(equation: str, expected: float) -> None:
    """Each at one value, with an operand that is computed so that nothing is done beforehand."""
    assert _value(equation) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        ("table(1.5 + y)", 30.0),
        ("table(9 + y)", 40.0),
        ("LOOKUP(table, 0.5 + y)", 15.0),
        ("LOOKUP_EXTRAPOLATE(table, 3 + y)", 60.0),
        ("LOOKUP_BACKWARD(table, 1.9 + y)", 20.0),
        ("LOOKUP_FORWARD(table, 1.1 + y)", 40.0),
        ("LOOKUP_FORWARD(table, 1 + y)", 20.0),
        ("LOOKUP_FORWARD(table, y - 1)", 10.0),
        ("LOOKUP_INVERT(table, 30 + y)", 1.5),
    ],
)
def test_lookups_are_read_in_many_ways(equation: str, expected: float) -> None:
    """Points (0, 10), (1, 20), (2, 40): by hand."""
    assert _value(equation) == pytest.approx(expected, rel=1e-12)


def test_a_lookup_that_turns_back_is_not_read_backwards() -> None:
    """More than one place has the value."""
    with pytest.raises(UnsupportedError, match="read backwards"):
        _value("LOOKUP_INVERT(dip, 0.5)")


@pytest.mark.parametrize(
    ("equation", "what"),
    [
        ("LOOKUP(y, 1)", "no lookup"),
        ("LOOKUP(1, 1)", "the name of a lookup is wanted"),
        ("table", "without an argument"),
        ("ABS(1, 2)", "takes other arguments: x"),
        ("ABSS(1)", "Did you mean ABS"),
        ("tabel(1)", "not known"),
    ],
)
def test_odd_calls_are_refused(equation: str, what: str) -> None:
    """The error says what is wrong with the call."""
    with pytest.raises(ModelError, match=what):
        _value(equation)
