"""Terms become calls that fill rows."""

import numpy as np
import pytest

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.evaluate import evaluate
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term
from wholeprint.systems.model import Reading, Table
from wholeprint.systems.plan.emit import Call, Emitter

_TABLES = (
    Table((0.0, 1.0, 3.0), (2.0, 5.0, 4.0)),
    Table((0.0, 1.0), (2.0, 5.0), Reading.EXTRAPOLATE),
    Table((0.0, 1.0), (2.0, 5.0), Reading.DISCRETE),
)
_X, _Y, _K = Ref(0), Ref(1), Ref(2)
_HALF = Constant(0.5)
_PRIORITY = (Constant(1.0), Constant(2.0), Constant(1.0), _Y)


def _rows() -> dict[int, FloatArray]:
    return {
        0: np.linspace(-2.0, 2.0, 16),
        1: np.linspace(0.0, 4.0, 16),
        2: np.full(16, 0.7),
    }


def _run(term: Term, fixed: frozenset[int]) -> FloatArray:
    rows, target, program = _rows(), np.zeros(16), list[Call]()
    emit = Emitter(rows, _TABLES, fixed)
    emit.emit(term, target, program)
    with np.errstate(all="ignore"):
        for _ in range(2):  # nothing that a run leaves behind changes the next
            for call in (*emit.once, *program):
                call()
    return target


def _apply(operation: str, *terms: Term, part: int = 0) -> Term:
    return Apply(operation, terms, part)


@pytest.mark.parametrize(
    "term",
    [
        Constant(3.0),
        _X,
        _apply("sub", _apply("mul", _X, _X), _apply("mul", _X, _X)),
        _apply("sum", _X, _Y, _K, _X),
        _apply("sum", _X),
        _apply("max", _apply("neg", _X), _Y, _K),
        _apply("if", _apply("gt", _X, _HALF), _apply("add", _X, _Y), _apply("sub", _X, _Y)),
        _apply("if", _X, _Y, _apply("if", _Y, _K, _X)),
        _apply("add", _apply("lt", _X, _Y), _apply("lt", _X, _Y)),
        _apply("and", _apply("not", _X), _apply("or", _Y, _apply("eq", _X, _X))),
        _apply("not", _K),
        _apply("mul", _apply("le", _K, _HALF), _apply("add", _K, _apply("le", _K, _HALF))),
        _apply("safediv", _X, _apply("sub", _Y, _Y), _K),
        _apply("safediv", _apply("add", _X, _Y), _apply("add", _Y, _X), _apply("add", _X, _K)),
        _apply("pow", _Y, Constant(2.0)),
        _apply("pow", _Y, Constant(-1.5)),
        _apply("pow", _apply("add", _Y, _K), _X),
        _apply("round", _X),
        _apply("rem", _X, _K),
        _apply("mod", _X, _K),
        _apply("gamma_ln", _Y),
        Look(0, _X),
        Look(1, _apply("mul", _X, _Y)),
        Look(2, _X),
        _apply("add", Look(0, _K), Look(0, _K)),
        _apply("invert", _X, _Y, _K, Constant(1.0), part=2),
        _apply("add", _apply("rank", _X, _Y, _K, _K), _apply("rank", _X, _Y, _K, _K, part=2)),
        _apply("allocate_by_priority", _Y, _K, *_PRIORITY, part=1),
    ],
)
@pytest.mark.parametrize("fixed", [frozenset[int](), frozenset({2}), frozenset({0, 1, 2})])
def test_calls_give_what_the_term_is_worth(term: Term, fixed: frozenset[int]) -> None:
    """Bit for bit what `evaluate` says, whatever is computed once for the run."""
    assert np.array_equal(
        _run(term, fixed),
        np.broadcast_to(evaluate(term, _rows(), _TABLES), (16,)),
        equal_nan=True,
    )


def test_what_stays_the_same_is_computed_once() -> None:
    """A product of parameters is not among the calls of a step."""
    emit, program = Emitter(_rows(), (), frozenset({2})), list[Call]()

    emit.emit(_apply("mul", _X, _apply("exp", _K)), np.zeros(16), program)

    assert (len(emit.once), len(program)) == (1, 1)


def test_all_results_of_an_operation_are_computed_by_one_call() -> None:
    """Four entries of one inverse, read by four slots."""
    emit, program = Emitter(_rows(), (), frozenset[int]()), list[Call]()
    entries = (_X, _Y, _K, _HALF)

    for part in range(4):
        emit.emit(_apply("invert", *entries, part=part), np.zeros(16), program)

    assert len(program) == 1 + 4
