"""Tests of the door to NVML."""

from pathlib import Path

import pytest

from wholeprint.errors import MeterReadError, MeterUnavailableError, MissingExtraError
from wholeprint.meters.clock import SteppedClock
from wholeprint.meters.nvml_api import (
    Board,
    RecordedBoard,
    RecordedNvml,
    SystemNvml,
    library_is_here,
)

BOARD = Board(0, "A100", "GPU-1", limit_watts=400)


def test_a_machine_without_a_gpu_loads_nothing(tmp_path: Path) -> None:
    """No device file and no library: NVML is not even tried."""
    assert not library_is_here(tmp_path)


@pytest.mark.parametrize(
    "name", ["dev/nvidiactl", "dev/dxg", "usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1"]
)
def test_a_device_file_or_the_library_is_enough(tmp_path: Path, name: str) -> None:
    """A device file, WSL's too, or the library in a usual place makes it worth trying."""
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).touch()
    assert library_is_here(tmp_path)


@pytest.mark.skipif(library_is_here(Path("/")), reason="there is an NVIDIA driver here")
def test_the_real_library_fails_with_a_reason() -> None:
    """Without a driver the real door says so, and what to do, as an error of ours."""
    with pytest.raises((MeterUnavailableError, MissingExtraError)) as caught:
        SystemNvml().start()
    assert caught.value.fix


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


def test_a_board_may_lack_both(tmp_path: Path) -> None:
    """A board without counter and sensor answers None to both."""
    del tmp_path
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
