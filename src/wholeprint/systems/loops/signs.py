"""Which way a term goes when one of its slots goes up: told from the term and known ranges."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term, parts
from wholeprint.systems.model import Reading, Table

DOWN, LEVEL, UP = 1, 2, 4
"""Signs that a slope may have; a set of them is their sum."""
ANY = DOWN | LEVEL | UP

Range = tuple[float, float]
EVERYWHERE: Range = (-math.inf, math.inf)

_SIGNS = (DOWN, LEVEL, UP)
_RISING = frozenset({"exp", "ln", "log10", "sqrt", "arcsin", "arctan", "sinh", "tanh"})
_STEPS = frozenset({"floor", "trunc", "round", "sign"})
_MORE = frozenset({"gt", "ge"})
_LESS = frozenset({"lt", "le"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known of a term: between which values it lies, and which signs its slope may have."""

    low: float
    high: float
    slope: int


def slope_signs(term: Term, slot: int, ranges: Mapping[int, Range], tables: Sequence[Table]) -> int:
    """Return the signs that the slope of a term along one slot may have.

    Args:
        term: The term.
        slot: The slot that is moved, all others held.
        ranges: Between which values slots lie; one that is not in it may have any value.
        tables: Points of the lookups.

    Returns:
        A sum of `DOWN`, `LEVEL` and `UP`; `ANY` where nothing is known.
    """
    waiting: list[tuple[Term, bool]] = [(term, False)]
    done: list[_Told] = []
    while waiting:
        found, is_ready = waiting.pop()
        below = parts(found)
        if not is_ready and below:
            waiting.append((found, True))
            waiting.extend((each, False) for each in reversed(below))
            continue
        operands = done[len(done) - len(below) :]
        del done[len(done) - len(below) :]
        done.append(_told(found, operands, slot, ranges, tables))
    return done[0].slope


def _told(
    term: Term,
    operands: list[_Told],
    slot: int,
    ranges: Mapping[int, Range],
    tables: Sequence[Table],
) -> _Told:
    match term:
        case Constant():
            return _Told(term.value, term.value, LEVEL)
        case Ref():
            low, high = ranges.get(term.slot, EVERYWHERE)
            return _Told(low, high, UP if term.slot == slot else LEVEL)
        case Look():
            return _looked_up(tables[term.table], operands[0])
        case Apply():
            rule = _RULES.get(term.operation)
            if rule is not None:
                return rule(operands)
            still = all(each.slope == LEVEL for each in operands)
            return _Told(*EVERYWHERE, LEVEL if still else ANY)


def _added(left: int, right: int) -> int:
    """Return the signs that a sum of slopes may have."""
    if left == LEVEL:
        return right
    if right == LEVEL:
        return left
    moving = (left | right) & ~LEVEL
    if moving == DOWN | UP:
        return ANY
    return moving | (left & right & LEVEL)


def _flipped(signs: int) -> int:
    return (signs & LEVEL) | (UP if signs & DOWN else 0) | (DOWN if signs & UP else 0)


def _times(left: int, right: int) -> int:
    """Return the signs that a product may have."""
    found = 0
    for one in _SIGNS:
        for other in _SIGNS:
            if left & one and right & other:
                if LEVEL in (one, other):
                    found |= LEVEL
                else:
                    found |= UP if one == other else DOWN
    return found


def _sign(told: _Told) -> int:
    """Return the signs that the value itself may have."""
    return (
        (DOWN if told.low < 0 else 0)
        | (LEVEL if told.low <= 0 <= told.high else 0)
        | (UP if told.high > 0 else 0)
    )


def _span(values: Sequence[float]) -> Range:
    """Return the range of corner values; nothing is known where one of them is not a number."""
    if any(math.isnan(each) for each in values):
        return EVERYWHERE
    return min(values), max(values)


def _product(left: float, right: float) -> float:
    return 0.0 if 0 in (left, right) else left * right


def _neg(operands: list[_Told]) -> _Told:
    (told,) = operands
    return _Told(-told.high, -told.low, _flipped(told.slope))


def _sum(operands: list[_Told]) -> _Told:
    slope = LEVEL
    for each in operands:
        slope = _added(slope, each.slope)
    low = sum(each.low for each in operands)
    return _Told(low, sum(each.high for each in operands), slope)


def _sub(operands: list[_Told]) -> _Told:
    return _sum([operands[0], _neg([operands[1]])])


def _mul(operands: list[_Told]) -> _Told:
    told = operands[0]
    for each in operands[1:]:
        corners = [_product(a, b) for a in (told.low, told.high) for b in (each.low, each.high)]
        slope = _added(_times(told.slope, _sign(each)), _times(each.slope, _sign(told)))
        told = _Told(*_span(corners), slope)
    return told


def _div(operands: list[_Told]) -> _Told:
    over, under = operands[:2]
    bottom = _sign(under)
    slope = _added(
        _times(over.slope, bottom & ~LEVEL),
        _flipped(_times(under.slope, _times(_sign(over), UP))),
    )
    inverse = EVERYWHERE
    if not bottom & LEVEL:
        inverse = (1 / under.high, 1 / under.low)
    elif under.low == 0:
        inverse = (1 / under.high if under.high > 0 else 0.0, math.inf)
    corners = [_product(a, b) for a in (over.low, over.high) for b in inverse]
    return _Told(*_span(corners), slope)


