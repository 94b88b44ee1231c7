"""Runs of a system in NumPy: the meaning that every other back end is held against.

The instants are ``start + i * step``. With Euler's method ``next = now + step * (inflows -
outflows)``; with the classical Runge-Kutta method of fourth order the auxiliaries are evaluated at
the middle of the step too. A member's numbers follow from its inputs, its number and the seed
alone, to the last bit: not from which others run beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from wholeprint.errors import ModelError, SimulationError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.failures import diagnosed
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.plan.needed import STATES, Needed, needed
from wholeprint.systems.plan.plan import Plan
from wholeprint.systems.trajectory import Failure, Trajectory

_LANES: Final = 8
"""Members are run in multiples of this many, so that no number is computed in a remainder."""
_NUMBERS: Final = 131_072
"""So many numbers of a block of members fit the cache of one core (1 MiB)."""
_FEWEST, _MOST = 256, 8192
"""Bounds of the number of members of a block."""


def simulate(
    system: System,
    inputs: Mapping[int, FloatArray] | None = None,
    *,
    keep: Sequence[int] | None = None,
    seed: int = 0,
    first_member: int = 0,
) -> Trajectory:
    """Run a system.

    Args:
        system: The system.
        inputs: For parameters, and for stocks by their first value: one number per member, or one
            for all; the others are as the system says. None runs one member.
        keep: Slots whose values are kept; all unless given. What is held for later, by PREVIOUS
            or a delay, is then kept too, and fails nobody.
        seed: Which random numbers.
        first_member: Number of the first member within its ensemble, for random numbers.

    Returns:
        The values over time. A member in which a stock that moves, or a slot that is kept, is not
        finite has failed: what went wrong first is told, and it has no numbers from the step on
        at which it shows; the others go on.

    Raises:
        ModelError: If an input is a slot that cannot be set, or inputs differ in length.
    """
    given = _given(system, inputs or {})
    count = max((values.size for values in given.values()), default=1)
    chosen = tuple(range(len(system.slots))) if keep is None else tuple(keep)
    asked = chosen if keep is not None else _told(system)
    runs = _Runs(system, needed(system, chosen), chosen, seed, frozenset(asked))
    saves = system.span.saves
    kept = np.empty((len(chosen), saves, count))
    failed = np.full(count, -1, dtype=np.int64)
    block = _block(len(runs.needed.slots), count)
    with np.errstate(all="ignore"):
        for first in range(0, count, block):
            here = slice(first, min(first + block, count))
            members = np.arange(here.start, here.stop) + first_member
            own = {
                slot: values[here] if values.size > 1 else values for slot, values in given.items()
            }
            runs.run(own, members, kept[:, :, here], failed[here])
        failures = runs.explain(given, failed, first_member)
    instants = np.arange(saves, dtype=np.float64) * system.span.save_every
    for failure in failures:
        kept[:, instants >= failure.shown, failure.member] = np.nan
    return Trajectory(
        times=system.span.start + instants * system.span.step,
        values=dict(zip(chosen, kept, strict=True)),
        failures=failures,
    )


def require_success(trajectory: Trajectory, *, unit: str = "") -> Trajectory:
    """Return a trajectory of which no member failed.

    Args:
        trajectory: The trajectory.
        unit: Unit of time.

    Raises:
        SimulationError: If a member failed; it says which variable and when.
    """
    if not trajectory.failures:
        return trajectory
    first = trajectory.failures[0]
    when = f"{first.instant:g} {unit}".rstrip()
    where = f"{first.place}: " if str(first.place) else ""
    raise SimulationError(
        f"{where}the run went wrong at {when} (step {first.step}) in {first.name}",
        seen=first.what,
        fix="Look at the equation of this variable and at what it is made of at that instant",
    )


@dataclass(slots=True)
class _Runs:
    """Runs blocks of members, with one plan for each number of them."""

    system: System
    needed: Needed
    keep: tuple[int, ...]
    seed: int
    asked: frozenset[int]
    plan: Plan | None = None

    def begun(self, inputs: Mapping[int, FloatArray], members: npt.NDArray[np.int64]) -> Plan:
        """Return a plan at the first instant; what is left of the last lane repeats a member."""
        width = -(-members.size // _LANES) * _LANES
        if self.plan is None or self.plan.checked.shape[1] != width:
            self.plan = Plan(self.system, self.needed, self.keep, width, self.asked)
        fill = (0, width - members.size)
        padded = {
            slot: np.pad(values, fill, mode="edge") if values.size > 1 else values
            for slot, values in inputs.items()
        }
        self.plan.begin(padded, np.pad(members, fill, mode="edge"), self.seed)
        return self.plan

    def run(
        self,
        inputs: Mapping[int, FloatArray],
        members: npt.NDArray[np.int64],
        kept: FloatArray,
        failed: npt.NDArray[np.int64],
    ) -> None:
        """Run members; note at which step each first shows a number that is none."""
        plan = self.begun(inputs, members)
        places, span = plan.places(self.keep), self.system.span
        is_finite = np.empty(plan.checked.shape, dtype=np.bool_)
        is_all = len(plan.watched) == len(is_finite)
        for step in range(span.steps + 1):
            plan.evaluate()
            np.isfinite(plan.checked, is_finite)
            if not is_finite.all():
                watched = is_finite if is_all else is_finite[plan.watched]
                lost = ~watched[:, : members.size].all(axis=0)
                failed[lost & (failed < 0)] = step
                if lost.all():
                    break
            if step % span.save_every == 0:
                kept[:, step // span.save_every] = plan.checked[places, : members.size]
            if step < span.steps:
                plan.advance()

    def explain(
        self,
        inputs: Mapping[int, FloatArray],
        failed: npt.NDArray[np.int64],
        first_member: int,
    ) -> tuple[Failure, ...]:
        """Return what went wrong first in each member that failed."""
        lost = np.flatnonzero(failed >= 0)
        found = list[Failure]()
        block = _block(len(self.needed.slots), lost.size)
        for first in range(0, lost.size, block):
            members = lost[first : first + block]
            own = {s: v[members] if v.size > 1 else v for s, v in inputs.items()}
            plan = self.begun(own, members + first_member)
            told = diagnosed(self.system, plan, failed[members])
            found += [replace(each, member=int(members[each.member])) for each in told]
        return tuple(sorted(found, key=lambda each: each.member))


def _told(system: System) -> tuple[int, ...]:
    held = {Role.HELD, Role.PIPE}
    return tuple(slot for slot, here in enumerate(system.slots) if here.role not in held)


def _block(rows_count: int, members_count: int) -> int:
    fitting = _NUMBERS // max(rows_count, 1) // _LANES * _LANES
    return min(max(fitting, _FEWEST), _MOST, max(members_count, 1))


def _given(system: System, inputs: Mapping[int, FloatArray]) -> dict[int, FloatArray]:
    given = {slot: np.atleast_1d(np.asarray(v, np.float64)) for slot, v in inputs.items()}
    for slot in given:
        here = system.slots[slot]
        if here.role is not Role.PARAMETER and here.role not in STATES:
            raise ModelError(
                f"{here.name} cannot be set: it is computed",
                seen=here.role.value,
                fix="Set a parameter, or what a stock begins with",
            )
    lengths = {values.size for values in given.values()} - {1}
    if len(lengths) > 1:
        raise ModelError("inputs are given for different numbers of members", seen=sorted(lengths))
    return given
