"""Ensembles: 10,000 runs, on two threads."""

from typing import Any

import harness
import peers
import systems_turns as turns

TITLE = "10,000 runs on 2 threads: peak and end of an epidemic; one series of World3"
UNITS = {"epidemic": "ms", "World3": "runs/s"}
RATIO = "epidemic"
TOOLS = peers.SIMULATORS
NOTES = (
    "hand-c and hand-numba: the epidemic written by hand, 64 members at a time, with fast-math.",
    "PySD: ten runs, times 1,000. pysimlin's World3: 200 runs on one thread.",
    "EMA Workbench: over a kernel of one run in numba, one after the other.",
)
_TIMES = {"pysd": 1000.0}


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Milliseconds of an ensemble, and runs in a second, by tool."""
    found: dict[str, dict[str, Any]] = {}
    hands = ("hand-c", "hand-numba")
    for task, names in (
        ("sir_many", (peers.OURS, *hands, "pysimlin", "ema_workbench", "pysd")),
        ("world3_many", (peers.OURS, "pysimlin")),
    ):
        if task.startswith("world3") and turns.MODELS is None:
            continue
        pythons = {name: turns.python_of(name, tools) for name in names}
        workers = {n: turns.Worker(n, task, p) for n, p in pythons.items() if p is not None}
        workers = {n: w for n, w in workers.items() if w.first_seconds is not None}
        for name, seconds in turns.in_turns(workers, harness.rounds(9, 3)).items():
            if task == "sir_many":
                values = [each * 1e3 * _TIMES.get(name, 1.0) for each in seconds]
                found.setdefault(name, {})["epidemic"] = harness.summary(values)
            else:
                runs = 200 if name == "pysimlin" else 10_000
                found[name]["World3"] = harness.summary(runs / each for each in seconds)
        for worker in workers.values():
            worker.end()
    return found
