"""What a run gives."""

import numpy as np

from wholeprint.systems.trajectory import Failure, Trajectory


def test_a_trajectory_has_no_failures_unless_it_is_told() -> None:
    """A run that went well needs no word about failures."""
    run = Trajectory(np.arange(3.0), {4: np.zeros((3, 1))})
    assert run.failures == ()


def test_a_failure_tells_who_where_when_and_what() -> None:
    """All of it is kept, so that a message can be made of it."""
    failure = Failure(7, 3, 1.5, 4, "price", "division by zero")
    assert (failure.member, failure.step, failure.instant) == (7, 3, 1.5)
    assert (failure.slot, failure.name, failure.what) == (4, "price", "division by zero")
