"""What went wrong first in a run: traced from the number that is none to where it came from."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import numpy as np
import numpy.typing as npt

from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term, parts, slots_of, walk
from wholeprint.systems.operations import apply, look_up
from wholeprint.systems.plan.needed import COMPUTED, STATES, first_term
from wholeprint.systems.plan.plan import Plan
from wholeprint.systems.trajectory import Failure

_Words = Callable[[list[float]], str]
Column = Mapping[int, float]
"""The values of one member at one instant, by slot."""

_NO_NUMBER, _OVERFLOW = "not a number", "overflow"


def diagnosed(system: System, plan: Plan, failed: npt.NDArray[np.int64]) -> tuple[Failure, ...]:
    """Run members that fail once more, and say what went wrong first in each.

    Args:
        system: The system.
        plan: Its plan, at the first instant, with these members.
        failed: For each of them: the step at which a number first was none.

    Returns:
        The first failure of each; members are counted from 0.
    """
    lately: dict[int, list[Column]] = {}
    found: dict[int, Failure] = {}
    for step in range(int(failed.max()) + 1):
        plan.evaluate()
        for lane in np.flatnonzero(failed == step).tolist():
            trace = _Trace(system, step, lately.get(lane, ()), _column(plan, lane))
            found[lane] = trace.failure(lane, plan.watched_slots)
        coming = np.flatnonzero(failed == step + 1).tolist()
        lately = {lane: [_column(plan, lane)] for lane in coming}
        plan.advance(partial(_looked_at, plan, lately))
    return tuple(found[lane] for lane in sorted(found))


def _looked_at(plan: Plan, lately: Mapping[int, list[Column]]) -> None:
    for lane, columns in lately.items():
        columns.append(_column(plan, lane))


def _column(plan: Plan, lane: int) -> Column:
    return {slot: float(row[lane]) for slot, row in plan.rows.items()}


class _Trace:
    """Goes back from a number that is none to the slot where it came up."""

    def __init__(
        self,
        system: System,
        step: int,
        lately: Sequence[Column],
        now: Column,
    ) -> None:
        self._system, self._step = system, step  # the step at which it shows
        # At the step before, and at the places within it where flows were looked at.
        self._lately, self._now = lately, now

    def failure(self, member: int, checked: Iterable[int]) -> Failure:
        """Return the first failure, as it shows in what is looked at."""
        lost = [each for each in checked if not math.isfinite(self._now[each])]
        # States first: what is computed from them is a consequence.
        slot = min(lost, key=lambda each: (self._system.slots[each].role not in STATES, each))
        if self._system.slots[slot].role in STATES and self._lately:
            return self._of_state(member, slot)
        return self._of_column(member, slot, self._step, self._now)

    def _of_state(self, member: int, slot: int) -> Failure:
        here = self._system.slots[slot]
        read = (*here.inflows, *here.outflows, *(slots_of(here.term) if here.term else ()))
        # What was computed in the middles of the step tells what its start does not.
        for column in self._lately:
            lost = [
                each
                for each in read
                if self._system.slots[each].role not in STATES and not math.isfinite(column[each])
            ]
            if lost:
                return self._of_column(member, lost[0], self._step - 1, column)
        what = _OVERFLOW if math.isinf(self._now[slot]) else _NO_NUMBER
        if here.role is Role.HELD and here.term is not None and self._lately:
            cause = why(here.term, self._lately[0], self._system)
            return self._said(member, slot, self._step - 1, cause)
        return self._said(member, slot, self._step, what)

    def _of_column(self, member: int, slot: int, step: int, column: Column) -> Failure:
        seen = {slot}
        while True:
            here = self._system.slots[slot]
            term = first_term(here) if here.role in STATES else here.term
            lost = [
                each
                for each in (slots_of(term) if term is not None else ())
                if not math.isfinite(column[each])
                and each not in seen
                and (self._system.slots[each].role in COMPUTED or step == 0)
            ]
            if not lost:
                break
            slot = lost[0]
            seen.add(slot)
        held = self._held(term, column)
        if held is not None:
            return self._of_state(member, held)
        if here.role is Role.RANDOM or term is None:
            return self._said(member, slot, step, _NO_NUMBER)
        return self._said(member, slot, step, why(term, column, self._system))

    def _held(self, term: Term | None, column: Column) -> int | None:
        """Return what a term reads that was held at the step before and is no number."""
        if term is None or column is not self._now or not self._lately:
            return None
        lost = (
            each
            for each in slots_of(term)
            if self._system.slots[each].role is Role.HELD and not math.isfinite(column[each])
        )
        return next(lost, None)

    def _said(self, member: int, slot: int, step: int, what: str) -> Failure:
        span = self._system.span
        return Failure(
            member=member,
            step=step,
            instant=span.start + step * span.step,
            slot=slot,
            name=self._system.slots[slot].name,
            what=what,
            shown=self._step,
            place=self._system.slots[slot].place,
        )


def why(term: Term, column: Column, system: System) -> str:
    """Return in words why a term has no value.

    Args:
        term: The term.
        column: Values of the slots it reads.
        system: The system.

    Returns:
        Such as "division by zero" or "the logarithm of -2".
    """
    worth = _worth(term, column, system)
    node = term
    while True:
        lost = [each for each in parts(node) if not math.isfinite(worth[id(each)])]
        if not lost:
            break
        node = lost[0]
    value = worth[id(node)]
    if isinstance(node, Apply):
        given = [worth[id(each)] for each in node.terms]
        said = _WORDS.get(node.operation)
        if said is not None and (words := said(given)):
            return words
    return _OVERFLOW if math.isinf(value) else _NO_NUMBER


def _worth(term: Term, column: Column, system: System) -> dict[int, float]:
    worth: dict[int, float] = {}
    with np.errstate(all="ignore"):
        for node in reversed(tuple(walk(term))):
            match node:
                case Constant():
                    worth[id(node)] = node.value
                case Ref():
                    worth[id(node)] = column[node.slot]
                case Look():
                    at = np.asarray(worth[id(node.at)])
                    worth[id(node)] = float(look_up(system.tables[node.table], at))
                case Apply():
                    given = [np.asarray(worth[id(each)]) for each in node.terms]
                    worth[id(node)] = float(apply(node.operation, given, node.part))
    return worth


def _divided(given: list[float]) -> str:
    return "division by zero" if given[1] == 0.0 else ""


def _logarithm(given: list[float]) -> str:
    return f"the logarithm of {given[0]:g}" if given[0] <= 0.0 else ""


def _raised(given: list[float]) -> str:
    base, exponent = given
    if base == 0.0 and exponent < 0.0:
        return "division by zero"
    return f"{base:g} to the power of {exponent:g}" if base < 0.0 else ""


def _of(name: str) -> _Words:
    def words(given: list[float]) -> str:
        return f"the {name} of {given[0]:g}"

    return words


def _root(given: list[float]) -> str:
    return _of("square root")(given) if given[0] < 0.0 else ""


_WORDS: Mapping[str, _Words] = {
    "div": _divided,
    "mod": _divided,
    "rem": _divided,
    "ln": _logarithm,
    "log10": _logarithm,
    "sqrt": _root,
    "pow": _raised,
    "arcsin": _of("arc sine"),
    "arccos": _of("arc cosine"),
    "invert": lambda _: "a matrix that has no inverse",
}
"""What to say of an operation that gave no number from operands that were numbers."""
