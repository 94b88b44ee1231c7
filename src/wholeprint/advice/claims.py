"""A claim such as "our model is 4x more efficient": what its words say, and what they may mean."""

import re
from dataclasses import dataclass, replace

LONGEST = 1000

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_PERCENT = re.compile(_NUMBER + r"\s*(?:%|percent\b|per cent\b|pct\b)", re.IGNORECASE)
_TIMES = re.compile(
    _NUMBER + r"\s*(?:x\b|\u00d7|times\b|-?\s?fold\b)(?P<faster>\s*(?:as fast|faster|quicker))?",
    re.IGNORECASE,
)
_WORDS: tuple[tuple[str, float], ...] = (
    (r"\b(?:an )?orders? of magnitude\b", 10.0),
    (r"\bten times\b|\btenfold\b", 10.0),
    (r"\bfour times\b|\bfourfold\b", 4.0),
    (r"\bthree times\b|\bthreefold\b", 3.0),
    (r"\btwice\b|\bdouble[sd]?\b|\btwo times\b|\btwofold\b", 2.0),
)
_PARTS: tuple[tuple[str, float], ...] = (
    (r"\b(?:half|halves|halved)\b", 0.5),
    (r"\b(?:a |one )third of\b", 1.0 / 3.0),
    (r"\b(?:a |one )quarter of\b", 0.25),
    (r"\b(?:a |one )tenth of\b", 0.1),
)
_QUANTITIES: tuple[tuple[str, str], ...] = (
    (r"\bpower[- ]efficien\w*|\bper (?:watt|joule|kwh)\b", "energy"),
    (r"\b(?:water|litres?|liters?)\b", "water"),
    (r"\b(?:carbon|co2e?|ghg|emissions?|greenhouse|climate|footprint)\b", "carbon"),
    (r"\b(?:energy|electricity|kwh|joules?|watt-?hours?)\b", "energy"),
    (r"\b(?:flops?|macs?|operations?|compute)\b", "FLOP"),
    (r"\b(?:parameters?|params|model size|smaller model)\b", "parameters"),
    (r"\b(?:power|watts?)\b", "power"),
    (r"\b(?:memory|vram|ram)\b", "memory"),
    (r"\b(?:cost|costs|cheaper|price)\b", "cost"),
    (r"\b(?:data|samples|tokens)\b(?= (?:needed|used|to train))", "data"),
    (r"\b(?:fast|faster|slower|quicker|latency|speed\w*|throughput|time|hours)\b", "time"),
)
"""Words for what a claim is of, in this order."""

QUANTITIES = (
    *("energy", "carbon", "water", "FLOP", "parameters", "time", "power", "memory", "cost", "data"),
)
"""What a claim can be of."""

_VALUE = re.compile(
    _NUMBER + r"\s*(?:(?P<energy>[kMGT]?Wh|[kMG]?J)\b"
    r"|(?P<carbon>(?:k?g|t|tonnes?|tons?|lbs?)(?:\s*(?:of )?CO2(?:-?eq?)?\b|\b(?!\s*of)))"
    r"|(?P<water>m?L|litres?|liters?)\b)"
)

