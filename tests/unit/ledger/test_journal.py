"""What a run writes while it is on."""

import json
import os
import signal
import threading
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import LedgerError, ValueRefusedError
from wholeprint.ledger.journal import JournalWriter, create_journal, error_number
from wholeprint.ledger.places import journal_directory, spool_directory
from wholeprint.ledger.reading import read_journal


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_first_line_says_who_writes(tmp_path: Path) -> None:
    """The start record holds the run's fields and what tells this process from every other."""
    journal = JournalWriter.create(tmp_path, "r", {"project": "p"})
    journal.close()

    (start,) = _lines(journal.path)
    assert journal.path == tmp_path / f"r.{os.getpid()}.jsonl"
    assert start["k"] == "start"
    assert start["id"] == "r"
    assert start["project"] == "p"
    assert start["pid"] == os.getpid()
    assert {"pid_start", "boot_id", "host"} <= start.keys()


def test_only_this_user_can_read_it(tmp_path: Path) -> None:
    """Commands and names in it are nobody else's business."""
    journal = JournalWriter.create(tmp_path / "made", "r", {})
    journal.close()

    assert journal.path.stat().st_mode & 0o777 == 0o600
    assert journal.path.parent.stat().st_mode & 0o777 == 0o700


def test_a_journal_is_never_begun_twice(tmp_path: Path) -> None:
    """An existing journal is not written into."""
    JournalWriter.create(tmp_path, "r", {"project": "first"}).close()

    with pytest.raises(LedgerError) as caught:
        JournalWriter.create(tmp_path, "r", {"project": "second"})

    assert error_number(caught.value) == 17  # EEXIST
    assert "first" in (tmp_path / f"r.{os.getpid()}.jsonl").read_text(encoding="utf-8")


def test_what_is_no_number_is_null(tmp_path: Path) -> None:
    """Every line is JSON as RFC 8259 has it: a gap, and an infinity, is null."""
    journal = JournalWriter.create(tmp_path, "r", {})
    journal.append("block", {"cpu": [1.0, float("nan"), float("inf")]})
    journal.close()

    assert _lines(journal.path)[1] == {"k": "block", "cpu": [1.0, None, None]}


def test_anything_can_be_told(tmp_path: Path) -> None:
    """A user's values of other kinds become numbers where they are numbers, and text elsewhere."""
    told = {
        "samples": np.int64(5),
        "loss": np.float32(0.5),
        "share": Fraction(1, 4),
        "path": Path("/x"),
        1: {"set": {3}},
        "text": "ü\ud800",
        "truth": True,
    }
    journal = JournalWriter.create(tmp_path, "r", {})
    journal.append("meta", {"meta": told})
    journal.close()

    assert _lines(journal.path)[1]["meta"] == {
        "samples": 5,
        "loss": 0.5,
        "share": 0.25,
        "path": "/x",
        "1": {"set": [3]},
        "text": "ü\ud800",
        "truth": True,
    }


def test_what_contains_itself_is_refused(tmp_path: Path) -> None:
    """A circle cannot be written, and writing it harms no other line."""
    circle: list[object] = []
    circle.append(circle)
    journal = JournalWriter.create(tmp_path, "r", {})

    with pytest.raises(ValueRefusedError):
        journal.append("meta", {"meta": {"x": circle}})

    journal.append("note", {"code": "x"})
    journal.close()
    assert [line["k"] for line in _lines(journal.path)] == ["start", "note"]


def test_after_closing_nothing_is_written(tmp_path: Path) -> None:
    """A late sample is dropped, and closing twice is harmless."""
    journal = JournalWriter.create(tmp_path, "r", {})
    journal.close()
    journal.close()
    journal.append("note", {"code": "late"})

    assert len(_lines(journal.path)) == 1


def test_a_forked_child_writes_nothing(tmp_path: Path) -> None:
    """The run is its parent's: what a child does to the journal has no effect."""
    journal = JournalWriter.create(tmp_path, "r", {})

    child = os.fork()
    if child == 0:
        journal.append("note", {"code": "child"})
        journal.close()
        os._exit(0)
    os.waitpid(child, 0)
    journal.append("note", {"code": "parent"})
    journal.close()

    assert [line.get("code") for line in _lines(journal.path)] == [None, "parent"]


def test_threads_do_not_tear_each_others_lines(tmp_path: Path) -> None:
    """The sampler and the user's thread may write at one time."""
    journal = JournalWriter.create(tmp_path, "r", {})

    def write(name: int) -> None:
        for number in range(200):
            journal.append("note", {"code": f"{name}-{number}", "message": "x" * 300})

    threads = [threading.Thread(target=write, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    journal.close()

    content = read_journal(journal.path)
    assert len({note["code"] for note in content.notes}) == 800
    assert not content.damaged


def test_a_signal_handler_may_write(tmp_path: Path) -> None:
    """A handler that interrupts an append in its own thread does not wait for itself."""
    journal = JournalWriter.create(tmp_path, "r", {})
    handled: list[int] = []

    def handler(number: int, _frame: object) -> None:
        journal.append("note", {"code": "signal"})
        handled.append(number)

    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    try:
        while len(handled) < 20:
            journal.append("note", {"code": "usual", "message": "x" * 1000})
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    journal.close()

    assert not read_journal(journal.path).damaged


def test_a_place_that_cannot_be_written_sends_it_to_the_spool(tmp_path: Path) -> None:
    """Where the ledger's folder cannot be made, the journal lies in the temporary directory."""
    (tmp_path / "file").touch()
    ledger = tmp_path / "file" / "book.sqlite"

    journal = create_journal(ledger, "r", {}, tmp_path)
    journal.close()

    assert journal.path.parent == spool_directory(ledger, tmp_path)


def test_the_usual_place_is_beside_the_ledger(tmp_path: Path) -> None:
    """Folders on the way are made; the ledger itself is not."""
    ledger = tmp_path / "new" / "book.sqlite"

    journal = create_journal(ledger, "r", {}, tmp_path)
    journal.close()

    assert journal.path.parent == journal_directory(ledger)
    assert not ledger.exists()


def test_without_any_place_the_first_reason_is_told(tmp_path: Path) -> None:
    """What the user can mend is the ledger's folder, so that is what the error names."""
    (tmp_path / "file").touch()

    with pytest.raises(LedgerError, match=r"book\.sqlite\.d"):
        create_journal(tmp_path / "file" / "book.sqlite", "r", {}, tmp_path / "missing")
