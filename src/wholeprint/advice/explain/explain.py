"""Why two footprints differ: aligned in boundary first, then split factor by factor."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from wholeprint.advice.explain.align import Step, align
from wholeprint.advice.explain.factors import Factor, factors_of
from wholeprint.advice.explain.sides import Side
from wholeprint.advice.explain.split import (
    Term,
    check,
    factor_names,
    in_turn,
    lmdi,
    log_shares,
    shapley,
)
from wholeprint.advice.statement.terms import by_word
from wholeprint.errors import BoundaryError, UnknownNameError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.units import Unit

TARGETS = (
    *("ghg_total", "ghg", "ghg_market", "ghg_embodied", "energy", "it_energy", "water"),
    *("water_onsite", "water_offsite", "accelerator_hours", "duration"),
)
"""What is explained where nothing is asked for: the first that both sides have."""

_SAME = 1e-9
_CONSTANT = "units and constants"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What one factor makes of the difference.

    Attributes:
        name: The factor.
        unit: Its unit.
        first: What it is on the one side [unit], the central state of the world first.
        second: What it is on the other side [unit].
        share: Its share of the logarithm of the ratio [1].
        lmdi: What it makes the one side larger by, by LMDI [unit of the target].
        shapley: The same, by Shapley [unit of the target].
        left: What is left of the one side when this factor, after those before it, is made the
            other side's [unit of the target]; it hangs on the order.
    """

    name: str
    unit: Unit
    first: FloatArray
    second: FloatArray
    share: FloatArray
    lmdi: FloatArray
    shapley: FloatArray
    left: FloatArray

    @property
    def agrees(self) -> bool:
        """Whether both ways of sharing give it the same sign."""
        left, right = float(self.lmdi[0]), float(self.shapley[0])
        return left * right >= 0.0 or abs(left - right) <= _SAME * (abs(left) + abs(right))


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """Why two footprints differ.

    Attributes:
        target: What differs.
        unit: Its unit.
        first: The one side.
        second: The other.
        stated: What each side says of the target [unit], before anything is aligned.
        steps: What was taken from one side so that both count the same.
        aligned: What is left of each side [unit], as the factors give it.
        parts: What each factor makes of the difference between those two.
        same: Factors that are the same on both sides.
        unexplained: What each side says beyond what its factors give [unit].
    """

    target: str
    unit: Unit
    first: Side
    second: Side
    stated: tuple[FloatArray, FloatArray]
    steps: tuple[Step, ...]
    aligned: tuple[FloatArray, FloatArray]
    parts: tuple[Part, ...]
    same: tuple[str, ...]
    unexplained: tuple[FloatArray, FloatArray]


def explain(first: Side, second: Side, target: str = "") -> Explanation:
    """Explain why two footprints differ.

    Args:
        first: The one.
        second: The other.
        target: A word of the vocabulary, or a figure that both state; empty for the first of
            `TARGETS` that both have.

    Returns:
        The explanation.

    Raises:
        UnknownNameError: If not both sides have the target.
        BoundaryError: If the two count different things and nobody can say how much that is.
        ValueRefusedError: If a factor is negative.
    """
    wanted = _target(first, second, target)
    unit = first.values[wanted].unit
    stated = (first.values[wanted].to(unit), second.values[wanted].to(unit))
    sides, steps = align(first, second, wanted, unit)
    terms, factors = _terms(*sides, wanted, unit)
    check(terms)
    totals = _total(terms, 0), _total(terms, 1)
    taken = [sum((s.amount for s in steps if s.side == n), np.zeros(1)) for n in (0, 1)]
    parts = _parts(terms, factors)
    return Explanation(
        target=wanted,
        unit=unit,
        first=first,
        second=second,
        stated=stated,
        steps=steps,
        aligned=totals,
        parts=tuple(part for part in parts if _differs(part)),
        same=tuple(part.name for part in parts if not _differs(part)),
        unexplained=(stated[0] - taken[0] - totals[0], stated[1] - taken[1] - totals[1]),
    )


def _target(first: Side, second: Side, asked: str) -> str:
    wanted = by_word()[asked].name if asked in by_word() else asked
    if wanted in {"", "ghg", "ghg_market"}:
        _refuse_two_markets(first, second)
    names = (wanted,) if wanted else TARGETS
    for name in names:
        if name in first.values and name in second.values:
            if not first.values[name].unit.fits(second.values[name].unit):
                raise BoundaryError(
                    f"{name} is not of one kind on both sides",
                    seen=(str(first.values[name].unit), str(second.values[name].unit)),
                    fix="Give both in units of the same kind",
                )
            return name
    common = [name for name in first.values if name in second.values]
    raise UnknownNameError(
        "not both sides have this" if asked else "the two sides have no total in common",
        seen=asked or f"{', '.join(first.values)} against {', '.join(second.values)}",
        fix=f"Both have: {', '.join(common) or 'nothing'}; name one with --of",
    )


def _refuse_two_markets(first: Side, second: Side) -> None:
    gases = {"ghg", "ghg_market"}
    ours, theirs = gases & set(first.values), gases & set(second.values)
    if ours and theirs and not ours & theirs:
        raise BoundaryError(
            "one is location-based and the other market-based",
            seen=f"{first.name}: {', '.join(ours)}; {second.name}: {', '.join(theirs)}",
            fix="State both in one way, or explain what both have: --of energy",
        )


def _terms(
    first: Side, second: Side, target: str, unit: Unit
) -> tuple[tuple[Term, ...], Mapping[str, Factor]]:
    known: dict[str, Factor] = {}
    terms: list[Term] = []
    for name in _summands(first, second, target):
        constant, factors = factors_of(first, second, name, unit)
        known |= {factor.name: factor for factor in factors}
        scale = np.array([constant])
        raised = {factor.name: factor.raised for factor in factors}
        terms.append(Term(name, {_CONSTANT: (scale, scale), **raised}))
    return tuple(terms), known


def _summands(first: Side, second: Side, target: str) -> tuple[str, ...]:
    sums = {"ghg_total": ("ghg", "ghg_embodied"), "water": ("water_onsite", "water_offsite")}
    for names in (first.sums.get(target), second.sums.get(target), sums.get(target)):
        if names and all(n in first.values and n in second.values for n in names):
            return names
    return (target,)


def _parts(terms: tuple[Term, ...], factors: Mapping[str, Factor]) -> tuple[Part, ...]:
    shares, ours, theirs, left = log_shares(terms), lmdi(terms), shapley(terms), in_turn(terms)
    return tuple(
        Part(
            name=name,
            unit=factors[name].unit,
            first=factors[name].both[0],
            second=factors[name].both[1],
            share=shares[name],
            lmdi=ours[name],
            shapley=theirs.get(name, np.zeros(1)),
            left=left[name],
        )
        for name in factor_names(terms)
        if name in factors
    )


def _differs(part: Part) -> bool:
    return bool(np.any(np.abs(part.first - part.second) > _SAME * np.abs(part.first)))


def _total(terms: tuple[Term, ...], side: int) -> FloatArray:
    return sum((term.side(side) for term in terms), np.zeros(1))
