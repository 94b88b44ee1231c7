"""Uses of macros."""

from dataclasses import replace

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.model import Equation, Kind, Macro, Variable
from wholeprint.systems.reference import simulate
from wholeprint.systems.text.read import read_model


def _variable(name: str, equation: str, kind: Kind = Kind.AUXILIARY) -> Variable:
    return Variable(name, kind, (Equation(parse(equation)),))


_STORE = Macro(
    "STORE",
    ("coming", "span"),
    (
        Variable(
            "level", Kind.STOCK, (Equation(parse("coming * span"), net=parse("coming - STORE")),)
        ),
        _variable("STORE", "level / span"),
        _variable("twice", "2 * level"),
    ),
    outputs=("twice",),
)
_TWO = Macro("TWO", ("x",), (_variable("TWO", "STORE(STORE(x, 2), 4)"),))
_SELF = Macro("LOOP", ("x",), (_variable("LOOP", "LOOP(x)"),))


def _system(lines: str) -> System:
    text = (
        f"model: m\ntime: {{start: 0, stop: 3, step: 0.5}}\narrays: {{age: [young, old]}}\n{lines}"
    )
    model = read_model(text, "m.yaml")
    return flatten(replace(model, macros=(_STORE, _TWO, _SELF)))


def _series(system: System, name: str) -> list[float]:
    return simulate(system).values[slot_of(system, name)][:, 0].tolist()


def test_a_macro_with_a_stock_is_a_delay() -> None:
    """STORE is a material delay of order 1 by its equations."""
    system = _system("auxiliaries: {x: 'STORE(1 + TIME, 2)', y: 'DELAY1(1 + TIME, 2)'}")
    assert _series(system, "x") == _series(system, "y")


def test_macros_use_macros() -> None:
    """TWO is one STORE behind another one."""
    system = _system("auxiliaries: {x: TWO(TIME), y: 'DELAY1(DELAY1(TIME, 2), 4)'}")
    assert _series(system, "x") == _series(system, "y")
    inside = {each.macro for each in system.slots if each.is_internal and "TWO" in each.macro}
    assert inside == {"TWO(TIME)"}


def test_each_use_and_each_element_has_its_own_stock() -> None:
    """Two uses and two elements make four stocks."""
    system = _system(
        "auxiliaries:\n  a[age]: {equation: {young: 1, old: 2}}\n"
        "  x[age]: 'STORE(a, 2)'\n  y[age]: 'STORE(a + TIME, 2)'\n"
    )
    assert sum(1 for each in system.slots if each.role == "stock") == 4
    assert _series(system, "x[old]") == [2.0] * 7


def test_a_macro_may_give_more_than_its_result() -> None:
    """The further result has the name that stands behind the arguments."""
    system = _system(
        "auxiliaries: {x: 'STORE(1, 2, double level) + 0 * TIME', z: double level + 1}"
    )
    assert _series(system, "z") == [5.0] * 7


def test_a_macro_inside_a_macro_shows_its_names() -> None:
    """The stock of a use is found by the name of the use."""
    system = _system("auxiliaries: {price: TIME, x: 'STORE(price, 2)'}")
    assert slot_of(system, "STORE(price).level")


@pytest.mark.parametrize(
    ("equation", "what"),
    [
        ("STORE(1)", "takes other arguments: coming, span, twice"),
        ("STORE(1, 2, a, b)", "takes other arguments"),
        ("LOOP(1)", "uses itself"),
    ],
)
def test_odd_uses_are_refused(equation: str, what: str) -> None:
    """Too few, too many, or without end."""
    with pytest.raises(ModelError, match=what):
        _system(f"auxiliaries: {{x: '{equation}'}}")


def test_a_macro_goes_before_a_function_of_its_name() -> None:
    """A file may say for itself what SMOOTH is."""
    smooth = Macro("SMOOTH", ("x", "t"), (_variable("SMOOTH", "x * t"),))
    text = "model: m\ntime: {start: 0, stop: 3, step: 1}\nauxiliaries: {x: 'SMOOTH(3, 5)'}"
    system = flatten(replace(read_model(text, "m.yaml"), macros=(smooth,)))
    assert _series(system, "x") == [15.0] * 4
