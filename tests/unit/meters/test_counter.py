"""Tests of counters that wrap, reset and jump."""

import pytest

from wholeprint.meters.counter import Counter

RANGE_JOULES = 262_143.0


def _counter(start_joules: float = 1000.0, range_joules: float = RANGE_JOULES) -> Counter:
    counter = Counter(range_joules)
    counter.start(start_joules, 0.0)
    return counter


def test_steps_add_up() -> None:
    """What the counter grew by is the energy."""
    counter = _counter()
    assert not counter.advance(1100.0, 1.0)
    assert not counter.advance(1300.0, 2.0)
    assert counter.joules == pytest.approx(300)


def test_a_wrap_loses_nothing() -> None:
    """Past its range the counter starts at zero, and the energy goes on."""
    counter = _counter(RANGE_JOULES - 40)
    assert not counter.advance(60.0, 1.0)
    assert counter.joules == pytest.approx(100)


def test_a_small_step_back_is_no_wrap() -> None:
    """A counter that falls by 5 J in 1 s has not gone round at 262 kW: the energy is unknown."""
    counter = _counter()
    assert "reset" in counter.advance(995.0, 1.0)
    assert counter.joules == 0
    assert not counter.advance(1095.0, 2.0)
    assert counter.joules == pytest.approx(100)


def test_a_reset_to_zero_is_no_wrap() -> None:
    """A counter in the middle of its range that shows 3 J was reset."""
    counter = _counter(RANGE_JOULES / 2)
    assert "reset" in counter.advance(3.0, 1.0)


def test_a_counter_without_a_range_never_wraps() -> None:
    """Where no range is stated, a fall can only be a reset."""
    counter = _counter(1000.0, float("inf"))
    assert "reset" in counter.advance(10.0, 1.0)


def test_a_jump_is_not_energy() -> None:
    """50 kJ in 1 s is more than any socket draws."""
    counter = _counter()
    assert "jumped" in counter.advance(51_000.0, 1.0)
    assert counter.joules == 0


def test_a_wrap_that_cannot_be_excluded_is_said() -> None:
    """Readings further apart than a round at ordinary power leave the energy unknown."""
    counter = _counter()
    assert "unseen" in counter.advance(1500.0, 3600.0)
    assert counter.joules == 0


def test_the_horizon_follows_the_power_seen() -> None:
    """A counter that runs faster may come round sooner: 262 kJ at 1.5 x 2 kW is 87 s."""
    counter = _counter()
    counter.advance(3000.0, 1.0)
    assert counter.horizon_seconds == pytest.approx(RANGE_JOULES / 3000.0)


def test_energy_held_back_is_not_a_jump() -> None:
    """A counter that moves every 50 ms shows 5 J at once at 100 W, even 1 ms after a reading."""
    counter = _counter()
    assert not counter.advance(1005.0, 0.001)


def test_distance_goes_the_shorter_way_round() -> None:
    """Two views of one counter on either side of its wrap are close."""
    assert _counter().apart_joules(RANGE_JOULES - 1, 1.0) == pytest.approx(2)
