"""Tests of plans: chunks, what is asked of the kernel, fingerprints."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from wholeprint.engine.ensemble.plan import Plan, plan_of
from wholeprint.engine.kernel import Measure
from wholeprint.errors import ModelError
from wholeprint.systems.flat.system import System
from wholeprint.systems.sensitivity.design import IndicesDesign, LatinHypercube
from wholeprint.systems.sensitivity.inputs import Input
from wholeprint.systems.sensitivity.outcomes import Outcome

Make = Callable[..., Plan]


@pytest.mark.parametrize("members", [1, 100, 5000, 123_457])
def test_chunks_hold_every_run_once(sir_plan: Make, members: int) -> None:
    """Chunks follow each other without a gap and end with the last run."""
    plan = sir_plan(members)

    stretches = [plan.stretch(chunk) for chunk in range(plan.chunks)]

    assert stretches[0][0] == 0
    assert sum(count for _, count in stretches) == members
    assert all(a + n == b for (a, n), (b, _) in pairwise(stretches))
    assert plan.chunk_runs <= 8192


def test_chunks_of_indices_hold_whole_units(sir_plan: Make) -> None:
    """A base point's runs, and a unit's base points, are in one chunk."""
    plan = sir_plan(0, IndicesDesign(2, 4096, 1))

    assert plan.unit == 16
    assert plan.chunk_runs % (4 * 16) == 0


def test_the_fingerprint_tells_models_and_designs_apart(
    sir_system: System, sir_inputs: tuple[Input, ...], sir_plan: Make
) -> None:
    """The same plan made twice has one; another seed, model or outcome another."""
    one = sir_plan(100)
    factors = tuple(each.factor for each in sir_inputs)
    design = LatinHypercube(factors, 100, 4)
    others = [
        plan_of(sir_system, sir_inputs, design, outcomes=one.outcomes, series=["infectious"]),
        plan_of(sir_system, sir_inputs, one.design, outcomes=one.outcomes[:1]),
        sir_plan(101),
    ]

    assert sir_plan(100).digest == one.digest
    assert len({one.digest, *(other.digest for other in others)}) == 4


def test_overshoot_asks_for_peak_and_final_once(sir_plan: Make) -> None:
    """What two outcomes need is asked for once."""
    measures = [output.measure for output in sir_plan(10).scalar_outputs]

    assert measures == [Measure.PEAK, Measure.PEAK_TIME, Measure.FINAL, Measure.FINAL]


def test_rows_are_values_in_the_units_of_the_slots(sir_plan: Make) -> None:
    """Each slot that is set gets its input; scales are multiplied in."""
    plan = sir_plan(50)
    beliefs = [one.belief for one in plan.inputs]
    halved = Plan(
        plan.system,
        plan.inputs,
        tuple((slot, position, 0.5) for slot, position, _ in plan.places),
        plan.design,
        plan.outcomes,
    )

    np.testing.assert_array_equal(plan.rows(7, 5), plan.design.values(beliefs, 7, 5))
    np.testing.assert_array_equal(halved.rows(7, 5), 0.5 * plan.rows(7, 5))


def test_an_input_that_sets_nothing_is_refused(
    sir_system: System, sir_inputs: tuple[Input, ...]
) -> None:
    """A belief about what is no parameter of the system is not varied in silence."""
    from dataclasses import replace

    stray = replace(sir_inputs[0], name="ghost", parameters=("ghost",))
    design = LatinHypercube(("x",), 10, 0)

    with pytest.raises(ModelError, match="ghost cannot be varied"):
        plan_of(sir_system, [stray], design, outcomes=[Outcome("final", "recovered")])


def test_many_points_get_small_buffers_and_thin_leaves(sir_plan: Make) -> None:
    """Memory is bounded: more points, fewer values for each; more runs, thinner leaves."""
    small, large = sir_plan(1000), sir_plan(10_000_000)

    assert small.capacity(1) > small.capacity(1000) >= 1024
    assert small.thinned(21) == 0
    assert large.thinned(21) > 0
