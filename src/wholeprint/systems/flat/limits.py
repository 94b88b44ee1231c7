"""Stocks that may not fall below nought: what would take them there is held back.

Source: XMILE 1.0, section 4.2.1: outflows are served in the order in which the stock names them,
each with what is left of the stock and of what flows in within the step. A flow that another stock
gives away too, or an inflow that runs backwards, keeps its own value, as in the suite's
``non_negative_stocks``; then what is missing is made up by a flow of its own.
"""

from collections.abc import Mapping, Sequence

from wholeprint.systems.flat.scope import Scope, Site
from wholeprint.systems.flat.system import STEP, Role
from wholeprint.systems.flat.term import Apply, Constant, Ref, Term, slots_of
from wholeprint.systems.flat.workshop import Draft, Workshop

_ZERO = Constant(0.0)


def hold_back(shop: Workshop, scope: Scope) -> None:
    """Limit the outflows of the stocks that may not fall below nought.

    Args:
        shop: The slots; the terms of flows are changed.
        scope: The scope of the model.
    """
    if not shop.limited:
        return
    givers: dict[int, list[int]] = {}
    for stock, draft in enumerate(shop.drafts):
        for flow in draft.outflows:
            givers.setdefault(flow, []).append(stock)
    open_flows = {flow for stock in shop.limited for flow in shop.drafts[stock].outflows}
    for stock in _upstream_first(shop, givers):
        _limit(shop, stock, givers, open_flows, scope)
        shop.drafts[stock].is_limited = True
        open_flows.difference_update(shop.drafts[stock].outflows)


def _upstream_first(shop: Workshop, givers: Mapping[int, Sequence[int]]) -> list[int]:
    """Return the limited stocks, each behind those that flow into it, save for circles."""
    limited = set(shop.limited)
    done: dict[int, None] = {}
    opened: set[int] = set()
    stack = [(stock, False) for stock in reversed(shop.limited)]
    while stack:
        stock, is_left = stack.pop()
        if is_left:
            done[stock] = None
        elif stock not in opened:
            opened.add(stock)
            stack.append((stock, True))
            feeding = (each for flow in shop.drafts[stock].inflows for each in givers.get(flow, ()))
            stack += [(each, False) for each in feeding if each in limited]
    return list(done)


def _limit(
    shop: Workshop,
    stock: int,
    givers: Mapping[int, Sequence[int]],
    open_flows: set[int],
    scope: Scope,
) -> None:
    draft = shop.drafts[stock]
    there = Apply("div", (Ref(stock), Ref(STEP)))
    coming = [flow for flow in draft.inflows if _may_count(shop, flow, draft, open_flows)]
    gains: list[Term] = [there, *(Apply("max", (Ref(flow), _ZERO)) for flow in coming)]
    own = [flow for flow in draft.outflows if len(givers[flow]) == 1]
    spent: list[Term] = []
    for flow in own:
        taken = shop.drafts[flow]
        left = _less(gains, spent)
        if taken.term is not None:
            taken.term = Apply("min", (taken.term, Apply("max", (left, _ZERO))))
        spent.append(Ref(flow))
    others = [flow for flow in draft.outflows if len(givers[flow]) > 1]
    backwards = [flow for flow in draft.inflows if not _is_forward(shop.drafts[flow])]
    if others or backwards:
        _make_up(shop, stock, scope)


def _may_count(shop: Workshop, flow: int, draft: Draft, open_flows: set[int]) -> bool:
    # What another stock is held back to give, or what depends on what this one gives, would need
    # to be known before itself.
    seen: set[int] = set()
    waiting = [flow]
    while waiting:
        slot = waiting.pop()
        if slot in seen:
            continue
        seen.add(slot)
        if slot in draft.outflows or slot in open_flows:
            return False
        found = shop.drafts[slot]
        if found.role in {Role.AUXILIARY, Role.FLOW} and found.term is not None:
            waiting += slots_of(found.term)
    return True


def _is_forward(draft: Draft) -> bool:
    match draft.term:
        case Constant(value):
            return value >= 0.0
        case Apply("max", terms):
            return _ZERO in terms
        case _:
            return False


def _less(gains: Sequence[Term], spent: Sequence[Term]) -> Term:
    total: Term = gains[0] if len(gains) == 1 else Apply("sum", tuple(gains))
    for each in spent:
        total = Apply("sub", (total, Apply("max", (each, _ZERO))))
    return total


def _make_up(shop: Workshop, stock: int, scope: Scope) -> None:
    draft = shop.drafts[stock]
    site = Site(scope, draft.name, draft.variable, draft.place)
    there = Apply("div", (Ref(stock), Ref(STEP)))
    total = Apply("sum", (there, *(Ref(flow) for flow in draft.inflows)))
    for flow in draft.outflows:
        total = Apply("sub", (total, Ref(flow)))
    position, made = shop.inner(f"{draft.name}.kept from below nought", site, role=Role.FLOW)
    made.term = Apply("max", (_ZERO, Apply("neg", (total,))))
    draft.inflows.append(position)