_LESS = re.compile(
    r"\b(?:less|fewer|lower\w*|reduc\w+|cuts?|cutting|sav\w+|smaller|cheaper|shrink\w*|drop\w*"
    r"|decreas\w+)\b",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"\b(?:more|higher|greater|increas\w+|improv\w+|better|gain\w*)\b", re.IGNORECASE
)
_FASTER = re.compile(r"\b(?:fast|faster|quicker|speed ?-?up|throughput)\b", re.IGNORECASE)
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
_UP_TO = re.compile(r"\b(?:up to|as much as|at best|as low as|at most)\b", re.IGNORECASE)
_BASELINE = re.compile(
    r"\b(?:than|compared (?:to|with)|versus|vs\.?|relative to|over|against)\s+"
    r"(?P<what>(?!the (?:years|past|last)\b)[^,.;]{2,80})",
    re.IGNORECASE,
)
_PER = re.compile(
    r"\b(?:per|for each|for every)\s+(?P<what>(?!cent\b|watt\b|joule\b|kwh\b)[A-Za-z][\w -]{1,40}?)"
    r"(?=\s+(?:than|compared|versus|vs|relative|over|on|at|in|and|while|with)\b|[,.;]|$)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^\s*(?P<what>.{1,80}?)\s+(?:is|are|was|uses?|used|needs?|consumes?|emits?|cuts?|saves?|reduces?"
    r"|achieves?|runs?|takes?|requires?|trains?|produces?|has|delivers?|offers?|gives?|becomes?|halves|doubles)\b",
    re.IGNORECASE,
)


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

    @property
    def is_absolute(self) -> bool:
        """Whether it states an amount, and compares it with nothing."""
        return bool(self.value) and not self.readings and self.value_ratio is None

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
        What its words say; nothing is guessed that they leave out.
    """
    shown = " ".join(text[:LONGEST].split())
    named = (name for word, name in _QUANTITIES if re.search(word, shown, re.IGNORECASE))
    quantity = next(named, "")
    value = _VALUE.search(shown)
    if value is not None and not quantity:
        quantity = value.lastgroup or ""
    base = _BASELINE.search(shown)
    per = _PER.search(shown)
    subject = _SUBJECT.match(shown)
    green, neutral = _GREEN.search(shown), _NEUTRAL.search(shown)
    readings, impossible = _readings(_NEUTRAL.sub("", shown), quantity)
    return Claim(
        text=shown,
        subject="" if subject is None else subject["what"].strip(),
        quantity=quantity,
        readings=readings,
        baseline=_trimmed(base["what"]) if base is not None else "",
        per=per["what"].strip() if per is not None else "",
        efficient=_EFFICIENT.search(shown) is not None,
        green="" if green is None else green[0],
        neutral="" if neutral is None else neutral[0],
        up_to=_UP_TO.search(shown) is not None,
        value=value[0] if value is not None and not readings else "",
        impossible=impossible,
        speedup_ratio=_speed_beside(shown, quantity),
    )


def _speed_beside(text: str, quantity: str) -> float | None:
    times = _TIMES.search(text)
    if times is None or not times["faster"] or quantity != "energy":
        return None
    return float(times["number"].replace(",", "")) or None


def completed(claim: Claim, given: dict[str, str]) -> Claim:
    """Return a claim with what is given beside it; what is given stands above what words say.

    Args:
        claim: The claim.
        given: Fields of `Claim` by name; empty ones are left out. The boundary is parted by commas.

    Returns:
        The claim.
    """
    fields = {name: value.strip() for name, value in given.items() if value.strip()}
    parts = fields.pop("boundary", "")
    boundary = tuple(part.strip() for part in parts.split(",") if part.strip())
    reading = fields.pop("reading", "")
    found = replace(claim, **fields)
    if boundary:
        found = replace(found, boundary=boundary)
    if "quantity" in fields:
        readings, impossible = _readings(_NEUTRAL.sub("", claim.text), found.quantity)
        found = replace(found, readings=readings, impossible=impossible)
    if reading.isdecimal() and 1 <= int(reading) <= len(found.readings):
        found = replace(found, readings=(found.readings[int(reading) - 1],))
    return found


def _percent(share: float) -> str:
    return f"{100.0 * share:.4g} %"


def _trimmed(words: str) -> str:
    return re.split(r"\s+(?:per|for each|on|while|with|and)\s+", words, maxsplit=1)[0].strip()


def _readings(text: str, quantity: str) -> tuple[tuple[Reading, ...], str]:
    percent, times = _PERCENT.search(text), _TIMES.search(text)
    if percent is not None:
        return _of_percent(float(percent["number"].replace(",", "")) / 100.0, text, quantity)
    factor = float(times["number"].replace(",", "")) if times is not None else _spelt(text)
    if factor is not None and factor > 0.0:
        return _of_factor(factor, text), ""
    for word, ratio in _PARTS:
        if re.search(word, text, re.IGNORECASE):
            return (Reading(f"{ratio:.3g} of the baseline's", ratio),), ""
    return (), ""


def _spelt(text: str) -> float | None:
    return next((factor for word, factor in _WORDS if re.search(word, text, re.IGNORECASE)), None)


def _of_factor(factor: float, text: str) -> tuple[Reading, ...]:
    better = _EFFICIENT.search(text) or _FASTER.search(text) or _LESS.search(text)
    if better is None:
        return (Reading(f"{factor:g} times the baseline's", factor),)
    saved = 1.0 - 1.0 / factor
    if saved >= 0.0:
        return (Reading(f"1/{factor:g} of the baseline's, {_percent(saved)} less", 1.0 / factor),)
    return (Reading(f"1/{factor:g} of the baseline's, which is more", 1.0 / factor),)


def _of_percent(share: float, text: str, quantity: str) -> tuple[tuple[Reading, ...], str]:
    is_less = _LESS.search(text) is not None
    gains = _EFFICIENT.search(text) or _FASTER.search(text)
    if gains is not None and not is_less:
        more = Reading(
            f"{_percent(share)} more done for each unit, so 1/{1.0 + share:.4g} of the baseline's, "
            f"{_percent(share / (1.0 + share))} less",
            1.0 / (1.0 + share),
        )
        if share >= 1.0:
            return (more,), ""
        less = Reading(f"{_percent(share)} less than the baseline's", 1.0 - share)
        return (more, less), ""
    if is_less:
        if share > 1.0:
            return (), f"nothing can be {_percent(share)} less: at 100 % less, none is left"
        return (Reading(f"{_percent(share)} less than the baseline's", 1.0 - share),), ""
    del quantity
    if _MORE.search(text) is not None:
        return (Reading(f"{_percent(share)} more than the baseline's", 1.0 + share),), ""
    return (
        Reading(f"{_percent(share)} less than the baseline's", 1.0 - share),
        Reading(f"{_percent(share)} of the baseline's", share),
    ), ""
