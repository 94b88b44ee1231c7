"""What the number of a claim may mean: the quantity over the baseline's."""

import re
from dataclasses import dataclass, replace

from wholeprint.advice.claims_words import Number, is_exact, ways

_OF = re.compile(r"^\s*of\b", re.IGNORECASE)
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing that a claim's number may mean.

    Attributes:
        words: In words.
        ratio: The quantity over the baseline's [1].
    """

    words: str
    ratio: float


@dataclass(frozen=True, slots=True)
class Said:
    """What one number of a sentence says.

    Attributes:
        quantity: What it is of; empty where that is not said.
        readings: What it may mean.
        is_range: Whether the readings are the two ends of a range, and both meant.
        value: An amount, as printed.
        baseline_value: The amount that it is compared with.
        difference: "less" or "more" where the amount is by how much.
        up_to: Whether it is the best case.
        impossible: Why it cannot be.
        unclear: Why it is not read.
        is_gain: Whether it is of efficiency or speed.
        way: less or more, where the words say so.
        start: Where its part of the sentence begins.
        end: Where that ends.
    """

    quantity: str = ""
    readings: tuple[Reading, ...] = ()
    is_range: bool = False
    value: str = ""
    baseline_value: str = ""
    difference: str = ""
    up_to: bool = False
    impossible: str = ""
    unclear: str = ""
    is_gain: bool = False
    way: str = ""
    start: int = 0
    end: int = 0


def read(found: Said, number: Number, after: str) -> Said:
    """Return what is said with what its number may mean.

    Args:
        found: What is said: its quantity, and which way it goes.
        number: The number.
        after: The words after it that are its own.
    """
    way = found.way
    low, high = number.low, number.high
    if number.kind in {"part", "times"} and low <= 0.0:
        return replace(found, impossible="nothing is nought times as much or as little as another")
    if number.kind == "part" or (number.kind == "times" and number.is_spelt):
        return _of_word(found, number, after)
    if number.kind == "times":
        listed = tuple(_of_factor(each, found) for each in dict.fromkeys((low, high)))
        return replace(found, readings=_flat(listed), is_range=low < high)
    if way == "less" and not found.is_gain and high > 1.0:
        return replace(
            found,
            impossible=f"nothing can be {_percent(high)} less: at 100 % less, none is left",
        )
    listed = tuple(_of_percent(each, found) for each in dict.fromkeys((low, high)))
    is_range = low < high and all(len(each) == 1 for each in listed)
    return replace(found, readings=_flat(listed), is_range=is_range)


def _flat(listed: tuple[tuple[Reading, ...], ...]) -> tuple[Reading, ...]:
    return tuple(each for some in listed for each in some)


def _of_word(found: Said, number: Number, after: str) -> Said:
    ratio = number.low
    own = [way for at, way in ways(after) if at < 12 and way in {"less", "more"}]  # noqa: PLR2004 - the next word
    if found.way == "of":
        own = []
    if number.kind == "part" and own and not found.is_gain:
        ratio = 1.0 - ratio if own[0] == "less" else 1.0 + ratio
    elif number.kind == "part" and not _bare(number, after) and found.way == "less":
        ratio = 1.0 - ratio  # cut by a third
    elif own and own[0] == "less":
        ratio = 1.0 / ratio
    if found.is_gain:
        ratio = 1.0 / ratio
    return replace(found, readings=(_ratio(ratio),))


def _bare(number: Number, after: str) -> bool:
    return number.text.lower().startswith("hal") or _OF.match(after) is not None or is_exact(after)


def _of_factor(factor: float, found: Said) -> tuple[Reading, ...]:
    is_down = found.way in {"less", "bad"}
    if found.way == "slow" or (found.way == "bad" and not found.is_gain):
        return (_ratio(factor),)
    if found.way in {"fast", "good"} or found.is_gain:
        return (_ratio(factor if is_down else 1.0 / factor),)
    if is_down:
        return (_ratio(1.0 / factor),)
    if found.way in {"more", "of"}:
        return (_ratio(factor),)
    return (_ratio(1.0 / factor), _ratio(factor))


def _of_percent(share: float, found: Said) -> tuple[Reading, ...]:
    way = found.way
    if found.is_gain or way in {"fast", "slow", "good", "bad"}:
        return _of_gain(share, way)
    if way == "less":
        return (_less(share),)
    if way == "more":
        return (_more(share),)
    if way == "of":
        return (_ratio(share),)
    listed = (_less(share), _more(share), _ratio(share))
    return listed if share <= 1.0 else listed[1:]


def _of_gain(share: float, way: str) -> tuple[Reading, ...]:
    if way in {"less", "slow", "bad"}:
        if share >= 1.0:
            return (_more(share),)
        done = Reading(
            f"{_percent(share)} less done for each unit, so {_percent(1.0 / (1.0 - share) - 1.0)} "
            "more",
            1.0 / (1.0 - share),
        )
        return (done, _more(share))
    if way == "of":
        return (_ratio(1.0 / share),)
    more = Reading(
        f"{_percent(share)} more done for each unit, so 1/{1.0 + share:.4g} of the baseline's, "
        f"{_percent(share / (1.0 + share))} less",
        1.0 / (1.0 + share),
    )
    return (more,) if share >= 1.0 else (more, _less(share))


def _less(share: float) -> Reading:
    return Reading(f"{_percent(share)} less than the baseline's", 1.0 - share)


def _more(share: float) -> Reading:
    return Reading(f"{_percent(share)} more than the baseline's", 1.0 + share)


def _ratio(ratio: float) -> Reading:
    if ratio < 1.0:
        inverse = 1.0 / ratio
        shown = f"1/{inverse:.4g}" if abs(inverse - round(inverse, 2)) < _TINY else f"{ratio:.3g}"
        return Reading(f"{shown} of the baseline's, {_percent(1.0 - ratio)} less", ratio)
    return Reading(f"{ratio:.4g} times the baseline's", ratio)


def _percent(share: float) -> str:
    return f"{100.0 * share:.4g} %"
