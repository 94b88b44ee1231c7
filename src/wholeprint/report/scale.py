"""Numbers for the human eye: a fitting unit, and no more digits than the doubt leaves meaningful.

Only for reading. Documents carry every digit in the unit in which it was computed.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

_LADDERS: dict[str, tuple[tuple[float, str], ...]] = {
    "Wh": (
        (1e-6, "\u00b5Wh"),
        (1e-3, "mWh"),
        (1.0, "Wh"),
        (1e3, "kWh"),
        (1e6, "MWh"),
        (1e9, "GWh"),
    ),
    "J": ((1e-3, "mJ"), (1.0, "J"), (1e3, "kJ"), (1e6, "MJ"), (1e9, "GJ"), (1e12, "TJ")),
    "gCO2e": (
        *((1e-6, "\u00b5gCO2e"), (1e-3, "mgCO2e"), (1.0, "gCO2e")),
        *((1e3, "kgCO2e"), (1e6, "tCO2e"), (1e9, "ktCO2e")),
    ),
    "gSb": (
        *((1e-9, "ngSb"), (1e-6, "\u00b5gSb"), (1e-3, "mgSb")),
        *((1.0, "gSb"), (1e3, "kgSb"), (1e6, "tSb")),
    ),
    "g": ((1e-6, "\u00b5g"), (1e-3, "mg"), (1.0, "g"), (1e3, "kg"), (1e6, "t"), (1e9, "kt")),
    "L": (
        *((1e-6, "\u00b5L"), (1e-3, "mL"), (1.0, "L")),
        *((1e3, "m³"), (1e6, "thousand m³"), (1e9, "million m³")),
    ),
    "Leq": (
        *((1e-6, "\u00b5Leq"), (1e-3, "mLeq"), (1.0, "Leq")),
        *((1e3, "m³eq"), (1e6, "thousand m³eq"), (1e9, "million m³eq")),
    ),
    "W": ((1e-3, "mW"), (1.0, "W"), (1e3, "kW"), (1e6, "MW")),
}

_READ_AS: dict[str, tuple[float, str]] = {
    unit: (size, family)
    for family, units in {
        "Wh": {"J": 1 / 3600, "kJ": 1 / 3.6, "Wh": 1.0, "kWh": 1e3, "MWh": 1e6, "GWh": 1e9},
        "J": {"MJ": 1e6, "GJ": 1e9},
        "gCO2e": {"mgCO2e": 1e-3, "gCO2e": 1.0, "kgCO2e": 1e3, "tCO2e": 1e6},
        "gSb": {"mgSb": 1e-3, "gSb": 1.0, "kgSb": 1e3},
        "g": {"mg": 1e-3, "g": 1.0, "kg": 1e3, "t": 1e6},
        "L": {"mL": 1e-3, "L": 1.0, "m3": 1e3},
        "Leq": {"mLeq": 1e-3, "Leq": 1.0, "m3eq": 1e3},
        "W": {"W": 1.0, "kW": 1e3},
    }.items()
    for unit, size in units.items()
}
# Joules are read as watt-hours, as on an electricity bill; megajoules stay what primary energy
# is quoted in.

_VALUE_DIGITS = 3
_DOUBTFUL_DIGITS = 2
_MOST_DIGITS = 5
_MINUTES_PER_DAY = 1440
_WIDE = 10.0
_PLAIN_FROM, _PLAIN_TO = 1e-4, 1e7


@dataclass(frozen=True, slots=True)
class Shown:
    """A quantity as it is read out.

    Attributes:
        value: The value, rounded; "0" only where it is nought.
        low: The lower end of its interval, rounded; empty where there is no interval to show.
        high: The upper end.
        unit: The unit of all three; empty for a plain number.
    """

    value: str
    low: str
    high: str
    unit: str

    @property
    def number(self) -> str:
        """Value and unit, joined so that no line break parts them."""
        return f"{self.value}\u00a0{self.unit}" if self.unit else self.value

    @property
    def interval(self) -> str:
        """The interval in brackets, empty where there is none to show."""
        return f"[{self.low}\u00a0\u2013\u00a0{self.high}]" if self.low else ""


def shown(value: float, low: float | None, high: float | None, unit: str) -> Shown:
    """Choose unit and digits for a quantity.

    The value keeps three significant digits, or two where its interval leaves the third without
    meaning. An interval that spans more than a factor of ten has each end rounded for itself. A
    value that would be read as one of the ends has a digit more, as they have, if that tells them
    apart.

    Args:
        value: The value [unit].
        low: The lower end of its interval [unit], or None.
        high: The upper end of its interval [unit], or None.
        unit: The unit it comes in.

    Returns:
        The quantity in a unit in which its value lies from 1 to 1,000, where there is one.
    """
    factor, symbol = _fitting(value, low, high, unit)
    value *= factor
    if low is None or high is None or low == high:
        return Shown(rounded(value, _VALUE_DIGITS), "", "", symbol)
    low, high = low * factor, high * factor
    if _is_wide(low, high):
        texts = _apart(
            (value, low, high), lambda each, more: rounded(each, _DOUBTFUL_DIGITS + more)
        )
        return Shown(*texts, symbol)
    places = min(
        max(_places(high - low, _DOUBTFUL_DIGITS), _places(value, _DOUBTFUL_DIGITS)),
        _places(max(abs(value), abs(low), abs(high)), _VALUE_DIGITS),
    )
    texts = _apart((value, low, high), lambda each, more: _fixed(each, places + more))
    if texts[1] == texts[2]:
        return Shown(rounded(value, _VALUE_DIGITS), "", "", symbol)
    return Shown(texts[0], texts[1], texts[2], symbol)


@dataclass(frozen=True, slots=True)
class Alike:
    """How numbers are written that are read against each other: one unit, as many decimals.

    Attributes:
        unit: The unit of all of them.
        ratio: What a number of the unit it came in is in this one [1].
        decimals_count: Decimals.
    """

    unit: str
    ratio: float
    decimals_count: int

    def text(self, amount: float) -> str:
        """Write a number.

        Args:
            amount: The number, in the unit that it came in.

        Returns:
            The number without its unit.
        """
        return _fixed(amount * self.ratio, self.decimals_count)

    def difference(self, larger_amount: float, smaller_amount: float) -> str:
        """Write by how much two numbers differ as they are written.

        Args:
            larger_amount: The number that is taken from, in the unit that it came in.
            smaller_amount: The number that is taken away.

        Returns:
            The difference of the written numbers: at most one step of the last decimal from that
            of the numbers themselves, and what a reader finds who reckons it again.
        """
        larger, smaller = (
            round(amount * self.ratio, self.decimals_count)
            for amount in (larger_amount, smaller_amount)
        )
        return _fixed(larger - smaller, self.decimals_count)

    def interval(self, low_amount: float, high_amount: float) -> str:
        """Write an interval in brackets, each end with the digits that its doubt leaves.

        Args:
            low_amount: The lower end, in the unit that it came in.
            high_amount: The upper end.

        Returns:
            The interval; empty where both ends are one.
        """
        if low_amount == high_amount:
            return ""
        ends = [rounded(end * self.ratio, _DOUBTFUL_DIGITS) for end in (low_amount, high_amount)]
        return f"[{ends[0]}\u00a0\u2013\u00a0{ends[1]}]"


def alike(amounts: Iterable[float], unit: str) -> Alike:
    """Choose unit and decimals for numbers that are read against each other.

    The smallest of them keeps three significant digits, as long as the largest has no more than
    five.

    Args:
        amounts: The numbers [unit].
        unit: The unit they come in.

    Returns:
        How to write them.
    """
    sizes = [abs(amount) for amount in amounts if amount and math.isfinite(amount)]
    if not sizes:
        return Alike(unit, 1.0, 0)
    ratio, symbol = _fitting(max(sizes), None, None, unit)
    fewest = _places(min(sizes) * ratio, _VALUE_DIGITS)
    most = _places(max(sizes) * ratio, _MOST_DIGITS)
    return Alike(symbol, ratio, max(min(fewest, most), 0))


def rounded(value: float, digits: int) -> str:
    """Write a number with so many significant digits.

    Args:
        value: The number.
        digits: Significant digits, at least one.

    Returns:
        The number without exponent where it can be read so.
    """
    if not math.isfinite(value):
        return "∞" if value > 0 else "\u2212∞" if value < 0 else "not a number"
    if value == 0.0:
        return "0"
    if not _PLAIN_FROM <= abs(value) < _PLAIN_TO:
        return f"{value:.{digits - 1}e}".replace("-", "\u2212")
    return _fixed(value, _places(value, digits))


def percent(share: float) -> str:
    """Write a share of one in per cent.

    Args:
        share: The share [1].

    Returns:
        Such as "62 %"; "<1 %" and ">99 %" where rounding would say none or all.
    """
    if 0.0 < share < 0.01:  # noqa: PLR2004 - one per cent
        return "<1\u00a0%"
    if 0.99 < share < 1.0:  # noqa: PLR2004 - ninety-nine per cent
        return ">99\u00a0%"
    return f"{share * 100:.0f}\u00a0%"


def duration(seconds: float) -> str:
    """Write a length of time with its two largest units.

    Args:
        seconds: How long [s].

    Returns:
        Such as "850 ms", "12.3 s", "4 min 10 s", "2 h 5 min", "3 d 4 h".
    """
    if seconds < 1:
        return f"{seconds * 1000:.0f}\u00a0ms"
    if seconds < 59.95:  # noqa: PLR2004 - what is not yet read as a minute
        return f"{rounded(seconds, _VALUE_DIGITS)}\u00a0s"
    for size, symbol, smaller, smaller_symbol in (
        (86_400, "d", 3600, "h"),
        (3600, "h", 60, "min"),
        (60, "min", 1, "s"),
    ):
        whole = round(seconds / smaller) * smaller
        if whole >= size:
            rest = whole % size // smaller
            tail = f"\u00a0{rest}\u00a0{smaller_symbol}" if rest else ""
            return f"{whole // size}\u00a0{symbol}{tail}"
    return f"{seconds:.0f}\u00a0s"


def span(seconds: float) -> str:
    """Write a length of time to the minute, where a plan is kept by it.

    Args:
        seconds: How long [s].

    Returns:
        As `duration`, and from a day on with three units: "1 d 19 h 30 min".
    """
    minutes = round(seconds / 60)
    if minutes < _MINUTES_PER_DAY:
        return duration(seconds)
    days, rest = divmod(minutes, _MINUTES_PER_DAY)
    parts = ((days, "d"), (rest // 60, "h"), (rest % 60, "min"))
    return "\u00a0".join(f"{number}\u00a0{symbol}" for number, symbol in parts if number)


def ago(seconds: float) -> str:
    """Write how long ago something was, with one unit.

    Args:
        seconds: How long ago [s]; less than nought where clocks disagree.

    Returns:
        Such as "now", "5 min", "3 h", "12 d".
    """
    for size, symbol in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{int(seconds // size)}\u00a0{symbol}"
    return "now"


def binary_size(size_bytes: float) -> str:
    """Write an amount of memory.

    Args:
        size_bytes: How much [B].

    Returns:
        Such as "15.6 GiB".
    """
    for power, symbol in ((4, "TiB"), (3, "GiB"), (2, "MiB"), (1, "KiB")):
        if size_bytes >= 1024**power:
            return f"{rounded(size_bytes / 1024**power, _VALUE_DIGITS)}\u00a0{symbol}"
    return f"{size_bytes:.0f}\u00a0B"


def _fitting(value: float, low: float | None, high: float | None, unit: str) -> tuple[float, str]:
    factor, family = _READ_AS.get(unit, (1.0, ""))
    if not family:
        return 1.0, "" if unit == "1" else unit
    size = abs(value) or max(abs(low or 0.0), abs(high or 0.0))
    size *= factor
    ladder = _LADDERS[family]
    if size == 0.0:
        return factor, family
    chosen = ladder[0]
    for step in ladder:
        # What rounds up to 1,000 of the smaller unit is read as 1 of the larger.
        if size >= step[0] * (1 - 0.5 * 10**-_VALUE_DIGITS):
            chosen = step
    return factor / chosen[0], chosen[1]


def _apart(
    numbers: tuple[float, float, float], write: Callable[[float, int], str]
) -> tuple[str, str, str]:
    # A median that is read as an end of its own interval looks like a slip of the pen.
    value, low, high = numbers
    texts = (write(value, 0), write(low, 0), write(high, 0))
    if texts[1] == texts[2] or texts[0] not in texts[1:] or not low < value < high:
        return texts
    closer = (write(value, 1), write(low, 1), write(high, 1))
    return texts if closer[0] in closer[1:] else closer


def _is_wide(low: float, high: float) -> bool:
    return (low > 0 and high / low > _WIDE) or (high < 0 and low / high > _WIDE)


def _places(value: float, digits: int) -> int:
    """Return how many decimals leave so many significant digits; below nought before the point.

    Args:
        value: The number.
        digits: The significant digits.
    """
    if value == 0.0:
        return digits - 1
    places = digits - 1 - math.floor(math.log10(abs(value)))
    # 9.996 with three digits is 10.0, which has one decimal less.
    return places - (round(abs(value), places) >= 10.0 ** (digits - places))


def _fixed(value: float, places: int) -> str:
    text = f"{round(value, places):.{max(places, 0)}f}"
    if text.startswith("-"):
        return "\u2212" + text[1:] if text.strip("-0.") else text[1:]
    return text
