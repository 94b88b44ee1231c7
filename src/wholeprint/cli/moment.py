"""Moments as people type them: dates, times, and how long ago."""

import argparse
import time
from datetime import UTC, datetime

_SIZES_SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86_400, "w": 604_800}


def moment(text: str) -> int:
    """Return the moment that an argument names [ns since 1970 UTC].

    Args:
        text: Such as "2026-11-21", "2026-11-21T10:15", "2026-11-21T10:15+01:00" or "7d" for a week
            ago. A time without an offset is UTC, as in the names of runs.

    Raises:
        argparse.ArgumentTypeError: If it names none.
    """
    return parse(text, now_unix_seconds=time.time())


def parse(text: str, *, now_unix_seconds: float) -> int:
    """Return the moment that a text names, seen from a given present [ns since 1970 UTC].

    Args:
        text: As for `moment`.
        now_unix_seconds: The present [s].

    Raises:
        argparse.ArgumentTypeError: If it names none.
    """
    for symbol in sorted(_SIZES_SECONDS, key=len, reverse=True):
        amount = text.removesuffix(symbol)
        if amount != text and amount.isdecimal():
            return round((now_unix_seconds - int(amount) * _SIZES_SECONDS[symbol]) * 1e9)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no moment: write 2026-11-21, 2026-11-21T10:15, or 7d for a week ago"
        ) from None
    aware = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    return round(aware.timestamp() * 1e9)
