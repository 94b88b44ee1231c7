"""Tests of workers on this machine."""

from collections.abc import Callable, Generator
from typing import cast

import numpy as np
import pytest

from wholeprint.engine.ensemble.ensemble import run_ensemble
from wholeprint.engine.ensemble.part import Part
from wholeprint.engine.ensemble.plan import Plan
from wholeprint.engine.ensemble.workers import Alone, Processes, Threads

Make = Callable[..., Plan]
Job = Callable[[int], Part]
"""What workers run; here a number is as good as a part."""


def test_processes_give_the_same_bits(sir_plan: Make) -> None:
    """What goes to another process and comes back is what would have been worked out here."""
    plan = sir_plan(400)

    found = run_ensemble(plan, backend="numpy", workers=Processes(1))

    np.testing.assert_array_equal(found.scalars, run_ensemble(plan, backend="numpy").scalars)


@pytest.mark.parametrize("workers", [Alone(), Threads(2)])
def test_an_error_of_a_chunk_comes_through(workers: Alone | Threads) -> None:
    """What goes wrong in a chunk ends the run, with its own words."""

    def job(number: int) -> object:
        if number == 3:
            raise ValueError("chunk three")
        return number

    with pytest.raises(ValueError, match="chunk three"):
        list(workers.run(cast("Job", job), range(10)))


def test_no_more_chunks_are_under_way_than_can_be() -> None:
    """Where results are not fetched no further chunk is begun: memory stays bounded."""
    begun: list[int] = []

    def job(number: int) -> object:
        begun.append(number)
        return number

    coming = cast("Generator[Part, None, None]", Threads(2).run(cast("Job", job), range(100)))
    next(coming)

    assert len(begun) <= 8
    coming.close()
