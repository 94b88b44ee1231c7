"""What a diagram shows, before anything has a place on paper. Lengths are in pixels of 1/96 in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Point = tuple[float, float]
"""A place or an extent: rightwards, downwards [px]."""


class Sign(StrEnum):
    """What more of the cause does to the effect."""

    MORE = "+"
    """More of it, all else alike."""
    LESS = "\u2212"
    CHANGES = "\u00b1"
    """More in some states of the model and less in others."""
    UNKNOWN = "?"
    """Nothing is known of it."""


class Turn(StrEnum):
    """What a feedback loop does to a change."""

    REINFORCING = "R"
    BALANCING = "B"
    UNKNOWN = "U"


class Shape(StrEnum):
    """What a variable is drawn as."""

    NAME = "name"
    STOCK = "stock"
    FLOW = "flow"
    PARAMETER = "parameter"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A link from cause to effect.

    Attributes:
        source: Position of the cause among the variables.
        target: Position of the effect.
        sign: What more of the cause does to it.
        is_delayed: Whether it takes its time: drawn with two bars across.
        strengths: How strong it is at each instant of an animated diagram, from -1 to 1.
    """

    source: int
    target: int
    sign: Sign = Sign.UNKNOWN
    is_delayed: bool = False
    strengths: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Loop:
    """A feedback loop to be marked.

    Attributes:
        label: Such as "R1".
        turn: What it does to a change.
        path: Positions of its variables, each the cause of the next, the last of the first.
        title: Its name in words, "" for none.
        weight: How much of the behaviour it explains [1]; heavier loops are given room first.
        shares: How much of the behaviour it explains at each instant, from -1 to 1.
    """

    label: str
    turn: Turn
    path: tuple[int, ...]
    title: str = ""
    weight: float = 0.0
    shares: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class CausalDiagram:
    """Variables, the links between them, and the loops worth a mark.

    Attributes:
        title: What the diagram is of.
        names: Names of the variables, each once.
        arrows: The links.
        loops: The loops to mark, the most important first.
        note: What was left out, in words.
        shapes: What variables are, by position, where it is not a plain name.
    """

    title: str
    names: tuple[str, ...]
    arrows: tuple[Arrow, ...]
    loops: tuple[Loop, ...] = ()
    note: str = ""
    shapes: Mapping[int, Shape] = field(default_factory=dict[int, Shape])


@dataclass(frozen=True, slots=True)
class Pipe:
    """A flow between stocks.

    Attributes:
        name: Position of the flow among the variables.
        source: Position of the stock it drains, None for a cloud.
        target: Position of the stock it fills, None for a cloud.
    """

    name: int
    source: int | None
    target: int | None


@dataclass(frozen=True, slots=True)
class StockFlowDiagram:
    """Stocks, the pipes between them, and what steers the valves.

    Attributes:
        title: What the diagram is of.
        names: Names of the variables, each once.
        shapes: What each of them is drawn as, in the same order.
        pipes: The flows.
        arrows: Links of information.
        note: What was left out, in words.
    """

    title: str
    names: tuple[str, ...]
    shapes: tuple[Shape, ...]
    pipes: tuple[Pipe, ...]
    arrows: tuple[Arrow, ...]
    note: str = ""
