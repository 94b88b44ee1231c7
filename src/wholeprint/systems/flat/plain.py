"""Functions of numbers that remember nothing, and readings of lookups."""

import math
from collections.abc import Mapping
from dataclasses import replace

from wholeprint.errors import UnsupportedError
from wholeprint.systems.expression.tree import Call
from wholeprint.systems.flat.lower import Handler, Lowerer
from wholeprint.systems.flat.scope import Site
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term
from wholeprint.systems.model import Reading, Table

_ZERO, _ONE = Constant(0.0), Constant(1.0)

_DIRECT: Mapping[str, str] = {
    "abs": "abs",
    "arccos": "arccos",
    "arcsin": "arcsin",
    "arctan": "arctan",
    "cos": "cos",
    "cosh": "cosh",
    "exp": "exp",
    "gamma_ln": "gamma_ln",
    "int": "floor",
    "integer": "trunc",
    "trunc": "trunc",
    "ln": "ln",
    "log10": "log10",
    "power": "pow",
    "round": "round",
    "sign": "sign",
    "sin": "sin",
    "sinh": "sinh",
    "sqrt": "sqrt",
    "tan": "tan",
    "tanh": "tanh",
    "xidz": "safediv",
    "modulo": "rem",
    "not": "not",
    "and": "and",
    "or": "or",
    "if_then_else": "if",
    "mod": "mod",
}
"""Functions that are one operation."""


def _direct(operation: str) -> Handler:
    def handler(lowerer: Lowerer, call: Call, site: Site) -> Term:
        return Apply(operation, tuple(lowerer.terms(call, site)))

    return handler


def _log(lowerer: Lowerer, call: Call, site: Site) -> Term:
    value, base = lowerer.terms(call, site)
    return Apply("div", (Apply("ln", (value,)), Apply("ln", (base,))))


def _safediv(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # Only a divisor of nought itself counts; XIDZ and ZIDZ also take one that is nearly nought.
    dividend, divisor, *rest = lowerer.terms(call, site)
    otherwise = rest[0] if rest else _ZERO
    asked = Apply("eq", (divisor, _ZERO))
    # The division is done in either case; it must not be one by nought in the branch not taken.
    safe = Apply("if", (asked, _ONE, divisor))
    return Apply("if", (asked, otherwise, Apply("div", (dividend, safe))))


def _zidz(lowerer: Lowerer, call: Call, site: Site) -> Term:
    dividend, divisor = lowerer.terms(call, site)
    return Apply("safediv", (dividend, divisor, _ZERO))


def _quantum(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # b * integer(a / b) where b is above nought, else a.
    value, grain = lowerer.terms(call, site)
    asked = Apply("gt", (grain, _ZERO))
    safe = Apply("if", (asked, grain, _ONE))
    whole = Apply("trunc", (Apply("div", (value, safe)),))
    return Apply("if", (asked, Apply("mul", (grain, whole)), value))


def _same(lowerer: Lowerer, call: Call, site: Site) -> Term:
    return lowerer.term(call.arguments[0], site)


def _number(value: float) -> Handler:
    def handler(lowerer: Lowerer, call: Call, site: Site) -> Term:
        del lowerer, call, site
        return Constant(value)

    return handler


def _slot(slot: int) -> Handler:
    def handler(lowerer: Lowerer, call: Call, site: Site) -> Term:
        del lowerer, call, site
        return Ref(slot)

    return handler


def _read(reading: Reading | None) -> Handler:
    def handler(lowerer: Lowerer, call: Call, site: Site) -> Term:
        name, at = call.arguments
        index = lowerer.table_of(name, site)
        if reading is not None:
            table = replace(lowerer.shop.tables[index], reading=reading)
            index = lowerer.shop.table(table)
        return Look(index, lowerer.term(at, site))

    return handler


def _forward(lowerer: Lowerer, call: Call, site: Site) -> Term:
    # The value of the point at or behind: the points moved on by the smallest step there is.
    name, at = call.arguments
    table = lowerer.shop.tables[lowerer.table_of(name, site)]
    xs = (table.xs[0], *(math.nextafter(x, math.inf) for x in table.xs[:-1]))
    ys = (table.ys[0], *table.ys[1:])
    return Look(lowerer.shop.table(Table(xs, ys, Reading.DISCRETE)), lowerer.term(at, site))


def _invert(lowerer: Lowerer, call: Call, site: Site) -> Term:
    name, at = call.arguments
    table = lowerer.shop.tables[lowerer.table_of(name, site)]
    pairs = sorted(zip(table.ys, table.xs, strict=True))
    ys = [y for y, _ in pairs]
    rising = [x for _, x in pairs]
    if len(set(ys)) < len(ys) or rising not in (sorted(rising), sorted(rising, reverse=True)):
        raise UnsupportedError(
            f"{site.place}: in the equation of {site.name}, a lookup is read backwards that does "
            "not rise or fall all along"
        )
    inverse = Table(tuple(ys), tuple(rising), table.reading)
    return Look(lowerer.shop.table(inverse), lowerer.term(at, site))


PLAIN: Mapping[str, Handler] = {
    **{name: _direct(operation) for name, operation in _DIRECT.items()},
    "log": _log,
    "safediv": _safediv,
    "zidz": _zidz,
    "quantum": _quantum,
    "game": _same,
    "pi": _number(math.pi),
    "inf": _number(math.inf),
    "time": _slot(0),
    "dt": _slot(1),
    "time_step": _slot(1),
    "starttime": _slot(2),
    "initial_time": _slot(2),
    "stoptime": _slot(3),
    "final_time": _slot(3),
    "lookup": _read(None),
    "lookup_extrapolate": _read(Reading.EXTRAPOLATE),
    "lookup_backward": _read(Reading.DISCRETE),
    "lookup_forward": _forward,
    "lookup_invert": _invert,
}
"""Handlers by name of the function."""
