"""What tracking once a second costs while the program sleeps: processor time and memory.

Helper processes that a tool starts count as its own. All tools sleep at the same time, beside a
bare interpreter that does the same without a tracker.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import harness
import peers

TITLE = "Tracking at 1 Hz while the program sleeps"
UNITS = {"CPU": "%", "CPU, with counters": "%", "memory": "MB", "memory, with counters": "MB"}
RATIO = "memory"
NOTES = ("zeus takes no samples: it reads counters at the two ends, with a process for each.",)
TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(
                (folder / "stat")
                .read_text(encoding="ascii", errors="replace")
                .rpartition(")")[2]
                .split()[1]
            )
        except OSError:
            continue  # it ended while we looked
        children.setdefault(parent, []).append(int(folder.name))
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def _cpu_seconds(pid: int) -> float:
    """Processor time of a process, its ended threads and children, and its helpers [s]."""
    total = 0.0
    for member in _family(pid):
        try:
            # The kernel's own clock of that process (see clock_getcpuclockid(3)): nanoseconds,
            # where the ticks of /proc are longer than what some tools take.
            total += time.clock_gettime((~member << 3) | 2)
            fields = (
                Path(f"/proc/{member}/stat")
                .read_text(encoding="ascii", errors="replace")
                .rpartition(")")[2]
                .split()
            )
        except OSError:
            continue  # it ended while we looked
        total += (int(fields[13]) + int(fields[14])) / TICKS  # of children that have ended
    return total


def _megabytes(pid: int) -> float:
    """Memory that a process and each of its helpers hold [MB]."""
    total = 0
    for member in _family(pid):
        try:
            total += (
                int(
                    Path(f"/proc/{member}/statm")
                    .read_text(encoding="ascii", errors="replace")
                    .split()[1]
                )
                * PAGE
            )
        except OSError:
            continue  # it ended while we looked
    return total / 1e6


def _bare() -> subprocess.Popen[str]:
    code = "import sys, time; print('started', flush=True); sys.stdin.readline(); time.sleep(999)"
    return subprocess.Popen(
        [sys.executable, "-I", "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _once(
    case: str | None, tools: list[peers.Tool], seconds: float
) -> dict[str, tuple[float, float]]:
    """Per cent of one core and megabytes beyond a bare interpreter, by tool."""
    with harness.Machine(case) as machine:
        running: dict[str, subprocess.Popen[str]] = {}
        for tool in tools:
            options = ("--in-step", "--seconds", str(seconds + 3.0))
            running[tool.name] = machine.start(tool, machine.folder(), *options)
        for process in running.values():
            harness.wait_for(process, "imported")
        for process in running.values():
            harness.go(process)
        alive = {n: p for n, p in running.items() if harness.wait_for(p, "started")}
        alive["bare"] = _bare()
        harness.wait_for(alive["bare"], "started")
        for process in alive.values():
            harness.go(process)
        time.sleep(1.5)
        before = {name: (time.monotonic(), _cpu_seconds(p.pid)) for name, p in alive.items()}
        time.sleep(seconds)
        found: dict[str, tuple[float, float]] = {}
        for name, process in alive.items():
            memory = _megabytes(process.pid)
            spent = _cpu_seconds(process.pid) - before[name][1]
            found[name] = (100.0 * spent / (time.monotonic() - before[name][0]), memory)
        bare = alive.pop("bare")
        bare.kill()
        bare.communicate()
        for process in running.values():
            harness.result(process)
    base = found.pop("bare")[1]
    return {name: (cpu, memory - base) for name, (cpu, memory) in found.items()}


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Per cent of one core [%] and memory beyond bare Python [MB], with and without counters."""
    seconds = 8.0 if harness.QUICK else 30.0
    places = {"": None} | (
        {", with counters": "package and memory"} if harness.counters_can_be_shown() else {}
    )
    found: dict[str, dict[str, Any]] = {tool.name: {} for tool in tools}
    for suffix, case in places.items():
        repeated = [_once(case, tools, seconds) for _ in range(harness.rounds(5))]
        for tool in tools:
            values = [once[tool.name] for once in repeated if tool.name in once]
            for index, metric in enumerate(("CPU", "memory")):
                shown = harness.summary(v[index] for v in values) if values else "raises"
                found[tool.name][metric + suffix] = shown
    return found
