"""What a heading of somebody's table means: which word of the vocabulary, and in which unit."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from wholeprint.advice.statement.amount import as_gas, unit_of
from wholeprint.advice.statement.terms import by_word, unit_of_term
from wholeprint.errors import WholeprintError
from wholeprint.quantities.printed import printed

LONGEST = 200

_MEANINGS: tuple[tuple[str, str], ...] = (
    (r"market.*(intensity|factor|per kwh)", "market_intensity"),
    (r"(water).*(factor|intensity).*|ewif|water per kwh", "ewif"),
    (r"\bwue\b|water usage effect", "wue"),
    (r"\bpue\b|power usage effect", "pue"),
    (r"^ci\b|(intensity|emissions? factor|grid factor|co2.* per kwh|g ?/ ?kwh)", "intensity"),
    (r"(embodied|manufactur\w*|scope 3).*water|water.*embodied", "water_embodied"),
    (r"(embodied|manufactur\w*).*(rate|per hour)", "embodied_rate"),
    (r"embodied|manufactur\w*|production emissions", "ghg_embodied"),
    (r"market", "ghg_market"),
    (r"offsets?\b|credits?\b", "offsets"),
    (r"\bnet\b.*(ghg|co2|carbon|emission)", "ghg_net"),
    (r"(ghg|co2|carbon|emissions?).*per (request|query|prompt|inference)", "ghg_per_request"),
    (r"(ghg|co2|carbon|emi(tted|ssions?)|greenhouse)", "ghg"),
    (r"withdraw\w*", "water_withdrawal"),
    (r"water.*on[- ]?site|on[- ]?site.*water", "water_onsite"),
    (r"water.*off[- ]?site|off[- ]?site.*water", "water_offsite"),
    (r"water", "water"),
    (r"(energy|electricity).*per (request|query|prompt|inference)", "energy_per_request"),
    (r"\bit[- ](energy|electricity|load)|(energy|electricity).*(\bit\b|servers?)", "it_energy"),
    (r"energy|electricity|\b[kmgt]wh\b", "energy"),
    (r"(total|cluster|machine|whole) power|power draw of the", "power"),
    (r"(system|node share|per accelerator).*power", "system_power"),
    (r"\btdp\b|thermal design", "tdp"),
    (r"power", "chip_power"),
    (r"((gpu|tpu|chip|accelerator|device|card|[avhp]\d{2,3})s?[- ]?(hours?|hrs?|h|days?))\b",
     "accelerator_hours"),
    (r"hours used", "accelerator_hours"),
    (r"(number|count|#|no\.?) ?(of )?(gpu|tpu|chip|accelerator|device)s?|^(gpu|tpu|chip)s$",
     "accelerators"),
    (r"accelerators", "accelerators"),
    (r"lifetime|life span|lifespan", "lifetime"),
    (r"utili[sz]ation", "utilisation"),
    (r"duration|wall.?clock|\btime\b|\bhours\b|\bdays\b|runtime", "duration"),
    (r"^(number of )?(requests|queries|inferences|prompts)$", "requests"),
)  # fmt: skip
"""What is looked for in a heading, in this order."""

_CIRCUMSTANCES: tuple[tuple[str, str], ...] = (
    (r"hardware|gpu type|gpu model|accelerator type|device type|^(gpu|tpu|chip|device)$",
     "hardware"),
    (r"region|location|country|zone|^place$|geograph\w*", "place"),
    (r"^year$", "year"),
    (r"accounting", "accounting"),
)  # fmt: skip
_LABELS = re.compile(
    r"^(|#|model|name|row|variant|size|task|job|item|phase|stage|component|run|params?|"
    r"parameters?|model size|system|what|metric|experiment|service)$"
)
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]{1,60})[)\]}]")
_MARKS = re.compile(r"[*`~]|\[\^\w+\]|<[^<>]{0,80}>|\\|\u2020|\u2021")
_EMPTY = {"", "-", "--", "\u2013", "\u2014", "n/a", "na", "none", "nan", "null", "?", "tbd"}
_TOTAL = re.compile(r"^(grand |overall )?(total|sum|overall|all)s?\b", re.IGNORECASE)


USUAL = {"accelerator_hours": "h"}
"""Units that a word says itself."""

_TIMES = (("days", "day"), ("hours", "h"), ("minutes", "min"), ("seconds", "s"))


def usual_unit(term: str, name: str) -> str:
    """Return the unit that a name says itself, as "Hours used" and "GPU days" do.

    Args:
        term: The word of the vocabulary.
        name: The name or heading.

    Returns:
        The unit, empty where it says none.
    """
    if term not in {"accelerator_hours", "duration"}:
        return ""
    lower = name.lower().replace("_", " ")
    said = next((unit for word, unit in _TIMES if re.search(rf"\b{word}\b", lower)), "")
    return said or USUAL.get(term, "")


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading means.

    Attributes:
        text: The heading.
        name: A name for the figure, fit for formulas.
        term: A word of the vocabulary, or empty.
        unit: The unit that it names, in its words, or empty.
        circumstance: "hardware", "place", "year", "accounting", or empty.
        is_label: Whether it stands over the names of rows.
    """

    text: str
    name: str
    term: str = ""
    unit: str = ""
    circumstance: str = ""
    is_label: bool = False

    @property
    def means_something(self) -> bool:
        """Whether it names a figure of the vocabulary."""
        return bool(self.term)


