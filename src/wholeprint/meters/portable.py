"""What attribution asks about processes where there is no /proc, answered by psutil."""

import os

from wholeprint.errors import MissingExtraError
from wholeprint.meters.proc import Family


class PortableKernel:
    """Any system that psutil knows; slower than Linux's own doors, and asked less often for it.

    Raises:
        MissingExtraError: When psutil is not installed.
    """

    def __init__(self) -> None:
        try:
            import psutil  # noqa: PLC0415 - needed only where there is no /proc
        except ImportError as error:
            raise MissingExtraError(
                "CPU time of other processes cannot be read on this system",
                fix="pip install psutil",
            ) from error
        self._psutil = psutil

    def cpu_seconds(self, pid: int) -> float:
        """Return the CPU time of a process [s].

        Raises:
            ProcessLookupError: When it is gone, or may not be seen.
        """
        try:
            times = self._psutil.Process(pid).cpu_times()
        except self._psutil.Error as error:
            raise ProcessLookupError(str(error)) from error
        return times.user + times.system

    def family(self, pid: int) -> Family:
        """Return where a process stands in the tree.

        Raises:
            ProcessLookupError: When it is gone, or may not be seen.
        """
        try:
            process = self._psutil.Process(pid)
            times = process.cpu_times()
            return Family(
                parent=process.ppid(),
                start_ticks=round(process.create_time() * 100),
                reaped_seconds=times.children_user + times.children_system,
                own_seconds=times.user + times.system,
            )
        except self._psutil.Error as error:
            raise ProcessLookupError(str(error)) from error

    def children(self, pid: int) -> list[int]:
        """Return the children of a process.

        Raises:
            ProcessLookupError: When it is gone, or may not be seen.
        """
        try:
            return [child.pid for child in self._psutil.Process(pid).children()]
        except self._psutil.Error as error:
            raise ProcessLookupError(str(error)) from error

    def own_children(self) -> list[int]:
        """Return nothing: `children` costs the same here, and is asked less often."""
        return []

    def newest(self) -> int:
        """Return -1: no system but Linux tells cheaply whether a process was started."""
        return -1

    def reaped_seconds(self) -> float:
        """Return the CPU time of children waited for [s]."""
        times = os.times()
        return times.children_user + times.children_system

    def close(self) -> None:
        """Nothing is kept open."""
