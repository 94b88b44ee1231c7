"""The factors that both sides have of one figure: as fine as both can be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from wholeprint.advice.explain.sides import Product, Side
from wholeprint.errors import UnitError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.units import Unit

MISFIT = 0.05
"""A product that is this far from what a side states is not taken for it [1]: our choice."""


@dataclass(frozen=True, slots=True, eq=False)
class Factor:
    """One factor on both sides.

    Attributes:
        name: Its name.
        unit: Its unit.
        power: To which power it stands in the product.
        both: What it is on the one side and on the other [unit].
    """

    name: str
    unit: Unit
    power: int
    both: tuple[FloatArray, FloatArray]

    @property
    def raised(self) -> tuple[FloatArray, FloatArray]:
        """What stands in the product, on the one side and on the other."""
        with np.errstate(divide="ignore"):
            return self.both[0] ** self.power, self.both[1] ** self.power


class Factors(NamedTuple):
    """A figure as a product.

    Attributes:
        constant_factor: A number in front, the same on both sides: units, and numbers of formulas.
        factors: The factors.
    """

    constant_factor: float
    factors: tuple[Factor, ...]


class _Spread(NamedTuple):
    constant_factor: float
    powers: dict[str, int]


def factors_of(first: Side, second: Side, target: str, unit: Unit) -> Factors:
    """Return a figure as a product of factors that both sides have.

    Args:
        first: The one side.
        second: The other.
        target: The figure; both have it.
        unit: The unit in which the product is wanted.

    Returns:
        The factors, and the constant that leads to that unit.
    """
    spread = _spread((first, second), target, frozenset())
    factors = tuple(
        Factor(name, first.values[name].unit, power, _both((first, second), name))
        for name, power in spread.powers.items()
        if power
    )
    return Factors(spread.constant_factor * first.values[target].unit.ratio(unit), factors)


def _spread(sides: tuple[Side, Side], name: str, above: frozenset[str]) -> _Spread:
    for product in _ways(sides, name):
        parts = [part for part, _ in product.powers]
        if not parts or any(part in above or part == name for part in parts):
            continue
        if not all(part in side.values for part in parts for side in sides):
            continue
        scale = _scale(sides, name, product)
        if scale is not None and _fits(sides, name, product, scale):
            return _joined(sides, product, scale, above | {name})
    return _Spread(1.0, {name: 1})


def _ways(sides: tuple[Side, Side], name: str) -> Iterator[Product]:
    seen: list[Product] = []
    for side in sides:
        for product in side.leads_to(name):
            if product not in seen:
                seen.append(product)
                yield product


def _joined(
    sides: tuple[Side, Side], product: Product, scale: float, above: frozenset[str]
) -> _Spread:
    constant, powers = scale, dict[str, int]()
    for part, power in product.powers:
        inner = _spread(sides, part, above)
        constant *= inner.constant_factor**power
        for name, each in inner.powers.items():
            powers[name] = powers.get(name, 0) + each * power
    return _Spread(constant, powers)


def _scale(sides: tuple[Side, Side], name: str, product: Product) -> float | None:
    """Return what a product of bare numbers is to be multiplied by, None where units do not fit."""
    unit = product.constant.unit
    for part, power in product.powers:
        own = sides[0].values[part].unit
        for _ in range(abs(power)):
            unit = unit * own if power > 0 else unit / own
    try:
        return product.constant.value * unit.ratio(sides[0].values[name].unit)
    except UnitError:
        return None


def _fits(sides: tuple[Side, Side], name: str, product: Product, scale: float) -> bool:
    for place, stated in enumerate(_both(sides, name)):
        value = scale
        for part, power in product.powers:
            base = float(_both(sides, part)[place][0])
            if base == 0.0 and power < 0:
                return False
            value *= base**power
        if abs(value - float(stated[0])) > MISFIT * abs(float(stated[0])):
            return False
    return True


def _both(sides: tuple[Side, Side], name: str) -> tuple[FloatArray, FloatArray]:
    unit = sides[0].values[name].unit
    return sides[0].values[name].values, sides[1].values[name].to(unit)
