"""How long the first, empty tracked block takes in a fresh process, from building to result."""

from typing import Any

import harness
import peers

TITLE = "First empty tracked block, from building the tracker to its result"
UNITS = {"block": "ms", "with counters": "ms"}
RATIO = "block"


def _block(machine: harness.Machine, tool: peers.Tool) -> float | None:
    line = harness.result(machine.start(tool, machine.folder()))
    return None if line is None else (line["stopped"] - line["began"]) * 1e3


def _on(case: str | None, tools: list[peers.Tool]) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {tool.name: [] for tool in tools}
    with harness.Machine(case) as machine:
        for _ in range(harness.rounds(9, 2)):
            for tool in tools:
                value = _block(machine, tool)
                if value is not None:
                    found[tool.name].append(value)
    return found


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Milliseconds on this machine as it is, and on one with energy counters [ms]."""
    places = {"block": None} | (
        {"with counters": "package and memory"} if harness.counters_can_be_shown() else {}
    )
    found: dict[str, dict[str, Any]] = {tool.name: {} for tool in tools}
    for metric, case in places.items():
        for name, values in _on(case, tools).items():
            found[name][metric] = harness.summary(values) if values else "raises"
    return found
