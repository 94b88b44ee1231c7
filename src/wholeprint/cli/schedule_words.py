"""What people type when they plan: lengths of time, powers, moments to come, what a move takes."""

import argparse
import math
import time
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

LONGEST_SECONDS = 3660 * 86400.0
_SECONDS = {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "w": 604800.0}
_WATTS = {"W": 1.0, "kW": 1e3, "MW": 1e6}
_JOULES = {"J": 1.0, "kJ": 1e3, "MJ": 1e6, "Wh": 3600.0, "kWh": 3.6e6}


def _with_suffix(text: str, sizes: dict[str, float], example: str) -> float:
    for suffix in sorted(sizes, key=len, reverse=True):
        number = text.strip().removesuffix(suffix)
        if number != text.strip():
            try:
                value = float(number) * sizes[suffix]
            except ValueError:
                continue
            if math.isfinite(value) and value >= 0.0:
                return value
    raise argparse.ArgumentTypeError(f"{text!r} was not understood: write {example}")


def duration(text: str) -> float:
    """Return a length of time [s].

    Args:
        text: Such as "90s", "45m", "4h", "1.5d".

    Raises:
        argparse.ArgumentTypeError: If it is none, or longer than anybody plans.
    """
    seconds = _with_suffix(text, _SECONDS, "90s, 45m, 4h or 2d")
    if seconds > LONGEST_SECONDS:
        raise argparse.ArgumentTypeError(
            f"{text!r} is longer than anybody plans: give at most {LONGEST_SECONDS / 86400.0:g}d"
        )
    return seconds


def power(text: str) -> float:
    """Return a power [W].

    Args:
        text: Such as "300W" or "1.2kW".
    """
    return _with_suffix(text, _WATTS, "300W or 1.2kW")


def energy(text: str) -> float:
    """Return an energy [J].

    Args:
        text: Such as "20kJ" or "5Wh".
    """
    return _with_suffix(text, _JOULES, "20kJ or 5Wh")


def moment_to_come(text: str) -> float:
    """Return a moment [s since 1970 UTC].

    Args:
        text: "24h" for that long from now, or "2026-11-22T08:00": without an offset, the time of
            this machine's clock.

    Raises:
        argparse.ArgumentTypeError: If it names none.
    """
    return parse_moment(text, now_unix_seconds=time.time())


def parse_moment(text: str, *, now_unix_seconds: float) -> float:
    """Return the moment that a text names, seen from a given present [s since 1970 UTC].

    Args:
        text: As for `moment_to_come`.
        now_unix_seconds: The present [s].

    Raises:
        argparse.ArgumentTypeError: If it names none.
    """
    try:
        return now_unix_seconds + duration(text)
    except argparse.ArgumentTypeError:
        pass
    try:
        # Without an offset the clock of this machine is meant, and `timestamp` reads it so.
        return datetime.fromisoformat(text).timestamp()
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no moment: write 24h for that long from now, or 2026-11-22T08:00"
        ) from None


class Move(NamedTuple):
    """What a move takes, as it was typed.

    Attributes:
        kwh: Electricity [kWh].
        grams: Carbon [gCO2e].
        seconds: Time [s].
    """

    kwh: float = 0.0
    grams: float = 0.0
    seconds: float = 0.0


def transfer(text: str) -> Move:
    """Return what a move takes.

    Args:
        text: Parts separated by commas: "0.5kWh", "200g", "10m", and data with the kWh that a
            gigabyte takes, "50GB@0.01".

    Raises:
        argparse.ArgumentTypeError: If a part is none of these.
    """
    kwh = grams = seconds = 0.0
    for part in filter(None, (part.strip() for part in text.split(","))):
        data, at, rate = part.partition("@")
        if at:
            per_gb = _with_suffix(f"{rate}kWh", {"kWh": 1.0}, "50GB@0.01 (kWh per GB)")
            kwh += _with_suffix(data, {"GB": 1.0, "TB": 1e3}, "50GB@0.01") * per_gb
        elif part.endswith("Wh"):
            kwh += energy(part) / 3.6e6
        elif part.endswith("g"):
            grams += _with_suffix(part, {"g": 1.0, "kg": 1e3}, "200g or 1kg")
        elif part.endswith("B"):
            raise argparse.ArgumentTypeError(
                f"{text!r} says how much data, not what it takes: nobody agrees on that, so give "
                "the kWh per GB that you believe, as in 50GB@0.01, or kWh or grams of a move"
            )
        else:
            seconds += _moving_time(part)
    return Move(kwh, grams, seconds)


def _moving_time(part: str) -> float:
    try:
        return duration(part)
    except argparse.ArgumentTypeError:
        raise argparse.ArgumentTypeError(
            f"{part!r} is nothing that a move takes: write energy (0.5kWh), grams (200g), time "
            "(10m), or data with the kWh per GB that you believe (50GB@0.01), separated by commas"
        ) from None


class Residence(NamedTuple):
    """Where a job may be, as it was typed.

    Attributes:
        allowed: Names that are allowed; empty for all.
        forbidden: Names that are not.
    """

    allowed: frozenset[str]
    forbidden: frozenset[str]


def residency(text: str) -> Residence:
    """Return where a job may be.

    Args:
        text: Names separated by commas; those behind a "!" are forbidden: "EU,!PL".
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    return Residence(
        frozenset(name for name in names if not name.startswith("!")),
        frozenset(name.removeprefix("!") for name in names if name.startswith("!")),
    )


class Named(NamedTuple):
    """A file, and the zone that it is about.

    Attributes:
        zone: The zone; None for the only one.
        path: The file.
    """

    zone: str | None
    path: Path


def named_file(text: str) -> Named:
    """Return a file that may say which zone it is about.

    Args:
        text: "FILE", or "ZONE=FILE".
    """
    zone, equals, path = text.partition("=")
    return Named(zone, Path(path)) if equals else Named(None, Path(text))
