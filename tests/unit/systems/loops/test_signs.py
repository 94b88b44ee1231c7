"""The sign of a slope is told from the term where it can be."""

import math

import pytest

from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term
from wholeprint.systems.loops.signs import ANY, DOWN, LEVEL, UP, slope_signs
from wholeprint.systems.model import Reading, Table

X, Y = Ref(0), Ref(1)
ABOVE = {0: (0.5, 4.0), 1: (0.5, 4.0)}

CASES: dict[str, tuple[Term, int]] = {
    "itself": (X, UP),
    "another": (Y, LEVEL),
    "number": (Constant(3.0), LEVEL),
    "minus": (Apply("neg", (X,)), DOWN),
    "sum": (Apply("add", (X, Y)), UP),
    "difference": (Apply("sub", (Y, X)), DOWN),
    "itself less itself": (Apply("sub", (X, X)), ANY),
    "product": (Apply("mul", (X, Y)), UP),
    "product of many": (Apply("product", (X, Y, Constant(-1.0))), DOWN),
    "over it": (Apply("div", (Y, X)), DOWN),
    "over another": (Apply("div", (X, Y)), UP),
    "safe division": (Apply("safediv", (Y, X, Constant(0.0))), DOWN),
    "square": (Apply("pow", (X, Constant(2.0))), UP),
    "root of it": (Apply("pow", (X, Constant(-0.5))), DOWN),
    "exponential decay": (Apply("exp", (Apply("neg", (X,)),)), DOWN),
    "logarithm": (Apply("ln", (X,)), UP),
    "wave": (Apply("sin", (X,)), ANY),
    "wave of another": (Apply("sin", (Y,)), LEVEL),
    "magnitude": (Apply("abs", (Apply("neg", (X,)),)), UP),
    "lesser": (Apply("min", (X, Y)), LEVEL | UP),
    "greater of falling": (Apply("max", (Apply("neg", (X,)), Constant(-2.0))), DOWN | LEVEL),
    "branch": (Apply("if", (Apply("gt", (Y, Constant(1.0))), X, Constant(0.0))), LEVEL | UP),
    "step up": (Apply("if", (Apply("gt", (X, Y)), Constant(1.0), Constant(0.0))), LEVEL | UP),
    "step down": (Apply("if", (Apply("lt", (X, Y)), Constant(1.0), Constant(0.0))), LEVEL | DOWN),
    "not": (Apply("not", (Apply("ge", (X, Y)),)), LEVEL | DOWN),
    "whole part": (Apply("floor", (X,)), LEVEL | UP),
}


@pytest.mark.parametrize("case", CASES)
def test_slopes_of_terms(case: str) -> None:
    """Each operation hands the sign on as its derivative does, for values above nought."""
    term, expected = CASES[case]

    assert slope_signs(term, 0, ABOVE, ()) == expected


def test_sign_of_a_factor_decides() -> None:
    """A product falls with a factor whose other factor is below nought, and is open if unknown."""
    term = Apply("mul", (X, Y))

    assert slope_signs(term, 0, {1: (-3.0, -1.0)}, ()) == DOWN
    assert slope_signs(term, 0, {1: (0.0, 1.0)}, ()) == LEVEL | UP
    assert slope_signs(term, 0, {}, ()) == ANY


def test_powers_of_what_may_be_negative() -> None:
    """Odd whole powers rise everywhere, even ones fall below nought, others are open."""
    anywhere = {0: (-math.inf, math.inf)}

    assert slope_signs(Apply("pow", (X, Constant(3.0))), 0, anywhere, ()) == UP
    assert slope_signs(Apply("pow", (X, Constant(2.0))), 0, {0: (-3.0, -1.0)}, ()) == DOWN
    assert slope_signs(Apply("pow", (X, Constant(0.5))), 0, anywhere, ()) == ANY


def test_a_lookup_counts_where_it_is_read() -> None:
    """A table that rises and then falls has the sign of the stretch in which it is read."""
    table = Table(xs=(0.0, 1.0, 2.0), ys=(0.0, 3.0, 1.0))
    look = Look(0, X)

    assert slope_signs(look, 0, {0: (0.1, 0.9)}, (table,)) & (UP | DOWN) == UP
    assert slope_signs(look, 0, {0: (1.1, 5.0)}, (table,)) & (UP | DOWN) == DOWN
    assert slope_signs(look, 0, {}, (table,)) == ANY


def test_a_lookup_that_goes_on_has_the_slope_of_its_end() -> None:
    """Beyond its points an extrapolated table goes on, others stay level."""
    points = ((0.0, 1.0), (0.0, -2.0))
    on = Table(*points, reading=Reading.EXTRAPOLATE)

    assert slope_signs(Look(0, X), 0, {0: (5.0, 9.0)}, (on,)) == DOWN
    assert slope_signs(Look(0, X), 0, {0: (5.0, 9.0)}, (Table(*points),)) == LEVEL


def test_a_deep_term_is_read() -> None:
    """Terms may be as deep as they like: nothing recurs."""
    term: Term = X
    for _ in range(50_000):
        term = Apply("neg", (term,))

    assert slope_signs(term, 0, {}, ()) == UP