def _safediv(operands: list[_Told]) -> _Told:
    told = _div(operands)
    if under_may_be_nought := bool(_sign(operands[1]) & LEVEL):
        otherwise = operands[2]
        jumps = operands[1].slope != LEVEL
        slope = ANY if jumps else told.slope | otherwise.slope
        low, high = min(told.low, otherwise.low), max(told.high, otherwise.high)
        return _Told(low, high, slope if under_may_be_nought else told.slope)
    return told


def _pow(operands: list[_Told]) -> _Told:
    base, power = operands
    if base.low < 0:
        return _whole_power(base, power)
    growth = (DOWN if base.low < 1 else 0) | LEVEL | (UP if base.high > 1 else 0)
    slope = _added(_times(base.slope, _sign(power)), _times(power.slope, growth))
    return _Told(0.0, math.inf, slope)


def _whole_power(base: _Told, power: _Told) -> _Told:
    """Return a base that may be negative, to a power that may be a whole number."""
    if base.slope == power.slope == LEVEL:
        return _Told(*EVERYWHERE, LEVEL)
    is_whole = power.low == power.high and power.low > 0 and power.low == round(power.low)
    if not is_whole:
        return _Told(*EVERYWHERE, ANY)
    if power.low % 2 == 1:
        return _Told(*EVERYWHERE, base.slope)
    return _Told(0.0, math.inf, _times(base.slope, _sign(base)))


def _abs(operands: list[_Told]) -> _Told:
    (told,) = operands
    high = max(abs(told.low), abs(told.high))
    low = 0.0 if told.low <= 0 <= told.high else min(abs(told.low), abs(told.high))
    return _Told(low, high, _times(told.slope, _sign(told)))


def _either(operands: list[_Told]) -> _Told:
    condition, then, otherwise = operands
    low, high = min(then.low, otherwise.low), max(then.high, otherwise.high)
    if condition.slope != LEVEL:
        return _Told(low, high, _stepped(condition, then, otherwise))
    return _Told(low, high, then.slope | otherwise.slope)


def _stepped(condition: _Told, then: _Told, otherwise: _Told) -> int:
    """Return the slope where the condition moves: the step between branches counts."""
    gap = _sub([then, otherwise])
    return _times(condition.slope, _sign(gap)) | then.slope | otherwise.slope


def _least(operands: list[_Told]) -> _Told:
    low, high = min(each.low for each in operands), min(each.high for each in operands)
    return _Told(low, high, _union(operands))


def _most(operands: list[_Told]) -> _Told:
    low, high = max(each.low for each in operands), max(each.high for each in operands)
    return _Told(low, high, _union(operands))


def _union(operands: list[_Told]) -> int:
    signs = 0
    for each in operands:
        signs |= each.slope
    return signs


def _truth(slope: int) -> _Told:
    return _Told(0.0, 1.0, slope if slope == LEVEL else slope | LEVEL)


def _compared(operation: str) -> Callable[[list[_Told]], _Told]:
    def rule(operands: list[_Told]) -> _Told:
        slope = _sub(operands).slope
        return _truth(slope if operation in _MORE else _flipped(slope))

    return rule


def _both(operands: list[_Told]) -> _Told:
    """Return aND and OR of truths rise with each of them."""
    if any(each.low < 0 and each.slope != LEVEL for each in operands):
        return _truth(ANY)
    return _truth(_sum(operands).slope)


def _not(operands: list[_Told]) -> _Told:
    return _truth(ANY if operands[0].low < 0 else _flipped(operands[0].slope))


def _rising(operation: str) -> Callable[[list[_Told]], _Told]:
    function: Callable[[float], float] = {
        "exp": np.exp,
        "ln": np.log,
        "log10": np.log10,
        "sqrt": np.sqrt,
        "arcsin": np.arcsin,
        "arctan": np.arctan,
        "sinh": np.sinh,
        "tanh": np.tanh,
        "floor": np.floor,
        "trunc": np.trunc,
        "round": np.round,
        "sign": np.sign,
    }[operation]

    def rule(operands: list[_Told]) -> _Told:
        (told,) = operands
        with np.errstate(all="ignore"):
            low, high = _span([float(function(told.low)), float(function(told.high))])
        moves = told.slope != LEVEL and operation in _STEPS
        return _Told(low, high, told.slope | LEVEL if moves else told.slope)

    return rule


_RULES: Mapping[str, Callable[[list[_Told]], _Told]] = {
    "neg": _neg,
    "add": _sum,
    "sum": _sum,
    "sub": _sub,
    "mul": _mul,
    "product": _mul,
    "div": _div,
    "safediv": _safediv,
    "pow": _pow,
    "abs": _abs,
    "if": _either,
    "min": _least,
    "max": _most,
    "and": _both,
    "or": _both,
    "not": _not,
    **{each: _compared(each) for each in (*_MORE, *_LESS)},
    **{each: _rising(each) for each in (*_RISING, *_STEPS)},
}


def _looked_up(table: Table, at: _Told) -> _Told:
    """Return a lookup: its slope over the stretch in which it is read."""
    xs, ys = np.asarray(table.xs), np.asarray(table.ys)
    goes_on = table.reading is Reading.EXTRAPOLATE
    inside = (xs[1:] > at.low) & (xs[:-1] < at.high)
    if goes_on:
        inside[:1] |= at.low < xs[0]
        inside[-1:] |= at.high > xs[-1]
    rises = np.diff(ys)[inside]
    signs = LEVEL if rises.size == 0 or not goes_on or bool((rises == 0).any()) else 0
    signs |= (UP if bool((rises > 0).any()) else 0) | (DOWN if bool((rises < 0).any()) else 0)
    low, high = EVERYWHERE if goes_on else (float(ys.min()), float(ys.max()))
    return _Told(low, high, _times(at.slope, signs))
