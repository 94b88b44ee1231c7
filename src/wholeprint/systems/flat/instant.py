"""What a term is worth at the start, where the shape of the system depends on it."""

from typing import NoReturn

import numpy as np

from wholeprint.systems.flat.lower import Lowerer
from wholeprint.systems.flat.order import ordered
from wholeprint.systems.flat.scope import Site
from wholeprint.systems.flat.system import Role
from wholeprint.systems.flat.term import Term, slots_of
from wholeprint.systems.flat.worth import evaluate


def value_at_start(term: Term, lowerer: Lowerer, site: Site) -> float:
    """Return what a term is worth at the start.

    Args:
        term: The term.
        lowerer: What makes the equations of the slots it reads into terms, if they are still open.
        site: Where it is read, for errors.

    Raises:
        ModelError: If it depends on what is drawn at random, on the time, or on itself.
    """
    drafts, known = lowerer.shop.drafts, lowerer.known
    needs: dict[int, tuple[int, ...]] = {}
    waiting = list(slots_of(term))
    while waiting:
        slot = waiting.pop()
        if slot in needs or slot in known:
            continue
        lowerer.settle(slot)
        draft = drafts[slot]
        first = draft.initial if draft.initial is not None else draft.term
        if first is None or draft.role is Role.RANDOM:
            site.refuse("a number is wanted that is known before the start", seen=draft.name)
        if draft.role is Role.PARAMETER:
            lowerer.shop.shaping.add(slot)
        needs[slot] = slots_of(first)
        waiting += needs[slot]

    def refuse(path: list[int]) -> NoReturn:
        shown = " \u2192 ".join(drafts[each].name for each in path)
        site.refuse("variables need each other to begin with", seen=shown)

    values = {slot: np.asarray(value, dtype=np.float64) for slot, value in known.items()}
    for slot in ordered(needs, needs, refuse):
        if slot not in values:
            draft = drafts[slot]
            first = draft.initial if draft.initial is not None else draft.term
            if first is not None:
                values[slot] = evaluate(first, values, lowerer.shop.tables)
    return float(evaluate(term, values, lowerer.shop.tables))
