"""Loop dominance in every member of an ensemble: in what share of worlds which loop drives."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from wholeprint.engine.compiled.choose import compile_system
from wholeprint.engine.kernel import Kernel, Measure, Output
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.dominance.analyse import analyse, relative_in
from wholeprint.systems.dominance.outside import outside_share
from wholeprint.systems.dominance.periods import HALF
from wholeprint.systems.dominance.shapes import EnsembleDominance
from wholeprint.systems.dominance.values import states_of
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.flat.term import Constant
from wholeprint.systems.loops.find import STEPS
from wholeprint.systems.loops.shapes import Loops
from wholeprint.systems.trajectory import Trajectory

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles of relative scores that are told where nothing else is said."""

_CHUNK, _FEWEST = 1024, 32
"""Members that are run at once, at most and at least."""
_CHUNK_CELLS = 8_000_000
"""Loops times instants times members that are held at once by a thread."""
_CELLS = 48_000
"""Instants times members that are scored at once: few enough to stay in the cache of a core."""
_BINS = 400
"""Steps of relative scores from -1 to 1 at which quantiles are told."""
_MOST_BINS = 8_000_000
_LEAST_BINS = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """How an ensemble is scored.

    Attributes:
        names: Names for loops, as `Model.loops` has them.
        most: How many loops are scored in each part at most.
        budget: How many steps the search for them may take in each part.
        levels: Which quantiles of relative scores are told.
        seed: Which random numbers.
        threads: How many threads score; None takes one per core.
        looked_at: How many members are searched for loops beforehand, beside the reference.
        checked: How many others are searched to tell what the set of loops misses.
        backend: What runs the system, see `compile_system`.
    """

    names: Mapping[str, Sequence[str]] | None = None
    most: int = 100
    budget: int = STEPS
    levels: tuple[float, ...] = LEVELS
    seed: int = 0
    threads: int | None = None
    looked_at: int = 24
    checked: int = 4
    backend: str = "auto"


PLAIN = Asked()


