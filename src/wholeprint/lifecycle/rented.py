"""What machines that are rented ask for: time, and a use that nobody may know.

Where it is not declared it is one assumption for all machines of a result, so that its doubt does
not cancel between them: machines of one owner are idle together and busy together.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle.clock import Clock
from wholeprint.lifecycle.loads import Key, Kind, Load, Noise
from wholeprint.lifecycle.plan import Plan
from wholeprint.lifecycle.terms import Absence, Measure
from wholeprint.lifecycle.utilisation import HALVES
from wholeprint.quantities.distribution import Empirical, FloatArray
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.rented import Amounts

DISKS = "disks"
"""What contributions call block storage."""

_CORNERS = np.linspace(0.0, 1.0, 21)
"""Places at which an assumed use is carried over to what follows from it: one of them is the
corner of the power curve."""
_MEMORY = "dram"


@dataclass(frozen=True, slots=True)
class Use:
    """How hard rented machines work.

    Attributes:
        declared_share: Mean use of their processors and accelerators [1]; None where nobody says.
        assumed: What is believed of it then [1].
        idle: Power of an idle accelerator over its limit [1].
        workload: What one workload draws over what another does at the same load [1]; None
            where nobody says.
    """

    declared_share: float | None
    assumed: Factor
    idle: Factor
    workload: Factor | None = None

    def __post_init__(self) -> None:
        share = self.declared_share
        if share is not None and not 0.0 <= share <= 1.0:
            raise ValueRefusedError("the use of a machine is from 0 to 1", seen=share)


@dataclass(frozen=True, slots=True)
class _Held:
    """Machines that are held for a time."""

    seconds: float
    clock: Clock
    use: Use

    def load(self, key: Key, amount: float, noise: Noise | None = None) -> Load:
        return Load(key, *self.clock.weigh(np.array([amount])), noise)


def machines(
    profile: Profile, has: Amounts, clock: Clock, machine_count: float, use: Use
) -> tuple[Load, ...]:
    """Return what some machines of one size ask for.

    Args:
        profile: One of everything that such machines have.
        has: How much of it each has.
        clock: When they are held: one interval.
        machine_count: How many machines.
        use: How hard they work.
    """
    held = _Held(float(clock.seconds.sum()) * machine_count, clock, use)
    return (*_processors(profile, has, held), *_rest(profile, has, held))


def storage(clock: Clock, kept_gb: float, copies: Factor) -> tuple[Load, ...]:
    """Return what block storage asks for.

    Args:
        clock: When it is held: one interval.
        kept_gb: How much of it [GB].
        copies: How often the cloud keeps it [1].
    """
    amount = float(clock.seconds.sum()) * kept_gb
    power = Load(Key(Kind.DRAM, DISKS), *clock.weigh(np.array([amount])), Noise(copies))
    # In the making the copies are a part's allocation.
    return (power, Load(Key(Kind.LIFE, DISKS, 0), amount))


def _processors(profile: Profile, has: Amounts, held: _Held) -> Iterator[Load]:
    if profile.cpu is None:
        return
    seconds, use = held.seconds * has.processors_count, held.use
    yield held.load(Key(Kind.CPU_IDLE, "cpu"), seconds)
    for half, taken_by in enumerate(HALVES):
        key = Key(Kind.CPU, "cpu", half)
        if use.declared_share is None:
            yield held.load(key, seconds, _follows(use.assumed, taken_by))
            continue
        taken = float(taken_by(np.array([use.declared_share]))[0])
        if taken > 0.0:
            noise = None if use.workload is None else Noise(use.workload)
            yield held.load(key, seconds * taken, noise)


def _rest(profile: Profile, has: Amounts, held: _Held) -> Iterator[Load]:
    yield held.load(Key(Kind.DRAM, _MEMORY), held.seconds * has.memory_gb)
    for place, part in enumerate(profile.parts):
        key = Key(Kind.LIFE, part.source, place)
        if part.source == _MEMORY:
            yield Load(key, held.seconds * has.beyond_gb)
        else:
            doubt = None if has.host_doubt is None else Noise(has.host_doubt)
            yield Load(key, held.seconds * has.host_share, noise=doubt)
    for place, device in enumerate(profile.accelerators, len(profile.parts)):
        seconds = held.seconds * has.boards_count
        yield _accelerator(f"gpu:{device.index}", held, seconds)
        yield Load(Key(Kind.LIFE, device.part.source, place), seconds)


def _accelerator(name: str, held: _Held, seconds: float) -> Load:
    key, use = Key(Kind.ACCELERATOR, name), held.use
    idle = use.idle.distribution.central
    if use.declared_share is not None:
        return held.load(key, seconds * (idle + (1.0 - idle) * use.declared_share))
    return held.load(key, seconds, _follows(use.assumed, lambda use: idle + (1.0 - idle) * use))


def _follows(assumed: Factor, change: Callable[[FloatArray], FloatArray]) -> Noise:
    """Return what follows from an assumed use, in the order of its own quantiles."""
    found = change(np.asarray(assumed.distribution.quantile(_CORNERS), dtype=np.float64))
    return Noise(assumed, Empirical(tuple(found.tolist())))


def merged(loads: Iterable[Load]) -> tuple[Load, ...]:
    """Return loads with those of one kind and one doubt added up.

    Args:
        loads: The loads.
    """
    sums: dict[tuple[Key, Noise | None], tuple[float, float, float]] = {}
    for load in loads:
        name = (load.key, load.noise)
        before = sums.get(name, (0.0, 0.0, 0.0))
        sums[name] = (
            before[0] + load.amount,
            before[1] + load.weighted,
            before[2] + load.uncovered,
        )
    return tuple(Load(key, *found, noise) for (key, noise), found in sums.items())


class Rates:
    """What one unit of every load costs in one place, draw by draw.

    Args:
        plan: What each unit costs there.
        categories: What is wanted, in the order of the rows.
    """

    def __init__(self, plan: Plan, categories: tuple[Category, ...]) -> None:
        self._plan = plan
        self._categories = categories
        self._rows: dict[tuple[Key, Noise | None], FloatArray] = {}
        self._reasons: dict[Key, dict[Category, str]] = {}

    def draws(self, loads: tuple[Load, ...]) -> FloatArray:
        """Return what loads cost: one row per category, one column per draw.

        Args:
            loads: The loads.
        """
        shape = (len(self._categories), self._plan.world.n)
        found = np.zeros(shape[0] * shape[1])
        for load in loads:
            measures = load[1:4]
            if any(measures):
                found += np.asarray(measures) @ self._of(load)
        return found.reshape(shape)

    def reasons(self, loads: tuple[Load, ...]) -> dict[Category, str]:
        """Return why loads have no number in some of the categories.

        Args:
            loads: The loads.
        """
        known = {**self._plan.partial, **self._plan.absent}
        found = {each: known[each] for each in self._categories if each in known}
        for load in loads:
            self._of(load)
            for category, reason in self._reasons[load.key].items():
                found.setdefault(category, reason)
        return found

    def _of(self, load: Load) -> FloatArray:
        name = (load.key, load.noise)
        rows = self._rows.get(name)
        if rows is None:
            rows = self._rows[name] = self._worked_out(load)
        return rows

    def _worked_out(self, load: Load) -> FloatArray:
        rows = np.zeros((len(Measure), len(self._categories), self._plan.world.n))
        reasons: dict[Category, str] = {}
        for term in self._plan.terms(load.key):
            if term.category not in self._categories:
                continue
            place = self._categories.index(term.category)
            if isinstance(term, Absence):
                reasons[term.category] = term.reason
            elif term.role.is_added:
                rows[term.measure, place] += term.coefficient.draws
        self._reasons[load.key] = reasons
        if load.noise is not None:
            rows *= load.noise.drawn(self._plan.world).draws
        return rows.reshape(len(Measure), -1)
