"""What is said of a lever."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from wholeprint.quantities.distribution import FloatArray


class Pulled(StrEnum):
    """What a lever is in the model."""

    PARAMETER = "parameter"
    SWITCH = "switch"
    LOOP = "loop"


class Goal(StrEnum):
    """Which way the outcome ought to go."""

    LOWER = "lower"
    HIGHER = "higher"

    @property
    def sign(self) -> int:
        """-1 where less is better, 1 where more is."""
        return -1 if self is Goal.LOWER else 1


@dataclass(frozen=True, slots=True)
class Spread:
    """A number over the worlds in which it is known.

    Attributes:
        median: Its middle.
        low: 5th percentile.
        high: 95th percentile.
        known_share: Share of the worlds in which there is such a number at all [1].
    """

    median: float
    low: float
    high: float
    known_share: float

    @classmethod
    def of(cls, values: FloatArray) -> "Spread":
        """Return the spread of some values, leaving out those that are not finite.

        Args:
            values: One per world.
        """
        known = values[np.isfinite(values)]
        if known.size == 0:
            return cls(float("nan"), float("nan"), float("nan"), 0.0)
        low, median, high = np.quantile(known, (0.05, 0.5, 0.95)).tolist()
        return cls(median, low, high, known.size / values.size)


@dataclass(frozen=True, slots=True)
class Tag:
    """What kind of lever it is.

    Attributes:
        place: Rank among Meadows' twelve places; None where nobody says.
        level: One of the paper's levels; "" where nobody says.
        note: In words.
    """

    place: int | None = None
    level: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Delay:
    """What it costs to pull a lever later.

    Attributes:
        lag_time_amount: By how much later [time unit of the model].
        lost_share: Share of the effect at the start that is lost [1].
    """

    lag_time_amount: float
    lost_share: Spread


@dataclass(frozen=True, slots=True)
class Effect:
    """What pulling one lever does to the outcome, across worlds.

    Attributes:
        name: The parameter, the switch, or the loop.
        pulled: What it is.
        move: What was done, in words: "x 0.9", "0 -> 1", "cut".
        tag: What kind of lever it is.
        change: Change of the outcome [unit of the outcome].
        relative: Change as a share of the outcome without it [1].
        strength_share: The middle of the sizes of `relative`, whichever way they go [1].
        backfire_probability: Share of worlds in which the move, which helps in the central world,
            makes the outcome worse [1]; None where it does nothing in the central world.
        elasticity: Percent of change in the outcome per percent in the parameter [1]; None for
            switches and loops, and where the parameter is nought.
        delays: What waiting costs.
    """

    name: str
    pulled: Pulled
    move: str
    tag: Tag
    change: Spread
    relative: Spread
    strength_share: float
    backfire_probability: float | None
    elasticity: Spread | None = None
    delays: tuple[Delay, ...] = ()
