"""What a check says: something found, something looked at, or something that it lacked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    CONTRADICTION = "contradiction"
    """The statement cannot be true as it stands."""
    CAUTION = "caution"
    """It may be true; a reader may be misled, or something is hard to believe."""
    REMARK = "remark"
    """Worth knowing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check found.

    Attributes:
        code: What was found, as one word that never changes.
        severity: How much it weighs.
        place: Where it stands: "energy", "rows.7B.ghg", "totals.ghg".
        message: What is wrong, as a sentence.
        seen: What the statement prints.
        expected: What was to be expected instead.
        numbers: The numbers behind it, by name; each name says its unit.
        why: What would explain it, likeliest first; empty where nothing known does.
        resolve: What would resolve it.
    """

    code: str
    severity: Severity
    place: str
    message: str
    seen: str = ""
    expected: str = ""
    numbers: Mapping[str, float] = field(default_factory=dict[str, float])
    why: tuple[str, ...] = ()
    resolve: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was looked at and found in order, or whose finding stands beside it.

    Attributes:
        check: Which check looked.
        place: Where.
        what: What was held against what.
    """

    check: str
    place: str
    what: str


@dataclass(frozen=True, slots=True)
class Lacking:
    """Something that could not be looked at.

    Attributes:
        check: Which check wanted to look.
        place: Where.
        missing: What it would have needed.
    """

    check: str
    place: str
    missing: str


Told = Finding | Done | Lacking
"""What a check yields."""
