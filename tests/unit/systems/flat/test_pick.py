"""Which element an index means."""

from dataclasses import replace

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.model import Dimension
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_TOP = """
model: m
time: {start: 0, stop: 2, step: 1}
arrays: {age: [young, middle, old], place: [north, south]}
auxiliaries:
  zero: 0 * TIME
  a[age]: {equation: {young: 1 + zero, middle: 2 + zero, old: 3 + zero}}
  m[age, place]: a * 10 + place
  square[age, age]: {equation: {"young, young": 1, "young, middle": 2, "young, old": 3,
    "middle, young": 4, "middle, middle": 5, "middle, old": 6,
    "old, young": 7, "old, middle": 8, "old, old": 9}}
"""


def _series(lines: str, name: str, *dimensions: Dimension) -> list[float]:
    model = read_model(f"{_TOP}{lines}", "m.yaml")
    system = flatten(replace(model, dimensions=(*model.dimensions, *dimensions)))
    return simulate(system).values[slot_of(system, name)][:, 0].tolist()


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("  x: a[old]", "x", 3.0),
        ("  x: a[2]", "x", 2.0),
        ("  x: a[1 + 1]", "x", 2.0),
        ("  x[age]: a", "x[old]", 3.0),
        ("  x[age]: a[age]", "x[old]", 3.0),
        ("  x[age]: 'IF age = 1 THEN 0 ELSE a[age - 1]'", "x[old]", None),
        ("  x[place]: m[old, place]", "x[south]", 32.0),
        ("  x[place, age]: m[age, place]", "x[south, old]", 32.0),
        ("  x[age, age]: square[age, age]", "x[young, old]", 3.0),
        ("  x[age]: square[age, age]", "x[middle]", 5.0),
        ("  x[age]: age * 100", "x[middle]", 200.0),
        ("  x: middle", "x", 2.0),
        ("  x: m[2 + zero, 1 + zero]", "x", 21.0),
        ("  x: a[7 + zero]", "x", 0.0),
    ],
)
def test_indices_mean_elements(line: str, name: str, expected: float | None) -> None:
    """By element, number, dimension, position, and by what is computed; 0 beyond the array."""
    if expected is None:
        with pytest.raises(ModelError, match="goes beyond age"):
            _series(line, name)
    else:
        assert _series(line, name)[0] == expected


def test_an_index_may_move_with_the_time() -> None:
    """The element of each instant is read; a whole number and what is behind its point count."""
    assert _series("  x: a[TIME + 1]", "x") == [1.0, 2.0, 3.0]
    assert _series("  x: a[1.5 + zero]", "x")[0] == 1.0


def test_parts_and_mappings_of_dimensions_are_followed() -> None:
    """A part shares its elements; what is mapped stands for another element."""
    part = Dimension("grown", ("middle", "old"), parent="age")
    before = Dimension(
        "before", ("young", "middle"), parent="age", maps={"grown": (("middle",), ("old",))}
    )
    line = "  x[grown]: a[grown] * 10 + a[before]"
    assert _series(line, "x[middle]", part, before)[0] == 21.0
    assert _series(line, "x[old]", part, before)[0] == 32.0


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("  x: a[age]", "not said which element of age"),
        ("  x: a", "not said which element of age"),
        ("  x: a[ancient]", "neither an element of age nor a dimension: saw ancient"),
        ("  x: a[young, north]", "takes other indices: age"),
        ("  x: zero[young]", "takes other indices: none"),
        ("  x: a[4]", "goes beyond age"),
        ("  x[place]: a[place]", "no element of that name on age"),
    ],
)
def test_odd_indices_are_refused(line: str, what: str) -> None:
    """The error says which index of what does not fit."""
    with pytest.raises(ModelError, match=what):
        _series(line, "x")