def clean(cell: str) -> str:
    """Return a cell without what only makes it look nice.

    Args:
        cell: The cell.
    """
    plain = _MARKS.sub("", cell[:4000]).replace("\N{SUBSCRIPT TWO}", "2")
    return " ".join(plain.split())


def is_empty(cell: str) -> bool:
    """Return whether a cell says that there is nothing.

    Args:
        cell: The cell, clean.
    """
    return cell.lower() in _EMPTY


_SUMMARY = re.compile(
    r"^(mean|average|avg|median|min|minimum|max|maximum|std|stdev|range|per \w+)\b|\bsub-?totals?\b"
    r"|^(grand |overall )?total\b.*\b(incl|including|plus)\b",
    re.IGNORECASE,
)


def is_summary(label: str) -> bool:
    """Return whether a row of that name sums the others up otherwise than by adding.

    Args:
        label: The name, clean.
    """
    return _SUMMARY.search(label) is not None


def is_total(label: str) -> bool:
    """Return whether a row of that name adds the others up.

    Args:
        label: The name, clean.
    """
    return _TOTAL.match(label) is not None


@lru_cache(maxsize=1024)
def heading(text: str) -> Heading:
    """Return what a heading means.

    Args:
        text: The heading, clean.

    Returns:
        Its meaning; a free figure where no word of the vocabulary is in it.
    """
    text = text[:LONGEST].replace("\N{SUBSCRIPT TWO}", "2")
    alone = _term_of_unit(text)
    if alone:
        return Heading(text, alone, alone, text)
    unit, rest = _unit_in(text)
    plain = re.sub(r"[_\s/.:-]+", " ", rest).strip().lower()
    name = re.sub(r"\W+", "_", plain).strip("_") or "figure"
    name = name if name[0].isalpha() else f"f_{name}"
    if _LABELS.match(plain) and not unit:
        return Heading(text, name, is_label=True)
    for pattern, circumstance in _CIRCUMSTANCES:
        if re.search(pattern, plain) and not unit:
            return Heading(text, name, circumstance=circumstance)
    return Heading(text, name[:80], _term_of(f"{plain} ({unit})", plain, unit), unit)


def _term_of(whole: str, plain: str, unit: str) -> str:
    exact = by_word().get(re.sub(r"\W+", "_", plain))
    if exact is not None:
        return _fitting(exact.name, unit, plain)
    bare = whole.replace("(", "").replace(")", "").strip().lower()
    if unit.startswith("%") or "share" in plain or "percent" in plain:
        return ""
    for pattern, term in _MEANINGS:
        if re.search(pattern, bare):
            return _fitting("chip_power" if term == "tdp" else term, unit, plain)
    return ""


def _term_of_unit(text: str) -> str:
    # "tCO2e", "MWh", "kWh per 1,000 inferences": the unit alone says what it is, where it can.
    if len(text) < 2 or not _is_unit(text):  # noqa: PLR2004 - "a" is a model rather than years
        return ""
    found, _ = unit_of(text)
    for term in ("energy", "ghg", "intensity"):
        if found.fits(unit_of_term(term)):
            return _per_request(term, text)
    return ""


def fitted(head: Heading, unit: str) -> Heading:
    """Return what a heading means over cells that bring a unit of their own.

    Args:
        head: The heading, without a unit.
        unit: The unit of its cells.

    Returns:
        Its meaning; the cells keep their units.
    """
    if not head.term or head.unit or not _is_unit(unit):
        return head
    return replace(head, term=_fitting(head.term, unit, head.text.lower()))


