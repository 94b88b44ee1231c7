"""The words and numbers of claims: what is counted, which way it went, and by how much."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_START = r"(?<![\w.,+\-\u2212\u2013/])"
_NUMBER = _START + r"(?P<sign>[+\-\u2212]\s?)?(?P<number>" + _DIGITS + r")"
_RANGE = r"(?:\s*(?:%|percent)?\s*(?:-|\u2013|\bto\b|\band\b)\s*(?P<upper>" + _DIGITS + r"))?"
_PER_CENT = r"\s*(?:%|percent\b|per cent\b|pct\b)"
_CHIP = r"(?!\s*(?:[A-Z]{1,3}\d|GPUs?\b|TPUs?\b|CPUs?\b|NVIDIA|AMD|nodes?\b|servers?\b))"
_MASS = r"(?:[kMt]?g|t|tonnes?|tons?|lbs?|kilograms?|grams?)(?:\s*(?:of\s+)?CO2(?:-?eq?)?)?"

COUNTS = {
    **{word: float(number) for number, word in enumerate(("two", "three", "four", "five"), 2)},
    **{word: float(number) for number, word in enumerate(("six", "seven", "eight", "nine"), 6)},
    "ten": 10.0,
    "twelve": 12.0,
    "twenty": 20.0,
    "fifty": 50.0,
    "a hundred": 100.0,
    "hundred": 100.0,
    "a thousand": 1000.0,
    "thousand": 1000.0,
}
_PARTS = (
    (r"\b(?:half|halves|halved|halving|halve)\b(?!-)", 0.5),
    (r"\btwo[- ]thirds\b", 2.0 / 3.0),
    (r"\bthree[- ]quarters\b", 0.75),
    (r"\b(?:a|one)[- ]third\b", 1.0 / 3.0),
    (r"\b(?:a|one)[- ]quarter\b", 0.25),
    (r"\b(?:a|one)[- ]fifth\b", 0.2),
    (r"\b(?:a|one)[- ]tenth\b", 0.1),
    (r"\b(?:a|one)[- ]hundredth\b", 0.01),
)
_SPELT = (
    (r"\btwo orders of magnitude\b", 100.0),
    (r"\bthree orders of magnitude\b", 1000.0),
    (r"(?<!two )(?<!three )\b(?:an )?orders? of magnitude\b", 10.0),
    (r"\btwice\b|\bdoubl(?:e|es|ed|ing)\b", 2.0),
    (r"\btripl(?:e|es|ed|ing)\b", 3.0),
    (r"\bquadrupl(?:e|es|ed|ing)\b", 4.0),
)
_COUNTED = re.compile(
    rf"\b(?P<word>{'|'.join(sorted(COUNTS, key=len, reverse=True))})(?:\s+times\b|-?\s?fold\b|x\b)",
    re.IGNORECASE,
)
_PERCENT = re.compile(_NUMBER + _RANGE + _PER_CENT, re.IGNORECASE)
_TIMES = re.compile(
    _NUMBER
    + _RANGE
    + r"\s*(?:(?:x\b|\u00d7)"
    + _CHIP
    + r"|times\b(?!\s+(?:a|per|each|every)\s)|-?\s?fold\b)"
)
_FACTOR = re.compile(r"\bfactor (?:of )?(?:up to )?(?P<number>" + _DIGITS + r")(?![\w%])")
_FACTOR_WORD = re.compile(
    rf"\bfactor of (?P<word>{'|'.join(sorted(COUNTS, key=len, reverse=True))})\b", re.IGNORECASE
)
_FRACTION = re.compile(r"(?<![\w/.,])1/(?P<number>\d{1,6})(?:th|rd)?\b")
_BY = re.compile(r"\bby (?P<number>" + _DIGITS + r")(?=[\s.,;]*$|[,;]|\s+and\b)")
_UNIT = (
    r"(?:(?P<energy>[kMGT]?Wh|[kMG]?J|watt-hours?|kilowatt-hours?|joules?)\b"
    rf"|(?P<carbon>{_MASS}\b)"
    r"|(?P<water>[mM]?L|litres?|liters?|gallons?)\b"
    r"|(?P<power>[kMG]?W|watts?)\b"
    r"|(?P<time>GPU[- ]hours?|hours?|days?|minutes?|seconds?|ms)\b)"
)
_BOUND = (
    r"(?:(?:less than|fewer than|more than|under|below|over|at most|at least|up to|about|around"
    r"|some|only|roughly|nearly)\s+)?"
)
_AMOUNT = re.compile(rf"(?P<bound>{_BOUND}){_NUMBER}\s*{_UNIT}(?!\s*/)")
_FROM_TO = re.compile(
    rf"\bfrom\s+(?P<before>{_DIGITS}\s*(?P<of>[A-Za-z][\w ]*?))\s+(?:\w+\s+){{0,3}}?"
    rf"(?:down\s+|up\s+)?to\s+(?P<after>{_DIGITS}\s*[A-Za-z]\w*)"
)
_PERCENTS = re.compile(rf"\bfrom\s+{_DIGITS}{_PER_CENT}\s+to\s+{_DIGITS}{_PER_CENT}", re.IGNORECASE)
_TAKES = re.compile(r"(?:\btook|\btakes?|\blasts?|\blatency (?:is|of)|\bran for)\s*$")
_EXACT = re.compile(r"^\s*(?:the|as|that|its|what|those|of the)\b", re.IGNORECASE)

_QUANTITIES: tuple[tuple[str, str], ...] = (
    (r"\bpower[- ]efficien\w*|\bper (?:watt|joule|kwh)\b", "energy"),
    (r"\b(?:water|litres?|liters?|gallons?)\b(?![- ]cool)", "water"),
    (r"\b(?:memory|vram|ram)\b", "memory"),
    (r"\b(?:energy|electricity|kwh|joules?|watt-?hours?)\b", "energy"),
    (
        r"\b(?:carbon|(?:g|kg|t)?co2(?:e|eq)?|ghg|emissions?|emit(?:s|ted)?|greenhouse|climate)\b",
        "carbon",
    ),
    (r"\bfootprint\b", "carbon"),
    (r"\b(?:flops?|macs?|operations?|compute)\b", "FLOP"),
    (r"\b(?:parameters?|params|model size|smaller model)\b", "parameters"),
    (r"(?<!to )\b(?:power|watts?)\b", "power"),
    (r"\b(?:costs?|cheaper|price|expensive)\b", "cost"),
    (
        r"(?<=(?:less|more) )data\b|\b(?:data|samples|tokens)\b(?= (?:needed|used|to train))",
        "data",
    ),
    (r"\b(?:fast|faster|slow|slower|quicker|latency|speed\w*|throughput|time|hours)\b", "time"),
)
_LESS = (
    r"less|fewer|lower\w*|reduc\w+|cuts?|cutting|sav\w+|smaller|cheaper|shr[aiu]nk\w*|shrink\w*"
    r"|drop(?!s of)\w*|decreas\w+|fell|fall\w*|declin\w+|slash\w*|trim\w*|down"
)
_MORE = (
    r"more|higher|greater|larger|bigger|increas\w+|rose|risen|rises?|rising|raises?|raised|grew"
    r"|grow\w*|jump\w*|climb\w*|surg\w*|additional|extra|overheads?|up(?! to)|boost\w*|gain\w*"
)
_WAYS = re.compile(
    rf"\b(?:(?P<less>{_LESS})|(?P<more>{_MORE})|(?P<fast>faster|quicker|speed-?ups?)"
    r"|(?P<slow>slow(?:er)?)|(?P<good>better|improv\w+)|(?P<bad>worse\w*))\b(?! than \d)",
    re.IGNORECASE,
)
_GAIN = re.compile(
    r"\befficien\w+|\b(?:speed\w*|fast(?:er)?|quick(?:er)?|throughput|performance)\b"
    r"|\bper (?:watt|joule|kwh)\b",
    re.IGNORECASE,
)
_GAIN_NOUN = re.compile(
    r"\befficiency\b|\bspeed(?:-?ups?)?\b|\bthroughput\b|\bperformance\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a claim, and where it stands.

    Attributes:
        kind: percent, times, part, amount, pair or unread.
        low: It, or the lower end of a range [1]; a share of one where it is in per cent.
        high: The upper end [1].
        start: Where it begins.
        end: Where it ends.
        sign: "+" or "-", where one stands before it.
        quantity: What an amount is of.
        text: It, as printed.
        before: Of a pair, what was before.
        is_spelt: Whether it is a word that needs no other: twice, halved.
    """

    kind: str
    low: float
    high: float
    start: int
    end: int
    sign: str = ""
    quantity: str = ""
    text: str = ""
    before: str = ""
    is_spelt: bool = False


