"""The factors that both sides have of one figure: as fine as both can be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, final

import numpy as np

from wholeprint.advice.explain.sides import Product, Side, known_products
from wholeprint.advice.statement.amount import Amount
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


REST = "rest of "
"""Begins the name of the factor that holds what no finer figure of both sides explains."""


class _Spread(NamedTuple):
    constant_factor: float
    powers: dict[str, int]


def factors_of(first: Side, second: Side, target: str, unit: Unit) -> Factors:
    """Return a figure as a product of factors that both sides have.

    Where both state a part of what a figure is made of, and not all of it, the rest is a factor of
    its own: hours of accelerators, and the gas for each of them.

    Args:
        first: The one side.
        second: The other.
        target: The figure; both have it.
        unit: The unit in which the product is wanted.

    Returns:
        The factors, and the constant that leads to that unit.
    """
    pair = _Pair(first, second)
    spread = _spread(pair, target, frozenset())
    factors = tuple(
        Factor(name, pair.unit(name), power, pair.both(name))
        for name, power in spread.powers.items()
        if power
    )
    return Factors(spread.constant_factor * pair.unit(target).ratio(unit), factors)


@final
class _Pair:
    """Two sides, and what is worked out for both on the way."""

    def __init__(self, first: Side, second: Side) -> None:
        self.sides = (first, second)
        self._made: dict[str, tuple[Unit, tuple[FloatArray, FloatArray]]] = {}

    def has(self, name: str) -> bool:
        return name in self._made or all(name in side.values for side in self.sides)

    def unit(self, name: str) -> Unit:
        return self._made[name][0] if name in self._made else self.sides[0].values[name].unit

    def both(self, name: str) -> tuple[FloatArray, FloatArray]:
        if name in self._made:
            return self._made[name][1]
        unit = self.unit(name)
        return self.sides[0].values[name].values, self.sides[1].values[name].to(unit)

    def make_rest(self, name: str, parts: Sequence[str]) -> str:
        rest = f"{REST}{name}"
        unit, both = self.unit(name), self.both(name)
        for part in parts:
            unit = unit / self.unit(part)
            one, two = self.both(part)
            both = (both[0] / one, both[1] / two)
        self._made[rest] = (unit, both)
        return rest


def _spread(pair: _Pair, name: str, above: frozenset[str]) -> _Spread:
    for product in _ways(pair, name):
        parts = [part for part, _ in product.powers]
        if not parts or any(part in above or part == name for part in parts):
            continue
        if not all(pair.has(part) for part in parts):
            continue
        scale = _scale(pair, name, product)
        if scale is not None and _fits(pair, name, product, scale):
            return _joined(pair, product, scale, above | {name})
    parts = [] if name.startswith(REST) else _partly(pair, name, above | {name})
    if not parts:
        return _Spread(1.0, {name: 1})
    rest = pair.make_rest(name, parts)
    whole = Product(Amount(1.0), tuple((part, 1) for part in (*parts, rest)))
    return _joined(pair, whole, 1.0, above | {name, rest})


def _partly(pair: _Pair, name: str, above: frozenset[str]) -> list[str]:
    """Return what both sides state of the parts of a figure, where they do not state all."""
    products = known_products().get(name, ())
    if any(all(pair.has(part) for part, _ in product.powers) for product in products):
        return []  # they were tried, and do not give what is stated
    best: list[str] = []
    for product in products:
        found: list[str] = []
        for part, _ in product.powers:
            if part in above:
                continue
            if not pair.has(part):
                found += _partly(pair, part, above | {part})
            elif all(bool(np.all(side > 0.0)) for side in pair.both(part)):
                found.append(part)
        if len(found) > len(best):
            best = found
    return list(dict.fromkeys(best))


def _ways(pair: _Pair, name: str) -> Iterator[Product]:
    seen: list[Product] = []
    for side in pair.sides:
        for product in side.leads_to(name):
            if product not in seen:
                seen.append(product)
                yield product


def _joined(pair: _Pair, product: Product, scale: float, above: frozenset[str]) -> _Spread:
    constant, powers = scale, dict[str, int]()
    for part, power in product.powers:
        inner = _Spread(1.0, {part: 1}) if part in above else _spread(pair, part, above)
        constant *= inner.constant_factor**power
        for name, each in inner.powers.items():
            powers[name] = powers.get(name, 0) + each * power
    return _Spread(constant, powers)


def _scale(pair: _Pair, name: str, product: Product) -> float | None:
    """Return what a product of bare numbers is to be multiplied by, None where units do not fit."""
    unit = product.constant.unit
    for part, power in product.powers:
        for _ in range(abs(power)):
            unit = unit * pair.unit(part) if power > 0 else unit / pair.unit(part)
    try:
        return product.constant.value * unit.ratio(pair.unit(name))
    except UnitError:
        return None


def _fits(pair: _Pair, name: str, product: Product, scale: float) -> bool:
    for place, stated in enumerate(pair.both(name)):
        value = scale
        for part, power in product.powers:
            base = float(pair.both(part)[place][0])
            if base == 0.0 and power < 0:
                return False
            value *= base**power
        if abs(value - float(stated[0])) > MISFIT * abs(float(stated[0])):
            return False
    return True
