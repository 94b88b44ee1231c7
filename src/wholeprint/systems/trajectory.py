"""What a run gives: values over time, for one member or many, and what went wrong where."""

from collections.abc import Mapping
from dataclasses import dataclass

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Failure:
    """The first thing that went wrong in a run.

    Attributes:
        member: Which run of the ensemble, from 0.
        step: At which step it went wrong, from 0.
        instant: When [time unit of the model].
        slot: The slot that was evaluated.
        name: Its name.
        what: "division by zero", "not a number", "overflow", "the logarithm of -2", ...
        shown: The first step at which a stock that moves, or a slot that is kept, was not finite:
            `step`, or one later. All back ends find the same; -1 where it is not known.
        place: Where the variable stands.
    """

    member: int
    step: int
    instant: float
    slot: int
    name: str
    what: str
    shown: int = -1
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Trajectory:
    """The values of slots over time.

    Attributes:
        times: The instants kept [time unit of the model]; shape (saves,).
        values: For each slot kept: its values; shape (saves, members).
        failures: For each member that failed: the first failure, in the order of members. From
            the step on at which it shows its values are not to be used; they are NaN.
    """

    times: FloatArray
    values: Mapping[int, FloatArray]
    failures: tuple[Failure, ...] = ()
