"""Programs that are measured while something goes wrong."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Program = Callable[..., subprocess.CompletedProcess[str]]
Runs = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment with a home and a ledger of its own, and short flushes."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WHOLEPRINT_", "XDG_"))}
    return kept | {
        "HOME": str(home),
        "WHOLEPRINT_LEDGER": str(tmp_path / "book" / "ledger.sqlite"),
        "WHOLEPRINT_INTERVAL": "0.1",
        "WHOLEPRINT_FLUSH": "0.3",
    }


@pytest.fixture
def program(environ: dict[str, str], tmp_path: Path) -> Program:
    """Run a Python text to its end."""

    def run(text: str, **changed: str) -> subprocess.CompletedProcess[str]:
        path = tmp_path / "program.py"
        path.write_text(text)
        return subprocess.run(
            [sys.executable, str(path)],
            env=environ | changed,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def wholeprint(environ: dict[str, str]) -> Program:
    """Run a verb to its end."""

    def run(*words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "wholeprint", *words],
            env=environ | changed,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def runs(wholeprint: Program) -> Runs:
    """List what the ledger holds, nested runs too."""

    def listed() -> list[dict[str, Any]]:
        done = wholeprint("runs", "--all", "--limit", "0", "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["runs"]

    return listed
