"""The honest absence of a number: never zero, never left out without a word."""

from typing import Protocol, final

from wholeprint.errors import UnitError
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.units import ONE, Unit


class HasUnit(Protocol):
    """Whatever is a quantity."""

    @property
    def unit(self) -> Unit:
        """Its unit."""
        ...


@final
class NoData:
    """The honest absence of a number.

    Added to a number it leaves the number and a remark; in any product it stays an absence.

    Args:
        unit: The unit the number would have.
        reason: Why there is none, as a clause.
    """

    __slots__ = ("reason", "unit")

    # NumPy must hand `array * absence` to us instead of looping over its elements.
    __array_ufunc__ = None

    def __init__(self, unit: Unit, reason: str) -> None:
        self.unit = unit
        self.reason = reason

    @classmethod
    def of(cls, unit: str, reason: str) -> "NoData":
        """Return the absence of a number in a unit.

        Args:
            unit: The unit the number would have.
            reason: Why there is none, as a clause.
        """
        return cls(Unit.parse(unit), reason)

    def to(self, unit: str | Unit) -> "NoData":
        """Return the same absence in another unit.

        Args:
            unit: The unit wanted.

        Raises:
            UnitError: If it does not measure the same kind of thing.
        """
        wanted = Unit.parse(unit) if isinstance(unit, str) else unit
        self.unit.ratio(wanted)
        return NoData(wanted, self.reason)

    def as_json(self, basis: Basis | None = None) -> dict[str, object]:
        """Return the absence as plain values.

        Args:
            basis: Where the energy would have been taken, for an energy.
        """
        document: dict[str, object] = {
            "value": None,
            "central": None,
            "low": None,
            "high": None,
            "unit": str(self.unit),
            "known": "no data",
            "sources": [],
            "reason": self.reason,
        }
        if basis is not None:
            document["basis"] = basis.value
        return document

    def __add__(self, other: "NoData | float") -> "NoData":
        if isinstance(other, NoData):
            self.unit.ratio(other.unit)
            if other.reason in self.reason:
                return self
            return NoData(self.unit, f"{self.reason}; {other.reason}")
        if not isinstance(other, int | float):  # pyright: ignore[reportUnnecessaryIsInstance] - see next
            return NotImplemented  # a number with draws keeps itself, and remarks on us
        # Zero is zero in every unit, and `sum` starts from it.
        if other == 0.0:
            return self
        raise UnitError(f"a plain number cannot be added to {self.unit}", seen=other)

    __radd__ = __add__

    def __sub__(self, other: HasUnit | float) -> "NoData":
        # What is left of something unknown is unknown.
        if not isinstance(other, int | float):
            other.unit.ratio(self.unit)
        return self

    def __rsub__(self, other: float) -> "NoData":
        return self

    def __neg__(self) -> "NoData":
        return self

    def __mul__(self, other: HasUnit | float) -> "NoData":
        return NoData(self.unit * _unit_of(other), self.reason)

    __rmul__ = __mul__

    def __truediv__(self, other: HasUnit | float) -> "NoData":
        return NoData(self.unit / _unit_of(other), self.reason)

    def __rtruediv__(self, other: HasUnit | float) -> "NoData":
        return NoData(_unit_of(other) / self.unit, self.reason)

    def __repr__(self) -> str:
        return f"no data [{self.unit}]: {self.reason}"


def _unit_of(other: HasUnit | float) -> Unit:
    return ONE if isinstance(other, int | float) else other.unit
