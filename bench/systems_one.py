"""One run of a model that is loaded."""

from typing import Any

import harness
import peers
import systems_turns as turns

TITLE = "One run of a model, loaded before: an epidemic (3,201 points) and World3 (401)"
UNITS = {"epidemic": "ms", "World3": "ms"}
RATIO = "epidemic"
TOOLS = peers.SIMULATORS
NOTES = (
    "Each gives one series, and is timed right behind a run of its own.",
    "World3: only with WHOLEPRINT_MODELS. PySD's takes half a minute.",
)


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Milliseconds of a run, by tool."""
    found: dict[str, dict[str, Any]] = {}
    for task, title, names in (
        ("sir_one", "epidemic", (peers.OURS, "pysimlin", "pysd")),
        ("world3_one", "World3", (peers.OURS, "pysimlin")),
    ):
        if task.startswith("world3") and turns.MODELS is None:
            continue
        pythons = {name: turns.python_of(name, tools) for name in names}
        workers = {n: turns.Worker(n, task, p) for n, p in pythons.items() if p is not None}
        workers = {n: w for n, w in workers.items() if w.first_seconds is not None}
        for name, seconds in turns.in_turns(workers, harness.rounds(101, 21)).items():
            summary = harness.summary(each * 1e3 for each in seconds)
            found.setdefault(name, {})[title] = summary
        for worker in workers.values():
            worker.end()
    return found
