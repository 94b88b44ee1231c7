"""A part of a document, that knows where it stands and says what was expected of it."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NoReturn

from wholeprint.errors import ModelError
from wholeprint.factors.match import near_names
from wholeprint.systems.model import NOWHERE, Place

_MANY = 2000
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Item:
    """A text, a list or a mapping of a document.

    Attributes:
        value: What it holds.
        what: What it is, in words, for errors: "the unit of contact rate".
        place: Where it stands.
    """

    value: "str | tuple[Item, ...] | Mapping[str, Item]"
    what: str
    place: Place = NOWHERE

    def fail(self, wrong: str, *, seen: object = None, fix: str = "") -> NoReturn:
        """Refuse it.

        Args:
            wrong: What is wrong, after what it is: "is no number".
            seen: What was found.
            fix: What to do.

        Raises:
            ModelError: Always.
        """
        where = f"{self.place}: " if str(self.place) else ""
        raise ModelError(f"{where}{self.what} {wrong}", seen=seen, fix=fix)

    def text(self) -> str:
        """Return its text.

        Raises:
            ModelError: If it is none.
        """
        if not isinstance(self.value, str):
            self.fail(f"must be a text, not {_kind(self)}", fix="Write it in one line, or with |")
        return self.value.strip()

    def name(self) -> str:
        """Return its text, which may not be empty.

        Raises:
            ModelError: If it is none, or empty.
        """
        found = self.text()
        if not found:
            self.fail("is empty", fix="Give a name")
        return found

    def number(self) -> float:
        """Return its number.

        Raises:
            ModelError: If it is none.
        """
        text = self.text()
        try:
            number = float(text) if "_" not in text else math.nan
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            self.fail("must be a number", seen=text, fix="Write it with digits and a point")
        return number

    def whole(self) -> int:
        """Return its whole number.

        Raises:
            ModelError: If it is none.
        """
        number = self.number()
        if not number.is_integer():
            self.fail("must be a whole number", seen=self.text(), fix="Leave out the fraction")
        return int(number)

    def truth(self) -> bool:
        """Return whether it is true.

        Raises:
            ModelError: If it is neither true nor false.
        """
        found = _TRUTH.get(self.text().lower())
        if found is None:
            self.fail("must be true or false", seen=self.text(), fix="Write true or false")
        return found

    def choice(self, words: Iterable[str]) -> str:
        """Return its text, which must be one of some words.

        Args:
            words: What it may be.

        Raises:
            ModelError: If it is none of them.
        """
        allowed, found = tuple(words), self.text()
        if found not in allowed:
            self.fail("is not one of its words", seen=found, fix=f"Use {', '.join(allowed)}")
        return found

    def sequence(self) -> "tuple[Item, ...]":
        """Return its members; a single text counts as a list of one.

        Raises:
            ModelError: If it is a mapping.
        """
        if isinstance(self.value, tuple):
            return self.value
        if not isinstance(self.value, str):
            self.fail("must be a list", seen=_kind(self), fix="Write [first, second]")
        return (self,) if self.value.strip() else ()

    def numbers(self, count: int) -> tuple[float, ...]:
        """Return its numbers.

        Args:
            count: How many there must be; 0 for any number of them.

        Raises:
            ModelError: If they are not numbers, or not so many.
        """
        found = tuple(each.number() for each in self.sequence())
        if count and len(found) != count:
            self.fail(f"must be {count} numbers", seen=len(found), fix="Write [1, 2]")
        return found

    def names(self) -> tuple[str, ...]:
        """Return its texts.

        Raises:
            ModelError: If they are not texts.
        """
        return tuple(each.name() for each in self.sequence())

    def entries(self, keys: Iterable[str] | None = None) -> "Mapping[str, Item]":
        """Return what it maps to what.

        Args:
            keys: Which keys it may have; None for any.

        Raises:
            ModelError: If it is no mapping, or has another key.
        """
        if isinstance(self.value, str) and not self.value.strip():
            return {}
        if not isinstance(self.value, Mapping):
            self.fail("must be a mapping", seen=_kind(self), fix="Write key: value in lines of it")
        if keys is not None:
            allowed = tuple(keys)
            for key, item in self.value.items():
                if key not in allowed:
                    _refuse_key(self, key, item, allowed)
        return self.value


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the advice for a name that is not known.

    Args:
        name: The name.
        names: Those that are known.
    """
    known = tuple(dict.fromkeys(names))
    # Comparing takes its time: of very many, those that begin alike are looked at.
    alike = [each for each in known if each[:1].casefold() == name[:1].casefold()]
    near = near_names(name, known if len(known) <= _MANY else alike[:_MANY])
    if near:
        return f"Did you mean {' or '.join(near)}"
    return f"There is {', '.join(known[:12])}" if known else "There is none"


def _refuse_key(item: Item, key: str, entry: Item, allowed: tuple[str, ...]) -> NoReturn:
    advice = f"{nearest(key, allowed)}. It may have {', '.join(allowed)}"
    if not entry.value:
        # {equation: MAX(a, b)} is cut at its comma by YAML.
        advice = "Put a formula with commas or brackets that stands within {...} in quotes"
    Item("", f"the key {key} of {item.what}", entry.place).fail("is not known", fix=advice)


def _kind(item: Item) -> str:
    if isinstance(item.value, Mapping):
        return "a mapping"
    return "a list" if isinstance(item.value, tuple) else f'the text "{item.value[:40]}"'
