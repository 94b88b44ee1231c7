"""Random functions: each use is a slot of its own, drawn anew at each step.

A number between 0 and 1, or a standard normal one, is drawn and then scaled by the term around it,
so that what it is scaled by may change over time. The seeds that a file gives are not used: the
seed of the run, the member and the slot decide.
"""

from collections.abc import Mapping

from wholeprint.errors import UnsupportedError
from wholeprint.systems.expression.tree import Call
from wholeprint.systems.flat.lower import Handler, Lowerer
from wholeprint.systems.flat.scope import Site
from wholeprint.systems.flat.system import Role
from wholeprint.systems.flat.term import Apply, Constant, Ref, Term

_ZERO, _ONE = Constant(0.0), Constant(1.0)


def _drawn(lowerer: Lowerer, call: Call, site: Site, kind: str, *terms: Term) -> Term:
    drafts = lowerer.shop.drafts
    for each in terms:
        if isinstance(each, Ref):
            lowerer.settle(each.slot)
        is_fixed = isinstance(each, Constant) or (
            isinstance(each, Ref) and drafts[each.slot].role is Role.PARAMETER
        )
        if not is_fixed:
            where = f"{site.place}: " if str(site.place) else ""
            raise UnsupportedError(
                f"{where}in the equation of {site.name}, {call.function.upper()} is given "
                "something that changes over time, which is not done",
                fix="Give it numbers or parameters",
            )
    name = f"{call.function}({site.name.replace('[', ' ').replace(']', '').replace(',', '')})"
    position, draft = lowerer.shop.inner(lowerer.shop.fresh(name), site, role=Role.RANDOM)
    draft.term = Apply(kind, terms)
    return Ref(position)


def _between(lowerer: Lowerer, call: Call, site: Site, low: Term, high: Term) -> Term:
    share = _drawn(lowerer, call, site, "uniform", _ZERO, _ONE)
    return Apply("add", (low, Apply("mul", (Apply("sub", (high, low)), share))))


def _uniform(lowerer: Lowerer, call: Call, site: Site) -> Term:
    low, high, *_ = lowerer.terms(call, site)
    return _between(lowerer, call, site, low, high)


def _unit(lowerer: Lowerer, call: Call, site: Site) -> Term:
    return _drawn(lowerer, call, site, "uniform", _ZERO, _ONE)


def _normal(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # XMILE: mean, deviation, seed, lowest, highest.
    mean, deviation, *rest = lowerer.terms(call, site)
    if len(rest) > 2:  # noqa: PLR2004 - with limits
        return _drawn(lowerer, call, site, "truncated_normal", rest[1], rest[2], mean, deviation)
    drawn = _drawn(lowerer, call, site, "normal", _ZERO, _ONE)
    return Apply("add", (mean, Apply("mul", (deviation, drawn))))


def _vensim_normal(lowerer: Lowerer, call: Call, site: Site) -> Term:
    low, high, mean, deviation, *_ = lowerer.terms(call, site)
    return _drawn(lowerer, call, site, "truncated_normal", low, high, mean, deviation)


def _lognormal(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # exp(m + s z), with m and s of the logarithm such that mean and deviation are those given.
    mean, deviation, *_ = lowerer.terms(call, site)
    drawn = _drawn(lowerer, call, site, "normal", _ZERO, _ONE)
    ratio = Apply("div", (deviation, mean))
    variance = Apply("ln", (Apply("add", (_ONE, Apply("mul", (ratio, ratio)))),))
    middle = Apply("sub", (Apply("ln", (mean,)), Apply("div", (variance, Constant(2.0)))))
    away = Apply("mul", (Apply("sqrt", (variance,)), drawn))
    return Apply("exp", (Apply("add", (middle, away)),))


def _exponential(lowerer: Lowerer, call: Call, site: Site) -> Term:
    mean, *_ = lowerer.terms(call, site)
    return Apply("mul", (mean, _drawn(lowerer, call, site, "exponential", _ONE)))


def _vensim_exponential(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # Between low and high, from the larger of low and shift on: cut off by the inverse.
    low, high, shift, stretch, *_ = lowerer.terms(call, site)
    share = _drawn(lowerer, call, site, "uniform", _ZERO, _ONE)
    first = Apply("max", (low, shift))
    reach = Apply("div", (Apply("sub", (high, first)), stretch))
    inside = Apply("sub", (_ONE, Apply("exp", (Apply("neg", (reach,)),))))
    drawn = Apply("ln", (Apply("sub", (_ONE, Apply("mul", (share, inside)))),))
    return Apply("sub", (first, Apply("mul", (stretch, drawn))))


def _poisson(lowerer: Lowerer, call: Call, site: Site) -> Term:
    mean, *rest = lowerer.terms(call, site)
    drawn = _drawn(lowerer, call, site, "poisson", mean)
    if len(rest) > 2:  # noqa: PLR2004 - with limits
        return Apply("min", (Apply("max", (drawn, rest[1])), rest[2]))
    return drawn


def _vensim_poisson(lowerer: Lowerer, call: Call, site: Site) -> Term:
    low, high, mean, shift, stretch, *_ = lowerer.terms(call, site)
    drawn = Apply("mul", (_drawn(lowerer, call, site, "poisson", mean), stretch))
    moved = Apply("add", (drawn, shift))
    return Apply("min", (Apply("max", (moved, low)), high))


RANDOM: Mapping[str, Handler] = {
    "random": _uniform,
    "uniform": _uniform,
    "random_uniform": _uniform,
    "random_0_1": _unit,
    "normal": _normal,
    "random_normal": _vensim_normal,
    "lognormal": _lognormal,
    "exprnd": _exponential,
    "random_exponential": _vensim_exponential,
    "poisson": _poisson,
    "random_poisson": _vensim_poisson,
}
"""Handlers by name of the function."""
