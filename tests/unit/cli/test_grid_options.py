"""Arguments that the verbs of the grid share."""

import argparse

import pytest

from wholeprint.cli import grid_options
from wholeprint.errors import ValueRefusedError

NOW = 1_700_000_000.0


def asked(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    grid_options.period(parser)
    return parser.parse_args(arguments)


def test_unless_told_it_is_the_last_stretch() -> None:
    """Without arguments the stretch ends now, and is as long as the verb says."""
    assert grid_options.between(asked(), default_seconds=60.0, now_seconds=NOW) == (NOW - 60.0, NOW)


def test_both_ends_may_be_told() -> None:
    """Moments are UTC unless they say otherwise."""
    begin, end = grid_options.between(
        asked("--from", "2001-09-09T00:00", "--to", "2001-09-09T02:00+01:00"),
        default_seconds=60.0,
        now_seconds=NOW,
    )

    assert (begin, end) == (999_993_600.0, 999_997_200.0)


@pytest.mark.parametrize(
    "told",
    [
        ("--to", "2001-01-01", "--from", "2001-01-02"),
        ("--from", "1800-01-01"),
        ("--from", "1989-12-31", "--to", "1990-01-02"),
        ("--from", "2023-01-01", "--to", "2026-01-01"),
    ],
)
def test_a_stretch_that_cannot_be_is_refused(told: tuple[str, ...]) -> None:
    """It ends before it begins, is longer than any series, too long ago, or too far ahead."""
    with pytest.raises(ValueRefusedError):
        grid_options.between(asked(*told), default_seconds=60.0, now_seconds=NOW)


def test_the_zone_of_the_settings_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed goes before the settings; without either the refusal names both ways."""
    parser = argparse.ArgumentParser()
    grid_options.zone(parser)
    monkeypatch.delenv("WHOLEPRINT_ZONE", raising=False)

    with pytest.raises(ValueRefusedError, match="ZONE is missing"):
        grid_options.zone_of(parser.parse_args([]))
    monkeypatch.setenv("WHOLEPRINT_ZONE", "GB")
    assert grid_options.zone_of(parser.parse_args([])) == "GB"
    assert grid_options.zone_of(parser.parse_args(["FR"])) == "FR"
