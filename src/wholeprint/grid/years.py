"""The years of which anything can be said of a grid."""

import time

from wholeprint.errors import ValueRefusedError

EARLIEST_SECONDS = 631_152_000.0
"""1990: no table and no provider reaches further back [s since 1970 UTC]."""

MOST_YEARS_AHEAD = 2
"""Plants are built and closed: what is typical today says little of later years [a]."""

_YEAR_SECONDS = 366 * 86400.0


def within_years(unix_seconds: float, now_seconds: float) -> float:
    """Return a moment of which anything can be said of a grid [s since 1970 UTC].

    Args:
        unix_seconds: The moment [s since 1970 UTC].
        now_seconds: The present [s since 1970 UTC].

    Raises:
        ValueRefusedError: If it lies before the first year, or too far ahead.
    """
    if not EARLIEST_SECONDS <= unix_seconds <= now_seconds + MOST_YEARS_AHEAD * _YEAR_SECONDS:
        raise ValueRefusedError(
            "that moment is outside the years of which anything can be said of a grid",
            seen=_day(unix_seconds),
            fix=f"Give one from {_day(EARLIEST_SECONDS)} to {MOST_YEARS_AHEAD} years ahead",
        )
    return unix_seconds


def _day(unix_seconds: float) -> str:
    year, month, day, *_ = time.gmtime(unix_seconds)
    return f"{year:04d}-{month:02d}-{day:02d}"
