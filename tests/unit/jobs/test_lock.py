"""One waiter for each job."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wholeprint.errors import JobError
from wholeprint.jobs.lock import JobLock, identity


def test_only_one_holds_it(tmp_path: Path) -> None:
    """The second is refused until the first lets go, and can say who holds it."""
    first, second = JobLock(tmp_path / "l"), JobLock(tmp_path / "l")

    assert first.acquire()
    assert first.acquire(), "asking again for what is ours is harmless"
    assert not second.acquire()
    assert second.holder() == identity(os.getpid())

    first.release()
    first.release()
    assert second.acquire()


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"pid": 2**22 + 1, "start_ticks": 5, "boot_id": "another start"}),
        json.dumps({"pid": os.getpid(), "start_ticks": 1, "boot_id": "another start"}),
        json.dumps({"pid": "x"}),
        "[]",
        "",
        "\0",
    ],
)
def test_what_a_dead_waiter_left_is_taken_over(tmp_path: Path, text: str) -> None:
    """A file with a dead process, another start of the machine or rubbish holds nobody back."""
    (tmp_path / "l").write_text(text)
    lock = JobLock(tmp_path / "l")

    assert lock.holder() is None
    assert lock.acquire()


def test_a_kill_lets_go(tmp_path: Path) -> None:
    """The lock of a process that was killed with SIGKILL can be had at once."""
    text = (
        "import sys; from pathlib import Path; from wholeprint.jobs.lock import JobLock\n"
        "lock = JobLock(Path(sys.argv[1] + '2')); lock.acquire(); print(flush=True); input()"
    )
    path = tmp_path / "l"
    with subprocess.Popen(
        [sys.executable, "-c", text, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        ours = JobLock(tmp_path / "l2")
        assert not ours.acquire()
        assert ours.holder() == identity(other.pid)
        other.kill()

    assert ours.acquire()


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    """A lock that cannot be opened is our kind of error."""
    (tmp_path / "file").write_text("")

    with pytest.raises(JobError, match="lock"):
        JobLock(tmp_path / "file" / "l").acquire()
