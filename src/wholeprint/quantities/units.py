"""Units: what may be added to what, and by how much to multiply.

Energy, a mass of greenhouse gas and a mass of antimony are dimensions of their own here: a kilogram
of CO2e is no kilogram, so that neither can slip into the other's place. So is water weighted by how
scarce it is where it was consumed: "Leq", a litre consumed where water is as scarce as on average.
Every constant is exact. A year is 365 days, as in the amortisation of hardware (8,760 h).
"""

from dataclasses import dataclass
from functools import lru_cache

from wholeprint.errors import UnitError

_Powers = tuple[tuple[str, int], ...]

_THOUSANDS = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18}


def _table() -> dict[str, tuple[float, _Powers]]:
    plain: dict[str, tuple[float, str, int]] = {
        "s": (1.0, "time", 1),
        "min": (60.0, "time", 1),
        "h": (3600.0, "time", 1),
        "day": (86_400.0, "time", 1),
        "year": (31_536_000.0, "time", 1),
        "mg": (1e-6, "mass", 1),
        "g": (1e-3, "mass", 1),
        "kg": (1.0, "mass", 1),
        "t": (1e3, "mass", 1),
        "kt": (1e6, "mass", 1),
        "lb": (0.45359237, "mass", 1),
        "Mt": (1e9, "mass", 1),
        "mgCO2e": (1e-6, "CO2e", 1),
        "gCO2e": (1e-3, "CO2e", 1),
        "kgCO2e": (1.0, "CO2e", 1),
        "tCO2e": (1e3, "CO2e", 1),
        "ktCO2e": (1e6, "CO2e", 1),
        "lbCO2e": (0.45359237, "CO2e", 1),
        "MtCO2e": (1e9, "CO2e", 1),
        "mgSb": (1e-6, "Sb", 1),
        "gSb": (1e-3, "Sb", 1),
        "kgSb": (1.0, "Sb", 1),
        "m": (1.0, "length", 1),
        "mm": (1e-3, "length", 1),
        "km": (1e3, "length", 1),
        "mm2": (1e-6, "length", 2),
        "cm2": (1e-4, "length", 2),
        "m2": (1.0, "length", 2),
        "mL": (1e-6, "length", 3),
        "L": (1e-3, "length", 3),
        "kL": (1.0, "length", 3),
        "ML": (1e3, "length", 3),
        "m3": (1.0, "length", 3),
        "mLeq": (1e-6, "scarce water", 1),
        "Leq": (1e-3, "scarce water", 1),
        "m3eq": (1.0, "scarce water", 1),
        "K": (1.0, "temperature", 1),
        "EUR": (1.0, "EUR", 1),
        "USD": (1.0, "USD", 1),
        "KiB": (1024.0, "data", 1),
        "MiB": (1024.0**2, "data", 1),
        "GiB": (1024.0**3, "data", 1),
        "TiB": (1024.0**4, "data", 1),
        "token": (1.0, "token", 1),
        "request": (1.0, "request", 1),
        "sample": (1.0, "sample", 1),
        "parameter": (1.0, "parameter", 1),
        "person": (1.0, "person", 1),
    }
    table: dict[str, tuple[float, _Powers]] = {
        symbol: (size, ((name, power),)) for symbol, (size, name, power) in plain.items()
    }
    for prefix, size in _THOUSANDS.items():
        table[f"{prefix}J"] = (size, (("energy", 1),))
        table[f"{prefix}Wh"] = (3600.0 * size, (("energy", 1),))
        table[f"{prefix}W"] = (size, (("energy", 1), ("time", -1)))
        table[f"{prefix}B"] = (size, (("data", 1),))
        table[f"{prefix}FLOP"] = (size, (("operation", 1),))
    table["mW"] = (1e-3, (("energy", 1), ("time", -1)))
    table["uJ"] = (1e-6, (("energy", 1),))
    table["mJ"] = (1e-3, (("energy", 1),))
    return table


