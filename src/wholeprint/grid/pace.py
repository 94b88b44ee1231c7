"""When a host may be asked again: turns are taken in order, also by other processes of this user.

A turn is a time that is written down before anybody waits for it, so that the lock on the file is
held for no longer than that takes.
"""

import asyncio
import fcntl
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from wholeprint.errors import ProviderUnreachableError

LONGEST_WAIT_SECONDS = 300.0
"""Nobody waits longer than this for a turn [s]; what lies further ahead is not believed."""

_LOCK_TRIES, _LOCK_PAUSE_SECONDS = 20, 0.001


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is, and how to wait: tests bring their own.

    Attributes:
        now_seconds: The time [s since 1970 UTC].
        sleep: Wait for so many seconds.
    """

    now_seconds: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


CLOCK = Clock()


class Pace:
    """When each host may be asked again.

    Args:
        folder: Where other processes see it; None, or one that cannot be written, keeps the
            turns of this process only.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._free: dict[str, float] = {}

    async def turn(self, host: str, spacing_seconds: float, clock: Clock = CLOCK) -> None:
        """Wait until a host may be asked, and take that turn.

        Args:
            host: Whom to ask.
            spacing_seconds: Least time between two requests to it [s].
            clock: What time it is, and how to wait.

        Raises:
            ProviderUnreachableError: If too many wait for it already.
        """
        now = clock.now_seconds()
        begin = self._reserved(host, spacing_seconds, now)
        if begin - now > LONGEST_WAIT_SECONDS:
            raise ProviderUnreachableError(
                f"{host} may not be asked that often, and too many requests wait for it",
                seen=f"the next turn in {begin - now:.0f} s",
            )
        if begin > now:
            await clock.sleep(begin - now)

    def _reserved(self, host: str, spacing_seconds: float, now_seconds: float) -> float:
        known = self._free.get(host, 0.0)
        try:
            begin = self._reserved_in_file(host, spacing_seconds, now_seconds, known)
        except (OSError, ValueError):
            # No folder, a full disk, a lock that another holds: this process's own turns remain.
            begin = _next(known, now_seconds)
        self._free[host] = begin + spacing_seconds
        return begin

    def _reserved_in_file(
        self, host: str, spacing_seconds: float, now_seconds: float, known_seconds: float
    ) -> float:
        if self._folder is None:
            return _next(known_seconds, now_seconds)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"pace-{crc32(host.encode()):08x}"
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        file = os.open(self._folder / name, flags, 0o600)
        try:
            _lock(file)
            text = os.pread(file, 32, 0).decode("ascii", "replace").strip()
            begin = max(_next(_number(text), now_seconds), _next(known_seconds, now_seconds))
            os.pwrite(file, f"{begin + spacing_seconds:031.6f}\n".encode(), 0)
        finally:
            os.close(file)
        return begin


def _lock(file: int) -> None:
    # Held for as long as a line takes to write; whoever holds it longer has been stopped.
    for _ in range(_LOCK_TRIES - 1):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_LOCK_PAUSE_SECONDS)
        else:
            return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _next(free_seconds: float, now_seconds: float) -> float:
    # A time far ahead was written by a clock that has been put back since, or is rubbish.
    is_true = now_seconds <= free_seconds <= now_seconds + 2 * LONGEST_WAIT_SECONDS
    return free_seconds if is_true else now_seconds


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
