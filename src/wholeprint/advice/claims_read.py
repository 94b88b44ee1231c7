"""What a sentence claims, number by number; what cannot be read with certainty is said to be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from wholeprint.advice.claims_ratio import Said, read
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
    r"|fails? to|failed to|far from|without \w+ing|instead of|rather than|no longer)\b(?! only)"
    r"|\bno (?:less|more|fewer|lower|higher)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|reach\w*|uses?|emits?|consumes?|needs?|stay\w*|remain\w*"
    r"|achiev\w*|takes?|makes?)\b",
    re.IGNORECASE,
)
_ALIEN = re.compile(
    r"(?<!per )\b(?:work|tasks?|output|images|capacity|accura\w+|quality|precision|recall|score"
    r"|users?|traffic|requests|queries|revenue|demand)\b",
    re.IGNORECASE,
)
_UP_TO = re.compile(
    r"\b(?:up to|at best|as low as|at most|as much as|down to)\b(?=[^,;]{0,20}$)", re.IGNORECASE
)
_TO = re.compile(r"(?<!up )\bto\s+(?:only |just |about |around |nearly )?$", re.IGNORECASE)
_TAKING = re.compile(
    r"\b(?:us(?:es?|ed|ing)|need\w*|consum\w+|emit\w*|tak\w+|requir\w+|draw\w*|at|with|to|has)\s+"
    r"(?:(?:only|just|about|around|roughly|less than|under|nearly|<)\s*)*$|^\s*<?$",
    re.IGNORECASE,
)
_OF_OTHER = re.compile(
    r"^[^,;]{3,40}?\b(?:of|that|required|needed|used by|consumed by)\s+(?!which)\w", re.IGNORECASE
)
_OF_BEFORE = re.compile(
    r"^\s*of\s+(?:the\s+|its\s+|their\s+|our\s+)?(?:(?:19|20)\d\d|last|previous|prior|baseline"
    r"|original|predecessor|level|value|that|what|[A-Z][\w.-]*'s)",
)
_OF_TIME = re.compile(r"^\s*of\s+(?:the|its)\s+(?:time|hours|year|day)\b", re.IGNORECASE)
_GOES = re.compile(
    r"^[^,;]{0,45}\b(?:goes?|went|comes?|came|stems?|is|are|was|were|arises?|occurs?|happens?)\b",
    re.IGNORECASE,
)
_KEEPS = re.compile(r"\b(?:retain|keep|preserv|maintain|match|account|represent)\w*", re.IGNORECASE)
_BESIDE = re.compile(r"^\s*(?:(?P<less>below|under)|(?P<more>above|over))\s", re.IGNORECASE)
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
    return read(found, number, place.after)


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
    """Return whether a number is of something that no footprint holds, or a part of its own."""
    if _KEEPS.search(place.before) is not None:
        return True
    is_part = place.number.kind in {"percent", "part"}
    if is_part and _GOES.match(place.rest) and not _SAVED.search(place.rest):
        return True
    if is_gain:
        return False
    if _OF.match(place.after):
        return is_part and not _is_compared(place, quantity)
    before = "" if quantity_in(place.before) else place.before
    alien = _ALIEN.search(place.after) or _ALIEN.search(before)
    if alien is not None and not quantity_in(place.after):
        return True
    if place.number.is_spelt:
        return False
    has_way = ways(place.after) or ways(place.before) or place.number.sign
    beside = _AS_MUCH.match(place.after) or _BESIDE.match(place.rest)
    return not quantity and not has_way and not beside


def _is_compared(place: _Place, quantity: str) -> bool:
    """Return whether a part "of" something is of another's, and not of its own whole."""
    if _SAVED.search(place.rest) or _TO.search(place.before):
        return True
    if _OF_TIME.match(place.after):
        return False
    if quantity and _OF_BEFORE.match(place.after):
        return True
    if not quantity_in(" ".join(place.after.split()[:4])):
        return False
    is_cut = any(way in {"less", "more"} for _, way in ways(place.before))
    rest = place.rest.strip().removeprefix("of ")
    return is_cut or bool(_TAKING.search(place.before) or _OF_OTHER.match(rest))


def _way(place: _Place, last: Said | None, *, is_gain: bool) -> tuple[str, str]:
    """Return which way a number goes, and what is in doubt."""
    number = place.number
    after = [way for at, way in ways(place.after) if at <= _NEAR]
    before = [way for _, way in ways(place.before)]
    if number.sign:
        return _signed(number.sign, after)
    plain = _stated(place)
    if plain:
        return plain, ""
    if after:
        if "less" in before and after[0] in {"more", "less"} and not is_gain:
            return "", "a saving is compared, or the amount: that is not clear"
        return after[0], ""
    if _OF.match(place.after) or _AS_MUCH.match(place.after) or is_exact(place.after):
        return ("of", "") if not (before and number.kind == "percent") else (before[-1], "")
    if before:
        return before[-1], ""
    return ("of" if number.is_spelt else _inherited(place, last)), ""


def _signed(sign: str, after: list[str]) -> tuple[str, str]:
    own = {"+": "more", "-": "less"}[sign]
    if after and after[0] != own:
        return "", f"its sign and {after[0]!r} say opposite things"
    return ("", "a sign and a word both say less") if after == ["less"] else (own, "")


def _stated(place: _Place) -> str:
    """Return the way that the words right beside a number leave no doubt of."""
    if _SAVED.search(place.rest):
        return "less"
    beside = _BESIDE.match(place.rest)
    if beside is not None and place.number.kind == "percent":
        return beside.lastgroup or ""
    return "of" if _TO.search(place.before) and place.number.kind != "times" else ""


def _inherited(place: _Place, last: Said | None) -> str:
    if last is None or _VERB.search(place.before):
        return ""
    return last.way
