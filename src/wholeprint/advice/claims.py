"""A claim such as "our model is 4x more efficient": what its words say, and what they may mean."""

import re
from dataclasses import dataclass, replace

from wholeprint.advice.claims_ratio import Reading, Said
from wholeprint.advice.claims_read import said_in
from wholeprint.advice.claims_words import gain_at, quantity_in, ways

LONGEST = 1000

QUANTITIES = (
    *("energy", "carbon", "water", "FLOP", "parameters", "time", "power", "memory", "cost", "data"),
)
"""What a claim can be of."""

_EFFICIENT = re.compile(r"\befficien\w+\b|\bper (?:watt|joule|kwh)\b", re.IGNORECASE)
_GREEN = re.compile(
    r"\b(?:green(?:er|est)?|sustainab\w+|eco-?friendly|environmentally friendly|clean(?:er)?"
    r"|planet-friendly|climate-friendly)\b(?!house)",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    r"\b(?:(?:carbon|climate|co2)[- ](?:neutral|negative|positive|free)|net[- ]?zero"
    r"|zero[- ](?:carbon|emissions?)|100 ?% renewable|offset\w*)\b",
    re.IGNORECASE,
)
_BASELINE = re.compile(
    r"\b(?:than|compared (?:to|with)|versus|vs\.?|relative to|over|against|since)\s+(?:"
    r"(?P<year>(?:19|20)\d\d\b)"
    r"|(?P<what>(?!(?:doubl|half|twice|tripl|\w+ times|a third|a quarter|a tenth|an order))"
    r"(?!(?:the |its )?(?:years|past|last|lifetime|\d+|twelve|six)\b(?! model))"
    r"(?:[^,.;]|\.(?=\d)){2,80}))",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"\b(?:of|as [\w-]+(?: [\w-]+){0,2} as)\s+"
    r"(?P<what>(?:an? )?(?!the |its |that |our |what |CO2|up to)\w[\w.-]*(?:\s+[\w.-]+){0,4})"
)
_PER = re.compile(
    r"\b(?:per[ -]|for each |for every )"
    r"(?P<what>(?!cent\b|watt\b|joule\b|kwh\b)[A-Za-z\d][\w -]{1,40}?)"
    r"(?=\s+(?:than|compared|versus|vs|relative|over|on|at|in|and|while|with|fell|rose|by|is|are|was|were|has|have|went|grew|dropped|decreased|increased|uses?|can"
    r"|energy|carbon|\d+(?:x|%))\b|[,.;]|\s\d|$)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no|never|nor|without|hardly)\b[^,;]{0,25}$|n't\b[^,;]{0,25}$", re.IGNORECASE
)
_ODD = re.compile(r"\d+(?:e[+-]?\d+|,\d{1,2}|[.,]\d+[.,]\d+)\s*(?:x\b|%|times\b)", re.IGNORECASE)
_SUBJECT = re.compile(
    r"^\s*(?P<what>.{1,80}?)\s+"
    r"(?:(?:do|does|did|doesn't|don't|not|has|have|had|be|been|can|could|will|may|would|might|also|now|only|often)\s+)*"
    r"(?:is|are|was|were|uses?|used|needs?|needed|consumes?|consumed|emits?|emitted|cuts?|saves?"
    r"|reduces?|reduced|achieves?|runs|runs? on|takes?|took|requires?|trains|produces?|has|have"
    r"|delivers?|offers?|gives?|becomes?|halves|halved|doubles|doubled|lowers?|draws?|costs?"
    r"|increases?|increased|makes?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, and what is given with it.

    Attributes:
        text: The claim.
        subject: Who or what is said to be better.
        quantity: What it is of, one of `QUANTITIES`; empty where it does not say.
        readings: What its number may mean; none where it has no number.
        baseline: What it is compared with.
        per: The functional unit.
        measured: How it is known: measured, modelled, declared.
        boundary: What is counted.
        level: compute, life cycle, platform or system.
        hardware: What it ran on.
        baseline_hardware: What the baseline ran on.
        accounting: location or market, of a claim of carbon.
        quality: That the task and its quality are the same, in words.
        value: The figure itself, as printed.
        baseline_value: The baseline's.
        value_ratio: The one over the other [1]; None where they are not both given.
        efficient: Whether it speaks of efficiency.
        green: The word that promises more than numbers: "green", "sustainable".
        neutral: The word for emissions bought off: "carbon neutral".
        up_to: Whether it names the best case.
        impossible: Why it cannot be, in words; empty where it can.
        speedup_ratio: Time before over time after [1], where it is named beside another quantity.
        is_range: Whether the readings are the two ends of a range, and both meant.
        difference: "less" or "more" where the value is by how much, and not how much.
        unclear: Why a number of it is not read; empty where all are.
        is_gain: Whether its number is of efficiency or speed.
        way: "less" or "more" where the words say so, and no number.
        aligned: What was done so that the two figures are of the same thing.
        others: What else the same sentence claims.
    """

    text: str
    subject: str = ""
    quantity: str = ""
    readings: tuple[Reading, ...] = ()
    baseline: str = ""
    per: str = ""
    measured: str = ""
    boundary: tuple[str, ...] = ()
    level: str = ""
    hardware: str = ""
    baseline_hardware: str = ""
    accounting: str = ""
    quality: str = ""
    value: str = ""
    baseline_value: str = ""
    value_ratio: float | None = None
    efficient: bool = False
    green: str = ""
    neutral: str = ""
    up_to: bool = False
    impossible: str = ""
    speedup_ratio: float | None = None
    is_range: bool = False
    difference: str = ""
    unclear: str = ""
    is_gain: bool = False
    way: str = ""
    aligned: str = ""
    others: tuple["Claim", ...] = ()

    @property
    def is_absolute(self) -> bool:
        """Whether it states an amount, and compares it with nothing."""
        return bool(self.value and not self.difference and not self.baseline_value) and (
            not self.readings and self.value_ratio is None
        )

    @property
    def ratio(self) -> float | None:
        """The quantity over the baseline's [1]: of the values, else of the only reading."""
        if self.value_ratio is not None:
            return self.value_ratio
        return self.readings[0].ratio if len(self.readings) == 1 else None


def claim_of(text: str) -> Claim:
    """Read a claim.

    Args:
        text: The claim, in English.

    Returns:
        What its words say; nothing is guessed that they leave out. A sentence with several
        numbers is several claims: the first, and the rest as its `Claim.others`.
    """
    shown = " ".join(text[:LONGEST].split())
    plain = _NEUTRAL.sub(lambda found: " " * len(found[0]), shown)
    parts = said_in(plain)
    subject = _SUBJECT.match(plain)
    green, neutral = _GREEN.search(shown), _NEUTRAL.search(shown)
    per = _PER.search(shown)
    whole = Claim(
        text=shown,
        subject="" if subject is None else _named(subject["what"]),
        per=per["what"].strip() if per is not None else "",
        efficient=_EFFICIENT.search(shown) is not None,
        green="" if green is None else green[0],
        neutral="" if neutral is None else neutral[0],
    )
    if not parts:
        return _without_number(whole, shown)
    claims = _with_baselines([_one(whole, part, shown) for part in parts])
    speed = _speed(claims)
    claims = [replace(c, speedup_ratio=speed if c.quantity == "energy" else None) for c in claims]
    return replace(claims[0], others=tuple(claims[1:]))


_NOBODY = {"this", "that", "which", "there", "it", "does", "do", "did", "does not"}


def _named(words: str) -> str:
    found = words.strip().rpartition(", ")[2]
    if found[:1].isdigit() or re.search(r"\d(?:x|%)|\d %", found):
        return ""
    return "" if found.lower() in _NOBODY else found


def _without_number(whole: Claim, text: str) -> Claim:
    found = [way for _, way in ways(text)]
    words = {"fast": "less", "good": "less", "slow": "more", "bad": "more"}
    at = ways(text)[0][0] if found else 0
    way = words.get(found[0], found[0]) if found and not _DENIED.search(text[:at]) else ""
    gain = gain_at(text) >= 0
    if gain and "efficien" in text.lower():
        way = {"less": "more", "more": "less"}.get(way, "")
    base = _BASELINE.search(text)
    odd = _ODD.search(text)
    return replace(
        whole,
        unclear="" if odd is None else f"{odd[0]!r} is not read as a number",
        quantity=quantity_in(text) or ("carbon" if whole.neutral else ""),
        way=way,
        is_gain=gain,
        baseline="" if base is None else _trimmed(base["what"] or base["year"] or ""),
    )


def _one(whole: Claim, part: Said, text: str) -> Claim:
    own = text[part.start : part.end]
    base = _BASELINE.search(own)
    baseline = "" if base is None else _trimmed(base["what"] or base["year"] or "")
    if not baseline and part.readings and part.way == "of":
        named = _OF_WHAT.search(own)
        baseline = "" if named is None else _trimmed(named["what"])
        baseline = "" if quantity_in(baseline) == part.quantity and part.quantity else baseline
    per = _PER.search(own)
    is_total = re.search(r"\b(?:total|overall|absolute)\b", own, re.IGNORECASE) is not None
    return replace(
        whole,
        per=per["what"].strip() if per is not None else "" if is_total else whole.per,
        quantity=part.quantity,
        readings=part.readings,
        is_range=part.is_range,
        value=part.value,
        baseline_value=part.baseline_value,
        difference=part.difference,
        up_to=part.up_to,
        impossible=part.impossible,
        unclear=part.unclear,
        is_gain=part.is_gain,
        baseline=baseline,
    )


def _with_baselines(claims: list[Claim]) -> list[Claim]:
    """Return claims of one sentence; what stands once holds for those that do not say."""
    compared = [each for each in claims if each.baseline and not each.is_absolute]
    if not compared:
        return claims
    return [
        each
        if each.baseline or each.is_absolute
        else replace(each, baseline=(compared[-1] if each.readings else each).baseline)
        for each in claims
    ]


def _speed(claims: list[Claim]) -> float | None:
    times = (each.readings for each in claims if each.quantity == "time" and each.is_gain)
    known = next(times, ())
    return 1.0 / known[0].ratio if len(known) == 1 and known[0].ratio else None


def completed(claim: Claim, given: dict[str, str]) -> Claim:
    """Return a claim with what is given beside it; what is given stands above what words say.

    Args:
        claim: The claim.
        given: Fields of `Claim` by name; empty ones are left out. The boundary is parted by commas.

    Returns:
        The claim; of several in one sentence, the one whose quantity is given.
    """
    fields = {name: value.strip() for name, value in given.items() if value.strip()}
    parts = fields.pop("boundary", "")
    boundary = tuple(part.strip() for part in parts.split(",") if part.strip())
    reading = fields.pop("reading", "")
    found = replace(_chosen(claim, fields.get("quantity", "")), **fields)
    if boundary:
        found = replace(found, boundary=boundary)
    if reading.isdecimal() and 1 <= int(reading) <= len(found.readings):
        found = replace(found, readings=(found.readings[int(reading) - 1],), is_range=False)
    shared = {name: value for name, value in fields.items() if name in _SHARED}
    others = tuple(replace(each, boundary=found.boundary, **shared) for each in found.others)
    return replace(found, others=others)


_SHARED = frozenset(
    {"subject", "baseline", "per", "measured", "level", "hardware", "baseline_hardware", "quality"}
)


def _chosen(claim: Claim, quantity: str) -> Claim:
    if not quantity or claim.quantity == quantity:
        return claim
    for index, each in enumerate(claim.others):
        if each.quantity == quantity:
            rest = (*claim.others[:index], *claim.others[index + 1 :])
            return replace(each, others=(replace(claim, others=()), *rest))
    return claim


def _trimmed(words: str) -> str:
    return re.split(r"\s+(?:per|for each|on|while|with|and|in)\s+", words, maxsplit=1)[0].strip()
