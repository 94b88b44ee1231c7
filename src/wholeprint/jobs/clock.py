"""The door to the time: what the clock on the wall says, and waiting."""

import time
from collections.abc import Callable
from typing import Protocol


class WallClock(Protocol):
    """What a waiter knows of time."""

    def now_seconds(self) -> float:
        """Return what the clock on the wall says [s since 1970 UTC]."""
        ...

    def sleep(self, wait_seconds: float) -> None:
        """Wait; the clock on the wall may have jumped meanwhile.

        Args:
            wait_seconds: How long [s].
        """
        ...


class SystemWallClock:
    """This machine's clock."""

    def now_seconds(self) -> float:
        """Return what the clock on the wall says [s since 1970 UTC]."""
        return time.time()

    def sleep(self, wait_seconds: float) -> None:
        """Wait.

        Args:
            wait_seconds: How long [s].
        """
        time.sleep(wait_seconds)


class TwinWallClock:
    """A clock that moves only when somebody sleeps, for tests.

    Args:
        start_seconds: What it says first [s since 1970 UTC].
        on_sleep: Called after each sleep, with the clock: to make it jump, or things happen.
    """

    def __init__(
        self,
        start_seconds: float,
        on_sleep: "Callable[[TwinWallClock], None] | None" = None,
    ) -> None:
        self.time_seconds = start_seconds
        self.slept_seconds: list[float] = []
        self._on_sleep = on_sleep

    def now_seconds(self) -> float:
        """Return what it says [s since 1970 UTC]."""
        return self.time_seconds

    def sleep(self, wait_seconds: float) -> None:
        """Move on at once.

        Args:
            wait_seconds: How far [s].
        """
        self.slept_seconds.append(wait_seconds)
        self.time_seconds += wait_seconds
        if self._on_sleep is not None:
            self._on_sleep(self)
