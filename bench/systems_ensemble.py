"""Ensembles whole: designs, runs, summaries and indices, from the command line to the page."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import harness
import peers

TITLE = "Ensembles from the command to the page: Sobol' indices of D = 20, and a million runs"
UNITS = {"Sobol": "s", "Sobol, over time": "s", "a million": "s", "memory": "MiB"}
RATIO = "Sobol"
TOOLS: tuple[str, ...] = ()
NOTES = (
    "Sobol: 8,192 base points of mixed_precision, 180,224 runs, one outcome; over time too.",
    "A million runs of an epidemic of 3,201 points: three outcomes, quantiles of 101 instants.",
)
EPIDEMIC = """
model: sir
outcome: infectious
time: {start: 0, stop: 100, step: 0.03125, save: 1, unit: day}
parameters:
  contact rate: {value: 0.3, unit: 1/day, low: 0.1, high: 0.5}
  duration: {value: 5, unit: day, uniform: [3, 9]}
stocks:
  susceptible: {initial: 995, out: [infection], unit: person}
  infectious: {initial: 5, in: [infection], out: [recovery], unit: person}
  recovered: {initial: 0, in: [recovery], unit: person}
flows:
  infection: contact rate * susceptible * infectious / total [person/day]
  recovery: infectious / duration [person/day]
auxiliaries:
  total: susceptible + infectious + recovered [person]
"""
_SOBOL = ("simulate", "mixed_precision", "--runs", "8192", "--sobol")


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Seconds of each command and the memory of the largest; there is no other tool to ask."""
    del tools
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "sir.yaml"
        model.write_text(EPIDEMIC, encoding="utf-8")
        commands = {
            "Sobol": (*_SOBOL, "--keep", "final(carbon)"),
            "Sobol, over time": _SOBOL,
            "a million": ("simulate", str(model), "--runs", "1000000", "--design", "lhs"),
        }
        found: dict[str, Any] = {}
        for name, command in commands.items():
            if name != "a million":
                _run(command)  # compiled, and kept
            taken = [_run(command) for _ in range(harness.rounds(3, 1))]
            found[name] = harness.summary(seconds for seconds, _ in taken)
            if name == "a million":
                found["memory"] = harness.summary(mib for _, mib in taken)
    return {peers.OURS: found}


def _run(command: tuple[str, ...]) -> tuple[float, float]:
    """Seconds and the largest resident memory [MiB] of a command."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "wholeprint", *command, "--json"], stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, command
    return time.perf_counter() - begun, usage.ru_maxrss / 1024.0
