"""Tests of the twin of NVIDIA's library."""

import pytest

from wholeprint.errors import MeterReadError
from wholeprint.meters.clock import SteppedClock
from wholeprint.meters.nvml_api import Board
from wholeprint.meters.nvml_twin import RecordedBoard, RecordedNvml

BOARD = Board(0, "A100", "GPU-1", limit_watts=400)


def test_a_recording_replays_over_its_clock() -> None:
    """Energy and power come out as they were at the clock's time."""
    clock = SteppedClock()
    recorded = RecordedBoard(BOARD, lambda at: 300 * at, lambda _at: 300.0)
    api = RecordedNvml([recorded], clock.elapsed_seconds)
    api.start()
    clock.advance(2)
    assert api.board_count() == 1
    assert api.board(0) == BOARD
    assert (api.energy_joules(0), api.power_watts(0)) == (600, 300)
    api.stop()


def test_a_board_may_lack_both() -> None:
    """A board without counter and sensor answers None to both."""
    api = RecordedNvml([RecordedBoard(BOARD)], lambda: 0.0)
    assert (api.energy_joules(0), api.power_watts(0)) == (None, None)


def test_a_lost_board_does_not_answer() -> None:
    """While it is lost every question is an error, and afterwards it answers again."""
    clock = SteppedClock()
    recorded = RecordedBoard(BOARD, lambda at: at, lost_seconds=((1, 2),))
    api = RecordedNvml([recorded], clock.elapsed_seconds)
    clock.advance(1)
    with pytest.raises(MeterReadError):
        api.energy_joules(0)
    clock.advance(1)
    assert api.energy_joules(0) == 2
