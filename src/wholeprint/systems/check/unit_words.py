"""What words of units are worth: pint knows those of physics, others stand for themselves."""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib import import_module
from typing import Any

from wholeprint.errors import MissingExtraError
from wholeprint.systems.check.unit_text import Words

Base = tuple[float, Mapping[str, Fraction]]
"""How many of the base units it is, and the powers of these."""

_DEFINED = (
    "CO2e = [CO2e]; gCO2e = CO2e; tCO2e = 1e6 * gCO2e",
    "gSb = [antimony]; tSb = 1e6 * gSb",
    "FLOP = [operation]",
    "Leq = [scarce_water]; m3eq = 1000 * Leq",
    "model_quarter = 0.25 * year; m2 = meter ** 2; m3 = meter ** 3",
)
"""What pint does not know. Greenhouse gas and antimony are dimensions of their own: a kilogram of
CO2e is no kilogram."""

_OTHER = {
    "$": "usd",
    "dollar": "usd",
    "\u20ac": "eur",
    "euro": "eur",
    "\u00a3": "gbp",
    "people": "person",
    "quarter": "model_quarter",
    "gpuh": "gpu_hour",
}
_PLAIN = frozenset(
    {
        *("link", "chain", "point", "hand", "bag", "rod", "pole", "stick", "count", "cycle"),
        *("turn", "revolution", "league", "degree", "cup", "drop", "perch", "slug", "ell", "em"),
    }
)
"""Words that pint takes for lengths, volumes and the like, and models for things."""
_PREFIXED = frozenset(
    {
        *("gram", "meter", "watt", "watt_hour", "joule", "second", "byte", "bit", "liter"),
        *("hertz", "volt", "ampere", "kelvin", "pascal", "metric_ton", "gCO2e", "gSb", "FLOP"),
        *("tCO2e", "electron_volt", "calorie"),
    }
)
"""Units that may have a prefix: elsewhere pint reads "cat" as a hundredth of an atmosphere."""


@cache
def _registry() -> Any:  # noqa: ANN401 - pint's types are loaded with it
    try:
        pint: Any = import_module("pint")
    except ImportError as error:
        raise MissingExtraError(
            "units are checked with pint, which is not installed",
            fix="Install it: pip install 'wholeprint[systems]'",
        ) from error
    registry: Any = pint.UnitRegistry(cache_folder=None)
    for line in _DEFINED:
        for each in line.split(";"):
            registry.define(each.strip())
    return registry


@cache
def base(word: str) -> Base:
    """Return what a word is worth in base units.

    Args:
        word: The word; whether it stands in the plural or with capitals makes no difference,
            unless that makes it another unit of physics.

    Raises:
        MissingExtraError: If pint is not installed.
    """
    registry = _registry()
    plain = singular(word)
    other = _OTHER.get(plain, plain)
    for name in (word, plain) if other == plain else (other,):
        known = None if plain in _PLAIN else _known(registry, name)
        if known is not None:
            return known
    return 1.0, {other: Fraction(1)}


def _known(registry: Any, name: str) -> Base | None:  # noqa: ANN401 - as above
    if not name.isidentifier():
        return None
    candidates = registry.parse_unit_name(name, case_sensitive=True)
    if not any(not prefix or unit in _PREFIXED for prefix, unit, _ in candidates):
        return None
    quantity = registry.Quantity(1.0, name).to_base_units()
    powers = {str(u): Fraction(p).limit_denominator(12) for u, p in quantity.unit_items()}
    return float(quantity.magnitude), powers


def singular(word: str) -> str:
    """Return a word in the singular, without capitals.

    Args:
        word: The word.
    """
    text = word.casefold()
    if text.endswith("ies") and len(text) > len("ties"):
        return f"{text[:-3]}y"
    if re.search(r"(sses|xes|ches|shes)$", text):
        return text[:-2]
    return text[:-1] if re.search(r"..[^su]s$", text) else text


def in_base(words: Words) -> Base:
    """Return what a unit is worth in base units.

    Args:
        words: The unit.

    Raises:
        MissingExtraError: If pint is not installed.
    """
    size = 1.0
    powers: dict[str, Fraction] = {}
    for word, power in words.items():
        own, dimensions = base(word)
        size *= own ** float(power)
        for name, each in dimensions.items():
            powers[name] = powers.get(name, Fraction(0)) + each * power
    return size, {name: power for name, power in powers.items() if power}
