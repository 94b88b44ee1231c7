"""The clocks a sampler needs, and a twin that is stepped by hand."""

import time
from threading import Event
from typing import Protocol

_CLOCK: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clock(Protocol):
    """Three views of time and a way to wait."""

    def awake_seconds(self) -> float:
        """Time that stands still while the machine is suspended [s]."""
        ...

    def elapsed_seconds(self) -> float:
        """Time that runs on while the machine is suspended [s]."""
        ...

    def unix_seconds(self) -> float:
        """Wall clock, UTC [s since 1970]; people and NTP may set it."""
        ...

    def wait(self, event: Event, seconds: float) -> bool:
        """Wait for an event or for a time [s], and say whether the event came."""
        ...


def elapsed_seconds() -> float:
    """Return time that runs on while the machine is suspended, where the system has it [s]."""
    return time.clock_gettime(_CLOCK)


class SystemClock:
    """The machine's own clocks."""

    def awake_seconds(self) -> float:
        """Return time without suspension [s]."""
        return time.monotonic()

    def elapsed_seconds(self) -> float:
        """Return time with suspension [s]."""
        return time.clock_gettime(_CLOCK)

    def unix_seconds(self) -> float:
        """Return the wall clock [s since 1970]."""
        return time.time()

    def wait(self, event: Event, seconds: float) -> bool:
        """Return whether the event came before the time was over."""
        return event.wait(seconds)


class SteppedClock:
    """A clock that moves only when told: hours of metering tested in milliseconds."""

    def __init__(self, unix_seconds: float = 1_700_000_000.0) -> None:
        self._awake_seconds = 0.0
        self._suspended_seconds = 0.0
        self._unix_offset_seconds = unix_seconds

    def advance(self, seconds: float) -> None:
        """Let time pass [s]."""
        self._awake_seconds += seconds

    def suspend(self, seconds: float) -> None:
        """Let the machine sleep [s]: the wall clock and the elapsed time go on."""
        self._suspended_seconds += seconds

    def set_wall_clock(self, by_seconds: float) -> None:
        """Set the wall clock forward, or back [s]."""
        self._unix_offset_seconds += by_seconds

    def awake_seconds(self) -> float:
        """Return time without suspension [s]."""
        return self._awake_seconds

    def elapsed_seconds(self) -> float:
        """Return time with suspension [s]."""
        return self._awake_seconds + self._suspended_seconds

    def unix_seconds(self) -> float:
        """Return the wall clock [s since 1970]."""
        return self._unix_offset_seconds + self.elapsed_seconds()

    def wait(self, event: Event, seconds: float) -> bool:
        """Return whether the event came; the time is stepped over at once."""
        if not event.is_set():
            self.advance(seconds)
        return event.is_set()
