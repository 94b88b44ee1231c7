"""The twin of NVIDIA's library: boards whose energy and power over time are known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from wholeprint.errors import MeterReadError
from wholeprint.meters.nvml_api import Board

Trace = Callable[[float], float | None]
"""A quantity over time: seconds in, value out; None where the board does not have it."""


@dataclass(frozen=True, slots=True)
class RecordedBoard:
    """One board of a recording.

    Attributes:
        board: What it is.
        energy_joules: Its energy counter over time [J], or None if it has none.
        power_watts: Its power over time [W], or None if it has no sensor.
        lost_seconds: Periods in which it does not answer, as (from, to) [s].
    """

    board: Board
    energy_joules: Trace | None = None
    power_watts: Trace | None = None
    lost_seconds: tuple[tuple[float, float], ...] = ()


class RecordedNvml:
    """A twin of the library that replays boards over a clock.

    Args:
        boards: The boards, in order.
        now: The clock their traces run on [s].
    """

    def __init__(self, boards: Sequence[RecordedBoard], now: Callable[[], float]) -> None:
        self._boards = tuple(boards)
        self._now = now

    def start(self) -> None:
        """Nothing needs loading."""

    def board_count(self) -> int:
        """Return how many boards were recorded."""
        return len(self._boards)

    def board(self, index: int) -> Board:
        """Return what one board is."""
        return self._answering(index).board

    def energy_joules(self, index: int) -> float | None:
        """Return the energy at this moment [J]."""
        trace = self._answering(index).energy_joules
        return None if trace is None else trace(self._now())

    def power_watts(self, index: int) -> float | None:
        """Return the power at this moment [W]."""
        trace = self._answering(index).power_watts
        return None if trace is None else trace(self._now())

    def stop(self) -> None:
        """Nothing was loaded."""

    def _answering(self, index: int) -> RecordedBoard:
        recorded = self._boards[index]
        now_seconds = self._now()
        if any(begin <= now_seconds < end for begin, end in recorded.lost_seconds):
            raise MeterReadError(f"NVIDIA accelerator {index} does not answer", seen="GPU is lost")
        return recorded
