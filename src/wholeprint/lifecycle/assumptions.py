"""Assumptions as an assessment sees them: drawn in one world, declarations in place."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from wholeprint.errors import UnknownFactorError
from wholeprint.quantities.distribution import Fixed
from wholeprint.quantities.factor import Factor, FactorSource, declared
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
        try:
            return self._or_declared(self._factors.factor(factor_id))
        except UnknownFactorError:
            # Not an accident: the caller turns it into a category without data and its reason.
            return None

    def _or_declared(self, factor: Factor) -> Factor:
        value = self._overrides.get(factor.id)
        if value is None:
            return factor
        return replace(factor, distribution=Fixed(value), known=Known.DECLARED, sources=())
