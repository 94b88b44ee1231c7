"""What a software carbon intensity is per: functional units, and how one becomes another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wholeprint.errors import ConformanceError, ValueRefusedError

_SIZES = {"k": 1e3, "M": 1e6, "B": 1e9, "G": 1e9, "T": 1e12}
_WORDS = {"thousand": "k", "million": "M", "billion": "G", "trillion": "T"}
_SIZED = re.compile(
    r"^(?P<digits>\d+(?:,\d{3})*(?:\.\d+)?(?:[eE]\d+)?)(?P<letter>[kMBGT]?)\s+(?P<name>\S.*)$"
)
_WORDED = re.compile(rf"^(?:(\d+(?:\.\d+)?)\s+)?({'|'.join(_WORDS)})\s+(?=\S)", re.IGNORECASE)
_COUNT = re.compile(r"^(?P<digits>.*\d)\s*(?P<letter>[kMBGT])$")
SIZED_REASON = "one R is so many of them"
"""Why a unit of several things is divided by their number."""
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class FunctionalUnit:
    """One R: a thing that the software does, or so many of them.

    Attributes:
        name: What is counted, in the singular: "inference", "token", "training run".
        each_count: How many of it one R is: 1000 for "1k tokens".
    """

    name: str
    each_count: float = 1.0

    def __str__(self) -> str:
        if self.each_count == 1.0:
            return self.name
        for letter in ("T", "G", "M", "k"):
            found = self.each_count / _SIZES[letter]
            if found >= 1.0 and float(f"{found:g}") * _SIZES[letter] == self.each_count:
                return f"{found:g}{letter} {plural(self.name)}"
        return f"{self.each_count:g} {plural(self.name)}"


def unit_of(text: str) -> FunctionalUnit:
    """Return the functional unit that a text names.

    Args:
        text: "request", "tokens", "1k tokens", "1000 images", "million tokens".

    Raises:
        ValueRefusedError: If it names none.
    """
    words = _WORDED.sub(
        lambda found: f"{found[1] or 1}{_WORDS[found[2].lower()]} ", " ".join(text.split())
    )
    sized = _SIZED.match(words)
    each = 1.0
    if sized is not None:
        each = float(sized["digits"].replace(",", "")) * _SIZES.get(sized["letter"], 1.0)
        words = sized["name"]
    is_name = words.isprintable() and any(each.isalpha() for each in words)
    if not is_name or len(words) > _LONGEST or each <= 0.0:
        raise ValueRefusedError(
            "that is no functional unit",
            seen=text,
            fix='Name what the software does: "request", "1k tokens", "image", "run"',
        )
    return FunctionalUnit(singular(words), each)


def letter_off(text: str) -> tuple[str, float]:
    """Return a count without the letter behind it, and what the letter multiplies by.

    Args:
        text: "12k", "1.5 M", "120000".
    """
    found = _COUNT.match(text.strip())
    return (text, 1.0) if found is None else (found["digits"], _SIZES[found["letter"]])


def singular(name: str) -> str:
    """Return one of what a word may name several of: "tokens" is "token", "queries" is "query".

    Args:
        name: The word, or words of which the last counts.
    """
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    if name.endswith(("ches", "shes", "xes")):
        return name[:-2]
    return name[:-1] if name.endswith("s") and not name.endswith(("ss", "us", "is")) else name


def plural(name: str) -> str:
    """Return several of what a word names one of.

    Args:
        name: The word, in the singular.
    """
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    if name.endswith(("ch", "sh", "x")):
        return f"{name}es"
    return name if name.endswith("s") or name.isupper() else f"{name}s"


@dataclass(frozen=True, slots=True)
class Conversion:
    """How one thing that is counted becomes another, and why.

    Attributes:
        counted: What a part counted: "image".
        wanted: What the score is per: "request".
        per_count: How many of what is wanted one of what was counted is.
        reason: Why, as a clause that a reader can check.
    """

    counted: str
    wanted: str
    per_count: float
    reason: str

    def __post_init__(self) -> None:
        if not 0.0 < self.per_count < float("inf"):
            raise ValueRefusedError("a conversion is by more than 0", seen=self.per_count)
        if not self.reason.strip():
            raise ConformanceError(
                "a conversion of the functional unit gives no reason",
                seen=f"{self.counted} to {self.wanted}",
                fix="Say why one stands for so many of the other: it is disclosed with the score",
            )

    def __str__(self) -> str:
        return f"1 {self.counted} = {self.per_count:g} {self.wanted}: {self.reason}"


def same_unit(
    counted: str, amount_count: float, unit: FunctionalUnit, conversions: Sequence[Conversion]
) -> tuple[float, tuple[Conversion, ...]]:
    """Return how many R a part did, and the conversions that led there.

    Args:
        counted: What the part counted.
        amount_count: How many of it.
        unit: What the score is per.
        conversions: Those that were declared.

    Raises:
        ConformanceError: If the part counted something else and no conversion was declared.
    """
    if not 0.0 < amount_count < float("inf"):
        raise ConformanceError(
            "R is missing: how many functional units were done",
            seen=f"{amount_count:g} {plural(counted)}",
            fix='Say it: --per "inference=120000"',
        )
    if counted == unit.name:
        sized = Conversion(counted, str(unit), 1.0 / unit.each_count, SIZED_REASON)
        return amount_count / unit.each_count, () if unit.each_count == 1.0 else (sized,)
    for each in conversions:
        if (each.counted, each.wanted) == (counted, unit.name):
            found, more = same_unit(unit.name, amount_count * each.per_count, unit, ())
            return found, (each, *more)
    raise ConformanceError(
        "the functional unit is not the same in every component",
        seen=f"{counted} against {unit.name}",
        fix=f'Declare how one becomes the other: --convert "{counted}={unit.name}:N:why"',
    )
