"""What attribution asks the kernel about processes, each thing as cheap as it can be."""

import os
import resource
import time
from pathlib import Path
from typing import NamedTuple, Protocol

_STAT_BYTES = 1024
_LIST_BYTES = 1 << 16
_PPID, _CHILD_USER, _CHILD_SYSTEM, _START = 1, 13, 14, 19
_OWN_USER, _OWN_SYSTEM = 11, 12
"""Places in /proc/PID/stat after the command's closing bracket (proc_pid_stat(5))."""
_PROCESS_CLOCK = 2


class Family(NamedTuple):
    """What a process says about its place in the tree.

    Attributes:
        parent: Number of its parent process.
        start_ticks: When it started, which tells a number's second owner from its first.
        reaped_seconds: CPU time of the children it has waited for, and of theirs [s].
        own_seconds: Its own CPU time, in ticks of 10 ms [s].
    """

    parent: int
    start_ticks: int
    reaped_seconds: float
    own_seconds: float


class Kernel(Protocol):
    """What a process tree asks. A process that is gone raises OSError."""

    def cpu_seconds(self, pid: int) -> float:
        """Return the CPU time of a process and its threads, living and gone [s]."""
        ...

    def family(self, pid: int) -> Family:
        """Where a process stands in the tree."""
        ...

    def children(self, pid: int) -> list[int]:
        """The children of a process, whichever of its threads started them."""
        ...

    def own_children(self) -> list[int]:
        """The children that the main thread of this very process started; cheap, asked often."""
        ...

    def newest(self) -> int:
        """A number that changes when any process or thread was started; -1 if not known."""
        ...

    def reaped_seconds(self) -> float:
        """CPU time of the children that this very process has waited for [s]."""
        ...

    def close(self) -> None:
        """Let go of what was kept open; may be called twice."""
        ...


class LinuxKernel:
    """Linux, through clocks and /proc.

    The clock of another process is one system call of half a microsecond, precise to the
    nanosecond (clock_getcpuclockid(3)); its /proc/PID/stat costs ten times more, and counts in
    ticks of 10 ms.

    Args:
        root: The file system's root; under another root, times come from its stat files.
    """

    def __init__(self, root: Path = Path("/")) -> None:
        self._proc = f"{os.fspath(root).rstrip('/')}/proc"
        self._live = self._proc == "/proc"
        self._ticks = os.sysconf("SC_CLK_TCK")
        self._newest_descriptor = _open_or_none(f"{self._proc}/loadavg")
        self._own_pid = -1
        self._own_descriptor: int | None = None
        self._children_files = True

    def cpu_seconds(self, pid: int) -> float:
        """Return the CPU time of a process [s]."""
        if self._live:
            return time.clock_gettime((~pid << 3) | _PROCESS_CLOCK)
        return self.family(pid).own_seconds

    def family(self, pid: int) -> Family:
        """Return where a process stands in the tree.

        Raises:
            ProcessLookupError: When its text is rubbish; another OSError when it is gone.
        """
        text = _read(f"{self._proc}/{pid}/stat", _STAT_BYTES)
        # The command may hold spaces and brackets; the last bracket ends it.
        values = text[text.rfind(b")") + 2 :].split()
        try:
            return Family(
                parent=int(values[_PPID]),
                start_ticks=int(values[_START]),
                reaped_seconds=(int(values[_CHILD_USER]) + int(values[_CHILD_SYSTEM]))
                / self._ticks,
                own_seconds=(int(values[_OWN_USER]) + int(values[_OWN_SYSTEM])) / self._ticks,
            )
        except (IndexError, ValueError) as error:
            raise ProcessLookupError(f"/proc/{pid}/stat holds {text[:80]!r}") from error

    def children(self, pid: int) -> list[int]:
        """Return the children of a process.

        Raises:
            OSError: When the process is gone.
        """
        found: list[int] = []
        folder = f"{self._proc}/{pid}/task"
        threads = os.listdir(folder) if self._children_files else ()  # noqa: PTH208 - pathlib costs more
        for thread in threads:
            try:
                text = _read(f"{folder}/{thread}/children", _LIST_BYTES)
            except FileNotFoundError:
                # Either the thread has just ended, or this kernel has no such files.
                if thread == str(pid):
                    self._children_files = False
                continue
            found += map(int, text.split())
        return found if self._children_files else self._by_parent(pid)

    def own_children(self) -> list[int]:
        """Return the children of this process's main thread, through a kept descriptor."""
        pid = os.getpid()
        if self._own_pid != pid:
            self._own_pid = pid
            self._own_descriptor = _open_or_none(f"{self._proc}/{pid}/task/{pid}/children")
        if self._own_descriptor is None:
            return []
        try:
            return [*map(int, os.pread(self._own_descriptor, _LIST_BYTES, 0).split())]
        except (OSError, ValueError):
            return []

    def newest(self) -> int:
        """Return the number given out last, from /proc/loadavg."""
        if self._newest_descriptor is None:
            return -1
        try:
            text = os.pread(self._newest_descriptor, _STAT_BYTES, 0)
            return int(text.split()[-1])
        except (OSError, ValueError, IndexError):
            return -1

    def reaped_seconds(self) -> float:
        """Return the CPU time of children waited for [s]."""
        if not self._live:
            return self.family(os.getpid()).reaped_seconds
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    def close(self) -> None:
        """Close the kept descriptors."""
        self._newest_descriptor = _close(self._newest_descriptor)
        self._own_descriptor = _close(self._own_descriptor)

    def _by_parent(self, pid: int) -> list[int]:
        # Kernels without CONFIG_PROC_CHILDREN: every process is asked for its parent.
        found: list[int] = []
        for entry in os.listdir(self._proc):  # noqa: PTH208 - pathlib costs four times more
            if not entry.isdigit():
                continue
            try:
                family = self.family(int(entry))
            except OSError:
                continue  # it has just ended
            if family.parent == pid:
                found.append(int(entry))
        return found


class MachineBusy:
    """CPU time of the whole machine.

    Counted: user (which contains guest), nice, system, irq and softirq time. Not counted: idle
    and iowait, in which no processor works, and steal, in which it works for another machine.

    Args:
        root: The file system's root.
    """

    _COUNTED = (1, 2, 3, 6, 7)

    def __init__(self, root: Path = Path("/")) -> None:
        self._descriptor = _open_or_none(f"{os.fspath(root).rstrip('/')}/proc/stat")
        self._ticks = os.sysconf("SC_CLK_TCK")

    def read(self) -> float:
        """Return busy seconds of all processors since boot [s]; NaN where they are not told."""
        if self._descriptor is None:
            return float("nan")
        try:
            values = os.pread(self._descriptor, 256, 0).split(b"\n", 1)[0].split()
            return sum(int(values[place]) for place in self._COUNTED) / self._ticks
        except (OSError, ValueError, IndexError):
            return float("nan")

    def close(self) -> None:
        """Close the kept descriptor; what is read from then on is NaN."""
        self._descriptor = _close(self._descriptor)


def machine_busy_seconds(root: Path = Path("/")) -> float:
    """Return busy seconds of all processors since boot [s]; NaN where they are not told.

    Args:
        root: The file system's root.
    """
    machine = MachineBusy(root)
    return machine.read()


def _open_or_none(path: str) -> int | None:
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None


def _close(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


def _read(path: str, most_bytes: int) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        return os.read(descriptor, most_bytes)
    finally:
        os.close(descriptor)
