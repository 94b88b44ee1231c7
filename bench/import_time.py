"""What ``import`` costs beyond a bare interpreter, in fresh processes, taken in turns."""

import subprocess
import time
from typing import Any

import harness
import peers
from adapters import ADAPTERS

TITLE = "Import of the public tracker, beyond bare Python"
UNITS = {"wall": "ms", "modules": ""}
RATIO = "wall"


def _milliseconds(tool: peers.Tool, statement: str) -> float:
    began = time.perf_counter()
    subprocess.run(
        [str(tool.python), "-c", statement],
        check=True,
        env=peers.clean_environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return (time.perf_counter() - began) * 1e3


def _modules(tool: peers.Tool, statement: str) -> int:
    count = "import sys; print(len(sys.modules))"
    counts = [
        int(
            subprocess.run(
                [str(tool.python), "-c", f"{code}\n{count}"],
                check=True,
                env=peers.clean_environment(),
                capture_output=True,
                text=True,
            ).stdout.split()[-1]
        )
        for code in ("pass", statement)
    ]
    return counts[1] - counts[0]


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Milliseconds beyond the median of ``python -c pass`` in the same environment [ms]."""
    bare: dict[str, list[float]] = {tool.name: [] for tool in tools}
    full: dict[str, list[float]] = {tool.name: [] for tool in tools}
    for tool in tools:  # once unmeasured: compiled files and the disk's cache
        _milliseconds(tool, ADAPTERS[tool.name].statement)
    for _ in range(harness.rounds(21, 5)):
        for tool in tools:
            bare[tool.name].append(_milliseconds(tool, "pass"))
            full[tool.name].append(_milliseconds(tool, ADAPTERS[tool.name].statement))
    found: dict[str, dict[str, Any]] = {}
    for tool in tools:
        base = harness.summary(bare[tool.name])["median"]
        found[tool.name] = {
            "wall": harness.summary(value - base for value in full[tool.name]),
            "modules": _modules(tool, ADAPTERS[tool.name].statement),
        }
    return found
