"""Energy that knows in its type where it was taken, so that PUE is applied exactly once.

``to_facility`` is the only way from IT equipment to the building, and it takes only energy of IT
equipment: applying it twice is a type error before the program runs, a `BasisError` when it does.
"""

from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar, final

from wholeprint.errors import BasisError, UnitError
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.units import ONE, Unit

_JOULE = Unit.parse("J")


class Place:
    """Where energy was taken, as a type."""

    basis: ClassVar[Basis]


@final
class Chip(Place):
    """Inside one package."""

    basis = Basis.CHIP


@final
class Device(Place):
    """One board or module with its own regulators."""

    basis = Basis.DEVICE


@final
class It(Place):
    """All of the IT equipment, at its plug."""

    basis = Basis.IT


@final
class Facility(Place):
    """The building."""

    basis = Basis.FACILITY


PlaceT = TypeVar("PlaceT", bound=Place)


@final
@dataclass(frozen=True, slots=True)
class Energy(Generic[PlaceT]):
    """An amount of energy taken at a place.

    Attributes:
        amount: How much [J or another unit of energy].
        place: Where it was taken.
    """

    amount: Uncertain
    place: type[PlaceT]

    def __post_init__(self) -> None:
        if not self.amount.unit.fits(_JOULE):
            raise UnitError("an energy needs a unit of energy", seen=str(self.amount.unit))

    @property
    def basis(self) -> Basis:
        """Where it was taken."""
        return self.place.basis

    def __add__(self, other: "Energy[PlaceT]") -> "Energy[PlaceT]":
        _refuse_other_place(other, self.place)
        return Energy(self.amount + other.amount, self.place)

    def __sub__(self, other: "Energy[PlaceT]") -> "Energy[PlaceT]":
        _refuse_other_place(other, self.place)
        return Energy(self.amount - other.amount, self.place)

    def __mul__(self, times: float) -> "Energy[PlaceT]":
        return Energy(self.amount * times, self.place)

    __rmul__ = __mul__

    def as_json(self) -> dict[str, object]:
        """Return the energy as plain values, with its basis."""
        return self.amount.as_json(self.basis)


def to_it(energy: Energy[Chip] | Energy[Device], host_overhead: Uncertain) -> Energy[It]:
    """Return what the server drew at its plug for what its chips or boards used.

    Args:
        energy: Energy of chips or boards.
        host_overhead: All of the server over its chips and boards [1].

    Raises:
        BasisError: If the energy already contains the rest of the server.
    """
    if energy.basis not in {Basis.CHIP, Basis.DEVICE}:
        raise BasisError(
            "host overhead belongs on energy of chips and devices",
            seen=energy.basis.value,
            fix="Use the energy as it is: the rest of the server is in it already",
        )
    return Energy(_times(energy.amount, host_overhead), It)


def to_facility(energy: Energy[It], pue: Uncertain) -> Energy[Facility]:
    """Return what the building drew for what its IT equipment used.

    Args:
        energy: Energy of IT equipment.
        pue: Power usage effectiveness: all of the building over its IT equipment [1].

    Raises:
        BasisError: If the energy is not that of IT equipment.
    """
    _refuse_other_place(energy, It)
    return Energy(_times(energy.amount, pue), Facility)


def within_facility(energy: Energy[Facility], pue: Uncertain) -> Energy[It]:
    """Return what the IT equipment used of what a meter of the building counted.

    Args:
        energy: Energy of the building.
        pue: Power usage effectiveness: all of the building over its IT equipment [1].

    Raises:
        BasisError: If the energy is not that of the building.
    """
    _refuse_other_place(energy, Facility)
    return Energy(_times(energy.amount, 1.0 / pue), It)


def _times(amount: Uncertain, ratio: Uncertain) -> Uncertain:
    if not ratio.unit.fits(ONE):
        raise UnitError("an overhead is a plain ratio", seen=str(ratio.unit))
    return (amount * ratio).to(amount.unit)


def _refuse_other_place(energy: Energy[PlaceT], place: type[Place]) -> None:
    if energy.place is not place:
        raise BasisError(
            f"this needs energy taken at {place.basis.value}",
            seen=energy.basis.value,
            fix="Go outwards one step at a time with to_it and to_facility, each once",
        )
