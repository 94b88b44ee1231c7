"""Fills a slot: its term, its initial value, the flows of a stock."""

from typing import Protocol

from wholeprint.systems.expression.tree import Binary, Expression, Name, children
from wholeprint.systems.flat.scope import Site
from wholeprint.systems.flat.system import Role
from wholeprint.systems.flat.term import Constant, Look, Ref, Term
from wholeprint.systems.flat.workshop import Draft, Part, Task, Workshop

_DEEPEST = 220
"""Levels of one expression; long sums do not count."""

_FLOWS = frozenset({Role.FLOW, Role.AUXILIARY})


class Lowering(Protocol):
    """What makes expressions into terms."""

    shop: Workshop

    def term(self, node: Expression, site: Site) -> Term:
        """Return the term of an expression.

        Args:
            node: The expression.
            site: Where it is read.
        """
        ...

    def settle(self, slot: int) -> None:
        """Make what is still open of a slot into terms, so that its role is known.

        Args:
            slot: Its position.
        """
        ...


def settle(lowering: Lowering, task: Task) -> None:
    """Make the expressions of a slot into terms.

    Args:
        lowering: What makes expressions into terms.
        task: What is to be done.

    Raises:
        ModelError: If an expression is not right, or nested too deep.
    """
    draft = lowering.shop.drafts[task.slot]
    for part in task.parts:
        if id(part.expression) not in lowering.shop.shallow:
            _refuse_deep(part.expression, task.site)
            # Kept with it: as long as it lives, nothing else has its identity.
            lowering.shop.shallow[id(part.expression)] = part.expression
        _FILL[part.field](lowering, part, draft, task)


def _term(lowering: Lowering, part: Part, draft: Draft, task: Task) -> None:
    term = lowering.term(part.expression, task.site)
    draft.term = Look(part.table, term) if part.table >= 0 else term
    is_number = isinstance(draft.term, Constant) and draft.role is Role.AUXILIARY
    if is_number and not draft.is_internal and len(task.parts) == 1:
        draft.role = Role.PARAMETER


def _initial(lowering: Lowering, part: Part, draft: Draft, task: Task) -> None:
    term = lowering.term(part.expression, task.site)
    draft.initial = Look(part.table, term) if part.table >= 0 else term
    if isinstance(term, Constant) and draft.role is Role.STOCK and not draft.is_internal:
        # A number of its own, so that a run may set it.
        shop = lowering.shop
        setting = Draft(
            f"{draft.name}.initial",
            Role.PARAMETER,
            term,
            unit=draft.unit,
            variable=draft.variable,
            place=draft.place,
        )
        draft.initial = Ref(shop.add(setting))


def _inflow(lowering: Lowering, part: Part, draft: Draft, task: Task) -> None:
    draft.inflows.append(_flow(lowering, part.expression, task))


def _outflow(lowering: Lowering, part: Part, draft: Draft, task: Task) -> None:
    draft.outflows.append(_flow(lowering, part.expression, task))


def _flow(lowering: Lowering, named: Expression, task: Task) -> int:
    term = lowering.term(named, task.site)
    return _as_flow(lowering, term, task)


def _as_flow(lowering: Lowering, term: Term, task: Task) -> int:
    """Return a slot that is a flow and worth a term."""
    shop = lowering.shop
    if isinstance(term, Ref):
        known = shop.drafts[term.slot]
        lowering.settle(term.slot)
        if known.role in _FLOWS:
            known.role = Role.FLOW
            return term.slot
    position, draft = shop.inner(f"{task.site.name}.change", task.site, role=Role.FLOW)
    draft.term = term
    return position


def _net(lowering: Lowering, part: Part, draft: Draft, task: Task) -> None:
    # A net flow that is a sum of names is as many flows; any other one is a flow of its own.
    into, out = _split(part.expression)
    if all(isinstance(each, Name) for each in (*into, *out)) and into + out:
        terms = [lowering.term(each, task.site) for each in (*into, *out)]
        if len({*terms}) == len(terms) and _are_flows(lowering, terms):
            flows = [_as_flow(lowering, each, task) for each in terms]
            draft.inflows += flows[: len(into)]
            draft.outflows += flows[len(into) :]
            return
    draft.inflows.append(_as_flow(lowering, lowering.term(part.expression, task.site), task))


def _are_flows(lowering: Lowering, terms: list[Term]) -> bool:
    drafts = lowering.shop.drafts
    for each in terms:
        if not isinstance(each, Ref):
            return False
        lowering.settle(each.slot)
        if drafts[each.slot].role not in _FLOWS:
            return False
    return True


def _split(node: Expression) -> tuple[list[Expression], list[Expression]]:
    into: list[Expression] = []
    out: list[Expression] = []
    while isinstance(node, Binary) and node.operator in {"+", "-"}:
        (into if node.operator == "+" else out).append(node.right)
        node = node.left
    into.append(node)
    return into[::-1], out[::-1]


def _limit(lowering: Lowering, part: Part, draft: Draft, task: Task) -> None:
    del part, draft
    lowering.shop.limited.append(task.slot)


_FILL = {
    "term": _term,
    "initial": _initial,
    "inflow": _inflow,
    "outflow": _outflow,
    "net": _net,
    "limit": _limit,
}


def _refuse_deep(expression: Expression, site: Site) -> None:
    waiting = [(expression, 1)]
    while waiting:
        node, depth = waiting.pop()
        if depth > _DEEPEST:
            site.refuse(
                f"there are over {_DEEPEST} levels, brackets in brackets",
                fix="Give its parts names of their own, as auxiliaries",
            )
        first = True
        for each in children(node):
            deeper = 0 if first and isinstance(node, Binary) and isinstance(each, Binary) else 1
            waiting.append((each, depth + deeper))
            first = False
