"""How long it takes to assess 10,000 runs of a ledger under 1,024 draws each.

No peer has draws, or assesses again what it measured, so there is nothing to compare with.
"""

import json
import subprocess
from typing import Any

import harness
import peers

RUNS = 1_000 if harness.QUICK else 10_000
TITLE = f"{RUNS:,} runs assessed under 1,024 draws, every category with its range"
UNITS = {"read from the ledger": "s", "assess": "s", "and each whole footprint": "s"}
RATIO = None
NOTES = ("Of wholeprint only: no peer has draws, or assesses again what it measured.",)


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Seconds of each step [s]."""
    ours = next((tool for tool in tools if tool.name == peers.OURS), None)
    if ours is None:
        return {}
    found: dict[str, list[float]] = {"load": [], "assess": [], "whole": []}
    for _ in range(harness.rounds(3)):
        ran = subprocess.run(
            [str(ours.python), str(harness.BENCH / "assess_runs.py"), str(RUNS)],
            env=peers.clean_environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        for step, seconds in json.loads(ran.stdout.split("RESULT ")[1]).items():
            found[step].append(seconds)
    named = dict(zip(UNITS, found.values(), strict=True))
    return {peers.OURS: {name: harness.summary(values) for name, values in named.items()}}
