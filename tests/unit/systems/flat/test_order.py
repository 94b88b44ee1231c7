"""Orders of computing."""

from typing import NoReturn

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.flat.order import initial_order, ordered, step_order
from wholeprint.systems.flat.system import Role
from wholeprint.systems.flat.term import Apply, Constant, Ref, Term
from wholeprint.systems.flat.workshop import Draft


def _refuse(path: list[int]) -> NoReturn:
    raise ModelError("loop", seen=str(path))


def _aux(*needs: int, initial: Term | None = None) -> Draft:
    return Draft("a", Role.AUXILIARY, Apply("sum", tuple(Ref(each) for each in needs)), initial)


def test_what_is_needed_comes_first() -> None:
    """The order given is kept where nothing says otherwise."""
    assert ordered((0, 1, 2), {0: (2,), 2: (3,)}, _refuse) == (3, 2, 0, 1)


def test_a_long_chain_needs_no_stack() -> None:
    """100,000 that need one another are put in order."""
    count = 100_000
    needs = {each: (each + 1,) for each in range(count)}
    assert ordered(needs, needs, _refuse) == tuple(range(count, -1, -1))


def test_the_shortest_loop_is_told_from_cause_to_effect() -> None:
    """0 needs 1, 1 needs 2, 2 needs 0: so 0 acts on 2, 2 on 1, 1 on 0."""
    with pytest.raises(ModelError, match=r"\[0, 2, 1, 0\]"):
        ordered((0,), {0: (3, 1), 1: (2,), 2: (0,), 3: (4,), 4: ()}, _refuse)
    with pytest.raises(ModelError, match=r"\[5, 5\]"):
        ordered((5,), {5: (5,)}, _refuse)


def test_only_what_is_computed_at_an_instant_is_in_its_order() -> None:
    """Stocks and parameters are known; a loop through a stock is none at an instant."""
    drafts = [
        Draft("s", Role.STOCK, initial=Constant(1.0), inflows=[2]),
        Draft("p", Role.PARAMETER, Constant(1.0)),
        Draft("f", Role.FLOW, Apply("mul", (Ref(3), Ref(1)))),
        _aux(0),
    ]
    assert step_order(drafts) == (3, 2)


def test_an_initial_value_of_its_own_is_taken_at_the_start() -> None:
    """ACTIVE INITIAL breaks the loop between a stock's first value and what follows from it."""
    drafts = [
        Draft("s", Role.STOCK, initial=Ref(1)),
        _aux(0, initial=Ref(2)),
        _aux(),
    ]
    assert initial_order(drafts) == (2, 1, 0)


def test_only_what_the_initial_values_need_is_in_their_order() -> None:
    """An auxiliary that no initial value needs is not computed twice; a pipe needs its span."""
    drafts = [_aux(), Draft("p", Role.PIPE, Ref(0), Constant(0.0), Ref(2)), _aux()]
    assert initial_order(drafts) == (2, 1)


def test_initial_values_that_need_each_other_are_refused() -> None:
    """The names stand in the error."""
    drafts = [Draft("s", Role.STOCK, initial=Ref(1)), Draft("t", Role.STOCK, initial=Ref(0))]
    with pytest.raises(ModelError, match="to begin with: saw s → t → s"):
        initial_order(drafts)
