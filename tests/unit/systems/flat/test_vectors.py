"""Orders, ranks, shares, inverses, and what is said of some elements."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model

_TOP = """
model: m
time: {start: 0, stop: 1, step: 1}
arrays: {who: [a, b, c], side: [left, right], profile: [kind, priority, width, extra]}
auxiliaries:
  zero: TIME
  v[who]: {equation: {a: 30 + zero, b: 10 + zero, c: 20 + zero}}
  mask[who]: {equation: {a: 2 + zero, b: 0, c: 3 + zero}}
  none[who]: 0 * zero
  q[side, side]: {equation: {"left, left": 2,
    "left, right": 1, "right, left": 1, "right, right": 1}}
  wish[who]: 10 + zero
  rank of[who, profile]: {equation: {"a, kind": 1, "b, kind": 1, "c, kind": 1, "a, priority": 3,
    "b, priority": 2, "c, priority": 1, "a, width": 0.5, "b, width": 0.5, "c, width": 0.5,
    "a, extra": 0, "b, extra": 0, "c, extra": 0}}
"""


def _values(lines: str, *names: str) -> list[float]:
    system = flatten(read_model(f"{_TOP}{lines}", "m.yaml"))
    run = simulate(system)
    return [float(run.values[slot_of(system, each)][0, 0]) for each in names]


def _of_all(equation: str) -> list[float]:
    return _values(f"  x[who]: '{equation}'", "x[a]", "x[b]", "x[c]")


def test_orders_and_ranks_are_those_of_vensim() -> None:
    """30, 10, 20: rising, the second comes first, then the third, then the first."""
    assert _of_all("VECTOR_SORT_ORDER(v[who], 1)") == [1.0, 2.0, 0.0]
    assert _of_all("VECTOR_SORT_ORDER(v[who], -1)") == [0.0, 2.0, 1.0]
    assert _of_all("VECTOR_RANK(v[who], 1)") == [3.0, 1.0, 2.0]
    assert _of_all("VECTOR_REORDER(v[who], VECTOR_SORT_ORDER(v[who], 1))") == [10.0, 20.0, 30.0]


def test_the_place_of_the_nth_smallest_is_told() -> None:
    """The smallest is the second element."""
    assert _values("  x: RANK(v[*], 1 + zero)\n  y: RANK(v[*], 3)", "x", "y") == [2.0, 1.0]


def test_the_element_some_places_on_is_read() -> None:
    """From b on by nought and by one; beyond the end is not a number."""
    found = _values(
        "  x: 'VECTOR_ELM_MAP(v[b], zero)'\n  y: 'VECTOR_ELM_MAP(v[b], 1)'\n"
        "  z: 'IF VECTOR_ELM_MAP(v[b], 2) = VECTOR_ELM_MAP(v[b], 2) THEN 1 ELSE 0'\n",
        "x",
        "y",
        "z",
    )
    assert found == [10.0, 20.0, 0.0]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (0, 120.0),
        (1, 3600.0),
        (2, 60.0),
        (3, 60.0),
        (4, 60.0),
        (5, 30.0**2 * 20.0**3),
        (6, 50.0),
        (7, 600.0),
        (8, 20.0),
        (9, 30.0),
        (10, 25.0),
    ],
)
def test_some_elements_are_chosen(action: int, expected: float) -> None:
    """30 is chosen with a weight of 2, 20 with 3; by hand, with a fixed and a computed action."""
    call = "VECTOR_SELECT(mask[who!], v[who!], -1, ACTION, 0)"
    fixed, computed = (call.replace("ACTION", text) for text in (str(action), f"{action} + zero"))
    assert _values(f"  x: '{fixed}'\n  y: '{computed}'", "x", "y") == [expected, expected]


def test_none_or_too_many_may_be_refused() -> None:
    """None chosen gives what is given for it, or no number where the action says so."""
    call = "VECTOR_SELECT(none[who!], v[who!], -1, 0, ERROR)"
    assert _values(f"  x: '{call.replace('ERROR', '0')}'", "x") == [-1.0]
    asked = f"  x: 'IF {call.replace('ERROR', '1')} < 9 THEN 1 ELSE 0'"
    assert _values(asked, "x") == [0.0]


def test_a_matrix_is_inverted() -> None:
    """The inverse of 2 1, 1 1 is 1 -1, -1 2."""
    found = _values(
        "  x[side, side]: 'INVERT_MATRIX(q[side, side], 2)'",
        *(f"x[{row}, {column}]" for row in ("left", "right") for column in ("left", "right")),
    )
    assert found == pytest.approx([1.0, -1.0, -1.0, 2.0], rel=1e-12)


def test_what_there_is_goes_to_the_first_in_rank() -> None:
    """15 for three who want 10 each: the first has all, the second half, by either function."""
    for equation in (
        "ALLOCATE_AVAILABLE(wish[who], rank of[who, kind], 15 + zero)",
        "ALLOCATE_BY_PRIORITY(wish[who], rank of[who, priority], ELMCOUNT(who), 0.5, 15 + zero)",
    ):
        assert _of_all(equation) == pytest.approx([10.0, 5.0, 0.0], abs=1e-9)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("  x: 'VECTOR_RANK(v[who], 1)'", "which element of who the result is for"),
        ("  x: 'VECTOR_RANK(zero, 1)'", "an array is wanted"),
        ("  x[who]: 'VECTOR_RANK(v[a], 1)'", "a dimension is wanted as last index"),
        ("  x[who, who]: 'INVERT_MATRIX(v[who], 1)'", "a matrix is wanted"),
        ("  x[who, side]: 'INVERT_MATRIX(rank of[who, profile], 2)'", "only a square matrix"),
        ("  x: 'VECTOR_SELECT(mask[who!], v[who!], 0, 12, 0)'", "no such numerical action"),
        ("  x[who]: 'ALLOCATE_AVAILABLE(wish[who], rank of[who, width], 1)'", "4 elements"),
    ],
)
def test_odd_vectors_are_refused(line: str, what: str) -> None:
    """The error says what does not fit."""
    with pytest.raises(ModelError, match=what):
        _values(line)