_SYMBOLS = _table()
_SAME = {
    "gCO2eq": "gCO2e",
    "kgCO2eq": "kgCO2e",
    "tCO2eq": "tCO2e",
    "kgSbe": "kgSb",
    "kgSbeq": "kgSb",
    "l": "L",
    "hour": "h",
    "years": "year",
    "days": "day",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A product of powers of symbols: "gCO2e/kWh", "W/GB", "1".

    Attributes:
        powers: Each symbol with its power, in the order in which they were written.
    """

    powers: _Powers = ()

    @staticmethod
    def parse(text: str) -> "Unit":
        """Return the unit a text describes.

        Args:
            text: Symbols joined by "·", "*" or "/", left to right: "L/kWh", "W·h", "1".

        Raises:
            UnitError: If a symbol is not known.
        """
        return _parse(text)

    @property
    def size(self) -> float:
        """What one of it is in base units: kg, m, s, J, B."""
        return _size(self)

    def __str__(self) -> str:
        above = [_shown(symbol, power) for symbol, power in self.powers if power > 0]
        below = [_shown(symbol, -power) for symbol, power in self.powers if power < 0]
        return "/".join(["·".join(above) or "1", *below])

    def __mul__(self, other: "Unit") -> "Unit":
        return _times(self, other, 1)

    def __truediv__(self, other: "Unit") -> "Unit":
        return _times(self, other, -1)

    def fits(self, other: "Unit") -> bool:
        """Return whether quantities in the two units may be added.

        Args:
            other: The other unit.
        """
        return _dimensions(self) == _dimensions(other)

    def ratio(self, other: "Unit") -> float:
        """Return how many of the other unit one of this one is.

        Args:
            other: The other unit.

        Raises:
            UnitError: If the two do not measure the same kind of thing.
        """
        return _ratio(self, other)


ONE = Unit()


def convert(value: float, from_unit: str, to_unit: str) -> float:
    """Return a number in another unit of the same kind.

    Args:
        value: The number [from_unit].
        from_unit: The unit it is in.
        to_unit: The unit it is wanted in.

    Raises:
        UnitError: If the two do not measure the same kind of thing.
    """
    return value * Unit.parse(from_unit).ratio(Unit.parse(to_unit))


@lru_cache(maxsize=1024)
def _parse(text: str) -> Unit:
    powers: dict[str, int] = {}
    for place, part in enumerate(text.replace("*", "·").split("/")):
        for written in part.split("·"):
            symbol = _SAME.get(written.strip(), written.strip())
            if symbol == "1":
                continue
            if symbol not in _SYMBOLS:
                raise UnitError(
                    f"no unit is written {symbol!r}", seen=text, fix="Use SI symbols, as in L/kWh"
                )
            powers[symbol] = powers.get(symbol, 0) + (1 if place == 0 else -1)
    return Unit(tuple((symbol, power) for symbol, power in powers.items() if power))


@lru_cache(maxsize=4096)
def _times(left: Unit, right: Unit, sign: int) -> Unit:
    powers = dict(left.powers)
    for symbol, power in right.powers:
        powers[symbol] = powers.get(symbol, 0) + sign * power
    return Unit(tuple((symbol, power) for symbol, power in powers.items() if power))


@lru_cache(maxsize=4096)
def _dimensions(unit: Unit) -> _Powers:
    found: dict[str, int] = {}
    for symbol, power in unit.powers:
        for name, each in _SYMBOLS[symbol][1]:
            found[name] = found.get(name, 0) + power * each
    return tuple(sorted((name, power) for name, power in found.items() if power))


@lru_cache(maxsize=4096)
def _size(unit: Unit) -> float:
    above = below = 1.0
    for symbol, power in unit.powers:
        if power > 0:
            above *= _SYMBOLS[symbol][0] ** power
        else:
            below *= _SYMBOLS[symbol][0] ** -power
    return above / below


@lru_cache(maxsize=4096)
def _ratio(left: Unit, right: Unit) -> float:
    if not left.fits(right):
        raise UnitError(
            f"{left} and {right} do not measure the same kind of thing",
            fix="Multiply or divide by the quantity that is missing between them",
        )
    return left.size / right.size


def _shown(symbol: str, power: int) -> str:
    return symbol if power == 1 else "·".join([symbol] * power)
