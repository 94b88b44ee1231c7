"""CPU seconds of a process tree where there is no /proc, through psutil."""

import os
from typing import TYPE_CHECKING

from wholeprint.errors import MissingExtraError

if TYPE_CHECKING:
    import psutil


class PortableTree:
    """All descendants of this process, with or without itself, as psutil sees them.

    A process that leaves between two readings without being waited for takes its last moments
    with it; what was seen of it is kept.

    Args:
        include_self: Whether this process counts too.
        only: If given, only this child and its descendants count, from their birth.

    Raises:
        MissingExtraError: When psutil is not installed.
    """

    def __init__(self, *, include_self: bool, only: int | None = None) -> None:
        try:
            import psutil  # noqa: PLC0415  needed only where there is no /proc
        except ImportError as error:
            raise MissingExtraError(
                "CPU time of other processes cannot be read on this system",
                fix="pip install psutil",
            ) from error
        self._psutil = psutil
        self._include_self = include_self
        self._only = only
        self._seen: dict[tuple[int, float], float] = {}
        self._zero_seconds = 0.0
        self._last_seconds = 0.0

    def start(self) -> None:
        """Count from now. What the one process of a command tree used before counts too."""
        self._zero_seconds = 0.0 if self._only is not None else self._sum()

    def read(self, *, must: bool = False) -> float:
        """Return CPU seconds since the start [s].

        Args:
            must: Without meaning here: each reading asks everybody.
        """
        del must
        self._last_seconds = max(self._last_seconds, self._sum() - self._zero_seconds)
        return self._last_seconds

    def read_all(self) -> float:
        """Return CPU seconds since the start [s]."""
        return self.read()

    def _sum(self) -> float:
        for process in self._processes():
            try:
                times = process.cpu_times()
                key = (process.pid, process.create_time())
            except self._psutil.Error:
                continue  # it has just ended; what was seen of it is kept
            self._seen[key] = times.user + times.system
        return sum(self._seen.values())

    def _processes(self) -> "list[psutil.Process]":
        psutil = self._psutil
        try:
            top = psutil.Process(os.getpid() if self._only is None else self._only)
            below = top.children(recursive=True)
        except psutil.Error:
            return []
        return [top, *below] if self._include_self or self._only is not None else below
