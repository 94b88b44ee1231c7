"""Two ways of saying what kind of lever a lever is: Meadows' twelve places, the paper's levels.

Sources: D. H. Meadows: Leverage points: places to intervene in a system (Sustainability Institute,
1999); the list was read as the Nautilus Institute quotes it
(http://nautilus.org/gps/solving/places-to-intervene-in-a-system/), and is reworded here. Wright,
Igel, Samuel, Selvan: Efficiency is not enough (CACM 2025), Figure 6 and its caption: four levels,
from compute to the whole system; awareness is how many factors one must know of at a level, agency
how much one person can do there.
"""

from dataclasses import dataclass

from wholeprint.errors import ValueRefusedError

PLACES = {
    12: "constants and parameters",
    11: "sizes of buffers beside their flows",
    10: "the structure of stocks and flows",
    9: "lengths of delays beside the rate of change",
    8: "strength of balancing loops beside what they hold in check",
    7: "gain of reinforcing loops",
    6: "who is told what: the structure of information flows",
    5: "the rules: incentives, penalties, limits",
    4: "the power to change the structure",
    3: "the goal of the system",
    2: "the paradigm from which goals and rules arise",
    1: "the power to go beyond paradigms",
}
"""Meadows' places, by rank: 12 is the weakest."""


@dataclass(frozen=True, slots=True)
class Level:
    """One of the paper's four levels.

    Attributes:
        name: Its name.
        awareness: How many of the factors there are one has to know of, 1 (fewest) to 4.
        agency: How much one person can do at it, 4 (most) to 1.
    """

    name: str
    awareness: int
    agency: int


LEVELS = {
    level.name: level
    for level in (
        Level("compute", 1, 4),
        Level("life cycle", 2, 3),
        Level("platform", 3, 2),
        Level("system", 4, 1),
    )
}
"""The paper's levels, by name."""


def place_of(rank: int) -> str:
    """Return what stands at a rank of Meadows' list.

    Args:
        rank: From 12, the weakest, to 1.

    Raises:
        ValueRefusedError: If there is no such rank.
    """
    if rank not in PLACES:
        raise ValueRefusedError("Meadows' places are 1 to 12", seen=rank)
    return PLACES[rank]


def level_of(name: str) -> Level:
    """Return one of the paper's levels.

    Args:
        name: "compute", "life cycle", "platform" or "system".

    Raises:
        ValueRefusedError: If there is no such level.
    """
    if name not in LEVELS:
        raise ValueRefusedError(
            "there is no such level", seen=name, fix=f"Say one of {', '.join(LEVELS)}"
        )
    return LEVELS[name]
