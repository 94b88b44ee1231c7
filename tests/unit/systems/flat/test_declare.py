"""Slots of variables, of arrays, and of models inside models."""

from dataclasses import replace

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Number
from wholeprint.systems.flat.declare import Given
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.model import (
    Clock,
    Dimension,
    Equation,
    Kind,
    Model,
    Module,
    Place,
    Variable,
)
from wholeprint.systems.reference import simulate

_CLOCK = Clock(parse("0"), parse("2"), parse("1"))
_AGE = Dimension("age", ("young", "middle", "old"))
_GROWN = Dimension("grown", ("middle", "old"), parent="age")


def _said(name: str, *equations: Equation, dimensions: tuple[str, ...] = ("age",)) -> Variable:
    return Variable(name, Kind.AUXILIARY, equations, dimensions, place=Place("m.mdl", 3))


def _aux(name: str, equation: str) -> Variable:
    return Variable(name, Kind.AUXILIARY, (Equation(parse(equation)),), place=Place("m.mdl", 9))


def _flat(*variables: Variable) -> System:
    return flatten(Model("m", _CLOCK, variables, dimensions=(_AGE, _GROWN)))


def _values(system: System, *names: str) -> list[float]:
    run = simulate(system)
    return [float(run.values[slot_of(system, each)][0, 0]) for each in names]


def _all(system: System) -> list[float]:
    return _values(system, *(f"x[{each}]" for each in _AGE.elements))


def test_what_is_said_of_one_element_goes_before_what_is_said_of_all() -> None:
    """Whatever their order in the file."""
    one, every = Equation(parse("7"), ("old",)), Equation(parse("1"), ("age",))
    assert _all(_flat(_said("x", one, every))) == [1.0, 1.0, 7.0]
    assert _all(_flat(_said("x", every, one))) == [1.0, 1.0, 7.0]


def test_a_part_of_a_dimension_may_have_an_equation_of_its_own() -> None:
    """The name of the part stands for each of its elements on the right side too."""
    young = Equation(parse("5"), ("young",))
    grown = Equation(parse("y[grown] * 10"), ("grown",))
    system = _flat(_said("x", young, grown), _said("y", Equation(parse("age"), ("age",))))
    assert _all(system) == [5.0, 20.0, 30.0]


def test_what_is_excepted_has_no_equation() -> None:
    """Reading it is an error that names it."""
    x = _said("x", Equation(parse("1"), ("age",), excepted=(("old",),)))
    assert "x[old]" not in _flat(x).names
    with pytest.raises(ModelError, match=r"no equation for an element that is read: saw x\[old\]"):
        _flat(x, _aux("y", "x[old]"))


@pytest.mark.parametrize(
    ("variables", "what"),
    [
        ((_aux("a", "1"), _aux("A ", "2")), r"m\.mdl:9: two variables have the same name: saw A"),
        (
            (_said("x", Equation(parse("1")), dimensions=("ages",)),),
            "a dimension that is not there",
        ),
        ((_said("x", Equation(parse("1"), ("ancient",))),), "no element of age: saw ancient"),
        ((_said("x", Equation(parse("1"), ("old", "old"))),), "too many or too few indices"),
        ((_said("x", Equation(None)),), "there is nothing"),
        ((_said("x", dimensions=()),), "there must be one equation: saw 0"),
    ],
)
def test_odd_variables_are_refused(variables: tuple[Variable, ...], what: str) -> None:
    """The error says where the variable stands."""
    with pytest.raises(ModelError, match=what):
        _flat(*variables)


def _module(name: str, model: str, **inputs: str) -> Module:
    return Module(name, model, inputs, Place("m.yaml", 4))


def test_models_in_models_are_told_apart_by_their_names() -> None:
    """Two uses of one model, each fed by another variable; nested, and one fed by the other."""
    inner = Model("inner", _CLOCK, (_aux("half", "whole / 2"), _aux("whole", "0")))
    market = Model(
        "market",
        _CLOCK,
        (_aux("sales", "price * 2 + part.half"), _aux("price", "1")),
        modules=(_module("part", "inner", whole="price"),),
        submodels={"inner": inner},
    )
    whole = Model(
        "m",
        _CLOCK,
        (_aux("my price", "4"), _aux("x", "home.sales + away.part.half + away.sales")),
        modules=(
            _module("away", "market", price="home.sales"),
            _module("home", "market", price="my price"),
        ),
        submodels={"market": market},
    )
    system = flatten(whole)
    assert _values(system, "home.sales", "away.sales", "away.part.half") == [10.0, 25.0, 5.0]
    assert _values(system, "x") == [40.0]
    assert "home.price" not in system.names


@pytest.mark.parametrize(
    ("module", "what"),
    [
        (_module("home", "shop"), r"m\.yaml:4: the model of a module is not there: saw shop"),
        (_module("home", "market", price="my prise"), "Did you mean my price"),
    ],
)
def test_odd_modules_are_refused(module: Module, what: str) -> None:
    """A model that is not there, an input that nobody has."""
    market = Model("market", _CLOCK, (_aux("price", "1"),))
    whole = Model("m", _CLOCK, (_aux("my price", "4"),), modules=(module,))
    with pytest.raises(ModelError, match=what):
        flatten(replace(whole, submodels={"market": market}))


def test_a_model_that_holds_itself_is_refused() -> None:
    """It would never end."""
    whole = Model("m", _CLOCK, (), modules=(_module("again", "again"),))
    with pytest.raises(ModelError, match="holds itself"):
        flatten(replace(whole, submodels={"again": replace(whole, modules=whole.modules)}))


def test_inputs_that_feed_each_other_in_a_circle_are_refused() -> None:
    """Nothing would say what they are worth."""
    part = Model("part", _CLOCK, (_aux("given", "1"),))
    modules = (_module("a", "part", given="b.given"), _module("b", "part", given="a.given"))
    with pytest.raises(ModelError, match="takes a name not known"):
        flatten(Model("m", _CLOCK, (), modules=modules, submodels={"part": part}))


def test_settings_know_which_of_them_were_used() -> None:
    """The narrowest name goes first; what nothing asked for is told."""
    given = Given({"share": 1, "share[ old ]": 2, "shaer": 3})
    assert given.find("share[old]", "share") == Number(2.0)
    assert given.find("share[young]", "share") == Number(1.0)
    assert given.find("rate") is None
    assert given.unused() == ["shaer"]


def test_an_exception_outside_of_the_array_excepts_nothing() -> None:
    """Vensim takes it; a name that is no element of anything is refused."""
    far = Variable(
        "x",
        Kind.AUXILIARY,
        (Equation(parse("7"), (), excepted=(("young",),)),),
        ("grown",),
        place=Place("m.mdl", 3),
    )
    assert _values(_flat(far), "x[middle]", "x[old]") == [7.0, 7.0]
    with pytest.raises(ModelError, match="no element"):
        _flat(replace(far, equations=(Equation(parse("7"), (), excepted=(("yuong",),)),)))
