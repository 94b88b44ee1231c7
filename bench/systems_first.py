"""From a file to the first result of a model, in a fresh process."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

import harness
import peers
import systems_turns as turns

TITLE = "World3 from its file to the first result, imports included"
UNITS = {"nothing kept": "s", "kept": "s"}
RATIO = "kept"
TOOLS = peers.SIMULATORS
NOTES = ("PySD keeps nothing; its one run takes half a minute and is done once.",)


def measure(tools: list[peers.Tool]) -> dict[str, dict[str, Any]]:
    """Seconds from the start of the program, by tool."""
    if turns.MODELS is None:
        return {}
    found: dict[str, dict[str, list[float]]] = {}
    for turn in range(harness.rounds(5, 2)):
        for name in (peers.OURS, "pysimlin", "pysd"):
            python = turns.python_of(name, tools)
            if python is None or (name == "pysd" and (turn or harness.QUICK)):
                continue
            folder = Path(tempfile.mkdtemp(prefix="wholeprint-bench-"))
            titles = ("nothing kept", "kept") if name == peers.OURS else ("nothing kept",)
            for title in titles:
                worker = turns.Worker(name, "world3_one", python, folder / "models")
                if worker.first_seconds is not None:
                    found.setdefault(name, {}).setdefault(title, []).append(worker.first_seconds)
                worker.end()
            shutil.rmtree(folder, ignore_errors=True)
    return {
        name: {title: harness.summary(seconds) for title, seconds in row.items()}
        for name, row in found.items()
    }
