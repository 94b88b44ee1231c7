"""Tests of what one chunk gives."""

from collections.abc import Callable

import numpy as np

from wholeprint.engine.ensemble.ensemble import run_ensemble, run_members
from wholeprint.engine.ensemble.job import Job
from wholeprint.engine.ensemble.plan import Plan, plan_of
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.sensitivity.design import IndicesDesign, LatinHypercube
from wholeprint.systems.sensitivity.inputs import inputs_of
from wholeprint.systems.sensitivity.outcomes import Outcome
from wholeprint.systems.text.read import read_model

Make = Callable[..., Plan]


def test_a_chunk_knows_its_runs(sir_plan: Make) -> None:
    """Members are numbered within the ensemble, and outcomes are rows."""
    plan = sir_plan(1000)

    part = Job(plan, "numpy")(2)

    first, count = plan.stretch(2)
    assert part.scalars.shape == (4, count)
    assert part.outcomes.count == count
    assert first <= part.outcomes.low_members[0] < first + count
    assert part.outcome_sums is None
    np.testing.assert_array_equal(part.scalars[0].max(), part.outcomes.highs[0])


def test_failed_runs_have_no_numbers(brittle_plan: Callable[[int], Plan]) -> None:
    """They are NaN among the runs and absent from the summary."""
    part = Job(brittle_plan(100), "numpy")(0)

    assert part.failed.shape == (np.count_nonzero(np.isnan(part.scalars[0])), 2)
    assert part.outcomes.count + len(part.failed) == part.scalars.shape[1]
    assert np.isfinite(part.series.means).all()


def test_sums_over_time_keep_no_pairs(sir_plan: Make) -> None:
    """Indices of pairs are those of outcomes alone: over time they would be too many."""
    part = Job(sir_plan(0, IndicesDesign(2, 64, 1, second_order=1)), "numpy")(0)

    assert part.outcome_sums is not None
    assert part.series_sums is not None
    assert part.outcome_sums.paired.shape[2] == 1
    assert part.series_sums.paired.shape[2] == 0


def test_what_is_beyond_all_numbers_is_a_failure() -> None:
    """A sum over time that overflows while every stock is finite counts as failed, and is told."""
    text = """
model: huge
time: {start: 0, stop: 20, step: 1}
parameters: {height: {value: 1, uniform: [1, 1.7e307]}}
stocks: {level: {initial: 0, in: [gain]}}
flows: {gain: height * 0 + 1}
auxiliaries: {tall: height + level * 0}
"""
    model = read_model(text, "huge.yaml")
    inputs = inputs_of(model)
    design = LatinHypercube((inputs[0].factor,), 32, 0)
    plan = plan_of(flatten(model), inputs, design, outcomes=[Outcome("total", "tall")])

    found = run_ensemble(plan, backend="numpy")

    assert 0 < found.failed < 32
    assert np.isfinite(found.outcomes.highs).all()
    assert found.failures[0].what


_NOISY = """
model: noisy
time: {start: 0, stop: 4, step: 1}
parameters:
  r: {value: 1, uniform: [0, 2]}
  q: {value: 1, uniform: [0, 2]}
stocks: {x: {initial: 0, in: [f]}}
flows: {f: "r + 0 * q + NORMAL(0, 1)"}
"""


def test_noise_is_no_effect_of_an_input() -> None:
    """Runs of a base point have the same random numbers: what has no effect has none at all.

    r alone moves x(4) by 4 r: its first and total index are the same, but for what is estimated.
    """
    model = read_model(_NOISY, "noisy.yaml")
    design = IndicesDesign(2, 256, 1)
    outcomes = [Outcome("final", "x")]
    plan = plan_of(flatten(model), inputs_of(model), design, outcomes=outcomes, series=["x"])

    found = run_ensemble(plan, backend="numpy")

    assert plan.noise_runs == 4
    assert found.outcome_indices is not None
    assert found.scalars is not None
    first, total = (
        each.values[0].tolist()
        for each in (found.outcome_indices.first, found.outcome_indices.total)
    )
    assert total[1] < 1e-20
    # Var(4 r) = 16 / 3 and the noise has 4: 0.571; a standard error of about 0.05 at 256 points.
    assert abs(total[0] - 16 / 28) < 0.15
    assert abs(first[0] - total[0]) < 0.2
    again = run_members(plan, [5, 6, 1023], "numpy")
    np.testing.assert_array_equal(again[:, 0, -1], found.scalars[0, [5, 6, 1023]])
