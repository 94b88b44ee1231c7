"""A number with its doubt: one value per draw of the world, through all arithmetic."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, final

import numpy as np

from wholeprint.errors import UnitError, ValueRefusedError
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known, Source
from wholeprint.quantities.units import ONE, Unit

_KNOWN = tuple(Known)
_RANK = {known: rank for rank, known in enumerate(_KNOWN)}
_SHARES = (0.05, 0.5, 0.95)
_Factors: TypeAlias = Mapping[str, Factor]


@final
class Uncertain:
    """A number with its doubt. It does not change.

    Draw *i* is the same state of the world in every quantity, so what two quantities share
    cancels where they are subtracted or divided.

    Args:
        central: The number where every assumption takes its central value [unit].
        draws: The number in each draw of the world [unit]; a single one stands for all draws.
        unit: Its unit.
        known: How it is known.
        factors: The assumptions in it, by name.
        missing: Why something that belongs to it could not be counted.
    """

    __slots__ = ("_quantiles", "central", "draws", "factors", "known", "missing", "unit")

    # NumPy must hand `array * quantity` to us instead of looping over its elements.
    __array_ufunc__ = None

    def __init__(
        self,
        central: float,
        draws: FloatArray,
        unit: Unit,
        known: Known = Known.MEASURED,
        factors: _Factors | None = None,
        missing: tuple[str, ...] = (),
    ) -> None:
        draws.setflags(write=False)
        self.central = central
        self.draws = draws
        self.unit = unit
        self.known = known
        self.factors: _Factors = {} if factors is None else factors
        self.missing = missing
        self._quantiles: tuple[float, float, float] | None = None

    @classmethod
    def fixed(cls, value: float, unit: str, known: Known = Known.MEASURED) -> "Uncertain":
        """Return a number that is not doubted.

        Args:
            value: The number [unit].
            unit: Its unit.
            known: How it is known.
        """
        return cls(value, np.array([value], dtype=np.float64), Unit.parse(unit), known)

    @property
    def median(self) -> float:
        """The value with as many draws below as above [unit]."""
        return self._spread()[1]

    @property
    def low(self) -> float:
        """The 5th percentile of the draws [unit]."""
        return self._spread()[0]

    @property
    def high(self) -> float:
        """The 95th percentile of the draws [unit]."""
        return self._spread()[2]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Who is behind the assumptions in it, each once."""
        found = (source for factor in self.factors.values() for source in factor.sources)
        return tuple(dict.fromkeys(found))

    def _spread(self) -> tuple[float, float, float]:
        if self._quantiles is None:
            low, middle, high = quantiles(self.draws[np.newaxis, :])[0].tolist()
            self._quantiles = (low, middle, high)
        return self._quantiles

    def to(self, unit: str | Unit) -> "Uncertain":
        """Return the same quantity in another unit.

        Args:
            unit: The unit wanted.

        Raises:
            UnitError: If it does not measure the same kind of thing.
        """
        wanted = Unit.parse(unit) if isinstance(unit, str) else unit
        return self if wanted == self.unit else self._scaled(self.unit.ratio(wanted), wanted)

    def apply(self, change: Callable[[FloatArray], FloatArray]) -> "Uncertain":
        """Return the quantity with a function applied to the central value and to each draw.

        Args:
            change: An elementwise function that leaves the unit as it is.
        """
        central = float(change(np.array([self.central]))[0])
        return self._with(central, change(self.draws), self.unit)

    def as_known(self, known: Known) -> "Uncertain":
        """Return the quantity, known at best in the given way.

        Args:
            known: How it is known at best.
        """
        weakest = _weaker(self.known, known)
        return Uncertain(self.central, self.draws, self.unit, weakest, self.factors, self.missing)

    def without(self, reason: str) -> "Uncertain":
        """Return the quantity, with a remark that something could not be counted in it.

        Args:
            reason: Why.
        """
        missing = (*self.missing, *((reason,) if reason not in self.missing else ()))
        return Uncertain(self.central, self.draws, self.unit, self.known, self.factors, missing)

    def as_json(self, basis: Basis | None = None) -> dict[str, object]:
        """Return the quantity as plain values.

        Args:
            basis: Where the energy was taken, for an energy.
        """
        low, median, high = self._spread()
        document: dict[str, object] = {
            "value": median,
            "central": self.central,
            "low": low,
            "high": high,
            "unit": str(self.unit),
            "known": self.known.value,
            "sources": [source.key for source in self.sources],
        }
        if basis is not None:
            document["basis"] = basis.value
        if self.missing:
            document["missing"] = list(self.missing)
        return document

    def _with(self, central: float, draws: FloatArray, unit: Unit) -> "Uncertain":
        return Uncertain(central, draws, unit, self.known, self.factors, self.missing)

    def _scaled(self, ratio: float, unit: Unit) -> "Uncertain":
        return self._with(self.central * ratio, self.draws * ratio, unit)

    def _joined(
        self, other: "Uncertain", central: float, draws: FloatArray, unit: Unit
    ) -> "Uncertain":
        return Uncertain(
            central,
            draws,
            unit,
            _weaker(self.known, other.known),
            _union(self.factors, other.factors),
            self.missing
            if self.missing == other.missing
            else tuple(dict.fromkeys(self.missing + other.missing)),
        )

    def _plus(self, other: "Uncertain | NoData | float", sign: float) -> "Uncertain":
        if isinstance(other, NoData):
            self.unit.ratio(other.unit)
            return self.without(other.reason)
        if not isinstance(other, Uncertain):
            return self._plus_number(other, sign)
        _refuse_other_world(self, other)
        ratio = sign if other.unit == self.unit else sign * other.unit.ratio(self.unit)
        return self._joined(
            other, self.central + ratio * other.central, self.draws + ratio * other.draws, self.unit
        )

    def _plus_number(self, number: float, sign: float) -> "Uncertain":
        # Zero is zero in every unit, and `sum` starts from it.
        if number == 0.0:
            return self
        if not self.unit.fits(ONE):
            raise UnitError(f"a plain number cannot be added to {self.unit}", seen=number)
        step = sign * number * ONE.ratio(self.unit)
        return self._with(self.central + step, self.draws + step, self.unit)

    def __add__(self, other: "Uncertain | NoData | float") -> "Uncertain":
        return self._plus(other, 1.0)

    __radd__ = __add__

    def __sub__(self, other: "Uncertain | NoData | float") -> "Uncertain":
        return self._plus(other, -1.0)

    def __rsub__(self, other: float) -> "Uncertain":
        return (-self)._plus(other, 1.0)

    def __neg__(self) -> "Uncertain":
        return self._scaled(-1.0, self.unit)

    def __mul__(self, other: "Uncertain | float") -> "Uncertain":
        if isinstance(other, Uncertain):
            _refuse_other_world(self, other)
            return self._joined(
                other,
                self.central * other.central,
                self.draws * other.draws,
                self.unit * other.unit,
            )
        if isinstance(other, NoData):  # pyright: ignore[reportUnnecessaryIsInstance] - Python asks NoData then
            return NotImplemented
        return self._scaled(other, self.unit)

    __rmul__ = __mul__

    def __truediv__(self, other: "Uncertain | float") -> "Uncertain":
        if isinstance(other, Uncertain):
            _refuse_other_world(self, other)
            _refuse_zero(other)
            return self._joined(
                other,
                self.central / other.central,
                self.draws / other.draws,
                self.unit / other.unit,
            )
        if isinstance(other, NoData):  # pyright: ignore[reportUnnecessaryIsInstance] - Python asks NoData then
            return NotImplemented
        if other == 0.0:
            raise ValueRefusedError("a quantity cannot be divided by zero")
        return self._with(self.central / other, self.draws / other, self.unit)

    def __rtruediv__(self, other: float) -> "Uncertain":
        _refuse_zero(self)
        return self._with(other / self.central, other / self.draws, ONE / self.unit)

    def __repr__(self) -> str:
        return (
            f"{self.median:.6g} {self.unit} [{self.low:.6g} to {self.high:.6g}, {self.known.value}]"
        )


