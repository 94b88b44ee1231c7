"""Runs an ensemble and puts together what it gave."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wholeprint.engine.ensemble.files import begin, load
from wholeprint.engine.ensemble.job import Job
from wholeprint.engine.ensemble.part import Part
from wholeprint.engine.ensemble.plan import Plan
from wholeprint.engine.ensemble.summary import Summary, joined
from wholeprint.engine.ensemble.tree import Tree
from wholeprint.engine.ensemble.workers import Alone, Workers
from wholeprint.engine.kernel import Measure, Output
from wholeprint.errors import SimulationError, ValueRefusedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.reference import simulate
from wholeprint.systems.sensitivity import indices
from wholeprint.systems.sensitivity.design import IndicesDesign
from wholeprint.systems.sensitivity.indices import Indices, UnitSums, sobol_indices
from wholeprint.systems.trajectory import Failure

_KEPT_NUMBERS = 1 << 25
"""So many outcomes of single runs are kept (256 MiB); of larger ensembles the summary alone."""

_EXAMPLES = 5
"""Failures that are looked into."""

Progress = Callable[[int, int], None]
"""Told how many runs are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Ensemble:
    """What an ensemble gave.

    Attributes:
        plan: What it was.
        times: The instants of the series.
        outcomes: Summary of the outcomes, in the order of the plan.
        series: Summary of the series, one behind the other, each with all its instants.
        scalars: Outcomes of each run; (outcomes, runs), NaN for runs that failed; None where there
            are too many to be kept.
        errors: Sums of squared differences from what was observed; (observed, runs); likewise.
        failed: How many runs failed.
        failures: The first of them, looked into.
        outcome_indices: Sobol' indices of the outcomes, of a design for them.
        series_indices: The same over time, in the order of the series.
        backends: What ran it.
    """

    plan: Plan
    times: FloatArray
    outcomes: Summary
    series: Summary
    scalars: FloatArray | None
    errors: FloatArray | None
    failed: int
    failures: tuple[Failure, ...]
    outcome_indices: Indices | None
    series_indices: Indices | None
    backends: tuple[str, ...]

    def fan(self, shares: FloatArray) -> FloatArray:
        """Return quantiles of the series over time: (shares, series, instants).

        Args:
            shares: Which quantiles, between 0 and 1 [1].
        """
        found = self.series.sketch.quantiles(shares)
        return found.reshape(shares.size, len(self.plan.series), self.times.size)


