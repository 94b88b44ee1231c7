"""The ledger while the disk fills, processes die and files are damaged."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wholeprint.errors import LedgerCorruptError, LedgerError, LedgerLockedError
from wholeprint.ledger.book import Ledger
from wholeprint.ledger.journal import JournalWriter, create_journal
from wholeprint.ledger.places import journal_directory, sessions, spool_directory
from wholeprint.ledger.reading import read_journal
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.ledger.store import ALL_RUNS

NOBODY = 65_534
# The interpreter may lie where only root can read, so all that is needed is loaded before.
BECOME_NOBODY = f"""
import encodings.ascii, difflib, wholeprint.ledger.sqlite
os.setgroups([])
os.setgid({NOBODY})
os.setuid({NOBODY})
"""
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def _block(number: int) -> dict[str, object]:
    """The one interval of number seconds to number + 1, worth 2**number mod 1000 joules."""
    joules = {"c": [float(pow(2, number, 1000))]}
    return {"edges": [number, number + 1], "cpu": [0.5], "busy": [1.0], "joules": joules}


def _joules(blocks: int) -> float:
    return float(sum(pow(2, number, 1000) for number in range(blocks)))


def _write(folder: Path, run_id: str, blocks: int, *, ended: bool = True) -> JournalWriter:
    journal = JournalWriter.create(folder, run_id, {"started_unix_ns": time.time_ns()})
    for number in range(blocks):
        journal.append("block", _block(number))
    if ended:
        journal.append("end", {"status": "done", "ended_unix_ns": time.time_ns()})
    journal.close()
    return journal


def _script(text: str, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a Python text that knows the names it needs, and show what it printed if it fails."""
    head = (
        "import errno, os, resource, sys, time\nfrom pathlib import Path\n"
        "from wholeprint.errors import *\nfrom wholeprint.ledger.book import Ledger\n"
        "from wholeprint.ledger.journal import *\nfrom wholeprint.ledger.reading import *\n"
    )
    return subprocess.run(
        [sys.executable, "-c", head + text, *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_journal_cut_anywhere_keeps_every_whole_line(tmp_path: Path) -> None:
    """At whichever byte a line is torn, the lines before it are read, and nothing raises."""
    whole = _write(tmp_path, "whole", 4).path.read_bytes()
    ends = [at for at, byte in enumerate(whole) if byte == 0x0A]
    path = tmp_path / "cut.1.jsonl"

    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        content = read_journal(path)

        # A line is whole with its last bracket; its end of line adds nothing.
        lines = sum(end <= cut for end in ends)
        assert len(content.blocks) == max(0, min(lines - 1, 4)), cut
        assert (content.end is not None) == (lines == 6), cut
        assert bool(content.damaged) == (cut not in {0, *ends, *(end + 1 for end in ends)}), cut


def test_a_hole_anywhere_costs_the_lines_it_touches(tmp_path: Path) -> None:
    """Zeros, as a power cut leaves them, damage their own lines and no others."""
    whole = _write(tmp_path, "whole", 6).path.read_bytes()
    path = tmp_path / "hole.1.jsonl"

    for at in range(0, len(whole) - 30, 7):
        path.write_bytes(whole[:at] + bytes(30) + whole[at + 30 :])
        touched = 1 + whole[at : at + 30].count(b"\n") + 1  # an end of line that went joins two

        content = read_journal(path)

        assert len(content.blocks) >= 6 - touched, at
        assert content.damaged, at


def test_a_limit_on_the_files_size_costs_nothing_that_is_written_again(tmp_path: Path) -> None:
    """Wherever the limit cuts a line, the error keeps its number, and the retry counts once."""
    done = _script(
        """
def block(n):
    return {"edges": [n, n + 1], "cpu": [0.5], "busy": [1.0], "joules": {"c": [float(n)]}}

hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
failed = 0
for limit in range(500, 620):
    journal = JournalWriter.create(Path(sys.argv[1]), f"r{limit}", {"host": "h", "pid_space": ""})
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    for n in range(12):
        try:
            journal.append("block", block(n))
        except LedgerError as error:
            assert error_number(error) == errno.EFBIG, error
            failed += 1
            resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
            journal.append("block", block(n))
    journal.close()
    content = read_journal(journal.path)
    assert [b.edges[0] for b in content.blocks] == list(range(12)), (limit, content)
    assert not content.damaged, content.damaged
print(failed)
""",
        str(tmp_path),
    )

    assert done.stdout.strip() == "120", done.stderr


def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    """On a disk without space the run's lines, and the fold, succeed once there is space again."""
    (tmp_path / "disk").mkdir()
    script = tmp_path / "script.py"
    script.write_text(
        """
import errno, os, sys
from pathlib import Path
from wholeprint.errors import LedgerError
from wholeprint.ledger.book import Ledger
from wholeprint.ledger.journal import create_journal, error_number

disk = Path("disk")
ledger = Ledger(disk / "book.sqlite", temporary=Path("missing"))

def fill():
    with open(disk / "filler", "ab", buffering=0) as file:
        try:
            while True:
                file.write(bytes(512))
        except OSError:
            return

journal = create_journal(ledger.path, "r", {"started_unix_ns": 1}, Path("missing"))
fill()
failed = written = 0
for n in range(400):
    line = {"edges": [n, n + 1], "cpu": [1.0], "busy": [1.0], "joules": {"c": [1.0]}}
    try:
        journal.append("block", line)
        written += 1
    except LedgerError as error:
        assert error_number(error) == errno.ENOSPC, error
        failed += 1
        (disk / "filler").unlink()
        journal.append("block", line)
        fill()
journal.append("end", {}) if not failed else None
assert failed, "the disk never was full"
(disk / "filler").unlink(missing_ok=True)
journal.append("end", {})
journal.close()
fill()
try:
    ledger.fold_run(journal.path)
except LedgerError:
    assert journal.path.exists()
else:
    raise AssertionError("the fold found space")
assert ledger.runs()[0].measured_joules == 400.0
(disk / "filler").unlink()
assert ledger.fold_run(journal.path)
assert ledger.runs()[0].measured_joules == 400.0 and not journal.path.exists()
fill()
assert ledger.runs()[0].measured_joules == 400.0
print("kept")
""",
        encoding="utf-8",
    )
    mount = 'mount -t tmpfs -o size=256k none disk || exit 77; exec "$0" script.py'

    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", mount, sys.executable],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("no small disk can be mounted here")
    assert done.stdout.strip() == "kept", done.stderr


@AS_ROOT
def test_a_user_who_cannot_write_still_keeps_the_run(tmp_path: Path) -> None:
    """In a home that is read-only the run goes to the spool, and the reader finds it there."""
    for folder in (tmp_path, *list(tmp_path.parents)[:-2]):
        folder.chmod(folder.stat().st_mode | 0o755)
    home = tmp_path / "home"
    home.mkdir(mode=0o555)
    ledger = home / "book.sqlite"
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    temporary.chmod(0o1777)

    done = _script(
        BECOME_NOBODY
        + """
ledger, temporary = map(Path, sys.argv[1:])
journal = create_journal(ledger, "r", {"started_unix_ns": 1}, temporary)
journal.append("block", {"edges": [0, 1], "cpu": [1], "busy": [1], "joules": {"c": [5]}})
journal.append("end", {})
journal.close()
book = Ledger(ledger, temporary=temporary)
print(journal.path.parent)
print([(row.id, row.status, row.measured_joules) for row in book.runs()])
print(book.load("last").id, journal.path.exists(), ledger.exists())
try:
    book.fold_run(journal.path)
except LedgerError as error:
    print(error.code)
""",
        str(ledger),
        str(temporary),
    )

    spool = str(spool_directory(ledger, temporary)).replace("wholeprint-0", f"wholeprint-{NOBODY}")
    assert done.stdout.splitlines() == [
        spool,
        "[('r', 'done', 5.0)]",
        "r True False",
        "wp-ledger",
    ], done.stderr


@AS_ROOT
@pytest.mark.parametrize("in_use", [False, True])
def test_a_ledger_of_somebody_else_can_be_read(tmp_path: Path, *, in_use: bool) -> None:
    """Who may only read lists the runs, while its owner has it open too."""
    for folder in (tmp_path, *list(tmp_path.parents)[:-2]):
        folder.chmod(folder.stat().st_mode | 0o755)
    ledger = tmp_path / "theirs" / "book.sqlite"
    for number in range(3):
        journal = _write(journal_directory(ledger), f"r{number}", 2)
        Ledger(ledger).fold_run(journal.path)
    owner = SqliteStore(ledger)
    if in_use:
        owner.delete("r0")
    else:
        owner.close()
    for file in (*ledger.parent.iterdir(), ledger.parent):
        file.chmod(0o755 if file.is_dir() else 0o644)

    done = _script(
        BECOME_NOBODY
        + "print([r.id for r in Ledger(Path(sys.argv[1]), temporary=Path('/nowhere')).runs()])",
        str(ledger),
    )
    owner.close()

    expected = ["r2", "r1"] if in_use else ["r2", "r1", "r0"]
    assert done.stdout.strip() == str(expected), done.stderr


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of twenty runs."""
    path = tmp_path / "book.sqlite"
    for number in range(20):
        _write(journal_directory(path), f"r{number:02}", 50)
    assert len(Ledger(path).fold_pending().added) == 20
    return path


def _header(data: bytes) -> bytes:
    return b"not a database !" + data[16:]


def _pages(data: bytes) -> bytes:
    return data[: len(data) // 2 // 4096 * 4096]


def _mid_page(data: bytes) -> bytes:
    return data[:-1000]


def _stub(data: bytes) -> bytes:
    return data[:60]


def _middle(data: bytes) -> bytes:
    return data[:4096] + bytes(len(data) - 4096)


@pytest.mark.parametrize("damage", [_header, _pages, _mid_page, _stub, _middle])
def test_a_damaged_ledger_is_refused_and_left_as_it_is(
    ledger: Path, damage: Callable[[bytes], bytes]
) -> None:
    """A ledger with a bad header, cut short or zeroed is an error; its bytes and new runs stay."""
    damaged = damage(ledger.read_bytes())
    ledger.write_bytes(damaged)
    journal = _write(journal_directory(ledger), "new", 3)
    book = Ledger(ledger)

    with pytest.raises(LedgerCorruptError):
        book.load_many([row.id for row in book.runs()])
    with pytest.raises(LedgerCorruptError):
        book.fold_run(journal.path)

    assert ledger.read_bytes() == damaged
    assert journal.path.exists()


def test_a_lock_is_waited_for_and_then_reported(ledger: Path) -> None:
    """The wait for another process is bounded, and the run stays in its journal."""
    journal = _write(journal_directory(ledger), "new", 3)
    hold = (
        "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN IMMEDIATE')\nprint('held', flush=True)\nsys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(ledger)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        began = time.monotonic()
        with pytest.raises(LedgerLockedError):
            Ledger(ledger, wait_seconds=0.3).fold_run(journal.path)
        waited_seconds = time.monotonic() - began
        holder.communicate()

    assert 0.2 < waited_seconds < 5.0  # the bound is 0.3 s; a busy machine may be late
    assert Ledger(ledger).fold_run(journal.path)


def test_sixty_four_processes_begin_a_ledger_together(tmp_path: Path) -> None:
    """All make it, write, end and fold at one moment: 64 runs of 64, each once, whole."""
    ledger = tmp_path / "book" / "ledger.sqlite"
    done = _script(
        """
ledger = Path(sys.argv[1])
import wholeprint.ledger.sqlite
ready, go = os.pipe()
children = []
for number in range(64):
    child = os.fork()
    if child == 0:
        os.close(go)
        os.read(ready, 1)
        journal = create_journal(ledger, f"r{number:02}", {"started_unix_ns": number})
        for n in range(5):
            block = {"edges": [n, n + 1], "cpu": [1], "busy": [1], "joules": {"c": [number]}}
            journal.append("block", block)
        journal.append("end", {"ended_unix_ns": number + 5})
        journal.close()
        folded = Ledger(ledger, wait_seconds=60).fold_pending()
        if folded.refused is not None:
            print(folded.refused, file=sys.stderr)
        os._exit(folded.refused is not None)
    children.append(child)
os.close(go)
print(sum(os.waitpid(child, 0)[1] for child in children))
""",
        str(ledger),
    )

    assert done.stdout.strip() == "0", done.stderr
    assert sessions(journal_directory(ledger)) == []
    with SqliteStore(ledger) as store:
        rows = store.runs(ALL_RUNS)
    assert [(row.id, row.measured_joules, row.status) for row in reversed(rows)] == [
        (f"r{number:02}", 5.0 * number, "done") for number in range(64)
    ]


def test_killing_a_writer_loses_at_most_what_was_not_flushed(tmp_path: Path) -> None:
    """Whenever a writer is killed, every line that it was told is written is read."""
    ledger = tmp_path / "book.sqlite"
    chance = random.Random(5)  # noqa: S311
    flushed: dict[str, int] = {}
    for attempt in range(12):
        ready, told = os.pipe()
        child = os.fork()
        if child == 0:
            journal = create_journal(ledger, f"r{attempt}", {"started_unix_ns": 1}, tmp_path)
            for number in range(1_000_000):
                journal.append("block", _block(number))
                os.write(told, b".")
        os.close(told)
        os.read(ready, 1)  # the first line is there: the clock starts
        time.sleep(chance.uniform(0.0, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        count = 1
        while got := os.read(ready, 65_536):
            count += len(got)
        os.close(ready)
        flushed[f"r{attempt}"] = count

    runs = {row.id: row for row in Ledger(ledger, temporary=tmp_path).runs()}

    for run_id, count in flushed.items():
        assert runs[run_id].status == "interrupted"
        # One line more, if the kill came between its writing and its being told.
        assert runs[run_id].measured_joules in {_joules(count), _joules(count + 1)}


def test_killing_a_fold_loses_and_doubles_nothing(tmp_path: Path) -> None:
    """Whenever folding is killed, the next fold brings in the rest, and each run once."""
    ledger = tmp_path / "book.sqlite"
    chance = random.Random(6)  # noqa: S311
    for attempt in range(8):
        for number in range(20):
            _write(journal_directory(ledger), f"r{attempt}-{number:02}", 3)
        child = os.fork()
        if child == 0:
            Ledger(ledger).fold_pending()
            os._exit(0)
        time.sleep(chance.uniform(0.0, 0.03))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)

    rows = Ledger(ledger).runs()

    assert len(rows) == len({row.id for row in rows}) == 160
    assert {row.measured_joules for row in rows} == {_joules(3)}
    connection = sqlite3.connect(ledger)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_a_journal_in_a_folder_that_went_away_is_an_error_with_a_number(tmp_path: Path) -> None:
    """A folder that is removed under a run takes nothing down: the open file goes on."""
    journal = JournalWriter.create(tmp_path / "d", "r", {})
    journal.path.unlink()
    journal.path.parent.rmdir()

    journal.append("note", {"code": "x"})
    journal.close()

    with pytest.raises(LedgerError):
        read_journal(journal.path)


def test_lines_are_strict_json_for_any_other_reader(tmp_path: Path) -> None:
    """Another program can read a journal that was left over."""

    def refuse(name: str) -> float:
        raise AssertionError(name)

    for line in _write(tmp_path, "r", 3).path.read_text(encoding="ascii").splitlines():
        assert isinstance(json.loads(line, parse_constant=refuse), dict)
