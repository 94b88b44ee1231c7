"""One uncertain world: draw *i* is the same state of the world everywhere."""

import hashlib
from typing import final

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import Fixed, FloatArray
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.units import Unit

DRAWS = 1024
_WORD = 0xFFFFFFFFFFFFFFFF


@final
class World:
    """A set of states of the world, and what every assumption is in each of them.

    Each assumption has a column of its own: the middles of n equal strata, in an order that
    follows from the seed and the assumption's name alone. So it does not depend on which other
    assumptions exist, and it is the same in every process and every year.

    Args:
        n: Number of draws.
        seed: Which set of draws.

    Attributes:
        n: Number of draws.
        seed: Which set of draws.
        is_fixed: Whether every assumption takes its central value.
    """

    __slots__ = ("_columns", "_drawn", "is_fixed", "n", "seed")

    def __init__(self, n: int = DRAWS, seed: int = 0) -> None:
        if n < 1:
            raise ValueRefusedError("a world needs at least one draw", seen=n)
        self.n = n
        self.seed = seed
        self.is_fixed = n == 1
        self._columns: dict[str, FloatArray] = {}
        self._drawn: dict[str, tuple[Factor, Uncertain]] = {}

    @classmethod
    def fixed(cls) -> "World":
        """Return the world in which every assumption takes its central value."""
        return cls(n=1)

    def column(self, factor_id: str) -> FloatArray:
        """Return the stratified shares of belief of an assumption, one per draw.

        Args:
            factor_id: Name of the assumption.
        """
        found = self._columns.get(factor_id)
        if found is None:
            found = self.fresh_column(factor_id)
            self._columns[factor_id] = found
        return found

    def fresh_column(self, factor_id: str) -> FloatArray:
        """Return the same column without keeping it: for assumptions that one run alone has.

        Args:
            factor_id: Name of the assumption.
        """
        column = (_shuffled(self.n, f"{self.seed}:{factor_id}") + 0.5) / self.n
        column.setflags(write=False)
        return column

    def draw(self, factor: Factor) -> Uncertain:
        """Return what an assumption is in every draw.

        Args:
            factor: The assumption.
        """
        kept = self._drawn.get(factor.id)
        if kept is not None and (kept[0] is factor or kept[0] == factor):
            return kept[1]
        drawn = self.draw_once(factor)
        self._drawn[factor.id] = (factor, drawn)
        return drawn

    def draw_once(self, factor: Factor) -> Uncertain:
        """Return the same as `draw` without keeping it: for assumptions that one run alone has.

        Args:
            factor: The assumption.
        """
        central = factor.distribution.central
        if self.is_fixed or isinstance(factor.distribution, Fixed):
            draws = np.array([central], dtype=np.float64)
        else:
            column = self._columns.get(factor.id)
            draws = factor.distribution.quantile(
                self.fresh_column(factor.id) if column is None else column
            )
        return Uncertain(central, draws, Unit.parse(factor.unit), factor.known, {factor.id: factor})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, World) and (self.n, self.seed) == (other.n, other.seed)

    def __hash__(self) -> int:
        return hash((self.n, self.seed))

    def __repr__(self) -> str:
        return f"World(n={self.n}, seed={self.seed})"


def _shuffled(count: int, key: str) -> FloatArray:
    """Return 0 to count - 1 in an order that the key alone decides.

    The order is that of the outputs of the SplitMix64 generator, so that it depends on no
    version of any library. Source: Steele, Lea, Flood: Fast splittable pseudorandom number
    generators (OOPSLA 2014).
    """
    digest = hashlib.blake2b(key.encode(), digest_size=8).digest()
    start = int.from_bytes(digest, "little")
    steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    words = steps + np.uint64(start & _WORD)
    words = (words ^ (words >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    words = (words ^ (words >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    words ^= words >> np.uint64(31)
    return np.argsort(words, kind="stable").astype(np.float64)
