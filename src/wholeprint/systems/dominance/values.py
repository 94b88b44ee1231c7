"""The values that scores are computed from: at every instant and at the one before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from wholeprint.errors import SimulationError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.evaluate import evaluate
from wholeprint.systems.flat.system import START, STEP, STOP, TIME, Role, Slot, System
from wholeprint.systems.flat.term import Constant, Term, slots_of
from wholeprint.systems.trajectory import Trajectory

_STATES = frozenset({Role.STOCK, Role.HELD, Role.PIPE, Role.RANDOM})


@dataclass(frozen=True, slots=True)
class Steps:
    """Values of slots at the end and at the beginning of each step.

    Attributes:
        now: At its end, by slot; (steps, members), or 1 in place of either.
        before: At its beginning.
        steps: Number of steps: one less than there are instants.
        members: Number of members.
        fixed: Slots that keep one value over the whole run.
    """

    now: Mapping[int, FloatArray]
    before: Mapping[int, FloatArray]
    steps: int
    members: int
    fixed: frozenset[int]


def states_of(system: System) -> tuple[int, ...]:
    """Return the slots that a run must keep for it to be scored: all others follow from them.

    Args:
        system: The system.
    """
    return tuple(position for position, slot in enumerate(system.slots) if slot.role in _STATES)


def completed(system: System, trajectory: Trajectory) -> Trajectory:
    """Return a run with all slots in it: those that it did not keep are computed.

    Args:
        system: The system.
        trajectory: The run, see `steps_of`.

    Raises:
        SimulationError: A stock that is needed was not kept.
    """
    values = _given(system, trajectory)
    _fill(system, values, system.step_order)
    return replace(trajectory, values=values)


def _fill(system: System, values: dict[int, FloatArray], wanted: Iterable[int]) -> None:
    """Add the values of slots that are not there yet."""
    for slot in _needed(system, values, wanted):
        values[slot] = _grid(evaluate(_term(system.slots[slot]), values, system.tables))


def steps_of(system: System, trajectory: Trajectory, wanted: Iterable[int]) -> Steps:
    """Return the values of slots at both ends of each step.

    What the run did not keep is computed from what it kept.

    Args:
        system: The system.
        trajectory: A run that kept at least `states_of` it, and the parameters that differ between
            its members (one row of them is enough).
        wanted: The slots.

    Raises:
        SimulationError: A stock that is needed was not kept.
    """
    values = _given(system, trajectory)
    _fill(system, values, wanted)
    return Steps(
        now={slot: each[1:] if len(each) > 1 else each for slot, each in values.items()},
        before={slot: each[:-1] if len(each) > 1 else each for slot, each in values.items()},
        steps=len(trajectory.times) - 1,
        members=max((each.shape[1] for each in values.values()), default=1),
        fixed=frozenset(slot for slot, each in values.items() if len(each) == 1),
    )


def _given(system: System, trajectory: Trajectory) -> dict[int, FloatArray]:
    """Return the values that are there without computing: kept ones, parameters, the clock."""
    span = system.span
    clock = {
        STEP: span.step,
        START: span.start,
        STOP: span.stop,
    }
    values = {slot: np.full((1, 1), number) for slot, number in clock.items()}
    for position, slot in enumerate(system.slots):
        if slot.role is Role.PARAMETER and isinstance(slot.term, Constant):
            values[position] = np.full((1, 1), slot.term.value)
    for slot, each in trajectory.values.items():
        # Auxiliaries and flows are computed anew: a last bit that another back end has otherwise
        # would look like a change where an input has no effect.
        if system.slots[slot].role not in {Role.AUXILIARY, Role.FLOW}:
            values[slot] = _grid(each)
    values[TIME] = np.asarray(trajectory.times, dtype=np.float64)[:, np.newaxis]
    return values


def _grid(values: FloatArray) -> FloatArray:
    return values if values.ndim == 2 else np.reshape(values, (-1, 1))  # noqa: PLR2004 - two axes


def _needed(system: System, values: Mapping[int, FloatArray], wanted: Iterable[int]) -> list[int]:
    """Return the slots that must be computed, in the order in which they can be.

    Raises:
        SimulationError: One of them is a state that was not kept.
    """
    missing: set[int] = set()
    waiting = [slot for slot in wanted if slot not in values]
    while waiting:
        found = waiting.pop()
        if found in missing:
            continue
        slot = system.slots[found]
        if slot.role in _STATES:
            raise SimulationError(
                f"{slot.name} was not kept in the run, and scores cannot be told without it",
                fix="keep every stock and held value of the system",
            )
        missing.add(found)
        waiting += [each for each in slots_of(_term(slot)) if each not in values]
    return [slot for slot in system.step_order if slot in missing]


def _term(slot: Slot) -> Term:
    return slot.term if slot.term is not None else Constant(float("nan"))