def dominance_of_members(
    system: System, inputs: Mapping[int, FloatArray], asked: Asked = PLAIN
) -> EnsembleDominance:
    """Return score the loops of a system in every member of an ensemble.

    The loops are looked for in the reference run and in the members that have an input at its
    least or its greatest; then these loops are scored in all members. The scores are those of the
    steps between saved instants: let `system.span.save_every` be 1 to score each step of the
    integration. The result is the same whatever the number of threads.

    Args:
        system: The system.
        inputs: For each parameter that differs between members: its values, one per member.
        asked: How.
    """
    runs = _Runs(system, inputs, asked)
    loops = _discovered(system, runs, asked)
    outside, checked = _outside(system, runs, loops, asked)
    times = len(runs.times)
    bins = min(_BINS, max(_LEAST_BINS, _MOST_BINS // max(1, len(loops.loops) * times) // 2 * 2))
    tally = _Tally.empty(loops, runs.times, runs.members, bins)
    with ThreadPoolExecutor(asked.threads or os.cpu_count() or 1) as pool:
        # In their order, so that sums are the same whichever thread is done first.
        for found in pool.map(
            partial(_chunk, system, runs, loops, bins), runs.firsts(len(loops.loops))
        ):
            tally.add(found)
    return tally.result(loops, asked.levels, outside, checked)


class _Runs:
    """The members of an ensemble, run some at a time."""

    def __init__(self, system: System, inputs: Mapping[int, FloatArray], asked: Asked) -> None:
        self.system = system
        self.slots = tuple(inputs)
        rows = [np.asarray(inputs[slot], dtype=np.float64) for slot in inputs]
        self.values: FloatArray = np.array(rows) if rows else np.zeros((0, 1))
        self.members = int(self.values.shape[1])
        self.states = states_of(system)
        self.seed = asked.seed
        outputs = [Output(slot, Measure.SERIES) for slot in self.states]
        self.kernel: Kernel = compile_system(system, self.slots, outputs, backend=asked.backend)
        span = system.span
        every = span.step * span.save_every
        self.times = np.array([span.start + every * save for save in range(span.saves)])

    def width(self, loops: int) -> int:
        """Return how many members a chunk has."""
        return max(_FEWEST, min(_CHUNK, _CHUNK_CELLS // max(1, loops * len(self.times))))

    def firsts(self, loops: int) -> range:
        """Return the first member of each chunk."""
        return range(0, self.members, self.width(loops))

    def reference(self) -> FloatArray:
        """Return the inputs of the run with the system's own values, else with their medians."""
        own = np.median(self.values, axis=1, keepdims=True) if self.slots else np.zeros((0, 1))
        for row, slot in enumerate(self.slots):
            found = self.system.slots[slot]
            term = found.term if found.role is Role.PARAMETER else found.initial
            if isinstance(term, Constant):
                own[row] = term.value
        return own

    def chunk(self, first: int, width: int) -> Trajectory:
        """Return the runs of a chunk."""
        return self.run(self.values[:, first : first + width], first)

    def run(self, values: FloatArray, first: int) -> Trajectory:
        """Return runs with given inputs; those that fail are NaN from there on."""
        block = self.kernel.run(np.ascontiguousarray(values), first_member=first, seed=self.seed)
        series = block.series
        for member in np.flatnonzero(block.failed_at >= 0).tolist():
            since = int(block.failed_at[member]) // self.system.span.save_every
            series[:, since:, member] = np.nan
        kept = {slot: series[row] for row, slot in enumerate(self.states)}
        kept |= {slot: values[row : row + 1] for row, slot in enumerate(self.slots)}
        return Trajectory(self.times, kept)

    def extremes(self, most: int) -> list[int]:
        """Return members that have an input at its least or its greatest."""
        found: dict[int, None] = {}
        for row in self.values if self.members > 1 else ():
            found |= {int(row.argmin()): None, int(row.argmax()): None}
        return list(found)[:most]


def _discovered(system: System, runs: _Runs, asked: Asked) -> Loops:
    """Return the loops of the reference run and of the extremes."""
    chosen = runs.extremes(asked.looked_at)
    reference = runs.reference()
    values = np.concatenate([reference, runs.values[:, chosen]], axis=1) if chosen else reference
    found = analyse(
        system,
        runs.run(values, 0),
        names=asked.names,
        budget=asked.budget,
        most=asked.most,
    )
    return found.loops


def _outside(system: System, runs: _Runs, loops: Loops, asked: Asked) -> tuple[FloatArray, int]:
    """Return what other loops do in some members that were not searched before."""
    nothing = np.zeros((len(loops.parts), len(runs.times)))
    if loops.search.method == "structure" or not loops.loops or not runs.slots:
        return nothing, 0
    known = set(runs.extremes(asked.looked_at))
    spread = np.linspace(0, runs.members - 1, asked.checked + len(known)).astype(int).tolist()
    chosen = [each for each in dict.fromkeys(spread) if each not in known][: asked.checked]
    if not chosen:
        return nothing, 0
    trajectory = runs.run(runs.values[:, chosen], 0)
    shares = outside_share(system, trajectory, loops, budget=asked.budget)
    return np.nanmax(shares, axis=2), len(chosen)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a chunk of members says."""

    first: int
    alive: FloatArray
    dominates: FloatArray
    leads: FloatArray
    sums: FloatArray
    counts: npt.NDArray[np.int64]
    share_of_time: FloatArray
    first_time: FloatArray


def _chunk(system: System, runs: _Runs, loops: Loops, bins: int, first: int) -> _Found:
    """Return score a chunk of members."""
    trajectory = runs.chunk(first, runs.width(len(loops.loops)))
    members = min(runs.width(len(loops.loops)), runs.members - first)
    blocks = [_scored(system, block, loops, runs.times) for block in _blocks(trajectory, members)]
    relative = np.concatenate(blocks, axis=2)
    return _told(relative, loops, runs.times, first, bins)


def _blocks(trajectory: Trajectory, members: int) -> Iterator[Trajectory]:
    """Yield the runs of a few members at a time."""
    width = max(8, _CELLS // len(trajectory.times))
    for first in range(0, members, width):
        yield replace(
            trajectory,
            values={
                slot: values[:, first : first + width] for slot, values in trajectory.values.items()
            },
        )


def _scored(
    system: System, trajectory: Trajectory, loops: Loops, times: FloatArray
) -> npt.NDArray[np.float32]:
    """Return relative scores; NaN in all steps from where a member failed."""
    relative = relative_in(system, trajectory, loops)
    members = next((each.shape[1] for each in trajectory.values.values()), 1)
    shape = (len(loops.loops), len(times), members)
    return np.broadcast_to(relative, shape).astype(np.float32)


def _told(
    relative: npt.NDArray[np.float32], loops: Loops, times: FloatArray, first: int, bins: int
) -> _Found:
    """Return the counts of a chunk."""
    size = np.abs(relative)
    alive = np.isnan(relative).sum(axis=0) == 0
    # As in the scores themselves: half but for rounding.
    over = size >= np.float32(HALF * (1 - 1e-6))
    leads = np.zeros(relative.shape[:2])
    for part in dict.fromkeys(each.part for each in loops.loops):
        rows = [position for position, each in enumerate(loops.loops) if each.part == part]
        # A NaN equals nothing and is above nothing: a member that failed has no leader.
        best = size[rows].max(axis=0)
        leads[rows] = ((size[rows] == best) & (best > 0)).sum(axis=2)
    steps = max(1, relative.shape[1] - 1)
    ended = alive[-1]
    began = np.where(over.sum(axis=1) > 0, times[over.argmax(axis=1)], np.nan)
    return _Found(
        first=first,
        alive=alive.sum(axis=1).astype(np.float64),
        dominates=over.sum(axis=2).astype(np.float64),
        leads=leads,
        sums=np.asarray(np.nansum(relative, axis=2, dtype=np.float64)),
        counts=_counts(relative, bins),
        share_of_time=np.where(ended, over[:, 1:].sum(axis=1) / steps, np.nan),
        first_time=np.where(ended, began, np.nan),
    )


def _counts(relative: npt.NDArray[np.float32], bins: int) -> npt.NDArray[np.int64]:
    """Return how many members have each rounded score; (loops, times, bins + 1)."""
    times = relative.shape[1]
    offsets = (np.arange(times, dtype=np.int32) * (bins + 1))[:, np.newaxis]
    counts = np.empty((len(relative), times, bins + 1), dtype=np.int64)
    for row, scores in enumerate(relative):
        # Loop by loop: the counts of one stay in the cache.
        failed = np.isnan(scores)
        nearest = np.rint((np.where(failed, 0, scores) + 1) * np.float32(bins / 2)).astype(np.int32)
        nearest += offsets
        sound = nearest[~failed] if failed.any() else nearest.ravel()
        counts[row] = np.bincount(sound, minlength=times * (bins + 1)).reshape(times, -1)
    return counts


@dataclass(slots=True)
class _Tally:
    """What all chunks say together."""

    times: FloatArray
    members: int
    found: _Found

    @classmethod
    def empty(cls, loops: Loops, times: FloatArray, members: int, bins: int) -> "_Tally":
        """Return a tally of nothing yet."""
        shape = (len(loops.loops), len(times))
        per_member = (len(loops.loops), members)
        nothing = _Found(
            first=0,
            alive=np.zeros(len(times)),
            dominates=np.zeros(shape),
            leads=np.zeros(shape),
            sums=np.zeros(shape),
            counts=np.zeros((*shape, bins + 1), dtype=np.int64),
            share_of_time=np.full(per_member, np.nan),
            first_time=np.full(per_member, np.nan),
        )
        return cls(times, members, nothing)

    def add(self, chunk: _Found) -> None:
        """Add a chunk."""
        total = self.found
        total.alive[:] += chunk.alive
        total.dominates[:] += chunk.dominates
        total.leads[:] += chunk.leads
        total.sums[:] += chunk.sums
        total.counts[:] += chunk.counts
        here = slice(chunk.first, chunk.first + chunk.share_of_time.shape[1])
        total.share_of_time[:, here] = chunk.share_of_time
        total.first_time[:, here] = chunk.first_time

    def result(
        self, loops: Loops, levels: tuple[float, ...], outside: FloatArray, checked: int
    ) -> EnsembleDominance:
        """Return it as shares and quantiles."""
        total = self.found
        with np.errstate(all="ignore"):
            return EnsembleDominance(
                loops=loops,
                times=self.times,
                members=self.members,
                alive=total.alive,
                dominates=total.dominates / total.alive,
                leads=total.leads / total.alive,
                levels=levels,
                quantiles=_quantiles(total.counts, levels),
                means=total.sums / total.alive,
                share_of_time=total.share_of_time,
                first_time=total.first_time,
                outside=outside,
                checked=checked,
            )


def _quantiles(counts: npt.NDArray[np.int64], levels: tuple[float, ...]) -> FloatArray:
    """Return quantiles from counts of rounded scores: the least that enough members reach."""
    bins = counts.shape[2] - 1
    reached = np.cumsum(counts, axis=2)
    total = reached[:, :, -1:]
    found = [
        (reached < np.maximum(1, np.ceil(level * total))).sum(axis=2) * (2 / bins) - 1
        for level in levels
    ]
    return np.where(total[:, :, 0] > 0, np.array(found), np.nan)
