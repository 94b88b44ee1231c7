"""What every row of the bench shares: a machine to run on, tools started in it, and medians."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import peers

BENCH = Path(__file__).parent
PATIENCE_SECONDS = 600.0
QUICK = bool(os.environ.get("BENCH_QUICK"))
SERIES = Path(os.environ["WHOLEPRINT_SERIES"]) if os.environ.get("WHOLEPRINT_SERIES") else None
"""Recorded series that are no part of the project; what needs none makes one up from a seed."""


def rounds(full: int, quick: int = 1) -> int:
    """How often a row repeats itself."""
    return quick if QUICK else full


def summary(values: Iterable[float]) -> dict[str, float]:
    """Median, least and most of what was measured."""
    found = sorted(values)
    return {
        "median": statistics.median(found),
        "min": found[0],
        "max": found[-1],
        "n": len(found),
    }


class Machine:
    """A place to run tools in: this machine, or this machine with known energy counters."""

    def __init__(self, case: str | None = None) -> None:
        self.case = case
        self.epoch = time.monotonic()
        self._prefix: list[str] = []
        self._writer: subprocess.Popen[str] | None = None
        self._folder = tempfile.mkdtemp(prefix="wholeprint-bench-")

    def __enter__(self) -> Self:
        if self.case is None:
            return self
        tree = str(Path(self._folder) / "tree")
        command = ["unshare", "--mount", sys.executable, str(BENCH / "powercap.py")]
        writer = subprocess.Popen(
            [*command, tree, self.case, str(self.epoch)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout is not None
        if writer.stdout.readline().strip() != "ready":
            raise OSError("no private mount namespace can be made here")
        self._writer = writer
        self._prefix = ["nsenter", f"--mount=/proc/{writer.pid}/ns/mnt"]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._writer is not None:
            self._writer.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)

    def folder(self) -> str:
        """A new empty folder for a tool's files."""
        return tempfile.mkdtemp(dir=self._folder)

    def start(self, tool: peers.Tool, folder: str, *options: str) -> subprocess.Popen[str]:
        """Start ``drive.py`` for a tool in this machine, in its own folder and interpreter."""
        where = [*self._prefix, f"--wd={folder}"] if self._prefix else []
        command = [*where, str(tool.python), str(BENCH / "drive.py"), tool.name, folder, *options]
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=peers.clean_environment() | {"PYTHONWARNINGS": "ignore"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        # A tool that hangs counts as one that died, and does not stop the bench.
        watch = threading.Timer(PATIENCE_SECONDS, process.kill)
        watch.daemon = True
        watch.start()
        return process


def counters_can_be_shown() -> bool:
    """Whether a private mount namespace can be made here, to lay known counters over /sys."""
    if not (shutil.which("unshare") and shutil.which("nsenter")) or not Path("/sys/class").exists():
        return False
    tried = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/sys/class"],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


def wait_for(process: subprocess.Popen[str], word: str) -> bool:
    """Read what a process prints until it says a word; False when it ends without it."""
    assert process.stdout is not None
    return any(line.strip() == word for line in process.stdout)


def go(process: subprocess.Popen[str]) -> None:
    """Let a process take its next step."""
    assert process.stdin is not None
    try:
        process.stdin.write("\n")
        process.stdin.flush()
    except BrokenPipeError:
        return  # it has died, which its missing result says


def result(process: subprocess.Popen[str], *, seconds: float = 120.0) -> dict[str, Any] | None:
    """The line of JSON that a process ends with; None when it died before."""
    try:
        out, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return None
    found = [
        line.removeprefix("RESULT ") for line in out.splitlines() if line.startswith("RESULT ")
    ]
    return json.loads(found[-1]) if found else None


def ours_of(tools: list[peers.Tool], program: str, *options: str) -> dict[str, Any] | None:
    """What a program of the bench finds in wholeprint's own interpreter; None without it."""
    ours = next((tool for tool in tools if tool.name == peers.OURS), None)
    if ours is None:
        return None
    where = [] if SERIES is None else ["--data", str(SERIES)]
    ran = subprocess.run(
        [str(ours.python), str(BENCH / program), "--json", *where, *options],
        env=peers.clean_environment(),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(ran.stdout.split("RESULT ")[1])
