"""What is written reads back with the same meaning; what has no place is named."""

from dataclasses import replace

import pytest

from wholeprint.errors import UnsupportedError
from wholeprint.quantities.distribution import Triangular
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.model import (
    Clock,
    Dimension,
    Equation,
    Kind,
    Macro,
    Method,
    Model,
    Module,
    Variable,
)
from wholeprint.systems.reference import simulate
from wholeprint.systems.xmile.read import read_xmile
from wholeprint.systems.xmile.write import write_xmile

CLOCK = Clock(parse("0"), parse("4"), parse("1 / 4"), parse("1"), unit="day", method=Method.RK4)


def variable(name: str, equation: str, kind: Kind = Kind.AUXILIARY) -> Variable:
    return Variable(name, kind, (Equation(parse(equation)),))


def test_clock_reads_back() -> None:
    """Times, method, unit, and the step as one over a number."""
    model = Model("m", CLOCK, (variable("a", "time"),), title="T & U", note="a\nb")
    found = read_xmile(write_xmile(model), "m")
    assert (found.clock, found.title, found.note) == (CLOCK, "T & U", "a\nb")


def test_modules_and_macros_read_back() -> None:
    """Submodels, their inputs, and macros mean the same."""
    inner = Model("inner", CLOCK, (variable("x", "0"), variable("y", "twice(x) + z")))
    inner = replace(inner, variables=(*inner.variables, variable("z", "1")))
    twice = Macro("twice", ("u",), (variable("twice", "u * 2"),))
    model = Model(
        "m",
        CLOCK,
        (variable("the price", "3 + time"), variable("out", "my shop.y")),
        modules=(Module("my shop", "inner", {"x": "the price"}),),
        submodels={"inner": inner},
        macros=(twice,),
    )
    one, other = flatten(model), flatten(read_xmile(write_xmile(model), "m"))
    first, again = simulate(one), simulate(other)
    assert first.values[one.names["out"]].tolist() == again.values[other.names["out"]].tolist()
    assert first.values[one.names["out"]][0, 0] == 7.0


def test_what_is_left_out_is_named() -> None:
    """What XMILE has no place for stands in a comment."""
    parameter = replace(
        variable("rate", "2", Kind.PARAMETER), belief=Triangular(1.0, 2.0, 3.0), is_switch=True
    )
    text = write_xmile(Model("m", CLOCK, (parameter,), loops={"a": ("rate",)}))
    assert "what is believed and that it is a switch of rate, names of loops" in text
    assert read_xmile(text, "m").variables[0].kind is Kind.PARAMETER


def test_mapping_is_refused() -> None:
    """A mapping of subscripts has no form in XMILE; one to the same names needs none."""
    other = Dimension("b", ("x", "y"))
    same = Dimension("a", ("x", "y"), maps={"b": (("x",), ("y",))})
    turned = Dimension("a", ("x", "y"), maps={"b": (("y",), ("x",))})
    model = Model("m", CLOCK, (), dimensions=(same, other))
    assert len(read_xmile(write_xmile(model), "m").dimensions) == 2
    with pytest.raises(UnsupportedError, match="mapping"):
        write_xmile(replace(model, dimensions=(turned, other)))


def test_macro_with_several_results_is_refused() -> None:
    """XMILE's macros have one result."""
    with pytest.raises(UnsupportedError, match="several results"):
        write_xmile(Model("m", CLOCK, (), macros=(Macro("f", (), (), ("g",)),)))
