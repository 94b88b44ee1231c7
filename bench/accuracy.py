"""What each tool says of a machine whose joules are known.

The truth is the schedule the counters were written by, between the moment a tool had started and
the moment it was told to stop. What a tool counted of its own start and stop is not held against
it: only what lies outside of that is an error.
"""

import time
from typing import Any

import harness
import peers
import powercap

TITLE = "Energy against known joules, error"
UNITS = dict.fromkeys(powercap.CASES, "%")
RATIO = None
NOTES = (
    "0: within what the counters moved while the tool started, tracked and stopped.",
    "eco2ai reads no counters: it models the processor from this process's load.",
)
BLOCK_SECONDS = 10.0
STARTED_BY_SECONDS = 10.0


def _error(case: str, line: dict[str, Any], epoch: float) -> float | str:
    joules = line["joules"]
    if "error" in joules or joules["cpu"] is None:
        return "nothing"
    has_memory = any(zone.name == "dram" for zone in powercap.CASES[case])
    said = joules["cpu"] + ((joules["dram"] or 0.0) if has_memory else 0.0)
    inner = powercap.true_joules(case, line["started"] - epoch, line["stopping"] - epoch)
    outer = powercap.true_joules(case, line["began"] - epoch, line["stopped"] - epoch)
    return 100.0 * (min(said - inner, 0.0) + max(said - outer, 0.0)) / inner


def _once(case: str, tools: list[peers.Tool]) -> dict[str, float | str]:
    """The error of each tool, all tracking the same seconds [%]."""
    found: dict[str, float | str] = {}
    with harness.Machine(case) as machine:
        options = ("--in-step", "--seconds", str(BLOCK_SECONDS))
        running = {tool.name: machine.start(tool, machine.folder(), *options) for tool in tools}
        for process in running.values():
            harness.wait_for(process, "imported")
        time.sleep(max(0.0, machine.epoch + STARTED_BY_SECONDS - time.monotonic()))
        for process in running.values():
            harness.go(process)
        for process in running.values():
            harness.wait_for(process, "started")
        for process in running.values():
            harness.go(process)
        for name, process in running.items():
            line = harness.result(process)
            found[name] = "died" if line is None else _error(case, line, machine.epoch)
    return found


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """The error of each tool in each case [%]; nothing, where counters cannot be shown here."""
    if not harness.counters_can_be_shown():
        print(
            "  not measured: no private mount namespace can be made here (needs root and unshare)"
        )
        return {}
    found: dict[str, dict[str, Any]] = {tool.name: {} for tool in tools}
    for case in powercap.CASES:
        repeated = [_once(case, tools) for _ in range(harness.rounds(3))]
        for tool in tools:
            values = [once[tool.name] for once in repeated]
            numbers = [value for value in values if not isinstance(value, str)]
            found[tool.name][case] = harness.summary(numbers) if numbers else values[0]
    return found
