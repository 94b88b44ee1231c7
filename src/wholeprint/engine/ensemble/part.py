"""What one chunk of an ensemble gives."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wholeprint.engine.ensemble.plan import Plan, measures_of
from wholeprint.engine.ensemble.summary import Summary, summary_of
from wholeprint.engine.kernel import Block, Kernel, Output
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.sensitivity.design import IndicesDesign
from wholeprint.systems.sensitivity.grounded import squared_errors
from wholeprint.systems.sensitivity.indices import UnitSums, unit_sums


@dataclass(frozen=True, slots=True)
class Part:
    """What one chunk gives.

    Attributes:
        number: The chunk's number.
        scalars: One row per outcome; (outcomes, runs); NaN for runs that failed.
        errors: One row per series that was observed: sum of squared differences; likewise.
        failed: Runs that failed: number in the ensemble and first step that went wrong;
            (failures, 2).
        outcomes: Summary of the outcomes.
        series: Summary of the series, one behind the other, each with all its instants.
        outcome_sums: Of a design for indices: sums of the outcomes.
        series_sums: The same of the series.
        backend: What ran it.
    """

    number: int
    scalars: FloatArray
    errors: FloatArray
    failed: npt.NDArray[np.int64]
    outcomes: Summary
    series: Summary
    outcome_sums: UnitSums | None
    series_sums: UnitSums | None
    backend: str


def run_part(plan: Plan, kernel: Kernel, number: int) -> Part:
    """Run a chunk.

    Args:
        plan: The ensemble.
        kernel: Its system, compiled for `Plan.scalar_outputs` and `Plan.series_outputs`.
        number: The chunk's number.

    Returns:
        What it gives: the same bits whoever runs it, with the same kernel.
    """
    first, count = plan.stretch(number)
    with np.errstate(all="ignore"):  # what is beyond all numbers is looked for below
        block = _block(plan, kernel, first, count)
        scalars = _outcomes(plan, block)
    members = np.arange(first, first + count)
    layers = block.series
    kept = layers[[_layer(plan, slot) for slot in plan.series]]
    points = kept.reshape(len(plan.series) * plan.system.span.saves, count)
    # What is finite in every stock may still be beyond all numbers in a sum over time.
    steps = np.where(_beyond(scalars) | _beyond(points), plan.system.span.steps, -1)
    steps = np.where(block.failed_at >= 0, block.failed_at, steps)
    failed = steps >= 0
    well = ~failed
    if failed.any():
        scalars[:, failed] = np.nan
        points[:, failed] = np.nan
    return Part(
        number,
        scalars,
        _errors(plan, layers, failed),
        np.stack([members[failed], steps[failed]], axis=1),
        _summary(plan, scalars, members, well),
        _summary(plan, points, members, well),
        _sums(plan, scalars, pairs_kept=True),
        _sums(plan, points, pairs_kept=False),
        kernel.backend,
    )


def _block(plan: Plan, kernel: Kernel, first: int, count: int) -> Block:
    # In as many goes as there are runs that have the same random numbers.
    values, alike = plan.rows(first, count), plan.noise_runs
    if alike == 1:
        return kernel.run(values, first_member=first, seed=plan.seed)
    blocks = [
        kernel.run(
            np.ascontiguousarray(values[:, place::alike]),
            first_member=first // alike,
            seed=plan.seed,
        )
        for place in range(alike)
    ]
    # Runs of a base point lie one behind the other again.
    scalars = np.stack([block.scalars for block in blocks], axis=-1)
    series = np.stack([block.series for block in blocks], axis=-1)
    failed_at = np.stack([block.failed_at for block in blocks], axis=-1)
    return Block(
        scalars.reshape(*scalars.shape[:-2], count),
        series.reshape(*series.shape[:-2], count),
        failed_at.reshape(count),
    )


def _beyond(values: FloatArray) -> npt.NDArray[np.bool_]:
    return ~np.logical_and.reduce(np.isfinite(values), axis=0)


def _outcomes(plan: Plan, block: Block) -> FloatArray:
    place = {output: row for row, output in enumerate(plan.scalar_outputs)}
    found = np.empty((len(plan.outcomes), block.failed_at.size))
    slots = plan.outcome_slots
    for row, outcome in enumerate(plan.outcomes):
        own = [block.scalars[place[Output(slots[row], each)]] for each in measures_of(outcome)]
        found[row] = own[0] - own[1] if outcome.word == "overshoot" else own[0]
    return found


def _layer(plan: Plan, slot: int) -> int:
    return [output.slot for output in plan.series_outputs].index(slot)


def _errors(plan: Plan, layers: FloatArray, failed: npt.NDArray[np.bool_]) -> FloatArray:
    found = np.empty((len(plan.observed), failed.size))
    for row, (observed, slot) in enumerate(zip(plan.observed, plan.observed_slots, strict=True)):
        found[row] = squared_errors(observed, plan.times, layers[_layer(plan, slot)])
    found[:, failed] = np.nan
    return found


def _summary(
    plan: Plan,
    values: FloatArray,
    members: npt.NDArray[np.int64],
    well: npt.NDArray[np.bool_],
) -> Summary:
    points = values.shape[0]
    kept = (values, members) if well.all() else (values[:, well], members[well])
    return summary_of(*kept, plan.capacity(points), thinned=plan.thinned(points))


def _sums(plan: Plan, values: FloatArray, *, pairs_kept: bool) -> UnitSums | None:
    design = plan.design
    if not isinstance(design, IndicesDesign) or values.shape[0] == 0:
        return None
    found = unit_sums(values, design.inputs, design.stride, plan.unit)
    return found if pairs_kept else _without_pairs(found)


def _without_pairs(sums: UnitSums) -> UnitSums:
    names = UnitSums.__dataclass_fields__
    return UnitSums(
        *(
            getattr(sums, name)[:, :, :0] if name in {"paired", "shifted"} else getattr(sums, name)
            for name in names
        )
    )
