"""CPU seconds of a process tree: cheap, monotone, and complete once processes are waited for.

The time of a tree is the sum over its living processes of their own time and the time of the
children they have waited for. What a process used passes to its parent when that waits for it, so
short-lived descendants need not be seen at all. Three things are watched to keep the sum true:
processes that leave without anybody waiting for them, numbers given to new processes, and orphans
that init adopts. Times are read at each sample; the tree's shape is looked at again only when
some process was started on the machine, and within a small budget of CPU time.
"""

import os
import time
from pathlib import Path
from typing import Protocol

from wholeprint.meters.proc import Kernel, LinuxKernel

_BUDGET_SHARE = 0.00005
"""Share of one core that looking for new processes may cost."""
_CLOCKS_SHARE = 0.0005
"""Share of one core that reading all clocks may cost, when there are hundreds."""
_LOOK_SECONDS = 1.9
"""The tree's shape is not looked at more often than this: at every second sample, by default."""
_MANY = 100
"""Reading fewer clocks than this is never put off."""
_FIRST_BUDGET_SECONDS = 0.001
_MOST_BUDGET_SECONDS = 0.01
_TICK_SECONDS = 0.02
_UNREAD = float("nan")


class CpuTree(Protocol):
    """CPU time of some processes."""

    def start(self) -> None:
        """Count from now."""
        ...

    def read(self, *, must: bool = False) -> float:
        """CPU seconds since the start [s], never falling; NaN when it is not worth its cost now.

        Args:
            must: Whether it is worth its cost in any case.
        """
        ...

    def read_all(self) -> float:
        """As `read`, after looking at the whole tree again, whatever it costs."""
        ...

    def close(self) -> None:
        """Let go of what was kept open; may be called twice."""
        ...


class _Member:
    """A living process of the tree below the top."""

    __slots__ = ("fresh", "own_seconds", "parent", "reaped_before", "reaped_seconds", "start")

    def __init__(self, parent: int, start: int, own_seconds: float, reaped_seconds: float) -> None:
        self.parent = parent
        self.start = start
        self.own_seconds = own_seconds
        self.reaped_seconds = reaped_seconds
        self.reaped_before = reaped_seconds
        self.fresh = True


