"""Members are shared out among threads in whole blocks."""

from threading import Lock

import numpy as np
import pytest

from wholeprint.engine.compiled.arguments import arguments_of
from wholeprint.engine.compiled.lower import lower
from wholeprint.engine.compiled.run_blocks import WIDTH, Threads, as_inputs
from wholeprint.engine.kernel import Measure, Output
from wholeprint.errors import ValueRefusedError
from wholeprint.systems.flat.system import System


@pytest.mark.parametrize("members", [0, 1, WIDTH, WIDTH + 1, 1000])
@pytest.mark.parametrize("threads", [1, 2, 7])
def test_each_member_is_run_once(members: int, threads: int) -> None:
    """Parts begin at whole blocks and leave nobody out."""
    ran: list[tuple[int, int]] = []
    lock = Lock()

    def task(first: int, behind: int) -> None:
        with lock:
            ran.append((first, behind))

    Threads().spread(task, members, threads)

    assert sorted(each for first, behind in ran for each in range(first, behind)) == list(
        range(members)
    )
    assert all(first % WIDTH == 0 for first, _ in ran)


def test_what_goes_wrong_in_a_thread_is_raised() -> None:
    """An error of a part is the error of the run."""

    def task(first: int, _behind: int) -> None:
        if first:
            raise ValueRefusedError("wrong")

    with pytest.raises(ValueRefusedError):
        Threads().spread(task, 1000, 2)


def test_inputs_are_rows_of_doubles() -> None:
    """Whole numbers and columns are made into what kernels read."""
    found = as_inputs(np.arange(6).reshape(3, 2).T.astype(np.float32), 2)  # pyright: ignore[reportArgumentType] - on purpose

    assert found.dtype == np.float64
    assert found.flags.c_contiguous


def test_arguments_are_the_numbers_of_the_system(epidemic: System) -> None:
    """Clock first, then parameters and first values."""
    outputs = [Output(epidemic.names["infectious"], Measure.FINAL)]
    found = arguments_of(lower(epidemic, [], outputs), epidemic)

    assert found[:3].tolist() == [0.0, 0.25, 20.0]
    assert {0.4, 5.0, 1000.0} <= set(found.tolist())
