"""Dividing one result among several users of it: shares that add up to one."""

from collections.abc import Mapping

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.footprint import (
    Category,
    Contribution,
    Footprint,
    Impact,
)


def shares(amounts: Mapping[str, float]) -> dict[str, float]:
    """Return the share of each user.

    Args:
        amounts: How much each used, all in one unit: seconds, tokens, bytes.

    Returns:
        One share per user [1]; they add up to one to within rounding.

    Raises:
        ValueRefusedError: If an amount is negative or not a number, or nobody used anything.
    """
    if not amounts or any(not 0.0 <= amount < float("inf") for amount in amounts.values()):
        raise ValueRefusedError("amounts to share by must be 0 or more", seen=dict(amounts))
    whole = sum(amounts.values())
    if whole <= 0.0:
        raise ValueRefusedError("nobody used anything, so there is no share", seen=dict(amounts))
    return {name: amount / whole for name, amount in amounts.items()}


def allocate(footprint: Footprint, amounts: Mapping[str, float]) -> dict[str, Footprint]:
    """Return the part of a footprint that each user carries; the parts add up to all of it.

    Args:
        footprint: What is to be divided.
        amounts: How much each used, all in one unit.

    Raises:
        ValueRefusedError: If an amount is negative or not a number, or nobody used anything.
    """
    return {name: _part(footprint, share) for name, share in shares(amounts).items()}


def _part(footprint: Footprint, share: float) -> Footprint:
    return Footprint(
        {name: _of(footprint.impact(name), share) for name in Category},
        footprint.boundary,
        footprint.world,
        footprint.assumptions,
        footprint.notes,
    )


def _of(impact: Impact, share: float) -> Impact:
    return Impact(
        impact.total * share,
        _each(impact.contributions, share),
        _each(impact.of_which, share),
        impact.basis,
    )


def _each(parts: tuple[Contribution, ...], share: float) -> tuple[Contribution, ...]:
    return tuple(
        Contribution(part.source, part.phase, part.level, part.amount * share) for part in parts
    )
