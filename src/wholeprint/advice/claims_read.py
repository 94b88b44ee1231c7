"""What a sentence claims, number by number; what cannot be read with certainty is said to be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from wholeprint.advice.claims_words import (
    Number,
    gain_at,
    gain_noun_at,
    is_exact,
    numbers,
    quantity_in,
    ways,
)

_SPLIT = re.compile(
    r"[,;:.](?=\s)|\b(?:and|while|but|with|whereas|at|yet|plus|or)\b|\u2014", re.IGNORECASE
)
_STOP = re.compile(
    r"[,;:](?=\s|$)|\.(?=\s|$)|\b(?:than|compared|vs|versus|relative|against|while|with|and|but|or"
    r"|by|through|via|thanks|using|on|for|due|when|where|since|because|from)\b"
    r"|\bper\b(?! (?:watt|joule|kwh))|\bof\b(?=\s+(?:an?\s|[A-Z]))|(?<=\w)\s+as\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|isn't|doesn't|don't|didn't|won't|wasn't|cannot|can't|neither|nor|hardly|nothing"
    r"|fails? to|failed to|far from|instead of|rather than|no longer)\b(?! only)"
    r"|\bno (?:less|more|fewer|lower|higher)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|reach\w*|uses?|emits?|consumes?|needs?|stay\w*|remain\w*"
    r"|achiev\w*|takes?|makes?)\b",
    re.IGNORECASE,
)
_ALIEN = re.compile(
    r"\b(?:accura\w+|quality|precision|recall|score|users?|traffic|requests|queries|revenue|demand)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"\b(?:up to|at best|as low as|at most|as much as|down to)\b(?=[^,;]{0,20}$)", re.IGNORECASE
)
_OF = re.compile(r"^\s*of\b", re.IGNORECASE)
_AS_MUCH = re.compile(r"^\s*as (?:much|many)\b", re.IGNORECASE)
_SAVED = re.compile(r"\b(?:is|are|was|were) (?:saved|cut|avoided)\b", re.IGNORECASE)
_SAVES = re.compile(
    r"\b(?:sav\w+|cut\w*|reduc\w+|avoid\w*|lower\w*|by)\b[^,;]{0,40}$", re.IGNORECASE
)
_OFFSETS = re.compile(r"\b(?:offset\w*|compensat\w+|remov\w+|bought)\b", re.IGNORECASE)
_NEAR = 22
_TINY, _HUGE = 1e-9, 1e12


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


@dataclass(frozen=True, slots=True)
class _Place:
    """A number with the words before and after it that may be its own."""

    number: Number
    before: str
    after: str
    nearest: str
    rest: str
    start: int
    end: int


def said_in(text: str) -> tuple[Said, ...]:
    """Return what each number of a sentence says, in order.

    Args:
        text: The sentence.
    """
    found: list[Said] = []
    places = list(_places(text))
    for place in places:
        one = _said(place, found[-1] if found else None, is_alone=len(places) == 1)
        if one is None:
            continue
        one = replace(one, start=place.start, end=place.end)
        last = found[-1] if found else None
        is_of_last = last is not None and one.quantity in {"", last.quantity}
        if last is not None and last.value and not last.readings and one.readings and is_of_last:
            found[-1] = replace(
                last, readings=one.readings, is_range=one.is_range, up_to=one.up_to, end=one.end
            )
        else:
            found.append(one)
    return tuple(found)


def _places(text: str) -> Iterator[_Place]:
    known = numbers(text)
    bounds = [0]
    for one, two in pairwise(known):
        gaps = list(_SPLIT.finditer(text, one.end, two.start))
        bounds.append(gaps[-1].end() if gaps else two.start)
    bounds.append(len(text))
    for number, start, end in zip(known, bounds, bounds[1:], strict=False):
        rest = text[number.end : end]
        stop = next((m for m in _STOP.finditer(rest) if rest[: m.start()].strip()), None)
        after = rest if stop is None else rest[: stop.start()]
        yield _Place(number, text[start : number.start], after, after[:_NEAR], rest, start, end)


def _said(place: _Place, last: Said | None, *, is_alone: bool) -> Said | None:
    number = place.number
    if number.kind == "amount":
        return _amount(place)
    if number.kind == "pair":
        return Said(number.quantity, value=number.text, baseline_value=number.before)
    quantity = quantity_in(place.after) or quantity_in(place.before, last=True)
    if number.kind == "unread":
        return Said(quantity, unclear=f"{number.text!r} are two shares, and of what is not clear")
    is_gain = _is_gain(place)
    if is_gain:
        quantity = quantity_in(place.after) or _gain_before(place)
    elif not quantity and is_alone:
        quantity = quantity_in(place.rest)
    if _is_other(place, quantity, is_gain=is_gain):
        return None
    way, doubt = _way(place, last, is_gain=is_gain)
    found = Said(quantity, is_gain=is_gain, way=way, up_to=_UP_TO.search(place.before) is not None)
    if _NOT.search(place.before) is not None:
        doubt = "the sentence says 'not' or the like, and of what is not clear"
    if not _TINY < number.high < _HUGE:
        doubt = "no such number can be compared with"
    if doubt:
        return replace(found, unclear=f"{number.text.strip()!r} is not read: {doubt}")
    return _read(found, place)


def _gain_before(place: _Place) -> str:
    if gain_at(place.after) >= 0:
        return ""
    noun = gain_noun_at(place.before)
    named = quantity_in(place.before[noun - 12 if noun > 12 else 0 :], last=False)  # noqa: PLR2004 - "energy efficiency"
    return named or ("time" if "speed" in place.before[noun:].lower() else "")


def _amount(place: _Place) -> Said | None:
    number = place.number
    if _OFFSETS.search(place.before):
        return None
    near = [way for at, way in ways(place.nearest) if at < 10 and way in {"less", "more"}]  # noqa: PLR2004 - the next word
    if near:
        return Said(number.quantity, value=number.text, difference=near[0])
    if _SAVES.search(place.before):
        known = [way for _, way in ways(place.before) if way in {"less", "more"}]
        return Said(number.quantity, value=number.text, difference=(known or ["less"])[-1])
    return Said(number.quantity, value=number.text)


def _is_gain(place: _Place) -> bool:
    if gain_at(place.after) >= 0:
        return True
    if quantity_in(place.after):
        return False
    noun = gain_noun_at(place.before)
    if noun < 0:
        return False
    return not quantity_in(place.before[noun:].replace("speed", "").replace("throughput", ""))


def _is_other(place: _Place, quantity: str, *, is_gain: bool) -> bool:
    """Return whether a number is of something that no footprint holds."""
    if is_gain or place.number.is_spelt:
        return False
    if _OF.match(place.after) and not _of_quantity(place):
        return place.number.kind in {"percent", "part"}
    alien = _ALIEN.search(place.after) or _ALIEN.search(place.before)
    if alien is not None and not quantity_in(place.after):
        return True
    has_way = ways(place.after) or ways(place.before) or place.number.sign
    return not quantity and not has_way and not _AS_MUCH.match(place.after)


def _of_quantity(place: _Place) -> bool:
    words = place.after.split()
    if _SAVED.search(place.rest):
        return True
    return bool(quantity_in(" ".join(words[:4]))) or " ".join(words[1:3]).lower() in {
        *("the original", "the baseline", "its predecessor", "that of", "what it"),
    }


def _way(place: _Place, last: Said | None, *, is_gain: bool) -> tuple[str, str]:
    """Return which way a number goes, and what is in doubt."""
    number = place.number
    after = [way for at, way in ways(place.after) if at <= _NEAR]
    before = [way for _, way in ways(place.before)]
    if _SAVED.search(place.rest):
        return "less", ""
    if number.sign:
        signed = {"+": "more", "-": "less"}[number.sign]
        if after and after[0] != signed:
            return "", f"its sign and {after[0]!r} say opposite things"
        return ("", "a sign and a word both say less") if after == ["less"] else (signed, "")
    if after:
        verbs = [way for way in before if way == "less"]
        if verbs and after[0] in {"more", "less"} and not is_gain:
            return "", "a saving is compared, or the amount: that is not clear"
        return after[0], ""
    if _OF.match(place.after) or _AS_MUCH.match(place.after) or is_exact(place.after):
        return ("of", "") if not (before and number.kind == "percent") else (before[-1], "")
    if before:
        return before[-1], ""
    if number.is_spelt:
        return "of", ""
    if last is not None and last.way and not _VERB.search(place.before):
        return last.way, ""
    return "", ""


def _read(found: Said, place: _Place) -> Said:
    number, way = place.number, found.way
    low, high = number.low, number.high
    if number.kind == "part" or (number.kind == "times" and number.is_spelt):
        return _of_word(found, place)
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


def _of_word(found: Said, place: _Place) -> Said:
    ratio = place.number.low
    own = [way for at, way in ways(place.after) if at < 12 and way in {"less", "more"}]  # noqa: PLR2004 - the next word
    if place.number.kind == "part" and own and not found.is_gain:
        ratio = 1.0 - ratio if own[0] == "less" else 1.0 + ratio
    elif place.number.kind == "part" and not _bare(place) and found.way == "less":
        ratio = 1.0 - ratio  # cut by a third
    elif own and own[0] == "less":
        ratio = 1.0 / ratio
    if found.is_gain:
        ratio = 1.0 / ratio
    return replace(found, readings=(_ratio(ratio),))


def _bare(place: _Place) -> bool:
    return (
        place.number.text.lower().startswith("hal")
        or _OF.match(place.after) is not None
        or is_exact(place.after)
    )


def _of_factor(factor: float, found: Said) -> tuple[Reading, ...]:
    is_down = found.way == "less"
    if found.way == "slow":
        return (_ratio(factor),)
    if found.way == "fast" or found.is_gain:
        return (_ratio(factor if is_down else 1.0 / factor),)
    if is_down:
        return (_ratio(1.0 / factor),)
    if found.way in {"more", "of"}:
        return (_ratio(factor),)
    return (_ratio(1.0 / factor), _ratio(factor))


def _of_percent(share: float, found: Said) -> tuple[Reading, ...]:
    way = found.way
    if found.is_gain or way in {"fast", "slow"}:
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
    if way in {"less", "slow"}:
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
