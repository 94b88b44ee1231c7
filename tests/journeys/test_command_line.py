"""From a measured command to its figures and back out, as somebody types it."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeprint.report.form import schema

Typed = Callable[..., "subprocess.CompletedProcess[str]"]

BUSY = "import time\nend = time.monotonic() + 0.7\nwhile time.monotonic() < end: sum(range(1000))"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home of its own, without any setting but the ledger."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WHOLEPRINT_", "XDG_"))}
    return kept | {"HOME": str(tmp_path), "WHOLEPRINT_LEDGER": str(tmp_path / "ledger.sqlite")}


@pytest.fixture
def typed(environment: dict[str, str], tmp_path: Path) -> Typed:
    """Type a command into a shell without a terminal."""

    def run(*words: str, expect: int = 0) -> "subprocess.CompletedProcess[str]":
        ran = subprocess.run(
            [sys.executable, "-m", "wholeprint", *words],
            capture_output=True,
            text=True,
            env=environment,
            cwd=tmp_path,
            check=False,
            timeout=60,
        )
        assert ran.returncode == expect, ran.stderr
        assert "\x1b" not in ran.stdout + ran.stderr
        return ran

    return run


def _valid(text: str, name: str) -> Any:
    document = json.loads(text)
    validator: Any = Draft202012Validator(schema(name))
    validator.validate(document)
    return document


def test_from_a_command_to_its_figures(typed: Typed, tmp_path: Path) -> None:
    """Measure, list, show, move, compare, cite, export, delete: each step finds the run."""
    told = ("--zone", "FR", "--project", "p", "--label", "busy", "--interval", "0.1")
    ran = typed("run", *told, "--json", "run.json", "--", sys.executable, "-c", BUSY)
    assert "wholeprint show" in ran.stderr
    document = _valid((tmp_path / "run.json").read_text("utf-8"), "run")
    run_id = document["run"]["id"]

    typed("run", *told, "--quiet", "--", sys.executable, "-c", "raise SystemExit(3)", expect=3)
    listed = _valid(typed("runs", "--json").stdout, "runs")["runs"]
    assert [run["status"] for run in listed] == ["failed", "done"]
    assert listed[1]["id"] == run_id

    shown = _valid(typed("show", run_id, "--json").stdout, "run")
    assert shown["footprint"] == document["footprint"]
    assert "zone FR" in typed("show", "last-1").stdout
    moved = _valid(typed("assess", run_id, "--zone", "PL", "--json").stdout, "assessment")
    here, there = (each["footprint"]["ghg_operational"]["value"] for each in (shown, moved))
    assert there > here  # coal in Poland, nuclear in France: far beyond any doubt
    compared = _valid(typed("compare", "last-1", "last", "--json").stdout, "comparison")
    assert compared["first"]["footprint"] == shown["footprint"]
    assert _valid(typed("cite", run_id, "--json").stdout, "cite")["sources"]

    typed("export", run_id, "--output", "runs.csv")
    assert run_id in (tmp_path / "runs.csv").read_text("utf-8")
    typed("delete", run_id, expect=2)
    typed("delete", run_id, "--yes")
    assert [run["id"] for run in _valid(typed("runs", "--json").stdout, "runs")["runs"]] == [
        listed[0]["id"]
    ]
    assert _valid(typed("doctor", "--json").stdout, "doctor")["ledger"]["runs"] == 1


def test_a_reader_that_leaves_early(environment: dict[str, str]) -> None:
    """``wholeprint ... | head -1`` ends quietly: no traceback, and the status of a broken pipe."""
    words = [sys.executable, "-m", "wholeprint", "cite", "--all", "--json"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()

    assert said == b""
    assert process.returncode == 141


@pytest.mark.skipif(
    signal.getsignal(signal.SIGINT) is signal.SIG_IGN,
    reason="whoever started these tests has Ctrl-C ignored, and so would the command",
)
def test_an_interrupt_ends_quietly(environment: dict[str, str], tmp_path: Path) -> None:
    """Ctrl-C while somebody is asked ends with 130 and deletes nothing."""
    subprocess.run(
        [sys.executable, "-m", "wholeprint", "run", "--quiet", "--", "true"],
        env=environment,
        check=True,
    )
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "wholeprint", "delete", "last"],
        stdin=theirs,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=tmp_path,
    )
    assert process.stderr is not None
    asked = os.read(process.stderr.fileno(), 1000)
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    said = process.stderr.read()
    process.stderr.close()
    os.close(ours)
    os.close(theirs)

    assert b"[y/N]" in asked
    assert b"Traceback" not in said
    assert process.wait(timeout=30) == 130


def test_help_loads_nothing_heavy(environment: dict[str, str]) -> None:
    """Help, and a mistake, are answered without NumPy, Rich or the database."""
    code = (
        "import sys\nfrom wholeprint.cli.main import main\n"
        "main(['show', '--help'])\nmain(['shwo'])\n"
        "print(sorted({'numpy', 'rich', 'sqlite3', 'sklearn', 'pyarrow'} & set(sys.modules)))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert ran.stdout.rstrip().endswith("[]")