def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a claim, in order; none overlaps another.

    Args:
        text: The claim.
    """
    found: list[Number] = []
    for each in (*_pairs(text), *_ratios(text), *_parts(text), *_amounts(text)):
        if all(each.end <= other.start or each.start >= other.end for other in found):
            found.append(each)
    return tuple(sorted(found, key=lambda each: each.start))


def quantity_in(text: str, *, last: bool = False) -> str:
    """Return the first quantity that is named, or the last; empty where none is.

    Args:
        text: Where to look.
        last: Whether the last counts, as before a number.
    """
    places = [
        (match.start(), -order, name)
        for order, (word, name) in enumerate(_QUANTITIES)
        for match in re.finditer(word, text, re.IGNORECASE)
    ]
    if not places:
        return ""
    if last:
        return max(places)[2]
    first = min(place for place, _, _ in places)
    return max(each for each in places if each[0] == first)[2]


def ways(text: str) -> list[tuple[int, str]]:
    """Return which ways the words say it went: less, more, fast, slow, good; and where.

    Args:
        text: Where to look.
    """
    return [(match.start(), match.lastgroup or "") for match in _WAYS.finditer(text)]


def gain_at(text: str) -> int:
    """Return where efficiency or speed is named; -1 where it is not.

    Args:
        text: Where to look.
    """
    found = _GAIN.search(text)
    return -1 if found is None else found.start()


def gain_noun_at(text: str) -> int:
    """Return where efficiency or speed is last named as a thing; -1 where it is not.

    Args:
        text: Where to look.
    """
    return max((found.start() for found in _GAIN_NOUN.finditer(text)), default=-1)


def is_exact(after: str) -> bool:
    """Return whether what follows a number says of what it is: "4 times the energy".

    Args:
        after: What follows.
    """
    return _EXACT.match(after) is not None


def _plain(digits: str) -> float:
    return float(digits.replace(",", ""))


def _pairs(text: str) -> Iterator[Number]:
    for found in _FROM_TO.finditer(text):
        unit = re.match(_UNIT, found["of"].strip())
        if unit is not None:
            quantity = unit.lastgroup or ""
            yield Number(
                *("pair", 0.0, 0.0, found.start(), found.end(), "", quantity, found["after"]),
                found["before"].strip(),
            )
    for found in _PERCENTS.finditer(text):
        yield Number("unread", 0.0, 0.0, found.start(), found.end(), text=found[0])


def _ratios(text: str) -> Iterator[Number]:
    for kind, pattern, scale in (("percent", _PERCENT, 0.01), ("times", _TIMES, 1.0)):
        for found in pattern.finditer(text):
            low = _plain(found["number"]) * scale
            high = _plain(found["upper"]) * scale if found["upper"] else low
            sign = "" if not found["sign"] else "+" if found["sign"].startswith("+") else "-"
            if found["sign"] and kind == "times":
                continue
            yield Number(kind, low, max(low, high), *found.span(), sign, text=found[0])
    for found in _COUNTED.finditer(text):
        value = COUNTS[found["word"].lower()]
        yield Number("times", value, value, *found.span(), text=found[0])
    for found in _FACTOR_WORD.finditer(text):
        value = COUNTS[found["word"].lower()]
        yield Number("times", value, value, *found.span(), text=found[0])
    factors = list(_FACTOR.finditer(text))
    for found in (*factors, *(_BY.finditer(text) if factors else ())):
        value = _plain(found["number"])
        yield Number("times", value, value, *found.span(), text=found[0])


def _parts(text: str) -> Iterator[Number]:
    for found in _FRACTION.finditer(text):
        value = 1.0 / max(1.0, _plain(found["number"]))
        yield Number("part", value, value, *found.span(), text=found[0])
    for kind, words in (("part", _PARTS), ("times", _SPELT)):
        for word, value in words:
            for found in re.finditer(word, text, re.IGNORECASE):
                is_spelt = "magnitude" not in found[0]
                yield Number(kind, value, value, *found.span(), text=found[0], is_spelt=is_spelt)


def _amounts(text: str) -> Iterator[Number]:
    for found in _AMOUNT.finditer(text):
        quantity = next(n for n in ("energy", "carbon", "water", "power", "time") if found[n])
        is_lone_mass = quantity == "carbon" and "CO2" not in found[0]
        if is_lone_mass and "carbon" not in {quantity_in(text), quantity_in(text, last=True)}:
            continue
        if quantity == "time" and _TAKES.search(text[: found.start()]) is None:
            continue
        yield Number("amount", 0.0, 0.0, *found.span(), "", quantity, found[0].strip())
