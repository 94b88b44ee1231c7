"""The most that a plan may emit: a mass in a time, ``2tCO2e/month``."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from wholeprint.errors import UnitError, ValueRefusedError
from wholeprint.quantities.units import Unit
from wholeprint.tracking.plan_figures import CARBON
from wholeprint.tracking.plan_result import Costed

At = Literal["low", "median", "high"]

HOURS_OF: Final = {"hour": 1.0, "day": 24.0, "month": 730.0, "year": 8760.0}
"""Hours of a time: a year is 365 days, as everywhere here, and a month a twelfth of it [h]."""

_TIMES = {"h": "hour", "hr": "hour", "d": "day", "mo": "month", "yr": "year", "y": "year"}
_LIMIT = re.compile(
    r"\s*(?P<number>[0-9.]+(?:[eE][+-]?\d+)?)\s*(?P<mass>[A-Za-z0-9]+)(?:/(?P<per>[A-Za-z]+))?\s*"
)
_EXAMPLE = "Write it as 2tCO2e/month: gCO2e, kgCO2e or tCO2e per hour, day, month or year"


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that may be emitted.

    Attributes:
        text: As it was written.
        grams: How much [gCO2e].
        per: In which time; None where it was not said.
    """

    text: str
    grams: float
    per: str | None

    def grams_in(self, hours: float) -> float:
        """Return how much that is in some hours [gCO2e].

        Args:
            hours: The hours [h].
        """
        return self.grams if self.per is None else self.grams * hours / HOURS_OF[self.per]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a limit is kept.

    Attributes:
        limit: The limit.
        at: What is held against it: the median, or an end of the interval.
        allowed_grams: How much may be emitted in the time of the result [gCO2e].
        found_grams: How much would be [gCO2e]; None where nobody can tell.
        is_partial: Whether resources without data are missing from that.
    """

    limit: Limit
    at: At
    allowed_grams: float
    found_grams: float | None
    is_partial: bool

    @property
    def is_kept(self) -> bool | None:
        """Whether it is kept; None where there is no number."""
        return None if self.found_grams is None else self.found_grams <= self.allowed_grams


def parse_limit(text: str) -> Limit:
    """Return the limit that a text writes.

    Args:
        text: ``2tCO2e/month``, ``500 kgCO2e/year``; without a time it is for all that is counted.

    Raises:
        UnitError: If the mass is not one of greenhouse gases.
        ValueRefusedError: If it is no limit.
    """
    found = _LIMIT.fullmatch(text)
    if found is None:
        raise ValueRefusedError("a limit that cannot be read", seen=text, fix=_EXAMPLE)
    try:
        number = float(found["number"])
        grams = number * Unit.parse(found["mass"]).ratio(Unit.parse("gCO2e"))
    except (ValueError, UnitError) as error:
        if isinstance(error, UnitError):
            raise UnitError(
                "a limit is a mass of greenhouse gases", seen=text, fix=_EXAMPLE
            ) from error
        raise ValueRefusedError("a limit that cannot be read", seen=text, fix=_EXAMPLE) from error
    per = found["per"]
    per = None if per is None else _TIMES.get(per, per.removesuffix("s"))
    if per is not None and per not in HOURS_OF:
        raise ValueRefusedError("no such time", seen=text, fix=_EXAMPLE)
    return Limit(text.strip(), grams, per)


def held_against(costed: Costed, limit: Limit, at: At, per_hours: float) -> Verdict:
    """Return whether a plan keeps a limit.

    Args:
        costed: The plan and what it costs.
        limit: The limit.
        at: What is held against it.
        per_hours: The time on the clock that the result is about [h]: machines that run half of a
            month emit that in a month.
    """
    figure = None if costed.total is None else costed.total[CARBON]
    found = 0.0
    if figure is not None:
        value = {"low": figure.low, "median": figure.value, "high": figure.high}[at]
        if value is None:
            return Verdict(limit, at, limit.grams_in(per_hours), None, costed.is_partial)
        found = value
    return Verdict(limit, at, limit.grams_in(per_hours), found, costed.is_partial)
