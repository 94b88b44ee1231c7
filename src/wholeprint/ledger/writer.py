"""Who writes a journal, and whether that process is still alive.

A process number alone does not say: numbers are used again. So a journal's start record carries the
number, the clock tick at which the process began, the boot it belongs to and its number space, and
only a process that matches in all of them is taken for the writer. Where the writer cannot be seen
from here (another machine on a shared disk, another container) the journal's own age decides.
"""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import cast

_ROOT = Path("/")
_SILENT_SECONDS = 900.0
_SILENT_FLUSHES = 20.0
_CLOCK_SLACK_SECONDS = 2.0
_STARTED = 19  # field 22 of /proc/<pid>/stat, counted from the third


def identity(root: Path = _ROOT) -> dict[str, object]:
    """Return what tells this process from every other, as a journal's start record keeps it.

    Args:
        root: Folder under which ``/proc`` is read.

    Returns:
        ``pid``, ``pid_start`` (clock ticks since boot, or None), ``boot_id`` (or None),
        ``pid_space`` (the process-number namespace, or None) and ``host``.
    """
    pid = os.getpid()
    return {
        "pid": pid,
        "pid_start": start_ticks(pid, root),
        "boot_id": boot_id(root),
        "pid_space": _pid_space(root),
        "host": os.uname().nodename,
    }


def start_ticks(pid: int, root: Path = _ROOT) -> int | None:
    """Return when a process began.

    Args:
        pid: The process number.
        root: Folder under which ``/proc`` is read.

    Returns:
        Clock ticks since boot, or None if there is no such process, it is dead but not yet
        collected by its parent, or there is no ``/proc``.
    """
    try:
        text = (root / f"proc/{pid}/stat").read_bytes()
    except OSError:
        return None
    # The name, in brackets, may hold blanks and brackets; the fields count from its last bracket.
    fields = text[text.rfind(b")") + 1 :].split()
    if len(fields) <= _STARTED or fields[0] in {b"Z", b"X"}:
        return None
    return int(fields[_STARTED])


def boot_id(root: Path = _ROOT) -> str | None:
    """Return the identity of the running kernel's boot, or None where it is not told.

    Args:
        root: Folder under which ``/proc`` is read.

    Returns:
        The boot's identity.
    """
    try:
        return (root / "proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None


def _pid_space(root: Path) -> str | None:
    try:
        return str((root / "proc/self/ns/pid").readlink())
    except OSError:
        return None


def is_alive(
    start: Mapping[str, object], pid: int, modified_unix_seconds: float, root: Path = _ROOT
) -> bool:
    """Tell whether the process that wrote a start record still runs.

    Args:
        start: The start record; may be empty when it was lost.
        pid: The process number in the journal's name.
        modified_unix_seconds: When the journal was last written.
        root: Folder under which ``/proc`` is read.

    Returns:
        True if it runs, or if nobody can tell and the journal is too fresh to give it up.
    """
    boot, space = start.get("boot_id"), start.get("pid_space")
    if not start:
        return _exists(pid) and _began_before(pid, modified_unix_seconds, root)
    if boot != boot_id(root) and start.get("host") == os.uname().nodename and boot is not None:
        # This machine was started anew since; a fresh file guards against two machines of one name.
        return _fresh(start, modified_unix_seconds, silent_seconds=_CLOCK_SLACK_SECONDS)
    if boot != boot_id(root) or (space is not None and space != _pid_space(root)):
        return _fresh(start, modified_unix_seconds, silent_seconds=_SILENT_SECONDS)
    began = start_ticks(pid, root)
    if began is not None and start.get("pid_start") is not None:
        return began == start["pid_start"]
    return began is not None or (not _has_proc(root) and _exists(pid))


def _fresh(
    start: Mapping[str, object], modified_unix_seconds: float, *, silent_seconds: float
) -> bool:
    settings = cast("Mapping[str, object]", start.get("settings") or {})
    flush = settings.get("flush_seconds")
    if isinstance(flush, int | float):
        silent_seconds = max(silent_seconds, _SILENT_FLUSHES * flush)
    return time.time() - modified_unix_seconds < silent_seconds


def _has_proc(root: Path) -> bool:
    return (root / "proc/self/stat").exists()


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _began_before(pid: int, unix_seconds: float, root: Path) -> bool:
    # A process that began after the file was last written took over the number of a dead writer.
    began = start_ticks(pid, root)
    if began is None:
        return not _has_proc(root)
    try:
        uptime = float((root / "proc/uptime").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return True
    began_unix_seconds = time.time() - uptime + began / os.sysconf("SC_CLK_TCK")
    return began_unix_seconds <= unix_seconds + _CLOCK_SLACK_SECONDS
