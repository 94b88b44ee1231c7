"""Expressions made into terms."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Binary, Expression, Name, Text
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.lower import folded
from wholeprint.systems.flat.system import START, STEP, STOP, TIME
from wholeprint.systems.flat.term import Apply, Constant, Ref, Term
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.model import Clock, Dimension, Equation, Kind, Model, Place, Variable


def _term(value: Expression) -> Term | None:
    variables = (
        Variable("x", Kind.AUXILIARY, (Equation(value),), place=Place("m.yaml", 5)),
        Variable("rate", Kind.PARAMETER, (Equation(parse("3")),)),
    )
    system = flatten(Model("m", Clock(parse("0"), parse("2"), parse("1")), variables))
    return system.slots[slot_of(system, "x")].term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("TIME", Ref(TIME)),
        ("DT", Ref(STEP)),
        ("STARTTIME", Ref(START)),
        ("FINAL TIME", Ref(STOP)),
        ("TIME - 1", Apply("sub", (Ref(TIME), Constant(1.0)))),
        ("TIME / (2 * 4)", Apply("div", (Ref(TIME), Constant(8.0)))),
        ("NOT TIME", Apply("not", (Ref(TIME),))),
        ("+TIME", Ref(TIME)),
        ("TIME ^ 2", Apply("pow", (Ref(TIME), Constant(2.0)))),
        ("IF TIME > 1 THEN 2 ELSE 3", Apply(
            "if",
            (Apply("gt", (Ref(TIME), Constant(1.0))), Constant(2.0), Constant(3.0)),
        )),
    ],
)  # fmt: skip
def test_operators_and_the_clock(text: str, term: Term) -> None:
    """Each operator is one operation; the clock has slots of its own."""
    assert _term(parse(text)) == term


def test_what_may_be_set_is_never_done_beforehand() -> None:
    """A parameter stays a reference; numbers that stand in the text are done at once."""
    assert _term(parse("rate * (2 + 3)")) == Apply("mul", (Ref(5), Constant(5.0)))


def test_a_division_by_nought_is_left_to_the_run() -> None:
    """It is no number that could be told beforehand."""
    assert folded("div", Constant(1.0), Constant(0.0)) == Apply(
        "div", (Constant(1.0), Constant(0.0))
    )


def test_an_element_behind_its_dimension_is_its_number() -> None:
    """As Stella writes it: ``place.second`` is 2, wherever it stands."""
    model = Model(
        "m",
        Clock(parse("0"), parse("2"), parse("1")),
        (Variable("x", Kind.AUXILIARY, (Equation(parse("Place.Second * 10")),)),),
        dimensions=(Dimension("place", ("first", "second")),),
    )
    system = flatten(model)
    assert system.slots[slot_of(system, "x")].term == Constant(20.0)


def test_a_long_sum_is_one_operation() -> None:
    """From left to right as before, with what is taken away as its negative."""
    node: Expression = Name("TIME")
    for index in range(30):
        node = Binary("-" if index % 2 else "+", node, Name("rate"))
    term = _term(node)
    assert isinstance(term, Apply)
    assert (term.operation, len(term.terms)) == ("sum", 31)
    assert term.terms[2] == Apply("neg", (Ref(5),))


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (Name("raet"), r"m\.yaml:5: in the equation of x, a name is not known: saw raet. Did you"),
        (Text("rate"), "a text stands where a number is wanted"),
        (parse("rate[young]"), "takes other indices: none"),
    ],
)
def test_what_cannot_be_read_is_refused(value: Expression, what: str) -> None:
    """With file, line, variable and near names."""
    with pytest.raises(ModelError, match=what):
        _term(value)
