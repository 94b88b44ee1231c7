"""Terms of a flat system."""

from wholeprint.systems.flat.system import RANDOM_KINDS
from wholeprint.systems.flat.term import (
    OPERATIONS,
    Apply,
    Constant,
    Look,
    Ref,
    Term,
    parts,
    slots_of,
    walk,
)
from wholeprint.systems.operations import SIMPLE
from wholeprint.systems.sharing import RESULTS


def test_a_term_tells_its_parts() -> None:
    """Constants and references have none, an operation its operands, a lookup where it is read."""
    both = (Ref(4), Constant(1.0))
    assert parts(Constant(1.0)) == parts(Ref(4)) == ()
    assert parts(Apply("add", both)) == both
    assert parts(Look(0, Ref(4))) == (Ref(4),)


def test_walking_gives_parents_first() -> None:
    """The order is from left to right, each term before what it is made of."""
    inner = Look(2, Ref(5))
    whole = Apply("sub", (inner, Ref(4)))
    assert list(walk(whole)) == [whole, inner, Ref(5), Ref(4)]


def test_slots_are_told_once_in_the_order_of_their_first_use() -> None:
    """A slot that is read twice is told once."""
    whole = Apply("sum", (Ref(9), Look(0, Ref(4)), Ref(9), Ref(1)))
    assert slots_of(whole) == (9, 4, 1)


def test_a_deep_term_is_walked_without_a_stack() -> None:
    """A term of 100,000 levels is walked."""
    term: Term = Ref(4)
    for _ in range(100_000):
        term = Apply("neg", (term,))
    assert slots_of(term) == (4,)


def test_every_operation_has_one_meaning() -> None:
    """The list of operations is what the reference can do, no more and no less."""
    assert {*SIMPLE, *RESULTS} == OPERATIONS
    assert not {*RANDOM_KINDS} & OPERATIONS
