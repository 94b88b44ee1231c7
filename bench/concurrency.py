"""How many of the runs of processes that start and stop together are kept."""

import subprocess
import sys
from typing import Any

import harness
import peers

TITLE = "Runs kept of processes that start and stop together, one place for the results"
UNITS = {"of 8": "", "of 64": ""}
RATIO = None
SIZES = (8,) if harness.QUICK else (8, 64)


def _ask(tool: peers.Tool, expression: str, *arguments: str) -> str:
    """What an expression over ``adapters`` gives in a tool's own interpreter."""
    code = f"import sys; sys.path.insert(0, sys.argv[1]); import adapters; print({expression})"
    asked = subprocess.run(
        [str(tool.python), "-c", code, str(harness.BENCH), tool.name, *arguments],
        env=peers.clean_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        print(f"  {tool.name}: cannot be asked: {asked.stderr.strip()[-200:]}", file=sys.stderr)
        return "0"
    return asked.stdout.split()[-1]


def _kept(machine: harness.Machine, tool: peers.Tool, processes: int) -> int:
    folder = machine.folder()
    running = [machine.start(tool, folder, "--in-step") for _ in range(processes)]
    for word in ("imported", "started"):
        for process in running:
            harness.wait_for(process, word)
        for process in running:
            harness.go(process)
    for process in running:
        harness.result(process)
    kept = int(_ask(tool, "adapters.records(*sys.argv[2:])", folder))
    _ask(tool, "adapters.mend(sys.argv[2])")
    return kept


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Whole records afterwards, in the median of some repetitions [1]."""
    case = "package and memory" if harness.counters_can_be_shown() else None
    found: dict[str, dict[str, Any]] = {tool.name: {} for tool in tools}
    with harness.Machine(case) as machine:
        for size in SIZES:
            for tool in tools:
                repeats = harness.rounds(3 if size == 8 else 1)
                kept = [_kept(machine, tool, size) for _ in range(repeats)]
                found[tool.name][f"of {size}"] = harness.summary(kept)
    return found
