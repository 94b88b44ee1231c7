"""The different parts of a term."""

from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term
from wholeprint.systems.plan.nodes import interned, spelled


def test_equal_parts_are_one_node() -> None:
    """(x + 1) * (x + 1): the sum is there once and read twice."""
    part = Apply("add", (Ref(4), Constant(1.0)))

    nodes = interned(Apply("mul", (part, Apply("add", (Ref(4), Constant(1.0))))), frozenset())

    assert len(nodes) == 4
    total = next(each for each in nodes if each.term == part)
    assert total.uses == 2
    assert nodes[-1].operands == (2, 2)


def test_nought_and_its_negative_are_two_numbers() -> None:
    """They divide to infinities of different signs."""
    nodes = interned(Apply("sub", (Constant(0.0), Constant(-0.0))), frozenset())

    assert len(nodes) == 3


def test_what_reads_fixed_slots_alone_is_fixed() -> None:
    """Slot 4 keeps its value for a run, slot 5 does not."""
    inner = Apply("neg", (Ref(4),))

    nodes = interned(Apply("mul", (inner, Look(0, Ref(5)))), frozenset({4}))

    assert [each.term for each in nodes if each.is_fixed] == [Ref(4), inner]


def test_terms_are_spelled_alike_if_they_are_equal() -> None:
    """Other operands or another shape are another spelling; depth does not matter."""
    one: Term = Ref(1)
    two: Term = Ref(1)
    for _ in range(5_000):
        one, two = Apply("neg", (one,)), Apply("neg", (two,))

    assert spelled(one) == spelled(two)
    assert spelled(Apply("sum", (Ref(1), Ref(2)))) != spelled(Apply("sum", (Ref(2), Ref(1))))
