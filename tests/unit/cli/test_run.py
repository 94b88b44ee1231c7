"""``wholeprint run``: what it is told and what it says; the rest is in ``tests/faults``."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wholeprint.ledger.book import Ledger
from wholeprint.ledger.store import RunFilter

QUIET = ("run", "--quiet", "--meters", "rapl")


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOLEPRINT_INTERVAL", "0.1")


def test_what_is_told_is_recorded(call: Any, ledger: Path) -> None:
    """Label, project, model, phase, place and attribution reach the run."""
    told = (
        *("--label", "first", "--project", "p", "--model", "m", "--phase", "training"),
        *("--zone", "FR", "--pue", "1.3", "--wue", "0.4", "--attribution", "process"),
    )
    assert call(*QUIET, *told, "--", "true").status == 0

    book = Ledger(ledger)
    (row,) = book.runs(RunFilter(project="p"))
    record = book.load(row.id)
    assert (record.label, record.project, record.model) == ("first", "p", "m")
    assert (record.phase, record.command) == ("training", ("true",))
    assert record.settings["zone"] == "FR"
    assert (record.settings["pue"], record.settings["wue"]) == (1.3, 0.4)
    assert record.settings["attribution"] == "process"


def test_facts_are_recorded(call: Any, ledger: Path) -> None:
    """--meta NAME=VALUE puts a fact on the run; what is no fact is refused before it begins."""
    assert (
        call(*QUIET, "--project", "q", "--meta", "job=7", "--meta", "a=b=c", "--", "true").out == ""
    )
    refused = call(*QUIET, "--meta", "job", "--", "true")

    book = Ledger(ledger)
    (row,) = book.runs(RunFilter(project="q"))
    assert book.load(row.id).meta == {"job": "7", "a": "b=c"}
    assert (refused.status, "NAME=VALUE" in refused.err) == (2, True)


def test_quiet_says_nothing_and_a_summary_is_short(call: Any) -> None:
    """With --quiet there is not a word of ours; without, a few lines on the error stream."""
    silent = call(*QUIET, "--", "true")
    said = call("run", "--meters", "rapl", "--", "sh", "-c", "exit 4")

    assert (silent.status, silent.out, silent.err) == (0, "", "")
    assert (said.status, said.out) == (4, "")
    assert said.err.startswith("wholeprint: failed")
    assert said.err.count("\n") < 12
    assert "\x1b" not in said.err


def test_document_is_written_whole(call: Any, tmp_path: Path) -> None:
    """--json writes the document of the run, and leaves no half of it beside."""
    path = tmp_path / "run.json"
    assert call(*QUIET, "--json", str(path), "--", "true").status == 0

    assert json.loads(path.read_text(encoding="utf-8"))["run"]["status"] == "done"
    assert [each.name for each in tmp_path.glob("*run.json*")] == ["run.json"]


def test_a_document_that_cannot_be_written_costs_a_line(call: Any, tmp_path: Path) -> None:
    """The command's status comes through though its document could not be put anywhere."""
    (tmp_path / "folder").mkdir()
    answer = call(*QUIET, "--json", str(tmp_path / "folder"), "--", "sh", "-c", "exit 3")

    assert answer.status == 3
    assert answer.err.count("\n") == 1
    assert "is recorded but could not be summed up" in answer.err


@pytest.mark.parametrize(
    ("words", "status"),
    [(("no-such-program",), 127), (("/tmp",), 126), (("broken",), 126)],  # noqa: S108 - a folder
)
def test_what_cannot_be_started_ends_as_in_a_shell(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], status: int
) -> None:
    """127 where there is no such program, 126 where it is none, found in PATH or not."""
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x7fELF nothing")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    answer = call(*QUIET, "--", *words)

    assert (answer.status, answer.out) == (status, "")
    assert answer.err.startswith("wholeprint: ")
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("name", ["PUE", "INTERVAL", "ATTRIBUTION"])
def test_a_bad_environment_is_noted_and_stops_nobody(
    call: Any, ledger: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What somebody left in the environment must not stop the command: the run says it."""
    monkeypatch.setenv(f"WHOLEPRINT_{name}", "nonsense")

    assert call(*QUIET, "--", "true").status == 0
    book = Ledger(ledger)
    (run_id,) = [row.id for row in book.runs() if row.label == "true"]
    notes = book.load(run_id).notes
    assert [name.lower() in note.message for note in notes if note.code == "setting-ignored"] == [
        True
    ]


def test_disabled_still_runs_the_command(
    call: Any, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With tracking disabled the command runs and nothing is recorded or said."""
    monkeypatch.setenv("WHOLEPRINT_DISABLED", "1")
    before = len(Ledger(ledger).runs())
    answer = call("run", "--", "sh", "-c", "exit 6")

    assert (answer.status, answer.err) == (6, "")
    assert len(Ledger(ledger).runs()) == before


def test_a_command_is_not_kept_waiting_by_the_grids_cache(ledger: Path, tmp_path: Path) -> None:
    """A cache that another process holds, here a pipe that nobody writes to, is not even opened.

    The minute is there to end a run that would otherwise wait for ever.
    """
    cache = tmp_path / "cache"
    os.mkfifo(cache)
    document = tmp_path / "run.json"
    told = ("run", "--zone", "GB", "--meters", "rapl", "--json", str(document), "--", "true")

    ended = subprocess.run(
        [sys.executable, "-m", "wholeprint", *told],
        env={**os.environ, "WHOLEPRINT_GRID_CACHE": str(cache), "WHOLEPRINT_LEDGER": str(ledger)},
        timeout=60,
        capture_output=True,
        check=False,
    )

    assert (ended.returncode, document.exists()) == (0, True)
