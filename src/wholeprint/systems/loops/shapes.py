"""What is said of the feedback in a system: links, parts, loops, and how the search went."""

from dataclasses import dataclass
from enum import StrEnum


class Polarity(StrEnum):
    """How a variable answers to one that it depends on, all else the same."""

    POSITIVE = "+"
    """It moves the same way."""
    NEGATIVE = "-"
    """It moves the other way."""
    CHANGES = "+-"
    """Now one, now the other."""
    UNKNOWN = "?"
    """The equation does not tell, and in no run looked at did the link do anything."""


class Basis(StrEnum):
    """How a polarity is known."""

    STRUCTURE = "structure"
    """The equation and the known signs allow no other."""
    RUN = "run"
    """It was seen in the runs looked at."""


class LoopKind(StrEnum):
    """What a loop does to a disturbance that goes round it."""

    REINFORCING = "R"
    BALANCING = "B"
    MOSTLY_REINFORCING = "Rux"
    """Reinforcing but for at most half a hundredth of what it did."""
    MOSTLY_BALANCING = "Bux"
    UNKNOWN = "U"
    """Now one, now the other; or nothing is known of it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """When the sign of a link becomes another.

    Attributes:
        instant: Position among the times of the run.
        polarity: The sign from there on.
    """

    instant: int
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Link:
    """One variable acts on another.

    Attributes:
        source: Slot of the cause.
        target: Slot of the effect.
        polarity: Which way.
        basis: How that is known.
        is_flow: Whether it is a flow that fills or drains a stock.
        is_delayed: Whether the effect comes later: through the stocks inside a delay or a smooth,
            or through a value that is held.
        routes: For a link that stands for what happens inside a delay, a smooth or a macro: each
            way through it as slots, from `source` to `target`; empty for a plain link.
        turns: Where the sign changes in the first run looked at: when, and to what.
    """

    source: int
    target: int
    polarity: Polarity = Polarity.UNKNOWN
    basis: Basis = Basis.STRUCTURE
    is_flow: bool = False
    is_delayed: bool = False
    routes: tuple[tuple[int, ...], ...] = ()
    turns: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Slots each of which acts on each other one: a strongly connected part of the links.

    Loops share a part or have nothing to do with each other; scores are compared within a part.

    Attributes:
        slots: Its slots, rising.
        stocks: Those that carry something from one instant to the next.
    """

    slots: tuple[int, ...]
    stocks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """A closed way along links that meets no slot twice.

    Attributes:
        name: What it is called: a name given with the model, or R1, B2, U3 and so on.
        slots: Its slots in the order of cause and effect, the lowest stock first.
        links: Positions of its links in `Loops.links`: the first leads from the first slot to the
            second, the last from the last slot to the first.
        shown: Names of its slots, those left out that were made in flattening the model.
        part: Position of its part in `Loops.parts`.
        kind: What it does to a disturbance.
        confidence_share: How much of what it did was of its kind: abs(r - b) / (r + b) with r and
            b the sums of its positive and negative scores [1]; 1 where the structure tells.
        is_named: Whether the name was given with the model.
    """

    name: str
    slots: tuple[int, ...]
    links: tuple[int, ...]
    shown: tuple[str, ...]
    part: int
    kind: LoopKind = LoopKind.UNKNOWN
    confidence_share: float = 0.0
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """How the search for loops went.

    Attributes:
        is_complete: Whether every loop there is (or that was ever active) was seen.
        seen: How many were seen.
        retained: How many of them ever had a share worth telling; all where only the structure
            was looked at.
        kept: How many of them are told.
        is_truncated: Whether loops were left out that would have been kept but for the limit.
        budget: How many steps of the search were allowed.
        method: "structure": all loops there can be; "active": all that were ever active in the
            runs looked at; "strongest path": those that a search along the strongest links found.
    """

    is_complete: bool
    seen: int
    kept: int
    is_truncated: bool
    budget: int
    method: str
    retained: int = 0


@dataclass(frozen=True, slots=True)
class Loops:
    """The feedback of a system.

    Attributes:
        links: All links between its slots, those that are in no loop among them.
        parts: Its strongly connected parts, those with most slots first.
        loops: Its loops.
        search: How the search for them went.
        unmatched: Names given for loops that none of them has: they fit none, or several that are
            equally short.
        several: Names given for loops that fit several, of which the shortest has it.
    """

    links: tuple[Link, ...]
    parts: tuple[Part, ...]
    loops: tuple[Loop, ...]
    search: Search
    unmatched: tuple[str, ...] = ()
    several: tuple[str, ...] = ()
