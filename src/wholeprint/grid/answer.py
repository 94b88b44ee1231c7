"""What came back from a provider, read with suspicion: each value is what it should be, or refused.

An answer is foreign text. Whatever it holds, reading it ends in values of ours or in a
`ProviderAnswerError` that says where in the answer the fault is; in nothing else.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn, cast

from wholeprint.errors import ProviderAnswerError, SeriesError
from wholeprint.grid.live import Answer
from wholeprint.grid.slots import Slot, series_of
from wholeprint.quantities.series import StepSeries

EARLIEST_SECONDS = datetime(1990, 1, 1, tzinfo=UTC).timestamp()
LATEST_SECONDS = datetime(2100, 1, 1, tzinfo=UTC).timestamp()
"""No provider has data outside these years: a time beyond them is in another unit, or rubbish."""

BEYOND = 1e6
"""No intensity in any unit in use comes near; what is merely unlikely is left to `plausible`."""

_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Said:
    """A part of an answer, which knows who said it and where it stands.

    Attributes:
        value: What JSON holds there.
        who: Name of the provider, for messages.
        where: The path to it within the answer.
    """

    value: object
    who: str
    where: str = "the answer"

    def at(self, name: str) -> "Said":
        """Return the part of that name.

        Args:
            name: Its name.

        Raises:
            ProviderAnswerError: If this is no object, or has no such part.
        """
        found = self.find(name)
        if found is None:
            self.refuse(f"lacks '{name}'")
        return found

    def find(self, name: str) -> "Said | None":
        """Return the part of that name, None where it is missing or null.

        Args:
            name: Its name.

        Raises:
            ProviderAnswerError: If this is no object.
        """
        if not isinstance(self.value, dict):
            self.refuse("is no object")
        value = cast("dict[str, object]", self.value).get(name)  # pyright: ignore[reportUnknownMemberType] - JSON
        return None if value is None else Said(value, self.who, f"{self.where}.{name}")

    def each(self) -> "list[Said]":
        """Return the parts of a list.

        Raises:
            ProviderAnswerError: If this is no list.
        """
        if not isinstance(self.value, list):
            self.refuse("is no list")
        values = cast("list[object]", self.value)  # pyright: ignore[reportUnknownMemberType] - JSON
        return [
            Said(value, self.who, f"{self.where}[{place}]") for place, value in enumerate(values)
        ]

    def text(self) -> str:
        """Return a text.

        Raises:
            ProviderAnswerError: If this is none.
        """
        if not isinstance(self.value, str):
            self.refuse("is no text")
        return self.value

    def flag(self) -> bool:
        """Return a yes or no.

        Raises:
            ProviderAnswerError: If this is neither.
        """
        if not isinstance(self.value, bool):
            self.refuse("is neither true nor false")
        return self.value

    def amount(self) -> float:
        """Return a number such as an intensity can be; null, which says "not known", is NaN.

        Raises:
            ProviderAnswerError: If this is no number, or one that no intensity can be.
        """
        if self.value is None:
            return math.nan
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.refuse("is no number")
        if not abs(self.value) <= BEYOND:
            self.refuse("is no possible intensity")
        return float(self.value)

    def amount_at(self, name: str) -> float:
        """Return the number of that name; null, which says "not known", is NaN.

        Args:
            name: Its name.

        Raises:
            ProviderAnswerError: If it is missing, or is no number such as an intensity can be.
        """
        found = self.find(name)
        if found is not None:
            return found.amount()
        if name not in cast("dict[str, object]", self.value):
            self.refuse(f"lacks '{name}'")
        return math.nan

    def moment_seconds(self, *, unmarked_is_utc: bool = False) -> float:
        """Return a time [s since 1970 UTC].

        Args:
            unmarked_is_utc: Whether a time without an offset is in UTC: only where the provider
                says that this field is.

        Raises:
            ProviderAnswerError: If this is no time, has no offset, or no data can be of then.
        """
        try:
            moment = datetime.fromisoformat(self.text())
            if moment.tzinfo is None and unmarked_is_utc:
                moment = moment.replace(tzinfo=UTC)
            seconds = moment.timestamp() if moment.tzinfo is not None else math.nan
        except (ValueError, OverflowError):
            self.refuse("is no time")
        if math.isnan(seconds):
            self.refuse("is a time without an offset")
        return self._possible(seconds)

    def unix_seconds(self) -> float:
        """Return a time that is written as a number [s since 1970 UTC].

        Raises:
            ProviderAnswerError: If this is no number, or no data can be of then.
        """
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.refuse("is no number of seconds")
        return self._possible(self.value)

    def step_seconds(self) -> float:
        """Return for how long a value holds [s]: a second to a day.

        Raises:
            ProviderAnswerError: If it is anything else.
        """
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.refuse("is no number of seconds")
        if not 1 <= self.value <= 86400:  # noqa: PLR2004 - the day of the sentence above
            self.refuse("is no length of a step")
        return float(self.value)

    def refuse(self, why: str) -> NoReturn:
        """Refuse the answer because of this part.

        Args:
            why: What is wrong with it, as the rest of a sentence.

        Raises:
            ProviderAnswerError: Always.
        """
        raise ProviderAnswerError(
            f"{self.who} answered something that cannot be read: {self.where} {why}",
            seen=_short(self.value),
            fix="Another source is asked; if it lasts, the provider has changed its format",
        )

    def _possible(self, seconds: float) -> float:
        # Compared before it becomes a float: a whole number may be too great for one.
        if not EARLIEST_SECONDS <= seconds <= LATEST_SECONDS:
            self.refuse("is no possible time")
        return float(seconds)


def said(answer: Answer, who: str) -> Said:
    """Read an answer in JSON.

    Args:
        answer: What came back.
        who: Name of the provider, for messages.

    Returns:
        The whole of it.

    Raises:
        ProviderAnswerError: If it is not JSON.
    """
    try:
        return Said(json.loads(answer.body, parse_constant=_no_constant), who)
    except (ValueError, RecursionError):
        raise ProviderAnswerError(
            f"{who} answered something that is not JSON",
            seen=_short(answer.body),
            fix="Another source is asked; a page in HTML is often a notice of maintenance",
        ) from None


def known_series(slots: Iterable[Slot], who: str) -> StepSeries | None:
    """Join what is known to a series; what is not known is a gap.

    Args:
        slots: The values, in any order; NaN where the provider does not know.
        who: Name of the provider, for messages.

    Returns:
        The series, or None where nothing is known.

    Raises:
        ProviderAnswerError: If two values hold for one time.
    """
    known = [slot for slot in slots if not math.isnan(slot.value)]
    if not known:
        return None
    try:
        return series_of(known)
    except SeriesError as error:
        raise ProviderAnswerError(
            f"{who} answered values that cannot be one series: {error.what}", seen=error.seen
        ) from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _short(value: object) -> str:
    if isinstance(value, dict | list):
        kind = "an object" if isinstance(value, dict) else "a list"
        return f"{kind} of {len(cast('dict[str, object] | list[object]', value))}"
    plain = value[: _SHOWN + 1] if isinstance(value, str | bytes) else value
    shown = plain if isinstance(plain, str) else repr(plain)
    shown = "".join(letter if letter.isprintable() else " " for letter in shown)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
