"""Tests of the clocks."""

from threading import Event

import pytest

from wholeprint.meters.clock import SteppedClock, SystemClock, elapsed_seconds


def test_elapsed_time_moves_on() -> None:
    """The machine's elapsed time never falls."""
    assert elapsed_seconds() <= elapsed_seconds()


def test_system_clock_agrees_with_itself() -> None:
    """Time with suspension is never behind time without it."""
    clock = SystemClock()
    assert clock.elapsed_seconds() >= clock.awake_seconds() - 0.1
    assert clock.unix_seconds() > 1_600_000_000


def test_system_clock_waits_for_an_event() -> None:
    """A set event ends the wait at once and says so."""
    event = Event()
    assert not SystemClock().wait(event, 0.001)
    event.set()
    assert SystemClock().wait(event, 60)


def test_stepped_clock_moves_only_when_told() -> None:
    """Advancing moves all clocks; suspension only those that run on; setting only the wall."""
    clock = SteppedClock(unix_seconds=1000)
    clock.advance(5)
    clock.suspend(60)
    clock.set_wall_clock(-3600)
    assert clock.awake_seconds() == 5
    assert clock.elapsed_seconds() == 65
    assert clock.unix_seconds() == pytest.approx(1000 + 65 - 3600)


def test_stepped_clock_steps_over_a_wait() -> None:
    """Waiting takes no real time, and a set event stops it from moving."""
    clock, event = SteppedClock(), Event()
    assert not clock.wait(event, 100)
    assert clock.awake_seconds() == 100
    event.set()
    assert clock.wait(event, 100)
    assert clock.awake_seconds() == 100
