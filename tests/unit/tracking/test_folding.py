"""A program that ends brings its runs into the ledger, where that is worth its cost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import wholeprint
from wholeprint.tracking import folding


def _left(ledger: Path) -> list[Path]:
    return list(ledger.with_name(f"{ledger.name}.d").glob("*.jsonl"))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "book.sqlite"
    with wholeprint.track("t", ledger=path):
        pass
    assert len(_left(path)) == 1
    return path


def _program(ledger: Path, ran_seconds: float, then: str = "") -> int:
    (journal,) = _left(ledger)
    text = (
        "import sys\nfrom pathlib import Path\nfrom wholeprint.tracking import folding\n"
        f"folding.at_exit(Path(sys.argv[1]), Path(sys.argv[2]), {ran_seconds})\n{then}\n"
    )
    return subprocess.run(
        [sys.executable, "-c", text, str(ledger), str(journal)], capture_output=True, check=False
    ).returncode


def test_a_long_run_is_folded_as_its_program_ends(ledger: Path) -> None:
    """After ten seconds of measuring, the 40 ms of folding are spent at the program's exit."""
    assert _program(ledger, 10.0) == 0
    assert not _left(ledger)
    assert ledger.exists()


def test_a_short_run_waits_for_a_reader(ledger: Path) -> None:
    """A short program ends without loading SQLite; the run is there for whoever reads."""
    assert _program(ledger, 9.9) == 0
    assert len(_left(ledger)) == 1
    assert [row.label for row in wholeprint.runs(ledger=ledger)] == ["t"]


def test_an_interrupted_program_still_ends_by_its_signal(ledger: Path) -> None:
    """After KeyboardInterrupt nothing may be loaded, or the shell would see status 1."""
    assert _program(ledger, 60.0, "raise KeyboardInterrupt") == -2
    assert len(_left(ledger)) == 1


def test_a_forked_child_folds_nothing(ledger: Path) -> None:
    """Another process than the one that asked leaves the journal alone."""
    folding.now(ledger, _left(ledger)[0], os.getpid() + 1)

    assert len(_left(ledger)) == 1


def test_a_ledger_that_cannot_be_opened_is_left(ledger: Path) -> None:
    """A damaged ledger stops nobody on the way out, and the journal stays."""
    ledger.write_bytes(b"no database" * 1000)

    folding.now(ledger, _left(ledger)[0], os.getpid())

    assert len(_left(ledger)) == 1
