"""What goes in comes out a fixed number of steps later."""

import numpy as np
import pytest

from wholeprint.systems.plan.pipe import Pipe, delays


@pytest.mark.parametrize("together", [[3, 3, 3], [1, 2, 5]])
def test_each_member_has_its_own_delay(together: list[int]) -> None:
    """What went in at step k comes out at step k + delay; before that, what was there at first."""
    pipe = Pipe(np.array([-1.0, -2.0, -3.0]), np.array(together))
    out = [np.array([-1.0, -2.0, -3.0])]
    for step in range(12):
        pipe.put(step, np.array([10.0, 20.0, 30.0]) + step)
        out.append(pipe.out(step + 1).copy())

    for member, delay in enumerate(together):
        expected = [
            -1.0 - member if step < delay else 10.0 * (member + 1) + step - delay
            for step in range(13)
        ]
        assert [float(each[member]) for each in out] == expected


def test_a_pipe_can_begin_with_something_else() -> None:
    """Its delays stay."""
    pipe = Pipe(np.array([1.0]), np.array([2])).beginning_with(np.array([7.0]))

    pipe.put(0, np.array([3.0]))

    assert pipe.out(1).tolist() == [7.0]


def test_delays_are_whole_steps_and_at_least_one() -> None:
    """Halves round up; what outlasts the run is held; what is no number is told elsewhere."""
    spans = np.array([0.0, 0.24, 0.6, 0.625, 1.0, 1e12, np.nan])

    assert delays(spans, np.full(7, 0.25), 10).tolist() == [1, 1, 2, 3, 4, 11, 1]
