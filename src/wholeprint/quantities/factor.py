"""A named assumption: a number with a unit, what is believed about it, and who says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from wholeprint.errors import UnknownFactorError
from wholeprint.quantities.distribution import Distribution, Fixed
from wholeprint.quantities.source import Known, Source


@dataclass(frozen=True, slots=True)
class Factor:
    """A named assumption.

    Attributes:
        id: Dotted name, the same wherever the same thing is meant: draws are shared by it.
        unit: Unit of the number, as `wholeprint.quantities.units.Unit` reads it.
        distribution: What is believed about it.
        sources: Who says so.
        known: How it is known.
        valid_for: What it may be used for, in words.
        note: What a user of it should know.
    """

    id: str
    unit: str
    distribution: Distribution
    sources: tuple[Source, ...] = ()
    known: Known = Known.PUBLISHED
    valid_for: str = ""
    note: str = ""

    @property
    def central(self) -> float:
        """The one number to use where only one may be used [unit]."""
        return self.distribution.central

    def as_json(self) -> dict[str, object]:
        """Return the assumption as plain values, with its sources in full."""
        return {
            "id": self.id,
            "unit": self.unit,
            "central": self.central,
            "distribution": self.distribution.as_dict(),
            "known": self.known.value,
            "sources": [source._asdict() | {"read": source.read.value} for source in self.sources],
            "valid_for": self.valid_for,
            "note": self.note,
        }


class FactorSource(Protocol):
    """Whatever can look up an assumption by its name."""

    def factor(self, factor_id: str, /) -> Factor:
        """Return the assumption of that name.

        Args:
            factor_id: Its dotted name.

        Raises:
            UnknownFactorError: If there is none of that name.
        """
        ...

    def has(self, factor_id: str, /) -> bool:
        """Return whether there is an assumption of that name.

        Args:
            factor_id: Its dotted name.
        """
        ...


class FactorBook:
    """Assumptions held in memory, found by name: for tests, notebooks and rebuilt figures.

    Args:
        factors: The assumptions.
    """

    def __init__(self, factors: Iterable[Factor] = ()) -> None:
        self._factors = {factor.id: factor for factor in factors}

    def has(self, factor_id: str, /) -> bool:
        """Return whether there is an assumption of that name.

        Args:
            factor_id: Its dotted name.
        """
        return factor_id in self._factors

    def factor(self, factor_id: str, /) -> Factor:
        """Return the assumption of that name.

        Args:
            factor_id: Its dotted name.

        Raises:
            UnknownFactorError: If there is none of that name.
        """
        try:
            return self._factors[factor_id]
        except KeyError as wrong:
            raise UnknownFactorError(
                "no such assumption in this book", seen=factor_id, fix="Add it to the book"
            ) from wrong


def declared(factor_id: str, value: float, unit: str, *, note: str = "") -> Factor:
    """Return an assumption that the user has declared, and that is not doubted.

    Args:
        factor_id: Dotted name.
        value: The declared number [unit].
        unit: Its unit.
        note: What a reader should know.
    """
    return Factor(factor_id, unit, Fixed(value), known=Known.DECLARED, note=note)
