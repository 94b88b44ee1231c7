"""Sums, means and extremes over arrays."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_TOP = """
model: m
time: {start: 0, stop: 1, step: 1}
arrays: {age: [young, old], place: [north, south, west]}
auxiliaries:
  zero: TIME
  a[age]: {equation: {young: 1 + zero, old: 4 + zero}}
  b[age]: {equation: {young: 10 + zero, old: 20 + zero}}
  m[age, place]: a * 10 + place + zero
"""


def _system(lines: str) -> System:
    return flatten(read_model(f"{_TOP}{lines}", "m.yaml"))


def _value(system: System, name: str) -> float:
    return float(simulate(system).values[slot_of(system, name)][0, 0])


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        ("SUM(a[*])", 5.0),
        ("SUM(a)", 5.0),
        ("SUM(a[*] * b[*])", 90.0),
        ("SUM(a[age!] * b[age!])", 90.0),
        ("SUM(m[*, *])", 162.0),
        ("SUM(m[young, *])", 36.0),
        ("SUM(m[*, north])", 52.0),
        ("SUM(a[*] * SUM(b[*]))", 150.0),
        ("PROD(a[*])", 4.0),
        ("MEAN(m[old, *])", 42.0),
        ("MAX(b[*])", 20.0),
        ("MIN(b[*])", 10.0),
        ("VMAX(b[age!])", 20.0),
        ("VMIN(b[age!])", 10.0),
        ("STDDEV(a[*])", 1.5),
        ("SIZE(m)", 6.0),
        ("SIZE(m[young, *])", 3.0),
        ("SIZE(place)", 3.0),
        ("ELMCOUNT(age)", 2.0),
        ("SUM(zero + 3)", 3.0),
        ("RANK(b[*], 1)", 1.0),
    ],
)
def test_what_is_said_of_all_elements(equation: str, expected: float) -> None:
    """The numbers are a = 1, 4; b = 10, 20; m = 11, 12, 13 and 41, 42, 43: by hand."""
    system = _system(f"  x: '{equation}'")
    assert _value(system, "x") == expected


def test_the_left_side_fixes_its_dimension() -> None:
    """A sum over places for each age, and a sum over a dimension twice."""
    system = _system("  x[age]: SUM(m[age, *])\n  y[age]: SUM(m[*, north]) + a[age]\n")
    assert [_value(system, f"x[{each}]") for each in ("young", "old")] == [36.0, 126.0]
    assert [_value(system, f"y[{each}]") for each in ("young", "old")] == [53.0, 56.0]


def test_a_sum_that_all_elements_share_is_made_once() -> None:
    """The share of each of two ages needs one sum, not two; that of a row one for each row."""
    system = _system("  x[age]: a / SUM(a[*])\n  y[age, place]: m / SUM(m[age, *])\n")
    made = [each.name for each in system.slots if each.is_internal]
    assert made == ["sum(a)", "sum(m young)", "sum(m old)"]
    assert _value(system, "x[old]") == 0.8
    assert _value(system, "y[young, south]") == 12 / 36


def test_what_runs_over_nothing_is_refused() -> None:
    """A star without a function of arrays around it has no meaning."""
    with pytest.raises(ModelError, match=r"nothing around a runs over \[\*\]"):
        _system("  x: a[*] + 1")
