"""Amounts with units, as a statement uses them: checked arithmetic on single numbers."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from wholeprint.errors import UnitError, ValueRefusedError
from wholeprint.quantities.units import ONE, Unit

COUNTED = frozenset(
    {
        *("a100", "accelerator", "chip", "cpu", "device", "gpu", "h100", "node", "p100", "server"),
        *("tpu", "v100", "core", "vcpu", "socket", "module", "card"),
        *("capita", "people", "person", "passenger", "seat", "user"),
        *("answer", "call", "epoch", "image", "inference", "job", "model", "output", "parameter"),
        *("prompt", "query", "request", "response", "row", "run", "sample", "search", "step"),
        *("task", "token", "word", "page", "flight", "trip", "experiment", "entry"),
    }
)
"""Things that are counted, in the singular: in a statement they have no dimension."""

_PLURALS = {"queries": "query", "entries": "entry", "searches": "search", "people": "people"}
_SAME = {
    "hr": "h",
    "hrs": "h",
    "hours": "h",
    "d": "day",
    "y": "year",
    "yr": "year",
    "a": "year",
    "minutes": "min",
    "seconds": "s",
    "sec": "s",
    "tonnes": "t",
    "tonne": "t",
    "lbs": "lb",
    "litre": "L",
    "litres": "L",
    "liter": "L",
    "liters": "L",
    "m³": "m3",
    "W·h": "Wh",
    **dict.fromkeys(("hour", "Hours", "Hour", "H"), "h"),
    "MWH": "MWh",
    **dict.fromkeys(("gram", "grams"), "g"),
    **dict.fromkeys(("kilogram", "kilograms", "kgs"), "kg"),
    **dict.fromkeys(("ton", "tons"), "t"),
    **dict.fromkeys(("kiloton", "kilotons", "kilotonne", "kilotonnes"), "kt"),
    **dict.fromkeys(("megaliter", "megaliters", "megalitre", "megalitres"), "ML"),
    **dict.fromkeys(("joule", "joules", "Joule", "Joules"), "J"),
    **dict.fromkeys(("watt", "watts", "Watt", "Watts"), "W"),
    **dict.fromkeys(("kilowatt", "kilowatts"), "kW"),
    **dict.fromkeys(("megawatt", "megawatts"), "MW"),
    "x": "1",
    "\N{MULTIPLICATION SIGN}": "1",
    "-": "1",
    "$": "USD",
    "FLOPs": "FLOP",
    "FLOPS": "FLOP/s",
}
_CO2 = re.compile(
    r"(?P<mass>\b(?:mg|kt|[kK]g|Mt|lb|lbs|g|t)|\b(?:metric )?(?:tons?|tonnes?)|\b(?:kilo)?grams?"
    r"|\bkilot(?:ons?|onnes?))[- ]*(?:of )?"
    r"CO2(?:[ -]?e(?:q|quiv\.?|quivalents?)?\.?)?(?=[\s/·*]|$)"
)
_MASSES = {
    **dict.fromkeys(("ton", "tons", "tonne", "tonnes"), "t"),
    **dict.fromkeys(("kiloton", "kilotons", "kilotonne", "kilotonnes"), "kt"),
    "MWH": "MWh",
    **dict.fromkeys(("gram", "grams"), "g"),
    **dict.fromkeys(("kilogram", "kilograms", "Kg"), "kg"),
    "lbs": "lb",
}
_HYPHEN = re.compile(
    r"(?<=[A-Za-z0-9])[- ](?=(?:h|hour|hours|hr|hrs|day|days|d|year|years|y"
    r"|min|minutes|s|seconds)\b)"
)
_LONG = re.compile(r"^(?P<word>weeks?|months?)\b")
_DAYS = {"week": 7.0, "month": 365.0 / 12.0}
_PER = re.compile(r"\s+per\s+")
_PERCENT = 0.01
_SUBSCRIPT = str.maketrans(
    {"\N{SUBSCRIPT TWO}": "2", "\N{SUPERSCRIPT MINUS}": "-", "\N{SUPERSCRIPT ONE}": "1"}
)
_WATT_HOURS = re.compile(r"\b(?P<prefix>kilo|mega|giga|tera)watt[- ]?hours?\b", re.IGNORECASE)
_SI = {"kilo": "k", "mega": "M", "giga": "G", "tera": "T"}
_SHORT_WATT_HOURS = re.compile(r"\b[kMGT]?Whr?s?\b")
_BELOW = re.compile(r"[ ·*](?P<unit>[A-Za-z]+)(?:\^?-1)$")
_MANY = re.compile(
    r"/\s*(?P<number>\d{1,3}(?:,\d{3})+|\d+)?\s?"
    r"(?P<word>k|K|M|thousand|million|billion)?\s+(?=[A-Za-z])"
)
_LARGE = re.compile(r"^(?P<word>thousand|million|billion)\s+")
_TIMES = {"k": 1e3, "K": 1e3, "M": 1e6, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_LOOSE = {
    word.lower(): word
    for word in (
        "kWh",
        "GWh",
        "TWh",
        "Wh",
        "kW",
        "GW",
        "kJ",
        "kg",
        "gCO2e",
        "kgCO2e",
        "tCO2e",
        "kt",
    )
}
"""Symbols that mean one thing in any case; milliwatts and megawatts are told by theirs alone."""
_GAS = {mass: f"{mass}CO2e" for mass in ("mg", "g", "kg", "t", "kt", "Mt", "lb")}


@dataclass(frozen=True, slots=True, eq=False)
class Amount:
    """One number with its unit, and what the rounding of printed figures may do to it.

    Rounding is carried to first order (affine arithmetic), so that a figure that stands twice in a
    formula does not count twice: Stolfi and de Figueiredo, Self-Validated Numerical Methods, 1997.

    Attributes:
        value: The number [unit].
        unit: Its unit.
        doubts: By how much each printed figure's rounding may move it [unit], by figure.
        leaves: Every printed figure that it rests on.
    """

    value: float
    unit: Unit = ONE
    doubts: Mapping[str, float] = field(default_factory=dict[str, float])
    leaves: frozenset[str] = frozenset()

    @property
    def slack_amount(self) -> float:
        """By how much all roundings together may move it, either way [unit]."""
        return sum(map(abs, self.doubts.values()))

    def to(self, unit: Unit) -> float:
        """Return the number in another unit of the same kind.

        Args:
            unit: The unit wanted.

        Returns:
            The number [unit].

        Raises:
            UnitError: If the two do not measure the same kind of thing.
        """
        return self.value * self.unit.ratio(unit)

    def into(self, unit: Unit) -> "Amount":
        """Return the same amount in another unit of the same kind.

        Args:
            unit: The unit wanted.

        Returns:
            The amount.

        Raises:
            UnitError: If the two do not measure the same kind of thing.
        """
        if unit == self.unit:
            return self
        ratio = self.unit.ratio(unit)
        return Amount(
            self.value * ratio,
            unit,
            {leaf: doubt * ratio for leaf, doubt in self.doubts.items()},
            self.leaves,
        )

    def like(self, unit: Unit) -> "Amount":
        """Return the same amount, read as CO2e or as bare mass where only that makes it fit.

        Most who print "24 t" beside "0.4 kgCO2e/kWh" mean tonnes of CO2e.

        Args:
            unit: What it is to fit.

        Returns:
            The amount; unchanged where neither reading fits.
        """
        if self.unit.fits(unit):
            return self
        if as_gas(self.unit).fits(unit):
            return Amount(self.value, as_gas(self.unit), self.doubts, self.leaves)
        if self.unit.fits(as_gas(unit)):
            return Amount(self.value, _as_mass(self.unit), self.doubts, self.leaves)
        return self

    def __add__(self, other: "Amount") -> "Amount":
        return total((self, other))

    def __sub__(self, other: "Amount") -> "Amount":
        return total((self, other * Amount(-1.0)))

    def __mul__(self, other: "Amount") -> "Amount":
        return Amount(
            self.value * other.value,
            self.unit * other.unit,
            _mixed(self.doubts, other.value, other.doubts, self.value),
            self.leaves | other.leaves,
        )

    def __truediv__(self, other: "Amount") -> "Amount":
        if other.value == 0.0:
            raise ValueRefusedError("something is divided by nothing", seen="0", fix="Check it")
        # Tonnes over tonnes of CO2e are a share: both are meant to be the same substance.
        if as_gas(self.unit).fits(as_gas(other.unit)) and not self.unit.fits(other.unit):
            return Amount(self.value, as_gas(self.unit), self.doubts, self.leaves) / Amount(
                other.value, as_gas(other.unit), other.doubts, other.leaves
            )
        ratio = self.value / other.value
        return Amount(
            ratio,
            self.unit / other.unit,
            _mixed(self.doubts, 1.0 / other.value, other.doubts, -ratio / other.value),
            self.leaves | other.leaves,
        )

    def __pow__(self, other: "Amount") -> "Amount":
        exponent = other.into(ONE)
        if self.unit.fits(ONE):
            return _raised(self.into(ONE), exponent)
        power = exponent.value
        if power != int(power) or not 0 <= power <= 9:  # noqa: PLR2004 - no unit has more
            raise UnitError(f"{self.unit} cannot be raised to {power:g}")
        result = Amount(1.0)
        for _ in range(int(power)):
            result *= self
        return result


def total(amounts: Sequence[Amount]) -> Amount:
    """Return the sum of amounts of one kind, in the unit of the first.

    Args:
        amounts: At least one.

    Returns:
        Their sum.

    Raises:
        UnitError: If they do not measure the same kind of thing.
    """
    unit = amounts[0].unit
    value = 0.0
    doubts: dict[str, float] = {}
    leaves: set[str] = set()
    if any("CO2e" in str(amount.unit) for amount in amounts):
        unit = as_gas(unit)
    for each in amounts:
        amount = each.like(unit)
        ratio = amount.unit.ratio(unit)
        value += amount.value * ratio
        leaves |= amount.leaves
        for leaf, doubt in amount.doubts.items():
            doubts[leaf] = doubts.get(leaf, 0.0) + doubt * ratio
    return Amount(value, unit, doubts, frozenset(leaves))


def as_gas(unit: Unit) -> Unit:
    """Return a unit with a bare mass above the line read as one of CO2e.

    Args:
        unit: A unit.

    Returns:
        The same unit where it has CO2e in it already, or no mass.
    """
    if any(symbol in _GAS.values() for symbol, _ in unit.powers):
        return unit
    return Unit(
        tuple((_GAS.get(symbol, symbol) if n > 0 else symbol, n) for symbol, n in unit.powers)
    )


def _as_mass(unit: Unit) -> Unit:
    bare = {gas: mass for mass, gas in _GAS.items()}
    return Unit(tuple((bare.get(symbol, symbol), n) for symbol, n in unit.powers))


def _mixed(
    left: Mapping[str, float], by_left: float, right: Mapping[str, float], by_right: float
) -> dict[str, float]:
    doubts = {leaf: doubt * by_left for leaf, doubt in left.items()}
    for leaf, doubt in right.items():
        doubts[leaf] = doubts.get(leaf, 0.0) + doubt * by_right
    return doubts


def _raised(base: Amount, exponent: Amount) -> Amount:
    value = _power(base.value, exponent.value)
    slope = 0.0 if base.value == 0.0 else exponent.value * value / base.value
    growth = value * math.log(base.value) if base.value > 0.0 else 0.0
    doubts = _mixed(base.doubts, slope, exponent.doubts, growth)
    return Amount(value, ONE, doubts, base.leaves | exponent.leaves)


def _power(base: float, exponent: float) -> float:
    try:
        found = base**exponent
    except (OverflowError, ZeroDivisionError) as wrong:
        raise ValueRefusedError("a power is too large", seen=(base, exponent)) from wrong
    if isinstance(found, complex):
        raise ValueRefusedError("a root of a negative number", seen=(base, exponent))
    return float(found)


@lru_cache(maxsize=4096)
def unit_of(words: str, counted: frozenset[str] = frozenset()) -> tuple[Unit, float]:
    """Read a unit in the words of whoever printed it.

    Things that are counted have no dimension, so that ``GPU-h`` is hours and ``W/GPU`` watts. A
    week is 7 days and a month a twelfth of a year.

    Args:
        words: Such as ``kg CO2eq / kWh``, ``GPU-hours``, ``L per kWh``, ``%``, ``x``;
            empty for none.
        counted: More things that are counted, beside those of `COUNTED`.

    Returns:
        The unit, and by how much a number before it is to be multiplied (0.01 for per cent, 7 for
        weeks, which are given in days).

    Raises:
        UnitError: If a word is no unit and nothing that is counted.
    """
    shown, scale = _plain(words)
    if long := _LONG.match(shown):
        scale *= _DAYS[long["word"].removesuffix("s")]
        shown = f"day{shown[long.end() :]}"
    if shown.startswith("%"):
        scale, shown = _PERCENT * scale, shown[1:].strip()
        shown = f"1{shown}" if shown.startswith("/") else shown
    parts = [
        "·".join(_symbol(word.strip(), counted) for word in re.split(r"[·*]", part))
        for part in shown.split("/")
    ]
    try:
        return Unit.parse("/".join(parts)) if shown else ONE, scale
    except UnitError as wrong:
        raise UnitError(
            f"no unit and nothing that is counted is written {wrong.seen!r}",
            seen=words,
            fix="Use SI symbols as in kgCO2e/kWh, or name what is counted under 'counted'",
        ) from wrong


def _plain(words: str) -> tuple[str, float]:
    """Return a unit in symbols, and by how much its words for many multiply it.

    Raises:
        UnitError: If it is of none of something, or of too many.
    """
    shown = " ".join(words.translate(_SUBSCRIPT).split())
    scale = 1.0
    if large := _LARGE.match(shown):
        scale, shown = _TIMES[large["word"]], shown[large.end() :]
    shown = _WATT_HOURS.sub(lambda found: f"{_SI[found['prefix'].lower()]}Wh", shown)
    shown = _SHORT_WATT_HOURS.sub(lambda found: found[0].rstrip("s").rstrip("r"), shown)
    shown = _BELOW.sub(lambda found: f"/{found['unit']}", shown)
    shown = _CO2.sub(lambda found: f"{_mass(found['mass'])}CO2e", _PER.sub("/", shown))
    if shown.startswith("per "):
        shown = f"1/{shown[4:]}"
    many = _MANY.search(shown)
    if many is not None and (many["number"] or many["word"]):
        # "kWh per 1,000 inferences": the number before it is of a thousand.
        count = float((many["number"] or "1").replace(",", "")) * _TIMES.get(many["word"] or "", 1)
        if not 0.0 < count < math.inf:
            raise UnitError("a unit is of so many of something", seen=words)
        scale, shown = scale / count, f"{shown[: many.start()]}/{shown[many.end() :]}"
    return _HYPHEN.sub("·", shown), scale


def _mass(word: str) -> str:
    plain = word.removeprefix("metric ")
    return _MASSES.get(plain, plain)


def _symbol(word: str, counted: frozenset[str]) -> str:
    plain = _SAME.get(word, word)
    lower = plain.lower()
    single = _PLURALS.get(lower, lower.removesuffix("s"))
    if not plain or lower in COUNTED or single in COUNTED or {lower, single} & counted:
        return "1"
    return _LOOSE.get(lower, plain) if plain not in _SAME else plain