def run_ensemble(
    plan: Plan,
    *,
    backend: str = "auto",
    workers: Workers | None = None,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Run an ensemble; the result is the same bits for any workers.

    Args:
        plan: What it is.
        backend: Which back end compiles the model: "auto", "numpy", "c", "numba".
        workers: Who runs the chunks; None runs them here.
        folder: Where results of chunks are kept; those that are there already are not run again.
        progress: Told after each chunk.

    Returns:
        What it gave.

    Raises:
        SimulationError: If the folder holds another ensemble, or no run went well.
    """
    gathered = Gathered(plan)
    for part in _parts(plan, range(plan.chunks), Job(plan, backend, folder), workers):
        gathered.add(part)
        if progress is not None:
            progress(gathered.runs, plan.members)
    return gathered.result()


def run_shard(
    plan: Plan,
    shard: int,
    shards: int,
    folder: Path,
    *,
    backend: str = "auto",
    workers: Workers | None = None,
    progress: Progress | None = None,
) -> int:
    """Run one share of an ensemble; `merge` brings the shares together.

    Args:
        plan: The whole ensemble.
        shard: Which share, from 1.
        shards: How many shares there are.
        folder: Where results of chunks are kept.
        backend: As for `run_ensemble`.
        workers: As for `run_ensemble`.
        progress: As for `run_ensemble`.

    Returns:
        How many chunks this share has.

    Raises:
        ValueRefusedError: If there is no such share.
    """
    if not 1 <= shard <= shards:
        raise ValueRefusedError("no such share of the ensemble", seen=f"{shard}/{shards}")
    bounds = [plan.chunks * each // shards for each in (shard - 1, shard)]
    chunks = range(*bounds)
    whole = sum(plan.stretch(chunk)[1] for chunk in chunks)
    done = 0
    for part in _parts(plan, chunks, Job(plan, backend, folder), workers):
        done += part.scalars.shape[1]
        if progress is not None:
            progress(done, whole)
    return len(chunks)


def merge(plan: Plan, folder: Path) -> Ensemble:
    """Return what the shares of an ensemble gave together.

    Args:
        plan: The whole ensemble.
        folder: Where the results of its chunks are.

    Raises:
        SimulationError: If some are missing, or are of another ensemble.
    """
    begin(folder, plan.digest, _about(plan))
    gathered = Gathered(plan)
    missing: list[int] = []
    for number in range(plan.chunks):
        part = load(folder, plan.digest, number)
        if part is None:
            missing.append(number)
        else:
            gathered.add(part)
    if missing:
        raise SimulationError(
            f"{len(missing)} of {plan.chunks} chunks are not in {folder}, or are damaged",
            seen=", ".join(map(str, missing[:10])),
            fix="Run the shards that hold them again; what is there is not run twice",
        )
    return gathered.result()


def _parts(plan: Plan, chunks: Sequence[int], job: Job, workers: Workers | None) -> Iterator[Part]:
    todo = list(chunks)
    if job.folder is not None:
        begin(job.folder, plan.digest, _about(plan))
        todo: list[int] = []
        for number in chunks:
            part = load(job.folder, plan.digest, number)
            if part is None:
                todo.append(number)
            else:
                yield part
    if todo:
        job.kernel()  # compiled once, before many would do so at the same time
        yield from (workers or Alone()).run(job, todo)


def _about(plan: Plan) -> dict[str, object]:
    return {
        "model": plan.system.name,
        "design": plan.design.kind,
        "runs": plan.members,
        "chunks": plan.chunks,
        "parts": plan.parts,
    }


class Gathered:
    """Brings the results of chunks together as they come, in whatever order.

    Args:
        plan: The ensemble.
    """

    def __init__(self, plan: Plan) -> None:
        self.runs = 0
        self._plan = plan
        self._summaries: Tree[tuple[Summary, Summary]] = Tree(_joined)
        rows = len(plan.outcomes), len(plan.observed)
        keeps = sum(rows) * plan.members <= _KEPT_NUMBERS
        self._scalars = np.full((rows[0], plan.members), np.nan) if keeps else None
        self._errors = np.full((rows[1], plan.members), np.nan) if keeps else None
        self._failed: list[npt.NDArray[np.int64]] = []
        self._sums: dict[int, tuple[UnitSums | None, UnitSums | None]] = {}
        self._backends: set[str] = set()

    @property
    def keeps_runs(self) -> bool:
        """Whether outcomes of single runs are kept."""
        return self._scalars is not None

    def add(self, part: Part) -> None:
        """Take the result of a chunk.

        Args:
            part: The result.
        """
        first, count = self._plan.stretch(part.number)
        self.runs += count
        self._summaries.add(part.number, (part.outcomes, part.series))
        if self._scalars is not None and self._errors is not None:
            self._scalars[:, first : first + count] = part.scalars
            self._errors[:, first : first + count] = part.errors
        self._failed.append(part.failed)
        self._backends.add(part.backend)
        if part.outcome_sums is not None or part.series_sums is not None:
            self._sums[part.number] = part.outcome_sums, part.series_sums

    def result(self) -> Ensemble:
        """Return everything together.

        Raises:
            SimulationError: If no run went well.
        """
        plan = self._plan
        both = self._summaries.result()
        failed = np.concatenate([np.empty((0, 2), dtype=np.int64), *self._failed])
        failed = failed[np.argsort(failed[:, 0], kind="stable")]
        failures = _looked_into(plan, failed[:_EXAMPLES])
        if both is None or both[0].count == 0:
            why = f": {failures[0].what} in {failures[0].name}" if failures else ""
            raise SimulationError(
                f"none of {plan.members} runs of {plan.system.name} went well{why}",
                fix="Run it once by itself, and look at where it goes wrong",
            )
        return Ensemble(
            plan,
            plan.times,
            both[0],
            both[1],
            self._scalars,
            self._errors,
            len(failed),
            failures,
            self._indices(0),
            self._indices(1),
            tuple(sorted(self._backends)),
        )

    def _indices(self, which: int) -> Indices | None:
        design = self._plan.design
        parts = [self._sums[number][which] for number in sorted(self._sums)]
        held = tuple(each for each in parts if each is not None)
        if not held or not isinstance(design, IndicesDesign):
            return None
        return sobol_indices(
            indices.joined(held), design.inputs, design.stride, design.rows, seed=design.seed
        )


def _joined(
    first: tuple[Summary, Summary], second: tuple[Summary, Summary]
) -> tuple[Summary, Summary]:
    return joined(first[0], second[0]), joined(first[1], second[1])


def _looked_into(plan: Plan, failed: npt.NDArray[np.int64]) -> tuple[Failure, ...]:
    """Return where and when runs went wrong: run again one by one, since kernels tell the step."""
    found: list[Failure] = []
    for member, step in failed.tolist():
        values = plan.rows(member, 1)
        given = {slot: values[row] for row, (slot, _, _) in enumerate(plan.places)}
        slots = [output.slot for output in (*plan.scalar_outputs, *plan.series_outputs)]
        ran = simulate(
            plan.system,
            given,
            keep=tuple(dict.fromkeys(slots)),
            seed=plan.seed,
            first_member=member // plan.noise_runs,
        )
        instant = plan.system.span.start + step * plan.system.span.step
        found += [
            Failure(member, each.step, each.instant, each.slot, each.name, each.what)
            for each in ran.failures[:1]
        ] or [Failure(member, step, instant, -1, "an outcome", "not a number")]
    return tuple(found)


def run_members(plan: Plan, members: Sequence[int], backend: str = "auto") -> FloatArray:
    """Run single members of an ensemble again, and return their series.

    Args:
        plan: The ensemble.
        members: Their numbers.
        backend: As for `run_ensemble`.

    Returns:
        Shape (members, series, instants).
    """
    wanted = [Output(slot, Measure.SERIES) for slot in plan.series]
    kernel = Job(plan, backend).kernel()
    layers = [plan.series_outputs.index(output) for output in wanted]
    found = np.empty((len(members), len(wanted), plan.system.span.saves))
    for row, member in enumerate(members):
        # Twice, and the first is taken: some back ends have other code for one run alone.
        twice = np.repeat(plan.rows(member, 1), 2, axis=1)
        block = kernel.run(twice, first_member=member // plan.noise_runs, seed=plan.seed)
        found[row] = block.series[layers, :, 0]
    return found
