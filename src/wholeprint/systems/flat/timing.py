"""Test inputs: steps, ramps and pulses, as terms of the time alone.

Instants are sums of steps and rounded, so they are compared with a tolerance. STEP and Vensim's
pulses are on where half a step later than now is beyond their start, as Vensim's manual has it
(https://vensim.com/documentation/fn_step.html and fn_pulse.html, read there); in a method that
looks into a step, half a step would reach beyond it, and a millionth is taken. The other ones begin
at the first instant that is not before their start, as measured with pysimlin 0.8.5.
"""

from collections.abc import Mapping

from wholeprint.systems.expression.tree import Call
from wholeprint.systems.flat.lower import Handler, Lowerer
from wholeprint.systems.flat.scope import Site
from wholeprint.systems.flat.system import STEP, TIME
from wholeprint.systems.flat.term import Apply, Constant, Ref, Term
from wholeprint.systems.model import Method

_ZERO, _ONE = Constant(0.0), Constant(1.0)
_SLACK = Apply("mul", (Ref(STEP), Constant(1e-6)))
_NOW = Apply("add", (Ref(TIME), _SLACK))
"""This instant, a little later, so that an instant that was rounded down still counts."""


def _plus(lowerer: Lowerer) -> Term:
    """Return Vensim's "time plus"."""
    if lowerer.method is Method.EULER:
        return Apply("add", (Ref(TIME), Apply("div", (Ref(STEP), Constant(2.0)))))
    return _NOW


def _step(lowerer: Lowerer, call: Call, site: Site) -> Term:
    height, start = lowerer.terms(call, site)
    return Apply("if", (Apply("gt", (_plus(lowerer), start)), height, _ZERO))


def _ramp(lowerer: Lowerer, call: Call, site: Site) -> Term:
    slope, start, *rest = lowerer.terms(call, site)
    last = Apply("min", (Ref(TIME), rest[0])) if rest else Ref(TIME)
    since = Apply("sub", (last, start))
    return Apply("mul", (slope, Apply("max", (since, _ZERO))))


def _within(since: Term, width: Term) -> Term:
    """Return whether a pulse that began `since` ago is still on."""
    return Apply("and", (Apply("gt", (since, _ZERO)), Apply("lt", (since, width))))


def _pulse(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # XMILE: a volume let in within one step. Source: XMILE 1.0, section 3.5.3.
    volume, *rest = lowerer.terms(call, site)
    if not rest:
        site.refuse("it is not said when PULSE begins", fix="Write PULSE(volume, first instant)")
    height = Apply("div", (volume, Ref(STEP)))
    since = Apply("sub", (_NOW, rest[0]))
    once = _within(since, Ref(STEP))
    if len(rest) < 2:  # noqa: PLR2004 - no interval
        return Apply("if", (once, height, _ZERO))
    return Apply("if", (_again(since, rest[1], Ref(STEP)), height, _ZERO))


def _again(since: Term, interval: Term, width: Term) -> Term:
    has_interval = Apply("gt", (interval, _ZERO))
    safe = Apply("if", (has_interval, interval, _ONE))
    phase = Apply("if", (has_interval, Apply("mod", (since, safe)), since))
    return Apply("and", (Apply("gt", (since, _ZERO)), Apply("lt", (phase, width))))


def _vensim_pulse(lowerer: Lowerer, call: Call, site: Site) -> Term:
    start, width = lowerer.terms(call, site)
    # A width of nought counts as one step; so Vensim's manual on PULSE.
    since = Apply("sub", (_plus(lowerer), start))
    return _within(since, Apply("max", (width, Ref(STEP))))


def _pulse_train(lowerer: Lowerer, call: Call, site: Site) -> Term:
    start, width, interval, end = lowerer.terms(call, site)
    since = Apply("sub", (_plus(lowerer), start))
    is_on = _again(since, interval, Apply("max", (width, Ref(STEP))))
    # At its end it is still on: so it is in Vensim's output of SDEverywhere's pulsetrain (read).
    before = Apply("sub", (Ref(TIME), _SLACK))
    return Apply("and", (is_on, Apply("le", (before, end))))


TIMING: Mapping[str, Handler] = {
    "step": _step,
    "ramp": _ramp,
    "pulse": _pulse,
    "vensim_pulse": _vensim_pulse,
    "pulse_train": _pulse_train,
}
"""Handlers by name of the function."""
