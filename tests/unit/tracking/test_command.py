"""The wrapper's own parts; the wrapper as a whole is tried in ``tests/faults``."""

import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from wholeprint.errors import CommandError
from wholeprint.ledger.book import Ledger
from wholeprint.settings import Loaded, Settings
from wholeprint.tracking import command
from wholeprint.tracking.session import Session


@pytest.fixture
def loaded(tmp_path: Path) -> Loaded:
    return Loaded(Settings(ledger=tmp_path / "book.sqlite", interval=0.2, quiet=True), ())


class View:
    """A view that keeps what it was asked for, and may fail."""

    def __init__(self, fails: Callable[[], None] = lambda: None) -> None:
        self.seen: list[str] = []
        self._fails = fails

    def update(self, session: Session) -> None:
        self.seen.append(f"update {session.run_id}")
        self._fails()

    def close(self) -> None:
        self.seen.append("close")
        self._fails()


def _break() -> None:
    raise RuntimeError("the view is broken")


def test_view_is_shown_and_closed(loaded: Loaded) -> None:
    """A view is updated about once per second while the command runs, and closed at its end."""
    view = View()
    ended = command.run(["sleep", "2.5"], loaded, view=view)

    assert (ended.exit_code, ended.signal) == (0, None)
    assert view.seen == [*[f"update {ended.run_id}"] * 2, "close"]


def test_a_broken_view_changes_nothing(loaded: Loaded) -> None:
    """A view that raises is left off; the command ends as it would, and a note tells."""
    view = View(_break)
    ended = command.run(["sh", "-c", "sleep 2.2; exit 5"], loaded, view=view)

    assert ended.exit_code == 5
    assert [each for each in view.seen if each.startswith("update")] == [f"update {ended.run_id}"]
    assert any("the view is broken" in note for note in ended.notes)
    (row,) = Ledger(loaded.settings.ledger).runs()
    assert (row.id, row.status) == (ended.run_id, "failed")


def test_a_new_window_size_is_shown_at_once(loaded: Loaded) -> None:
    """When the window changes the line is drawn anew without waiting for its second."""
    view = View()
    script = f"sleep 0.3; kill -WINCH {os.getpid()}; sleep 0.3"
    ended = command.run(["sh", "-c", script], loaded, view=view)

    assert view.seen == [f"update {ended.run_id}", "close"]


INTERRUPTED = """
import os, signal, sys
from pathlib import Path
from wholeprint.settings import Loaded, Settings
from wholeprint.tracking import command

class View:
    def update(self, session): pass
    def close(self): os.kill(os.getpid(), signal.SIGINT)

before = signal.pthread_sigmask(signal.SIG_BLOCK, set())
loaded = Loaded(Settings(ledger=Path(sys.argv[1]), quiet=True), ())
ended = command.run(["sh", "-c", "exit 3"], loaded, view=View())
assert ended.exit_code == 3, ended
assert signal.pthread_sigmask(signal.SIG_BLOCK, set()) == before
assert not signal.sigpending()
with command.signals_held():
    assert signal.SIGTERM in signal.pthread_sigmask(signal.SIG_BLOCK, set())
assert signal.pthread_sigmask(signal.SIG_BLOCK, set()) == before
print("whole")
"""


def test_an_interrupt_in_the_last_moment_is_the_command_s(loaded: Loaded) -> None:
    """Ctrl-C that comes when the command has just ended does not end us before the run is closed.

    Signals are then as they were before.
    """
    ledger = loaded.settings.ledger
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(ledger)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (done.stdout, done.stderr) == ("whole\n", "")
    (row,) = Ledger(ledger).runs()
    assert (row.status, row.exit_code) == ("failed", 3)


def test_command_has_its_name_arguments_and_label(loaded: Loaded) -> None:
    """A run is called after its program unless told otherwise, and keeps arguments if it may."""
    command.run(["/bin/sh", "-c", "true"], loaded)
    private = Loaded(loaded.settings._replace(record_command=False), ())
    command.run(["/bin/sh", "-c", "true"], private, label="secret")
    book = Ledger(loaded.settings.ledger)

    assert book.load("last-1").label == "sh"
    assert book.load("last-1").command == ("/bin/sh", "-c", "true")
    assert book.load("last").label == "secret"
    assert book.load("last").command is None


def test_programs_are_found_as_a_shell_finds_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name is looked up in PATH, a path is taken as it is, and what cannot run is refused."""
    program = tmp_path / "tool"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="no such command"):
        command.check(["tool"])
    with pytest.raises(CommandError, match="not an executable"):
        command.check([str(program)])
    program.chmod(program.stat().st_mode | stat.S_IXUSR)

    assert command.check(["tool"]) == str(program)
    assert command.check([str(program)]) == str(program)
    for words in ([], [""]):
        with pytest.raises(CommandError, match="no command"):
            command.check(words)


def test_what_is_no_program_is_refused_before_a_run_begins(loaded: Loaded, tmp_path: Path) -> None:
    """An executable file in no known format starts nothing and records nothing."""
    broken = tmp_path / "broken"
    broken.write_bytes(b"\x7fELF nothing")
    broken.chmod(0o755)
    with pytest.raises(CommandError, match="could not be started"):
        command.run([str(broken)], loaded)

    assert not Ledger(loaded.settings.ledger).runs()


def test_reap_finds_the_command_among_others() -> None:
    """Every child that has ended is collected; the command's status is the one returned."""
    argv = [sys.executable, "-c", "raise SystemExit(4)"]
    pids = [os.posix_spawn(sys.executable, argv, os.environ) for _ in range(2)]
    status = None
    deadline = time.monotonic() + 20
    while status is None and time.monotonic() < deadline:
        status = command.reap(pids[0])
        time.sleep(0.01)
    while command.reap(pids[1]) is None and time.monotonic() < deadline:
        try:
            os.kill(pids[1], 0)
        except ProcessLookupError:
            break  # it was collected beside the other
        time.sleep(0.01)

    assert status is not None
    assert os.waitstatus_to_exitcode(status) == 4
    assert command.reap(pids[0]) is None


def test_leaving_with_a_status() -> None:
    """A command that ended by itself hands its status on; one that never ran has none."""
    assert command.leave(command.Ended("x", 3, None, ())) == 3
    assert command.leave(command.Ended(None, None, None, ())) == 0
