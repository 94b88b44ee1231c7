"""Units as models write them: ``kWh/run``, ``person/year^2``, ``widgets/(month*month)``, ``$/GB``.

A text becomes words with powers. What a word is worth is another matter: `unit_words`.
"""

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

Words = Mapping[str, Fraction]
"""A unit: for each word its power; none for a pure number."""

PURE: Words = {}
_NO_UNIT = frozenset({"1", "dmnl", "dimensionless", "unitless", "none", "nodim", "no units"})
_TOKEN = re.compile(r"\s*(\*\*|[-+]?\d+(?:\.\d+)?|[*/^()\u00b7\u00d7]|[^\s*/^()\u00b7\u00d7]+)")
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
_LONGEST, _HIGHEST = 200, 12
_SIGNS = frozenset({"*", "/", "^", "**", "(", ")", "\u00b7", "\u00d7"})


class UnitTextError(ValueError):
    """A text that is no unit."""


def parse_unit(text: str) -> Words:
    """Return the words of a unit and their powers.

    Words with nothing but blanks between them belong together before anything is divided:
    ``kWh/GPU hour`` is one over both.

    Args:
        text: The unit as written.

    Raises:
        UnitTextError: If it is none.
    """
    if text.strip().casefold() in _NO_UNIT:
        return PURE
    if len(text) > _LONGEST:
        raise UnitTextError(f"longer than {_LONGEST} characters")
    tokens = [each for each in _TOKEN.findall(text) if each]
    return _Reader(["/" if each.casefold() == "per" else each for each in tokens]).all()


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._at = 0

    def all(self) -> Words:
        found = self._quotient()
        if self._at < len(self._tokens):
            raise UnitTextError(f"{self._tokens[self._at]!r} where it should end")
        return found

    def _next(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _quotient(self) -> Words:
        found = self._group()
        while self._next() in {"*", "/", "\u00b7", "\u00d7"}:
            sign = self._next()
            self._at += 1
            power = Fraction(-1) if sign == "/" else Fraction(1)
            found = product((found, Fraction(1)), (self._group(), power))
        return found

    def _group(self) -> Words:
        found = self._powered()
        while self._next() and (self._next() == "(" or self._next() not in _SIGNS):
            found = product((found, Fraction(1)), (self._powered(), Fraction(1)))
        return found

    def _powered(self) -> Words:
        found = self._one()
        if self._next() in {"^", "**"}:
            self._at += 1
            power = self._next()
            if not _NUMBER.fullmatch(power) or abs(Fraction(power)) > _HIGHEST:
                raise UnitTextError(f"{power!r} as a power")
            self._at += 1
            found = product((found, Fraction(power)))
        return found

    def _one(self) -> Words:
        token = self._next()
        self._at += 1
        if token == "(":  # noqa: S105 - a bracket
            found = self._quotient()
            if self._next() != ")":
                raise UnitTextError("a bracket that is not closed")
            self._at += 1
            return found
        if not token or token in _SIGNS:
            raise UnitTextError(f"{token!r} where a word should be" if token else "an end too soon")
        if _NUMBER.fullmatch(token):
            if Fraction(token) != 1:
                raise UnitTextError(f"the number {token}: give it as a parameter with a unit")
            return PURE
        return PURE if token.casefold() in _NO_UNIT else {token: Fraction(1)}


def product(*parts: tuple[Words, Fraction]) -> Words:
    """Return the product of units, each to a power.

    Args:
        parts: The units and their powers.
    """
    powers: dict[str, Fraction] = {}
    for words, power in parts:
        for word, own in words.items():
            powers[word] = powers.get(word, Fraction(0)) + own * power
    return {word: power for word, power in powers.items() if power}


def printed(words: Words) -> str:
    """Return a unit as text.

    Args:
        words: The unit.
    """
    above = _joined((word, power) for word, power in words.items() if power > 0)
    below = [(word, -power) for word, power in words.items() if power < 0]
    if not below:
        return above or "1"
    under = _joined(below)
    return f"{above or '1'}/{f'({under})' if len(below) > 1 else under}"


def _joined(powers: Iterable[tuple[str, Fraction]]) -> str:
    return "*".join(word if power == 1 else f"{word}^{power}" for word, power in powers)
