"""Moments as people type them."""

import argparse
import time

import pytest

from wholeprint.cli.moment import moment, parse

NOW = 1_795_256_130.0


@pytest.mark.parametrize(
    ("text", "unix_seconds"),
    [
        ("30s", NOW - 30),
        ("5min", NOW - 300),
        ("12h", NOW - 43_200),
        ("7d", NOW - 604_800),
        ("1w", NOW - 604_800),
        ("2026-11-21T10:15:30+00:00", 1_795_256_130.0),
        ("2026-11-21T10:15:30Z", 1_795_256_130.0),
    ],
)
def test_moments(text: str, unix_seconds: float) -> None:
    """A length of time counts back from now; a time with an offset is that moment."""
    assert parse(text, now_unix_seconds=NOW) == round(unix_seconds * 1e9)


def test_a_time_without_offset_is_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    """Times are as in the names of runs, whatever the clock on the wall says."""
    monkeypatch.setenv("TZ", "Etc/GMT-2")
    time.tzset()
    try:
        found = parse("2026-11-21T10:15:30", now_unix_seconds=NOW)
    finally:
        monkeypatch.undo()
        time.tzset()

    assert found == parse("2026-11-21T10:15:30Z", now_unix_seconds=NOW)


@pytest.mark.parametrize("text", ["yesterday", "", "d", "-3d", "2026-13-01"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    """Anything else is refused with examples of what can be written."""
    with pytest.raises(argparse.ArgumentTypeError, match="7d for a week ago"):
        moment(text)
