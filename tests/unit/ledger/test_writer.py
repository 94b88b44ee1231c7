"""Whether the process that wrote a journal is still alive."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wholeprint.ledger.writer import boot_id, identity, is_alive, start_ticks

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="only Linux tells who a process is"
)


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    """Another process that lives until the test's end."""
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


def test_this_process_is_alive() -> None:
    """The record that a process writes of itself fits it."""
    assert is_alive(identity(), os.getpid(), time.time())


def test_a_process_that_took_over_the_number_is_not_the_writer() -> None:
    """Process numbers are used again; the tick at which the process began tells them apart."""
    start = identity() | {"pid_start": 1}

    assert not is_alive(start, os.getpid(), time.time())


def test_a_dead_process_is_dead(sleeper: subprocess.Popen[bytes]) -> None:
    """A process that ended is seen, and before its parent has collected it too."""
    start = identity() | {"pid": sleeper.pid, "pid_start": start_ticks(sleeper.pid)}
    assert is_alive(start, sleeper.pid, time.time())

    sleeper.kill()
    os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)  # dead, and not collected

    assert start_ticks(sleeper.pid) is None
    assert not is_alive(start, sleeper.pid, time.time())
    sleeper.wait()
    assert not is_alive(start, sleeper.pid, time.time())


def test_a_writer_before_the_last_boot_is_dead() -> None:
    """After a restart of the same machine nobody of before can live."""
    start = identity() | {"boot_id": "another"}

    assert not is_alive(start, os.getpid(), time.time() - 10)


@pytest.mark.parametrize("change", [{"boot_id": "another", "host": "another"}, {"pid_space": "x"}])
def test_a_writer_out_of_sight_is_judged_by_its_silence(change: dict[str, object]) -> None:
    """On another machine or in another container nobody can look, so a fresh journal is alive."""
    start = identity() | change | {"settings": {"flush_seconds": 5.0}}

    assert is_alive(start, 1, time.time() - 600)
    assert not is_alive(start, 1, time.time() - 1000)


def test_a_slow_writer_out_of_sight_may_be_silent_longer() -> None:
    """Who flushes once an hour is not given up after a quarter of one."""
    start = identity() | {"pid_space": "x", "settings": {"flush_seconds": 3600.0}}

    assert is_alive(start, 1, time.time() - 7200)


def test_without_a_start_record_the_number_and_the_age_decide(
    sleeper: subprocess.Popen[bytes],
) -> None:
    """A process that began after the last write cannot have written it."""
    assert is_alive({}, sleeper.pid, time.time())
    assert not is_alive({}, sleeper.pid, time.time() - 3600)
    assert not is_alive({}, 2**22 + 1, time.time())


def test_names_with_blanks_and_brackets_do_not_move_the_fields(tmp_path: Path) -> None:
    """The program's name in /proc/<pid>/stat may hold anything (proc_pid_stat(5))."""
    fields = " ".join(["S", *map(str, range(4, 22)), "777", "23"])
    (tmp_path / "proc/5").mkdir(parents=True)
    (tmp_path / "proc/5/stat").write_text(f"5 (a) b) {fields}\n", encoding="ascii")

    assert start_ticks(5, tmp_path) == 777


def test_a_machine_without_proc_tells_nothing(tmp_path: Path) -> None:
    """Where there is no /proc the number alone decides."""
    assert boot_id(tmp_path) is None
    assert start_ticks(1, tmp_path) is None
    start = identity(tmp_path)

    assert start["pid_start"] is None
    assert is_alive(start, os.getpid(), time.time(), tmp_path)
    assert not is_alive(start, 2**22 + 1, time.time(), tmp_path)
