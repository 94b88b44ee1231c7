"""Tools that run models, started once each and asked in turn."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import peers

BENCH = Path(__file__).parent
MODELS = Path(os.environ["WHOLEPRINT_MODELS"]) if os.environ.get("WHOLEPRINT_MODELS") else None
"""Where ``wrld3-03.mdl`` is, which is no part of the project."""


def python_of(tool: str, tools: list[peers.Tool]) -> Path | None:
    """The interpreter of a tool; ours is this one, which has the extras that models need."""
    if tool == peers.OURS or tool.startswith("hand"):
        return Path(sys.executable)
    return next((each.python for each in tools if each.name == tool), None)


class Worker:
    """A tool at one task."""

    def __init__(self, tool: str, task: str, python: Path, cache: Path | None = None) -> None:
        told = {} if cache is None else {"WHOLEPRINT_MODEL_CACHE": str(cache)}
        command = [str(python), str(BENCH / "systems_drive.py"), tool, task, str(MODELS or "-")]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=tempfile.gettempdir(),
            env=peers.clean_environment() | {"PYTHONWARNINGS": "ignore"} | told,
        )
        word = self._line().split()
        self.first_seconds = float(word[1]) if word[:1] == ["ready"] else None
        """From the start of the program to the first result [s]; None where it failed."""

    def _line(self) -> str:
        assert self._process.stdout is not None
        while line := self._process.stdout.readline():
            if (
                line.split()[:1] == ["ready"]
                or line.strip().replace(".", "").replace("e-", "").isdigit()
            ):
                return line
        return ""

    def run(self) -> float:
        """Seconds that the task takes once more."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._line())

    def end(self) -> None:
        """Let it go."""
        self._process.communicate()


def in_turns(workers: Mapping[str, Worker], rounds: int) -> dict[str, list[float]]:
    """Seconds of each tool, asked one after the other, round by round."""
    found: dict[str, list[float]] = {name: [] for name in workers}
    for _ in range(rounds):
        for name, worker in workers.items():
            found[name].append(worker.run())
    return found