Quantity: TypeAlias = Uncertain | NoData


def total(parts: Iterable[Quantity], unit: str) -> Quantity:
    """Return the sum of quantities; parts without data leave a remark, none at all is no data.

    Args:
        parts: What to add.
        unit: The unit wanted.
    """
    found = list(parts)
    if not found:
        return NoData.of(unit, "there is nothing to add")
    result = found[0]
    for part in found[1:]:
        result = result + part
    return result.to(unit)


def quantiles(draws: FloatArray) -> FloatArray:
    """Return the 5th, 50th and 95th percentile of each row, straight between order statistics.

    Args:
        draws: One row per quantity, one column per draw.
    """
    last = draws.shape[1] - 1
    places = [share * last for share in _SHARES]
    parted = np.sort(draws, axis=1)
    found = np.empty((draws.shape[0], len(places)))
    for column, place in enumerate(places):
        below = int(place)
        low, high = parted[:, below], parted[:, min(below + 1, last)]
        found[:, column] = low + (high - low) * (place - below)
    return found


def _weaker(left: Known, right: Known) -> Known:
    return left if left is right or _RANK[left] > _RANK[right] else right


def _union(left: _Factors, right: _Factors) -> _Factors:
    if left is right or not right:
        return left
    return right if not left else {**left, **right}


def _refuse_other_world(left: Uncertain, right: Uncertain) -> None:
    if left.draws.size != right.draws.size and 1 not in {left.draws.size, right.draws.size}:
        raise ValueRefusedError(
            "quantities from two worlds cannot be joined",
            seen=f"{left.draws.size} and {right.draws.size} draws",
            fix="Draw both from one World",
        )


def _refuse_zero(divisor: Uncertain) -> None:
    if divisor.central == 0.0 or not divisor.draws.all():
        raise ValueRefusedError("a quantity cannot be divided by one that may be zero")
