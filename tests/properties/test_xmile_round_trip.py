"""Models that are written as XMILE and read back run to the same numbers."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Binary, Call, Expression, Name, Number, Unary
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.model import (
    Clock,
    Dimension,
    Equation,
    Kind,
    Model,
    Reading,
    Table,
    Variable,
)
from wholeprint.systems.names import canonical
from wholeprint.systems.reference import simulate
from wholeprint.systems.xmile.read import read_xmile
from wholeprint.systems.xmile.write import write_xmile

CLOCK = Clock(parse("0"), parse("3"), parse("0.5"), unit="day")
RESERVED = {"time", "dt", "pi", "inf", "starttime", "stoptime", "s", "a", "t", "x"}
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(abs).map(Number)
OPERATORS = ("+", "-", "*", "/", "^", "mod", "<")
WORDS = st.text("abcxyzß é<&>'-+*/^()[]{}", min_size=1, max_size=12)


def _inside(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def two(parts: tuple[str, Expression, Expression]) -> Expression:
        return Binary(*parts) if parts[0] in OPERATORS else Call(parts[0], parts[1:])

    def one(parts: tuple[str, Expression]) -> Expression:
        return Unary(*parts) if parts[0] == "-" else Call(parts[0], parts[1:])

    return st.one_of(
        st.tuples(st.sampled_from([*OPERATORS, "max", "zidz"]), inner, inner).map(two),
        st.tuples(st.sampled_from(["-", "integer", "t"]), inner).map(one),
    )


def sums(names: list[str]) -> st.SearchStrategy[Expression]:
    leaves: st.SearchStrategy[Expression] = st.one_of(
        NUMBERS, st.sampled_from([Name(each) for each in names])
    )
    return st.recursive(leaves, _inside, max_leaves=6)


@st.composite
def models(draw: st.DrawFn) -> Model:
    name = draw(WORDS.map(str.strip).filter(lambda w: w and canonical(w) not in RESERVED))
    xs = sorted(draw(st.sets(st.integers(-50, 50), min_size=2, max_size=5)))
    ys = draw(st.lists(st.floats(-10, 10), min_size=len(xs), max_size=len(xs)))
    table = Table(tuple(map(float, xs)), tuple(ys), draw(st.sampled_from([*Reading])))
    known = [name, "s", "time", "x"]
    parts = (
        Equation(draw(sums(["time", "s"])), ("young",)),
        Equation(draw(sums(["time", "s"])), ("old",)),
    )
    return Model(
        "m",
        CLOCK,
        (
            Variable(name, Kind.PARAMETER, (Equation(draw(NUMBERS)),), note=name, unit="1/day"),
            Variable("t", Kind.LOOKUP, (Equation(None, table=table),)),
            Variable("s", Kind.STOCK, (Equation(parse("3"), net=draw(sums(known))),)),
            Variable("a", Kind.AUXILIARY, parts, dimensions=("age",)),
            Variable("x", Kind.AUXILIARY, (Equation(draw(sums(["s", "time", name]))),)),
        ),
        title=name,
        dimensions=(Dimension("age", ("young", "old")),),
    )


@settings(max_examples=40, deadline=None)
@given(models())
def test_same_numbers(model: Model) -> None:
    """Names of any letters, tables of any reading, arrays and net flows come back as they were.

    The tolerance is for sums that are done in another order.
    """
    one, other = flatten(model), flatten(read_xmile(write_xmile(model), "m"))
    first, again = simulate(one), simulate(other)
    for key, slot in one.names.items():
        if not one.slots[slot].is_internal:
            np.testing.assert_allclose(
                again.values[other.names[key]], first.values[slot], rtol=1e-9, err_msg=key
            )