class ProcessTree:
    """All descendants of this process, with or without itself.

    Args:
        kernel: Who is asked.
        include_self: Whether this process counts too.
        only: If given, of the children there are at the start only this one counts.
    """

    def __init__(self, kernel: Kernel, *, include_self: bool, only: int | None = None) -> None:
        self._kernel = kernel
        self._top = os.getpid()
        self._include_self = include_self
        self._only = only
        self._members: dict[int, _Member] = {}
        self._strangers: set[int] = set()
        self._retired_seconds = 0.0
        self._top_reaped_seconds = 0.0
        self._top_reaped_before = 0.0
        self._zero_seconds = 0.0
        self._last_seconds = 0.0
        self._budget_seconds = _FIRST_BUDGET_SECONDS
        self._read_at = 0.0
        self._looked_at = 0.0
        self._read_cost_seconds = 0.0
        self._newest = -1
        self._queue: list[int] = []

    def start(self) -> None:
        """Count from now. What the one process of a command tree used before counts too."""
        kernel = self._kernel
        self._newest = kernel.newest()
        self._top_reaped_seconds = self._top_reaped_before = kernel.reaped_seconds()
        if self._only is not None:
            self._strangers = {pid for pid in self._children(self._top) if pid != self._only}
            self._zero_seconds = self._top_reaped_seconds
            self._adopt(self._only)
        else:
            self._look_at_all()
            self._read_clocks()
            self._zero_seconds = self._sum()
        self._read_at = time.monotonic()

    def read(self, *, must: bool = False) -> float:
        """Return CPU seconds since the start [s]; NaN when it is too early to ask so many.

        Args:
            must: Whether to ask them all the same.
        """
        now = time.monotonic()
        dear = len(self._members) >= _MANY
        if dear and not must and self._read_cost_seconds > _CLOCKS_SHARE * (now - self._read_at):
            return _UNREAD
        self._budget_seconds += _BUDGET_SHARE * (now - self._read_at)
        self._read_at = now
        if now - self._looked_at >= _LOOK_SECONDS:
            self._looked_at = now
            self._look_within_budget()
        if len(self._members) < _MANY:
            return self._total()
        begin = time.thread_time()
        total_seconds = self._total()
        self._read_cost_seconds = time.thread_time() - begin
        return total_seconds

    def read_all(self) -> float:
        """Return CPU seconds since the start [s], after looking at every process."""
        self._read_at = self._looked_at = time.monotonic()
        self._newest = self._kernel.newest()
        self._look_at_all()
        return self._total()

    def close(self) -> None:
        """Let go of what was kept open."""
        self._kernel.close()

    def _total(self) -> float:
        self._top_reaped_seconds = self._kernel.reaped_seconds()
        gone = self._read_clocks()
        if gone:
            self._settle(gone)
        self._top_reaped_before = self._top_reaped_seconds
        self._last_seconds = max(self._last_seconds, self._sum() - self._zero_seconds)
        return self._last_seconds

    def _sum(self) -> float:
        seconds = self._retired_seconds + self._top_reaped_seconds
        if self._include_self:
            seconds += self._kernel.cpu_seconds(self._top)
        for member in self._members.values():
            seconds += member.own_seconds + member.reaped_seconds
            member.reaped_before = member.reaped_seconds
        return seconds

    def _read_clocks(self) -> dict[int, _Member]:
        # Takes out, and returns, the processes that are gone.
        cpu_seconds = self._kernel.cpu_seconds
        gone: dict[int, _Member] = {}
        for pid, member in self._members.items():
            try:
                seconds = cpu_seconds(pid)
            except OSError:
                gone[pid] = member
                continue
            if seconds < member.own_seconds - _TICK_SECONDS:
                gone[pid] = member  # a clock that fell belongs to a new owner of the number
            else:
                member.own_seconds = max(seconds, member.own_seconds)
        for pid in gone:
            del self._members[pid]
        return gone

    def _settle(self, gone: dict[int, _Member]) -> None:
        # Their time must show up with the nearest living ancestor, or is kept here. Others may
        # leave while this is looked at, so it is repeated until nobody does.
        latest = gone
        while latest:
            for pid, member in self._members.items():
                if member.parent in latest:
                    self._find_new_parent(pid, member)
            self._top_reaped_seconds = self._kernel.reaped_seconds()
            for pid in {self._ancestor(member, gone) for member in latest.values()}:
                self._read_reaped(pid)
            latest = self._read_clocks()
            gone.update(latest)
        owed: dict[int, list[float]] = {}
        for member in gone.values():
            owed.setdefault(self._ancestor(member, gone), []).append(
                member.own_seconds + member.reaped_before
            )
        for pid, parts in owed.items():
            missing = sum(parts) - self._received(pid)
            if missing > _TICK_SECONDS * len(parts):
                self._retired_seconds += missing

    def _ancestor(self, member: _Member, gone: dict[int, _Member]) -> int:
        # The nearest living one within the tree, or 0 if there is none.
        pid = member.parent
        while pid in gone:
            pid = gone[pid].parent
        return pid if pid == self._top or pid in self._members else 0

    def _received(self, pid: int) -> float:
        if pid == self._top:
            return self._top_reaped_seconds - self._top_reaped_before
        member = self._members.get(pid)
        return 0.0 if member is None else member.reaped_seconds - member.reaped_before

    def _read_reaped(self, pid: int) -> None:
        member = self._members.get(pid)
        if member is None:
            return
        try:
            member.reaped_seconds = self._kernel.family(pid).reaped_seconds
        except OSError:
            return  # gone as well: the clocks, read next, will show it

    def _find_new_parent(self, pid: int, member: _Member) -> None:
        try:
            member.parent = self._kernel.family(pid).parent
        except OSError:
            return  # gone as well: the clocks, read next, will show it

    def _look_within_budget(self) -> None:
        newest = self._kernel.newest()
        if newest != self._newest or newest < 0:
            self._newest = newest
            self._adopt_all(self._kernel.own_children())
            # Looked at from the end; what could not be afforded the last time keeps its turn.
            self._queue = [*(self._queue or self._members), self._top]
        if not self._queue or self._budget_seconds <= 0:
            return
        begin = now = time.thread_time()
        deadline = begin + min(self._budget_seconds, _MOST_BUDGET_SECONDS)
        while self._queue and now < deadline:
            self._look_at(self._queue.pop())
            now = time.thread_time()
        self._budget_seconds -= now - begin

    def _look_at_all(self) -> None:
        self._look_at(self._top)
        seen: set[int] = set()
        while len(seen) < len(self._members):
            for pid in [pid for pid in self._members if pid not in seen]:
                seen.add(pid)
                self._look_at(pid)
            seen &= self._members.keys()
        self._queue.clear()

    def _look_at(self, pid: int) -> None:
        member = self._members.get(pid)
        if member is None or member.fresh:
            if member is not None:
                member.fresh = False
            self._adopt_all(self._children(pid))
            return
        try:
            family = self._kernel.family(pid)
        except OSError:
            return  # the clocks, read next, will show that it is gone
        if family.start_ticks != member.start:
            self._settle({pid: self._members.pop(pid)})  # its number has a new owner
            return
        member.parent = family.parent
        member.reaped_seconds = max(family.reaped_seconds, member.reaped_seconds)
        self._adopt_all(self._children(pid))

    def _adopt_all(self, children: list[int]) -> None:
        for child in children:
            if child not in self._members and child not in self._strangers:
                self._adopt(child)

    def _children(self, pid: int) -> list[int]:
        try:
            return self._kernel.children(pid)
        except OSError:
            return []  # gone: the clocks, read next, will show it

    def _adopt(self, pid: int) -> None:
        try:
            family = self._kernel.family(pid)
            own_seconds = self._kernel.cpu_seconds(pid)
        except OSError:
            return  # it came and went; its parent's waiting tells its time
        self._members[pid] = _Member(
            family.parent, family.start_ticks, own_seconds, family.reaped_seconds
        )
        self._queue.append(pid)


def self_tree(kernel: Kernel | None = None) -> CpuTree:
    """Return the tree of this process and all its descendants, counted from `start`.

    Args:
        kernel: Who is asked; None for this machine's.
    """
    return ProcessTree(kernel or kernel_of(Path("/")), include_self=True)


def command_tree(pid: int, kernel: Kernel | None = None) -> CpuTree:
    """Return the tree of one child of this process, counted from its birth.

    It is to be made before that child is waited for. What orphans of the command use is counted
    too, if this process has declared itself their reaper.

    Args:
        pid: The child.
        kernel: Who is asked; None for this machine's.
    """
    return ProcessTree(kernel or kernel_of(Path("/")), include_self=False, only=pid)


def kernel_of(root: Path) -> Kernel:
    """Return the cheapest way to ask about processes.

    Args:
        root: The file system's root.

    Raises:
        MissingExtraError: Where there is no /proc and psutil is not installed.
    """
    if os.path.exists(f"{os.fspath(root).rstrip('/')}/proc/{os.getpid()}/stat"):  # noqa: PTH110 - pathlib costs more
        return LinuxKernel(root)
    from wholeprint.meters.portable import PortableKernel  # noqa: PLC0415 - only without /proc

    return PortableKernel()