def _fitting(term: str, unit: str, plain: str) -> str:
    # "Power (GPU-hours)" is what is hours: the unit decides between words that are near.
    if not unit:
        return term
    found, _ = unit_of(unit)
    if term == "duration" and re.search(r"(gpu|tpu|chip|accelerator|device)", unit.lower()):
        return "accelerator_hours"
    found = as_gas(found) if by_word()[term].is_of_gas else found
    if found.fits(unit_of_term(term)):
        return _per_request(term, unit)
    if found.fits(unit_of_term("energy")) and term in _POWERS:
        return "it_energy" if re.search(r"\b(gpu|tpu|chip|it|servers?)s?\b", plain) else "energy"
    if term == "ghg" and found.fits(unit_of_term("intensity")):
        return "intensity"
    return term


_POWERS = frozenset({"power", "chip_power", "system_power"})
_REQUEST = re.compile(
    r"(?:\bper\b|/)\s*[\d,]*\s*(?:k|thousand|million)?\s*"
    r"(?:request|quer(?:y|ies)|prompt|inference|response|answer|call|search(?:es)?|image)s?$",
    re.IGNORECASE,
)


def _per_request(term: str, unit: str) -> str:
    wanted = {"energy": "energy_per_request", "ghg": "ghg_per_request"}
    return wanted.get(term, term) if _REQUEST.search(unit) else term


def _unit_in(text: str) -> tuple[str, str]:
    for found in _BRACKETS.finditer(text):
        inner = found[1].strip().removeprefix("in ").strip()
        if _is_unit(inner):
            return inner, (text[: found.start()] + " " + text[found.end() :]).strip()
    for sign in (",", " in "):
        head, comma, tail = text.rpartition(sign)
        if comma and _is_unit(tail.strip()):
            return tail.strip(), head.strip()
    for pattern in (r"^(.*?[^_\s])_((?:[A-Za-z0-9%]+_per_)?[A-Za-z0-9%/]+)$", r"^(.*\S)\s(\S+)$"):
        found = re.match(pattern, text)
        unit = "" if found is None else _spelt(found[2].replace("_per_", "/"))
        if found is not None and _is_unit(unit) and found[2] not in _NO_UNIT:
            return unit, found[1]
    return "", text


_NO_UNIT = frozenset({"h100", "a100", "gpu", "hours", "days", "requests", "model", "power", "1"})


_SPELT = {
    word.lower(): word
    for word in (
        *("Wh", "kWh", "MWh", "GWh", "TWh", "W", "kW", "L", "mL", "kL", "ML", "MJ"),
        *("gCO2e", "kgCO2e", "tCO2e", "gCO2eq", "kgCO2eq", "tCO2eq", "gCO2", "kgCO2", "tCO2"),
    )
}
"""Units as they are spelt where names have no capitals; megawatts are not told from milliwatts."""


def _spelt(unit: str) -> str:
    parts = [_SPELT.get(part, part) if part.islower() else part for part in unit.split("/")]
    return "/".join(parts)


def _is_unit(text: str) -> bool:
    if not text or len(text) > 40:  # noqa: PLR2004 - no unit is longer
        return False
    try:
        found, scale = unit_of(text)
    except WholeprintError:
        return False
    return bool(found.powers) or scale != 1.0 or text in {"x", "1"}


def value_of(cell: str, head: Heading) -> str | None:
    """Return a cell as a statement writes figures, with its unit.

    Args:
        cell: The cell, clean.
        head: What stands over it.

    Returns:
        Such as "31.22 tCO2eq"; None where no number stands there.
    """
    if is_empty(cell) or cell.startswith("="):
        return None
    cell = _REMARK.sub("", cell)
    shown: str | None = cell
    try:
        unit_of(printed(cell).unit)
    except WholeprintError:
        shown = _with_noise(cell)
    if shown is None:
        return None
    unit = head.unit or usual_unit(head.term, head.text)
    return shown if printed(shown).unit or not unit else f"{shown} {unit}"


_REMARK = re.compile(r"\s*\((?:estimated|est\.?|approx\.?|measured)\)$", re.IGNORECASE)


def _with_noise(cell: str) -> str | None:
    # "22 (estimated)" and "400 W TDP": the number and, where it is one, the unit behind it.
    found = re.match(r"^([~\u2248<>]?\s*[-+]?[\d.,]+(?:[eE][-+]?\d+)?[kMBT]?)\s*(\S*)", cell)
    if found is None:
        return None
    try:
        printed(found[1])
    except WholeprintError:
        return None
    return f"{found[1]} {found[2]}".strip() if _is_unit(found[2]) else found[1]
