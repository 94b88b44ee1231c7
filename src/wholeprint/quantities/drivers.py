"""Which assumption a result hangs on: each one's share of its variance.

The share is the correlation ratio (the first-order effect), estimated from the draws that are
already there: the draws are put in the order of the assumption's own column, cut into slices of
equal size, and the variance between the slices is compared with all of it. What pure chance would
leave between the slices is taken off (Kelley's epsilon squared), so that an assumption without
influence has a share near zero.

Sources: Pearson (1905), correlation ratio; Kelley, An unbiased correlation ratio measure (PNAS
1935); Plischke, Borgonovo, Smith: Global sensitivity measures from given data (EJOR 2013).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from wholeprint.quantities.distribution import Fixed
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

_SLICES = 16


@dataclass(frozen=True, slots=True)
class Driver:
    """One assumption and how much of a result's variance comes from it alone.

    Attributes:
        factor_id: Name of the assumption.
        share: Its share of the variance [1].
        noise_share: What an assumption without influence shows by chance, one sigma [1].
    """

    factor_id: str
    share: float
    noise_share: float

    def as_json(self) -> dict[str, object]:
        """Return the driver as plain values."""
        return {
            "factor_id": self.factor_id,
            "share": self.share,
            "noise_share": self.noise_share,
        }


def drivers(result: Uncertain, world: World, factors: Iterable[Factor]) -> list[Driver]:
    """Return the assumptions that a result hangs on, the strongest first.

    Args:
        result: The result.
        world: The world it was drawn in.
        factors: The assumptions to ask about.

    Returns:
        Those with any share of the variance; none where the result is not doubted.
    """
    draws = result.draws
    slices = min(_SLICES, world.n // 8)
    if draws.size != world.n or slices <= 1:
        return []
    whole = float(np.var(draws))
    # Rounding alone leaves about 1e-16 of the value; that is nobody's influence.
    if whole <= (1e-12 * abs(float(np.mean(draws)))) ** 2:
        return []
    noise = math.sqrt(2.0 * (slices - 1)) / (world.n - slices)
    found: list[Driver] = []
    for factor in factors:
        if isinstance(factor.distribution, Fixed):
            continue
        share = _share(draws[np.argsort(world.column(factor.id), kind="stable")], slices, whole)
        if share > 0.0:
            found.append(Driver(factor.id, share, noise))
    return sorted(found, key=lambda driver: (-driver.share, driver.factor_id))


def _share(
    ordered: np.ndarray[tuple[int, ...], np.dtype[np.float64]], slices: int, whole: float
) -> float:
    count = ordered.size - ordered.size % slices
    parts = ordered[:count].reshape(slices, -1)
    between = float(np.var(parts.mean(axis=1))) / whole
    return max(0.0, 1.0 - (1.0 - min(between, 1.0)) * (count - 1) / (count - slices))
