"""Dies on wafers: how much of a wafer a die takes, and how many of the dies are good.

Large dies waste more of the round wafer's edge and are hit by more defects; which formula says by
how much moves a die of 800 mm2 by a factor of two.
"""

import math
from types import MappingProxyType

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray

LARGEST_DIE_MM2 = 46_225.0
"""A square of 215 mm, about the largest that a wafer of 300 mm holds: one chip per wafer [mm2]."""

_WAFER_MM = 300.0
_KERF_MM = 0.2
_ADEME_DEFECTS_PER_CM2 = 0.1
_ACT_YIELD = 0.875


def _poisson(hits: FloatArray) -> FloatArray:
    return np.exp(-hits)


def _murphy(hits: FloatArray) -> FloatArray:
    # Without defects every die is good; the quotient has no value there.
    some = np.where(hits > 0.0, hits, 1.0)
    return np.where(hits > 0.0, (-np.expm1(-some) / some) ** 2, 1.0)


def _root(hits: FloatArray) -> FloatArray:
    return np.exp(-np.sqrt(hits))


def _constant(hits: FloatArray) -> FloatArray:
    return np.full(hits.shape, _ACT_YIELD)


_YIELDS = MappingProxyType(
    {"act": _constant, "murphy": _murphy, "poisson": _poisson, "root": _root}
)

YIELD_NAMES: tuple[str, ...] = tuple(_YIELDS)
"""Share of good dies, by formula: ACT's constant 0.875 (Gupta et al. 2022), Murphy's and Poisson's
laws, and exp(-sqrt(area x defects)) as the ADEME model of graphics cards has it."""


def die_yield(name: str, area_cm2: float, defects_per_cm2: FloatArray) -> FloatArray:
    """Return the share of dies that are good [1].

    Args:
        name: The formula, one of `YIELD_NAMES`.
        area_cm2: Area of the die [cm2].
        defects_per_cm2: Defects on the wafer, one value per draw [1/cm2].

    Raises:
        ValueRefusedError: If there is no such formula, or the area is none.
    """
    refuse_unless_die(area_cm2 * 100.0)
    if name not in _YIELDS:
        raise ValueRefusedError(
            "no such formula of yield", seen=name, fix=f"Use one of {', '.join(YIELD_NAMES)}"
        )
    return _YIELDS[name](area_cm2 * defects_per_cm2)


def wafer_cm2(die_mm2: float) -> float:
    """Return how much of a wafer of 300 mm one good die takes [cm2], as the ADEME model has it.

    The die is taken square with a kerf of 0.2 mm; the edge is lost by the usual estimate of dies
    per wafer, and of the others exp(-sqrt(area x 0.1/cm2)) are good.

    Source: ADEME's parametric model of graphics cards, as boaviztapi 2.5.0 documents it.

    Args:
        die_mm2: Area of the die [mm2].

    Raises:
        ValueRefusedError: If no wafer holds such a die.
    """
    refuse_unless_die(die_mm2)
    wafer = math.pi * (_WAFER_MM / 2) ** 2
    area = (math.sqrt(die_mm2) + _KERF_MM) ** 2
    dies = wafer / area - math.pi * _WAFER_MM / math.sqrt(2 * area)
    if dies < 1.0:
        raise ValueRefusedError(
            "not one die of that area is left of a wafer of 300 mm by this estimate",
            seen=f"{die_mm2:g} mm2",
            fix="Give the area of one die, not of all dies of a package",
        )
    good = math.exp(-math.sqrt(area / 100.0 * _ADEME_DEFECTS_PER_CM2))
    return wafer / dies / good / 100.0


def refuse_unless_die(die_mm2: float) -> None:
    """Refuse an area that no die can have.

    Args:
        die_mm2: Area of the die [mm2].

    Raises:
        ValueRefusedError: If it is not positive, or larger than a wafer holds.
    """
    if not 0.0 < die_mm2 <= LARGEST_DIE_MM2:
        raise ValueRefusedError(
            "no die has that area",
            seen=f"{die_mm2:g} mm2",
            fix="Give square millimetres, more than 0 and no more than a 300 mm wafer holds",
        )
