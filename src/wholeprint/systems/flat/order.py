"""Orders in which slots can be computed, and the loops that stand in the way."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NoReturn

from wholeprint.errors import ModelError
from wholeprint.systems.flat.system import Role
from wholeprint.systems.flat.term import Term, slots_of
from wholeprint.systems.flat.workshop import Draft

_COMPUTED = frozenset({Role.AUXILIARY, Role.FLOW})
_BEGUN = frozenset({Role.STOCK, Role.HELD, Role.PIPE})


def step_order(drafts: Sequence[Draft]) -> tuple[int, ...]:
    """Return auxiliaries and flows in the order in which they are computed at an instant.

    Args:
        drafts: All slots.

    Raises:
        ModelError: If some need each other at the same instant; with the path of the loop.
    """
    needs = {
        slot: tuple(each for each in slots_of(draft.term) if drafts[each].role in _COMPUTED)
        for slot, draft in enumerate(drafts)
        if draft.role in _COMPUTED and draft.term is not None
    }
    return ordered(needs, needs, lambda path: _refuse(drafts, path, "at the same instant"))


def initial_order(drafts: Sequence[Draft], extra: Iterable[int] = ()) -> tuple[int, ...]:
    """Return the slots whose values are needed to begin, in the order of computing them.

    Args:
        drafts: All slots.
        extra: Slots wanted as well.

    Raises:
        ModelError: If some initial values need each other; with the path of the loop.
    """
    begun = [slot for slot, draft in enumerate(drafts) if draft.role in _BEGUN]
    needs: dict[int, tuple[int, ...]] = {}
    waiting = [*begun, *extra]
    while waiting:
        slot = waiting.pop()
        if slot in needs:
            continue
        draft = drafts[slot]
        read: list[int] = []
        for term in _at_first(draft):
            read += [each for each in slots_of(term) if drafts[each].role in _COMPUTED | _BEGUN]
        needs[slot] = tuple(dict.fromkeys(read))
        waiting += read
    wanted = [*begun, *(each for each in extra if drafts[each].role in _COMPUTED)]
    kept = {slot: needs[slot] for slot in needs if drafts[slot].role in _COMPUTED | _BEGUN}
    return ordered(wanted, kept, lambda path: _refuse(drafts, path, "to begin with"))


def _at_first(draft: Draft) -> list[Term]:
    first = draft.initial if draft.initial is not None else draft.term
    return [each for each in (first, draft.span) if each is not None]


def ordered(
    wanted: Iterable[int],
    needs: Mapping[int, Sequence[int]],
    refuse: Callable[[list[int]], NoReturn],
) -> tuple[int, ...]:
    """Return slots such that each comes after all it needs.

    Args:
        wanted: The slots to come to, in the order in which they stand where nothing says otherwise.
        needs: What each needs.
        refuse: Called with the path of a loop, if there is one.

    Returns:
        The wanted slots and all they need.
    """
    done: dict[int, None] = {}
    opened: set[int] = set()
    for start in wanted:
        if start in done:
            continue
        stack: list[tuple[int, int]] = [(start, 0)]
        opened.add(start)
        while stack:
            slot, count = stack[-1]
            needed = needs.get(slot, ())
            if count == len(needed):
                stack.pop()
                done[slot] = None
                opened.discard(slot)
                continue
            stack[-1] = (slot, count + 1)
            following = needed[count]
            if following in opened:
                refuse(_shortest(following, needs))
            if following not in done:
                opened.add(following)
                stack.append((following, 0))
    return tuple(done)


def _shortest(start: int, needs: Mapping[int, Sequence[int]]) -> list[int]:
    # The shortest way from a slot back to itself, told in the direction of cause to effect.
    before: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        slot = waiting.popleft()
        for each in needs.get(slot, ()):
            if each == start:
                path = [start, slot]
                while slot != start:
                    slot = before[slot]
                    path.append(slot)
                return path
            if each not in before:
                before[each] = slot
                waiting.append(each)
    return [start, start]


def _refuse(drafts: Sequence[Draft], path: list[int], when: str) -> NoReturn:
    place = next((str(drafts[each].place) for each in path if str(drafts[each].place)), "")
    raise ModelError(
        f"{place}: " * bool(place) + f"variables need each other {when}",
        seen=" \u2192 ".join(drafts[each].name for each in path),
        fix="Put a stock, a delay or PREVIOUS somewhere between them",
    )
