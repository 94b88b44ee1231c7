"""What may be said in another way without changing what a model does."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import (
    Binary,
    Call,
    Conditional,
    Expression,
    Name,
    Subscript,
    Unary,
)
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.model import Clock, Dimension, Equation, Kind, Model, Module, Variable
from wholeprint.systems.reference import simulate

_CLOCK = Clock(parse("0"), parse("3"), parse("0.25"))
_SHOWN = ("s0", "s1", "f0", "f1", "a0", "a1", "a2")

_LEAVES = ("p0", "p1", "s0", "s1", "TIME", "0.5", "2")
_FORMS = (
    "({0}) + ({1})",
    "({0}) - ({1})",
    "({0}) * ({1})",
    "({0}) / (1 + ABS({1}))",
    "MAX({0}, {1})",
    "IF ({0}) > ({1}) THEN ({0}) ELSE p0",
    "SMTH1({0}, 2)",
    "DELAY3({0}, 3, p1)",
    "DELAY({0}, 1)",
    "PREVIOUS({0}, 0.25)",
    "STEP(p0, 1) + ({0})",
    "SIN({0})",
)


def _formulas(names: Sequence[str]) -> st.SearchStrategy[str]:
    leaf = st.sampled_from((*_LEAVES, *names))
    return st.recursive(leaf, _larger, max_leaves=4)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(_FORMS), inner, inner).map(_filled)


def _filled(parts: tuple[str, str, str]) -> str:
    form, one, two = parts
    return form.format(one, two)


@st.composite
def _models(draw: st.DrawFn) -> Model:
    number = st.floats(-2.0, 2.0).map(lambda value: f"{value:.4f}")
    auxiliaries = ("a0", "a1", "a2")
    variables = [
        Variable(name, Kind.PARAMETER, (Equation(parse(draw(number))),)) for name in ("p0", "p1")
    ]
    variables += [
        Variable(name, Kind.AUXILIARY, (Equation(parse(draw(_formulas(auxiliaries[:index])))),))
        for index, name in enumerate(auxiliaries)
    ]
    variables += [
        Variable(name, Kind.FLOW, (Equation(parse(draw(_formulas(auxiliaries)))),))
        for name in ("f0", "f1")
    ]
    variables += [
        Variable("s0", Kind.STOCK, (Equation(parse(draw(number))),), (), inflows=("f0",)),
        Variable(
            "s1",
            Kind.STOCK,
            (Equation(parse(draw(number))),),
            inflows=("f1",),
            outflows=("f0",),
        ),
    ]
    return Model("m", _CLOCK, tuple(variables))


def _run(model: Model, names: Mapping[str, str]) -> dict[str, FloatArray]:
    system = flatten(model)
    run = simulate(system)
    return {name: run.values[slot_of(system, inside)] for name, inside in names.items()}


def _same(model: Model, other: Model, **names: str) -> None:
    plain = {name: name for name in _SHOWN}
    one = _run(model, {name: name for name in plain if name in {v.name for v in model.variables}})
    two = _run(other, {name: names.get(name, name) for name in one if names.get(name) != "-"})
    for name, values in two.items():
        np.testing.assert_array_equal(values, one[name], err_msg=name)


def _changed(node: Expression, names: Mapping[str, Expression]) -> Expression:
    """Return a tree with other trees in the place of names."""
    match node:
        case Name(name, ()):
            return names.get(name, node)
        case Unary():
            return replace(node, operand=_changed(node.operand, names))
        case Binary():
            return replace(node, left=_changed(node.left, names), right=_changed(node.right, names))
        case Call():
            return replace(node, arguments=tuple(_changed(each, names) for each in node.arguments))
        case Conditional():
            return Conditional(
                _changed(node.condition, names),
                _changed(node.then, names),
                _changed(node.otherwise, names),
            )
        case _:
            return node


def _everywhere(variable: Variable, names: Mapping[str, Expression]) -> Variable:
    equations = tuple(
        replace(each, value=None if each.value is None else _changed(each.value, names))
        for each in variable.equations
    )
    return replace(variable, equations=equations)


@settings(max_examples=30)
@given(_models(), st.permutations(range(9)))
def test_the_order_of_variables_makes_no_difference(model: Model, order: list[int]) -> None:
    """To the last bit: an equation reads the same slots wherever it stands."""
    shuffled = tuple(model.variables[each] for each in order)
    _same(model, replace(model, variables=shuffled))


@settings(max_examples=30)
@given(_models(), st.sampled_from(("a0", "a1", "a2")))
def test_an_auxiliary_may_be_written_out_where_it_is_read(model: Model, name: str) -> None:
    """To the last bit: the same operations on the same numbers."""
    (value,) = (each.equations[0].value for each in model.variables if each.name == name)
    assert value is not None
    rest = tuple(_everywhere(each, {name: value}) for each in model.variables if each.name != name)
    _same(model, replace(model, variables=rest), **{name: "-"})


@settings(max_examples=30)
@given(_models(), st.floats(0.1, 0.9))
def test_a_flow_may_be_split(model: Model, share: float) -> None:
    """Two flows of a part each move what one does; to 1e-9, as sums are rounded elsewhere.

    Where a small difference may be blown up (a branch, a large product), it is not: the runs are
    twelve steps long, and only those in which nothing passes 1e3 are compared.
    """
    part = parse(f"f1 * {share:.6f}")
    rest = parse(f"f1 * (1 - {share:.6f})")
    split = [
        replace(each, inflows=("part", "rest")) if each.name == "s1" else each
        for each in model.variables
    ]
    split += [
        Variable("part", Kind.FLOW, (Equation(part),)),
        Variable("rest", Kind.FLOW, (Equation(rest),)),
    ]
    smooth = replace(model, variables=tuple(_everywhere(each, {}) for each in model.variables))
    one = _run(smooth, {"s1": "s1", "s0": "s0"})
    two = _run(replace(model, variables=tuple(split)), {"s1": "s1", "s0": "s0"})
    has_branch = any("Conditional" in repr(each.equations) for each in model.variables)
    if not has_branch and max(float(np.nanmax(np.abs(each))) for each in one.values()) < 1e3:
        for name, values in two.items():
            np.testing.assert_allclose(values, one[name], rtol=1e-9, atol=1e-9, err_msg=name)


@settings(max_examples=30)
@given(_models())
def test_an_array_of_one_element_is_a_scalar(model: Model) -> None:
    """To the last bit, with all variables as arrays and with indices written or left out."""
    indexed = {name: Name(name, (Subscript("only"),)) for name in _SHOWN[::2]}
    arrays = tuple(
        replace(_everywhere(each, indexed), dimensions=("only",)) for each in model.variables
    )
    array = replace(model, variables=arrays, dimensions=(Dimension("only", ("one",)),))
    _same(model, array, **{name: f"{name}[one]" for name in _SHOWN})


@settings(max_examples=30)
@given(_models())
def test_a_module_is_what_it_holds(model: Model) -> None:
    """To the last bit, with a parameter that comes from outside."""
    (fed,) = (each for each in model.variables if each.name == "p0")
    outer = Model(
        "outer",
        _CLOCK,
        (replace(fed, name="given"),),
        modules=(Module("inner", "m", {"p0": "given"}),),
        submodels={"m": model},
    )
    _same(model, outer, **{name: f"inner.{name}" for name in _SHOWN})
