"""Assumptions as an assessment sees them: drawn in one world, declarations in place."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import Fixed
from wholeprint.quantities.factor import Factor, FactorSource, declared
from wholeprint.quantities.making import WHICH
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World


class Assumptions:
    """Draws assumptions in one world, with what the user declares in their place.

    Args:
        world: The world to draw in.
        factors: Where to look up assumptions by name.
        overrides: Declared values by name, each in the unit of its factor.
    """

    def __init__(self, world: World, factors: FactorSource, overrides: Mapping[str, float]) -> None:
        self.world = world
        self._factors = factors
        self._overrides = overrides
        self._worked: dict[str, tuple[object, Uncertain]] = {}

    def draw(self, factor: Factor) -> Uncertain:
        """Return what an assumption is in every draw.

        Args:
            factor: The assumption.
        """
        return self.world.draw(self._or_declared(factor))

    def once(self, name: str, of: object, work: Callable[[], Uncertain]) -> Uncertain:
        """Return what was worked out before, or work it out now.

        Args:
            name: Name of the quantity.
            of: What it is worked out from; another thing of the same name is worked out anew.
            work: Works it out.
        """
        kept = self._worked.get(name)
        if kept is not None and kept[0] is of:
            return kept[1]
        worked = work()
        self._worked[name] = (of, worked)
        return worked

    def draw_or_one(self, factor: Factor | None) -> Uncertain:
        """Return what an assumption is in every draw, or exactly one where there is none.

        Args:
            factor: The assumption, None for all of something.
        """
        return Uncertain.fixed(1.0, "1") if factor is None else self.draw(factor)

    def declare(self, factor_id: str, value: float, unit: str) -> Uncertain:
        """Return a number that the user has declared.

        Args:
            factor_id: Name under which it stands among the assumptions.
            value: The number [unit].
            unit: Its unit.
        """
        return self.draw(declared(factor_id, value, unit))

    def find(self, factor_id: str) -> Uncertain | None:
        """Return an assumption by its name, None where there is none of that name.

        Args:
            factor_id: Name of the assumption.
        """
        found = self.look_up(factor_id)
        return None if found is None else self.world.draw(found)

    def given(self, factor_id: str, unit: str) -> Uncertain | None:
        """Return what the user declares of an assumption, whether or not a table states it.

        Args:
            factor_id: Name of the assumption.
            unit: Unit of the declared number.

        Returns:
            The number, None where the user declares nothing.
        """
        value = self._overrides.get(factor_id)
        return None if value is None else self.declare(factor_id, value, unit)

    def look_up(self, factor_id: str) -> Factor | None:
        """Return an assumption by its name, not drawn yet; None where there is none of that name.

        Args:
            factor_id: Name of the assumption.
        """
        # Asked first: an error would look for near names, which nobody reads here. The caller turns
        # the absence into a category without data and its reason.
        if not self._factors.has(factor_id):
            return None
        return self._or_declared(self._factors.factor(factor_id))

    def _or_declared(self, factor: Factor) -> Factor:
        value = self._overrides.get(factor.id)
        if value is None:
            return factor
        _refuse_impossible(factor, value)
        return replace(factor, distribution=Fixed(value), known=Known.DECLARED, sources=())


_ENDS: tuple[tuple[str, float, float], ...] = (
    ("pue.", 1.0, math.inf),
    ("power.host_overhead", 1.0, math.inf),
    ("power.machine_per_accelerator", 1.0, math.inf),
    ("lifetime.", 1e-6, math.inf),
    ("utilisation.", 1e-6, 1.0),
    ("water.onsite.consumed_share", 1e-6, 1.0),
    ("mix.", 0.0, 1.0),
    # Who estimates a workload, or says what is recycled, is refused in words of its own.
    ("training.", -math.inf, math.inf),
    ("recycled.", -math.inf, math.inf),
)
"""Assumptions that are no number of just any size, by the beginning of their names."""


def _refuse_impossible(factor: Factor, value: float) -> None:
    if factor.note.startswith(WHICH):
        return  # who chooses between ways is told of the ways there are
    low, high = (0.0, math.inf) if _is_never_negative(factor) else (-math.inf, math.inf)
    for beginning, least, most in _ENDS:
        if factor.id.startswith(beginning):
            low, high = least, most
    if not low <= value <= high:
        raise ValueRefusedError(
            f"{factor.id} cannot be that",
            seen=f"{value:g} {factor.unit}" if factor.unit != "1" else f"{value:g}",
            fix=f"Declare {low:g} or more" + (f", and at most {high:g}" if high < math.inf else ""),
        )


def _is_never_negative(factor: Factor) -> bool:
    return float(factor.distribution.quantile(_LOWEST)[0]) >= 0.0


_LOWEST = np.array([1e-9])
