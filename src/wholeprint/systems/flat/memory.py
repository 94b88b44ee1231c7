"""Functions that remember: delays, smooths, trends, values of before.

Each use becomes stocks and flows, pipes or held values of its own. They share `Slot.macro`.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wholeprint.errors import UnsupportedError
from wholeprint.systems.expression.tree import Call, Expression, Name
from wholeprint.systems.flat.change import renamed
from wholeprint.systems.flat.instant import value_at_start
from wholeprint.systems.flat.lower import Handler, Lowerer
from wholeprint.systems.flat.scope import Site
from wholeprint.systems.flat.system import STEP, Role
from wholeprint.systems.flat.term import Apply, Constant, Ref, Term
from wholeprint.systems.flat.workshop import Draft

_ZERO, _ONE = Constant(0.0), Constant(1.0)
_MOST = 1_000
"""Orders above this are a mistake."""

_ROUNDED = 1e-9


class _Use(NamedTuple):
    """One use of a function that remembers."""

    lowerer: Lowerer
    site: Site
    name: str

    def slot(self, label: str, role: Role = Role.AUXILIARY) -> tuple[int, Draft]:
        return self.lowerer.shop.inner(
            f"{self.name}.{label}", self.site, macro=self.name, role=role
        )

    def hold(self, term: Term, label: str) -> Ref | Constant:
        if isinstance(term, Constant):
            return term
        return self.lowerer.shop.hold(term, f"{self.name}.{label}", self.site, macro=self.name)

    def stock(self, label: str, initial: Term) -> tuple[int, Draft]:
        position, draft = self.slot(label, Role.STOCK)
        draft.initial = initial
        return position, draft

    def flow(self, label: str, term: Term) -> int:
        position, draft = self.slot(label, Role.FLOW)
        draft.term = term
        return position


def _use(lowerer: Lowerer, call: Call, site: Site) -> _Use:
    name = f"{call.function}({_label(call.arguments, site)})"
    return _Use(lowerer, site, lowerer.shop.fresh(name))


def _label(arguments: Sequence[Expression], site: Site) -> str:
    first = arguments[0] if arguments else None
    if isinstance(first, Name):
        elements = [element for _, element in site.bound] if first.subscripts else []
        shown = " " + " ".join(elements) if elements else ""
        return f"{site.scope.prefix}{first.name}{shown}"
    return f"in {site.name.replace('[', ' ').replace(']', '').replace(',', '')}"


def _order(use: _Use, term: Term) -> int:
    found = value_at_start(term, use.lowerer, use.site)
    order = round(found) if abs(found) < _MOST else 0
    if order < 1:
        use.site.refuse(
            f"the order of a delay must be a whole number from 1 to {_MOST}", seen=f"{found:g}"
        )
    return order


def _smooth(use: _Use, given: Term, span: Term, initial: Term, order: int) -> Term:
    # dS_k/dt = (S_{k-1} - S_k) / (span / order); all begin with the initial value.
    given, span = use.hold(given, "input"), use.hold(span, "time")
    part = span if order == 1 else Apply("div", (span, Constant(float(order))))
    before: Term = given
    for number in range(1, order + 1):
        label = str(number)
        stock, draft = use.stock(label, initial)
        change = Apply("div", (Apply("sub", (before, Ref(stock))), part))
        draft.inflows.append(use.flow(f"{label} change", change))
        before = Ref(stock)
    return before


def _delay(use: _Use, given: Term, span: Term, initial: Term, order: int) -> Term:
    # dL_k/dt = out_{k-1} - L_k / (span / order); each begins with initial * span / order.
    span = use.hold(span, "time")
    part = span if order == 1 else Apply("div", (span, Constant(float(order))))
    flow = use.flow("in", given)
    for number in range(1, order + 1):
        label = str(number)
        stock, draft = use.stock(label, Apply("mul", (initial, part)))
        draft.inflows.append(flow)
        flow = use.flow(f"{label} out", Apply("div", (Ref(stock), part)))
        draft.outflows.append(flow)
    return Ref(flow)


def _fixed_order(order: int, *, is_material: bool) -> Handler:
    def handler(lowerer: Lowerer, call: Call, site: Site) -> Term:
        use = _use(lowerer, call, site)
        given, span, *rest = lowerer.terms(call, site)
        given = use.hold(given, "input")
        build = _delay if is_material else _smooth
        return build(use, given, span, rest[0] if rest else given, order)

    return handler


def _any_order(*, is_material: bool, order_is_last: bool) -> Handler:
    def handler(lowerer: Lowerer, call: Call, site: Site) -> Term:
        use = _use(lowerer, call, site)
        given, span, *rest = lowerer.terms(call, site)
        given = use.hold(given, "input")
        order = rest[-1] if order_is_last else rest[0]
        initial = rest[0] if order_is_last else (rest[1] if len(rest) > 1 else given)
        build = _delay if is_material else _smooth
        return build(use, given, span, initial, _order(use, order))

    return handler


def _vensim_delay(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # Vensim's DELAY N goes by the span of one step ago, and has fewer stages where the span is too
    # short for them (https://vensim.com/documentation/fn_delay_n.html, read there).
    use = _use(lowerer, call, site)
    given, span, initial, order = lowerer.terms(call, site)
    stages = _fitting(use, span, _order(use, order))
    if not _is_fixed(lowerer, span):
        position, draft = use.slot("time before", Role.HELD)
        draft.term = draft.initial = span
        span = Ref(position)
    return _delay(use, given, span, initial, stages)


def _fitting(use: _Use, span: Term, order: int) -> int:
    """Return how many stages fit into a span, each at least a step long."""
    shaping = use.lowerer.shop.shaping
    before = frozenset(shaping)
    step = use.lowerer.known.get(STEP, 0.0)
    longest = value_at_start(span, use.lowerer, use.site)
    fitting = max(1, math.floor(longest / step * (1.0 + _ROUNDED))) if step else order
    if fitting >= order:
        # The span decided nothing, so it may still be set.
        shaping.intersection_update(before)
        return order
    return fitting


def _is_fixed(lowerer: Lowerer, term: Term) -> bool:
    if isinstance(term, Ref):
        lowerer.settle(term.slot)
        return lowerer.shop.drafts[term.slot].role is Role.PARAMETER
    return isinstance(term, Constant)


def _pipe(lowerer: Lowerer, call: Call, site: Site) -> Term:
    use = _use(lowerer, call, site)
    given, span, *rest = lowerer.terms(call, site)
    position, draft = use.slot("pipe", Role.PIPE)
    draft.term = given
    draft.initial = rest[0] if rest else given
    draft.span = span
    return Ref(position)


def _slope(use: _Use, given: Term, span: Term, initial: Term) -> Term:
    # The mean begins such that the trend begins with `initial`: mean = input / (1 + initial span).
    given, span = use.hold(given, "input"), use.hold(span, "time")
    first = Apply("div", (given, Apply("add", (_ONE, Apply("mul", (initial, span))))))
    mean = _smooth(use, given, span, first, 1)
    scale = Apply("mul", (span, Apply("abs", (mean,))))
    # Nought alone is nought: how large an input is in its unit makes no difference to its trend.
    trend = Apply("div", (Apply("sub", (given, mean)), scale))
    return Apply("if", (Apply("eq", (scale, _ZERO)), _ZERO, trend))


def _trend(lowerer: Lowerer, call: Call, site: Site) -> Term:
    use = _use(lowerer, call, site)
    given, span, *rest = lowerer.terms(call, site)
    return _slope(use, given, span, rest[0] if rest else _ZERO)


def _forecast(lowerer: Lowerer, call: Call, site: Site) -> Term:
    use = _use(lowerer, call, site)
    given, span, horizon, *rest = lowerer.terms(call, site)
    given = use.hold(given, "input")
    slope = _slope(use, given, span, rest[0] if rest else _ZERO)
    return Apply("mul", (given, Apply("add", (_ONE, Apply("mul", (slope, horizon))))))


def _init(lowerer: Lowerer, call: Call, site: Site) -> Term:
    use = _use(lowerer, call, site)
    position, draft = use.slot("first", Role.HELD)
    draft.initial = lowerer.term(call.arguments[0], site)
    draft.term = Ref(position)
    return Ref(position)


def _previous(lowerer: Lowerer, call: Call, site: Site) -> Term:
    use = _use(lowerer, call, site)
    position, draft = use.slot("before", Role.HELD)
    draft.term = lowerer.term(call.arguments[0], site)
    draft.initial = lowerer.term(call.arguments[1], site)
    return Ref(position)


def _sample(lowerer: Lowerer, call: Call, site: Site) -> Term:
    use = _use(lowerer, call, site)
    when, value, initial = lowerer.terms(call, site)
    position, draft = use.slot("kept", Role.HELD)
    draft.initial = initial
    now, seen = use.slot("sampled")
    # In its own condition the variable is what it holds so far, as in a highest value yet.
    when, value = (renamed(each, {site.own: position}) for each in (when, value))
    seen.term = Apply("if", (when, value, Ref(position)))
    draft.term = Ref(now)
    return Ref(now)


def _integral(lowerer: Lowerer, call: Call, site: Site) -> Term:
    use = _use(lowerer, call, site)
    flow, initial = lowerer.terms(call, site)
    position, draft = use.stock("stock", initial)
    draft.inflows.append(use.flow("change", flow))
    return Ref(position)


def _present_value(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # The discount falls by the factor 1 / (1 + rate * step) with each step, and this instant's
    # step counts; as pysimlin 0.8.5 does it, measured.
    use = _use(lowerer, call, site)
    stream, rate, *rest = lowerer.terms(call, site)
    initial = rest[0] if rest else _ZERO
    scale = rest[1] if len(rest) > 1 else _ONE
    discount, worth = use.stock("discount", _ONE)
    grown = Apply("add", (_ONE, Apply("mul", (rate, Ref(STEP)))))
    falling = Apply("div", (Apply("mul", (Ref(discount), rate)), grown))
    worth.outflows.append(use.flow("discounting", falling))
    moved = use.flow("discounted", Apply("mul", (stream, Ref(discount))))
    total, so_far = use.stock("so far", initial)
    so_far.inflows.append(moved)
    now = Apply("mul", (Ref(moved), Ref(STEP)))
    return Apply("mul", (Apply("add", (Ref(total), now)), scale))


def _movable_pipe(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # Vensim's DELAY MATERIAL and DELAY INFORMATION: a pipe, as long as its span does not change.
    given, span, initial, *_ = call.arguments
    term = lowerer.term(span, site)
    if not _is_fixed(lowerer, term):
        where = f"{site.place}: " if str(site.place) else ""
        raise UnsupportedError(
            f"{where}in the equation of {site.name}, {call.function.upper()} is given a span that "
            "changes, which is not done",
            fix="Give it a number or a parameter",
        )
    return _pipe(lowerer, Call(call.function, (given, span, initial)), site)


MEMORY: Mapping[str, Handler] = {
    "smth1": _fixed_order(1, is_material=False),
    "smth3": _fixed_order(3, is_material=False),
    "delay1": _fixed_order(1, is_material=True),
    "delay3": _fixed_order(3, is_material=True),
    "smthn": _any_order(is_material=False, order_is_last=False),
    "smooth_n": _any_order(is_material=False, order_is_last=True),
    "delayn": _any_order(is_material=True, order_is_last=False),
    "delay_n": _vensim_delay,
    "delay": _pipe,
    "delay_fixed": _pipe,
    "trend": _trend,
    "forcst": _forecast,
    "forecast": _forecast,
    "init": _init,
    "initial": _init,
    "previous": _previous,
    "sample_if_true": _sample,
    "integ": _integral,
    "npv": _present_value,
    "delay_material": _movable_pipe,
    "delay_information": _movable_pipe,
}
"""Handlers by name of the function."""
