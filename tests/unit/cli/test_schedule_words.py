"""Lengths of time, powers and moments as people type them."""

import argparse
from datetime import datetime
from pathlib import Path

import pytest

from wholeprint.cli import schedule_words as words


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90.0), ("45m", 2700.0), ("45min", 2700.0), ("4h", 14400.0), ("1.5d", 129600.0)],
)
def test_a_length_of_time(text: str, seconds: float) -> None:
    """Seconds, minutes, hours and days, also in parts."""
    assert words.duration(text) == seconds


@pytest.mark.parametrize("text", ["4", "h", "-4h", "infh", "4 potatoes", ""])
def test_what_is_no_length_of_time_is_refused(text: str) -> None:
    """A bare number has no unit; nothing is below nought or without end."""
    with pytest.raises(argparse.ArgumentTypeError, match="write 90s"):
        words.duration(text)


def test_powers_and_energies() -> None:
    """Watts, joules and watt-hours in their usual sizes."""
    assert words.power("300W") == 300.0
    assert words.power("1.2kW") == 1200.0
    assert words.energy("20kJ") == 2e4
    assert words.energy("5Wh") == 18000.0


def test_a_moment_is_from_now_or_of_this_clock() -> None:
    """A length counts from now, a time without an offset is local, one with an offset is not."""
    assert words.parse_moment("24h", now_unix_seconds=100.0) == 86500.0
    local = datetime.fromisoformat("2026-11-22T08:00").timestamp()
    assert words.parse_moment("2026-11-22T08:00", now_unix_seconds=0.0) == local
    assert words.parse_moment("1970-01-01T01:00+01:00", now_unix_seconds=5.0) == 0.0
    with pytest.raises(argparse.ArgumentTypeError, match="no moment"):
        words.parse_moment("tomorrow", now_unix_seconds=0.0)


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("0.5kWh,200g,10m", words.Move(0.5, 200.0, 600.0)),
        ("50GB@0.01", words.Move(0.5, 0.0, 0.0)),
        ("2TB@0.001,1kg", words.Move(2.0, 1000.0, 0.0)),
    ],
)
def test_what_a_move_takes(text: str, move: words.Move) -> None:
    """Energy, carbon, time, and data with what a gigabyte takes."""
    assert words.transfer(text) == pytest.approx(move)


def test_data_without_a_factor_are_refused() -> None:
    """Nobody agrees on what a gigabyte takes, so nobody guesses it here."""
    with pytest.raises(argparse.ArgumentTypeError, match="50GB@"):
        words.transfer("50GB")


def test_where_a_job_may_be() -> None:
    """Names that are allowed, and behind a ! those that are not."""
    assert words.residency("EU, !PL") == (frozenset({"EU"}), frozenset({"PL"}))


def test_a_file_may_say_its_zone() -> None:
    """ZONE=FILE or FILE."""
    assert words.named_file("GB=a.csv") == ("GB", Path("a.csv"))
    assert words.named_file("a.csv") == (None, Path("a.csv"))


def test_a_length_beyond_all_plans_is_refused() -> None:
    """A slip of the keyboard is told, before any calendar is asked for the year 10,000."""
    with pytest.raises(argparse.ArgumentTypeError, match="at most"):
        words.duration("1e300h")
    assert words.duration("3660d") == words.LONGEST_SECONDS


def test_what_no_move_takes_is_refused_with_what_one_takes() -> None:
    """A word that is neither energy, grams, time nor data is told what a move can be told by."""
    with pytest.raises(argparse.ArgumentTypeError, match=r"energy \(0.5kWh\), grams"):
        words.transfer("bananas")
