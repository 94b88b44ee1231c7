"""When a host may be asked again."""

import asyncio
import fcntl
from pathlib import Path

import pytest

from wholeprint.errors import ProviderUnreachableError
from wholeprint.grid.pace import LONGEST_WAIT_SECONDS, Clock, Pace


class _Time:
    """A clock that sleeping moves."""

    def __init__(self, at_seconds: float = 1000.0) -> None:
        self.at_seconds = at_seconds
        self.slept: list[float] = []
        self.clock = Clock(lambda: self.at_seconds, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at_seconds += seconds


def _turns(pace: Pace, time: _Time, count: int, host: str = "a.example") -> None:
    for _ in range(count):
        asyncio.run(pace.turn(host, 30.0, time.clock))


def test_turns_at_one_host_are_spaced_and_others_free() -> None:
    """The first turn is at once, each further one after the spacing; another host does not wait."""
    time, pace = _Time(), Pace()

    _turns(pace, time, 3)
    _turns(pace, time, 1, "b.example")

    assert time.slept == [30.0, 30.0]


def test_turns_are_shared_with_other_processes(tmp_path: Path) -> None:
    """Two paces that see one folder take turns; two that do not are each at once."""
    time = _Time()

    _turns(Pace(tmp_path), time, 1)
    _turns(Pace(tmp_path), time, 1)

    assert time.slept == [30.0]


def test_those_who_come_at_once_stand_in_line(tmp_path: Path) -> None:
    """Turns are reserved before they are waited for, so that nobody takes another's."""
    time = _Time()
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)  # and the time stays: all came at once

    clock = Clock(lambda: time.at_seconds, sleep)

    async def all_at_once() -> None:
        await asyncio.gather(*(Pace(tmp_path).turn("a.example", 10.0, clock) for _ in range(4)))

    asyncio.run(all_at_once())

    assert waits == [10.0, 20.0, 30.0]


def test_a_line_that_is_too_long_is_not_joined() -> None:
    """Where the next turn is minutes away, the provider counts as not reachable."""
    clock = Clock(lambda: 0.0, _nothing)
    pace = Pace()

    async def many() -> None:
        for _ in range(20):
            await pace.turn("a.example", LONGEST_WAIT_SECONDS / 4, clock)

    with pytest.raises(ProviderUnreachableError, match="too many"):
        asyncio.run(many())


async def _nothing(_seconds: float) -> None:
    return


@pytest.mark.parametrize("text", ["", "rubbish", "9e99", "-5", "nan", "inf"])
def test_rubbish_in_the_file_is_not_believed(tmp_path: Path, text: str) -> None:
    """A file that holds no time, or one that cannot be, delays nobody."""
    time = _Time()
    _turns(Pace(tmp_path), time, 1)
    (kept,) = tmp_path.iterdir()
    kept.write_text(text)

    _turns(Pace(tmp_path), time, 1)

    assert time.slept == []


def test_a_folder_that_cannot_be_made_keeps_this_process_polite(tmp_path: Path) -> None:
    """Where nothing can be written the turns of this process still count."""
    (tmp_path / "file").write_text("")
    time, pace = _Time(), Pace(tmp_path / "file" / "folder")

    _turns(pace, time, 2)

    assert time.slept == [30.0]


def test_a_lock_that_is_never_given_back_is_not_waited_for(tmp_path: Path) -> None:
    """A process that was stopped while it held the lock stops nobody else: own turns remain."""
    time, pace = _Time(), Pace(tmp_path)
    _turns(Pace(tmp_path), time, 1)
    (kept,) = tmp_path.iterdir()
    with kept.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        _turns(pace, time, 2)

    assert time.slept == [30.0]


def test_a_link_in_the_folder_is_not_followed(tmp_path: Path) -> None:
    """A turn is never written through a link into another file."""
    time, other = _Time(), tmp_path / "precious"
    folder = tmp_path / "turns"
    _turns(Pace(folder), time, 1)
    (kept,) = folder.iterdir()
    kept.unlink()
    other.write_text("mine")
    kept.symlink_to(other)

    _turns(Pace(folder), time, 1)

    assert other.read_text() == "mine"
