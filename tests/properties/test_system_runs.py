"""Runs of flat systems, whatever their equations are."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.systems.evaluate import evaluate
from wholeprint.systems.flat.system import Role, Slot, Span, System
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term
from wholeprint.systems.model import Method, Reading, Table
from wholeprint.systems.reference import simulate

_A, _B, _X, _AUX, _FLOW = 4, 5, 6, 7, 8
_TABLES = tuple(Table((-1.0, 0.5, 2.0), (0.0, 3.0, 1.0), reading) for reading in Reading)
_ONE = ("neg", "abs", "exp", "sin", "tanh", "floor", "round", "sign", "not", "sqrt", "ln")
_TWO = ("add", "sub", "mul", "div", "pow", "mod", "rem", "lt", "ge", "eq", "and", "or")


def _more(inner: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    def of(names: tuple[str, ...], count: int) -> st.SearchStrategy[Term]:
        return st.builds(Apply, st.sampled_from(names), st.tuples(*[inner] * count))

    many = st.builds(
        Apply,
        st.sampled_from(("sum", "product", "min", "max")),
        st.lists(inner, min_size=1, max_size=4).map(tuple),
    )
    looked = st.builds(Look, st.integers(0, 2), inner)
    return st.one_of(of(_ONE, 1), of(_TWO, 2), of(("if", "safediv"), 3), many, looked)


def _terms(slots: tuple[int, ...]) -> st.SearchStrategy[Term]:
    numbers = st.floats(-3.0, 3.0) | st.sampled_from((0.0, 1.0, 2.0, -1.0))
    leaves = st.sampled_from(slots).map(Ref) | numbers.map(Constant)
    return st.recursive(leaves, _more, max_leaves=8)


def _system(aux: Term, flow: Term, method: Method) -> System:
    clock = (Slot("Time", Role.TIME), *(Slot(each, Role.CLOCK) for each in ("dt", "s", "e")))
    slots = (
        *clock,
        Slot("a", Role.PARAMETER, Constant(0.5)),
        Slot("b", Role.PARAMETER, Constant(2.0)),
        Slot("x", Role.STOCK, initial=Ref(_A), inflows=(_FLOW,)),
        Slot("aux", Role.AUXILIARY, aux),
        Slot("flow", Role.FLOW, flow),
    )
    return System("any", Span(0.0, 0.25, 6, method=method), slots, _TABLES, (_X,), (_AUX, _FLOW))


_NUMBERS = st.floats(-4.0, 4.0) | st.sampled_from((0.0, 1.0, 2.0))


@settings(max_examples=60, deadline=None)
@given(
    aux=_terms((0, _A, _B, _X)),
    flow=_terms((0, _A, _B, _X, _AUX)),
    method=st.sampled_from(Method),
    members=st.lists(st.tuples(_NUMBERS, _NUMBERS), min_size=1, max_size=11),
)
def test_a_member_is_what_it_is_alone(
    aux: Term, flow: Term, method: Method, members: list[tuple[float, float]]
) -> None:
    """Bit for bit, failures included, whatever the equations and whoever runs beside it."""
    system = _system(aux, flow, method)
    inputs = {_A: np.array([a for a, _ in members]), _B: np.array([b for _, b in members])}

    together = simulate(system, inputs)

    failures = {each.member: each for each in together.failures}
    for member in range(len(members)):
        alone = simulate(system, {slot: v[member : member + 1] for slot, v in inputs.items()})
        told = alone.failures[0] if alone.failures else None
        expected = failures.get(member)
        assert (told is None) == (expected is None)
        if told is not None and expected is not None:
            assert (told.step, told.slot, told.what) == (
                expected.step,
                expected.slot,
                expected.what,
            )
        for slot, values in together.values.items():
            assert np.array_equal(values[:, member], alone.values[slot][:, 0], equal_nan=True)


@settings(max_examples=60, deadline=None)
@given(aux=_terms((0, _A, _B, _X)), flow=_terms((0, _A, _B, _X, _AUX)))
def test_a_run_holds_what_its_equations_say(aux: Term, flow: Term) -> None:
    """Each auxiliary is worth its term along the whole run at once, until something goes wrong."""
    run = simulate(_system(aux, flow, Method.EULER))

    sound = run.failures[0].step if run.failures else run.times.size
    values = {slot: each[:sound] for slot, each in run.values.items()}
    for slot, term in ((_AUX, aux), (_FLOW, flow)):
        expected = np.broadcast_to(evaluate(term, values, _TABLES), values[slot].shape)
        np.testing.assert_allclose(values[slot], expected, rtol=1e-12, atol=1e-300)
