"""``wholeprint grid now`` from a warm cache, from the start of the process to its end.

No peer has such a verb. The floor stands beside it: what the same interpreter needs to do nothing.
"""

import json
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import harness
import peers

TITLE = "grid now from a warm cache, process start to end (to reach: 150 ms)"
UNITS = {"wall": "ms", "cache": "KiB"}
RATIO = "wall"
TOOLS = ()
NOTES = ("python -c pass is the floor: the start and end of the same interpreter.",)


def _milliseconds(command: list[str], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - began) * 1e3


def _check(command: list[str], environment: dict[str, str]) -> None:
    """The answer must come from the cache and not from a table, or nothing is measured."""
    ran = subprocess.run(command, check=True, env=environment, capture_output=True, text=True)
    assert json.loads(ran.stdout)["sources"] == ["live:neso"], ran.stdout


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Milliseconds of the verb, as text and as JSON, and of ``python -c pass`` [ms]."""
    ours = next((tool for tool in tools if tool.name == peers.OURS), None)
    if ours is None:
        return {}
    with tempfile.TemporaryDirectory(prefix="wholeprint-bench-") as folder:
        path = Path(folder) / "grid.sqlite"
        made = subprocess.run(
            [str(ours.python), str(harness.BENCH / "warm_cache.py"), str(path)],
            env=peers.clean_environment(),
            check=True,
            capture_output=True,
            text=True,
        )
        environment = peers.clean_environment() | {"WHOLEPRINT_GRID_CACHE": str(path)}
        verb = [str(ours.python.with_name("wholeprint")), "grid", "now", "GB"]
        commands = {
            peers.OURS: verb,
            "wholeprint --json": [*verb, "--json"],
            "python -c pass": [str(ours.python), "-c", "pass"],
        }
        _check(commands["wholeprint --json"], environment)
        took: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(harness.rounds(41, 11)):
            for name, command in commands.items():
                took[name].append(_milliseconds(command, environment))
    found: dict[str, dict[str, Any]] = {
        name: {"wall": harness.summary(values)} for name, values in took.items()
    }
    found[peers.OURS]["cache"] = json.loads(made.stdout.split("RESULT ")[1])["kib"]
    return found
