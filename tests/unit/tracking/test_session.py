"""One run from its first reading to its last; programs as a whole are tried in ``tests/faults``."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from wholeprint.errors import SettingError
from wholeprint.ledger.book import Ledger
from wholeprint.ledger.entry import RunRecord
from wholeprint.ledger.places import spool_directory
from wholeprint.ledger.store import ALL_RUNS
from wholeprint.settings import Loaded, Settings
from wholeprint.tracking.session import Session, start


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return Loaded(Settings(ledger=tmp_path / "book.sqlite", meters=("rapl",)), ())


def _record(loaded: Loaded) -> RunRecord:
    book = Ledger(loaded.settings.ledger)
    (row,) = book.runs(ALL_RUNS)
    return book.load(row.id)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (None, "done"),
        (ValueError("x"), "failed"),
        (KeyboardInterrupt(), "interrupted"),
        (SystemExit(), "done"),
        (SystemExit(0), "done"),
        (SystemExit(3), "failed"),
        (SystemExit("message"), "failed"),
        (GeneratorExit(), "done"),
    ],
)
def test_status_tells_how_the_work_ended(
    loaded: Loaded, error: BaseException | None, status: str
) -> None:
    """An error is a failure, Ctrl-C an interruption, and a polite exit neither."""
    session = start("work", loaded)
    session.stop(error=error)

    record = _record(loaded)
    assert (record.id, record.status) == (session.run_id, status)


@pytest.mark.parametrize(
    ("exit_code", "by_signal", "status"), [(0, None, "done"), (2, None, "failed"), (None, 15, None)]
)
def test_status_of_a_command(
    loaded: Loaded, exit_code: int | None, by_signal: int | None, status: str | None
) -> None:
    """A command's exit status and signal are kept, and told apart."""
    start("work", loaded).stop(exit_code=exit_code, by_signal=by_signal)

    record = _record(loaded)
    assert (record.exit_code, record.signal) == (exit_code, by_signal)
    assert record.status == (status or "interrupted")


def test_stopping_twice_is_once(loaded: Loaded) -> None:
    """The first end counts; the session is then dead, and takes nothing more."""
    session = start("work", loaded)
    session.stop()
    session.stop(error=ValueError("late"))
    session.add_facts({"late": 1})
    assert session.open_span("late") is None

    assert not session.alive
    assert _record(loaded).status == "done"
    assert _record(loaded).meta == {}


def test_spans_lie_where_they_were(loaded: Loaded) -> None:
    """Parts know the part around them; one that outlives the run ends with it."""
    session = start("work", loaded)
    outer = session.open_span("outer")
    inner = session.open_span("inner")
    time.sleep(0.05)
    session.close_span(inner)
    session.open_span("open")
    session.stop()
    session.close_span(outer)

    spans = {span.name: span for span in _record(loaded).spans}
    assert set(spans) == {"outer", "inner", "open"}
    assert spans["inner"].meta["inside"] == spans["outer"].meta["number"]
    assert spans["inner"].end_seconds - spans["inner"].start_seconds >= 0.05
    assert spans["outer"].end_seconds >= spans["inner"].end_seconds
    assert session.elapsed_seconds >= 0.05


def test_what_could_not_be_set_is_noted(loaded: Loaded) -> None:
    """A value of the environment that cannot be used is left out, and the run says so."""
    refused = SettingError("the setting pue cannot be used", seen="x", fix="Give a number")
    start("work", Loaded(loaded.settings, (refused,))).stop()

    assert "setting-ignored" in [note.code for note in _record(loaded).notes]


def test_disabled_is_an_empty_shell(loaded: Loaded) -> None:
    """A disabled session measures nothing, writes nothing, and answers every call."""
    session = start("work", Loaded(loaded.settings._replace(disabled=True), ()))
    session.close_span(session.open_span("x"))
    session.add_facts({"x": 1})
    session.stop()

    assert (session.run_id, session.alive, session.sampler) == (None, False, None)
    assert not loaded.settings.ledger.with_name("book.sqlite.d").exists()


def _unwritable(tmp_path: Path, *, quiet: bool) -> Loaded:
    """A ledger below a plain file, whose place in the temporary directory is taken as well."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    ledger = tmp_path / "file" / "book.sqlite"
    spool = spool_directory(ledger)
    spool.parent.mkdir(mode=0o700, exist_ok=True)
    spool.write_text("", encoding="utf-8")
    return Loaded(Settings(ledger=ledger, meters=("rapl",), quiet=quiet), ())


@pytest.mark.parametrize("quiet", [False, True])
def test_nowhere_to_write_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, quiet: bool
) -> None:
    """Where no journal can lie nothing is measured: one line says so, or none."""
    loaded = _unwritable(tmp_path, quiet=quiet)
    try:
        session = start("work", loaded)
        session.add_facts({"x": 1})
        session.stop()
    finally:
        spool_directory(loaded.settings.ledger).unlink()

    printed = capsys.readouterr()
    assert not session.alive
    assert session.notes[-1].code == "not-measured"
    assert printed.out == ""
    assert printed.err.count("\n") == (0 if quiet else 1)
    assert quiet or printed.err.startswith("wholeprint: not measured: ")


def _program(text: str, ledger: Path) -> subprocess.CompletedProcess[str]:
    head = (
        "import os, sys, threading\nfrom pathlib import Path\n"
        "from wholeprint.settings import Loaded, Settings\n"
        "from wholeprint.tracking.session import start\n"
        "loaded = Loaded(Settings(ledger=Path(sys.argv[1]), meters=('rapl',)), ())\n"
    )
    return subprocess.run(
        [sys.executable, "-c", head + text, str(ledger)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_program_that_forgets_to_stop_is_done(loaded: Loaded) -> None:
    """A run that nobody stopped ends with the program, and is whole."""
    done = _program("session = start('work', loaded)\n", loaded.settings.ledger)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert _record(loaded).status == "done"


def test_a_forked_child_cannot_end_the_run(loaded: Loaded) -> None:
    """What a child does to its copy of the session touches neither journal nor status."""
    done = _program(
        "session = start('work', loaded)\n"
        "if os.fork() == 0:\n"
        "    assert not session.alive\n"
        "    assert session.open_span('child') is None\n"
        "    session.add_facts({'child': 1})\n"
        "    session.stop(error=ValueError('child'))\n"
        "    sys.exit(0)\n"  # with what was registered for the end
        "assert os.waitstatus_to_exitcode(os.wait()[1]) == 0\n"
        "assert session.alive\n"
        "session.stop()\n",
        loaded.settings.ledger,
    )

    assert (done.returncode, done.stderr) == (0, "")
    record = _record(loaded)
    assert (record.status, record.meta, record.spans) == ("done", {}, ())


def test_a_session_that_never_began_is_dead(loaded: Loaded) -> None:
    """A session is on between its beginning and its end only."""
    session = Session(loaded.settings, [])
    session.stop()

    assert not session.alive
