"""A number as somebody printed it: its digits say how finely it is known.

``"1,163,088 kWh"``, ``"24.7 t"``, ``"~15 x"``, ``"1.46M h"``, ``"22 %"``, ``"420 ± 5 t"``,
``"1.2 million"``, ``"12 500 kWh"``, ``"5-8 t"``. What was rounded away is half of one unit in the
last digit shown; in a whole number that ends in noughts it may be half of the last digit that is
not one. A range is its middle, and half of it to either side.
"""

import math
import re
from dataclasses import dataclass

from wholeprint.errors import ValueRefusedError

LONGEST = 200
"""Characters that a printed number with its unit may have."""

_GAPS = " \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}"
_NUMBER = (
    rf"[+-]?(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,3}}(?:[{_GAPS}]\d{{3}})+(?!\d)|\d{{1,3}}(?:['\u2019]\d{{3}})+|\d+)?"
    r"(?:\.\d+)?(?:[eE][+-]?\d{1,3}|\s?[x\N{MULTIPLICATION SIGN}]\s?10\^[+-]?\d{1,3})?"
)
_PARTED = re.compile(rf"[,'\u2019{_GAPS}]")
_TIMES = {
    "k": 1e3,
    "M": 1e6,
    "B": 1e9,
    "T": 1e12,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_ABOUT = {
    "~",
    "\N{ALMOST EQUAL TO}",
    "about",
    "around",
    "ca.",
    "c.",
    "circa",
    "approx.",
    "approximately",
    "roughly",
}
_UNDER = {"<", "\u2264", "under", "up to", "at most", "less than", "below"}
_OVER = {">", "\u2265", "over", "at least", "more than", "above"}
_MARKS = "|".join(
    re.escape(mark) + (r"(?=[\s\d])" if mark[0].isalpha() else "")
    for mark in sorted(_ABOUT | _UNDER | _OVER, key=len, reverse=True)
)
_TEXT = re.compile(
    rf"^(?P<mark>{_MARKS})?\s*(?P<number>{_NUMBER})"
    rf"(?:\s*(?:\u2013|\u2014|-|\bto\b)\s*(?P<high>(?=[\d.]){_NUMBER}))?"
    rf"(?:(?P<times>[kMBT](?=[\s±]|$))|\s*(?P<word>thousand|million|billion|trillion)\b)?"
    rf"(?:\s*(?:±|\+/-)\s*(?P<beside>{_NUMBER}))?\s*(?P<unit>.*)$",
    re.DOTALL,
)
_REMARK = re.compile(r"\s*\((?:estimated|est\.?|approx\.?|measured|total)\)\s*$", re.IGNORECASE)
_FIX = 'Write it as printed: "24.7 tCO2e", "1,163,088 kWh", "~15 x", "1.46M h", "22 %"'


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it was printed.

    Attributes:
        text: What was printed.
        value: The number [unit].
        unit: The unit in the printer's own words; empty where there is none.
        rounding_amount: Half of one unit in the last digit shown, or what stands behind ±, or in
            a range half of it [unit].
        noughts_amount: The same, where trailing noughts of a whole number may be rounded too
            [unit].
        about: Whether it is called approximate, with ~ or a word.
        bound: "<" or ">" where it is printed as a bound, else empty.
    """

    text: str
    value: float
    unit: str
    rounding_amount: float
    noughts_amount: float
    about: bool = False
    bound: str = ""


def printed(text: str) -> Printed:
    """Read a number as it was printed.

    Args:
        text: The number and its unit, as printed.

    Returns:
        The number, with what its digits say of its rounding.

    Raises:
        ValueRefusedError: If it does not begin with a number, or its separators are ambiguous.
    """
    shown = text.strip()
    found = _TEXT.match(shown) if len(shown) <= LONGEST else None
    number = "" if found is None else found["number"]
    if found is None or not any(digit.isdigit() for digit in number):
        raise ValueRefusedError(
            "no number is printed here", seen=shown[:LONGEST] or "nothing", fix=_FIX
        )
    if found["unit"][:1] in {",", "."}:
        raise ValueRefusedError(
            "a comma parts thousands and a point decimals, and here it does not",
            seen=shown,
            fix=_FIX,
        )
    times = _TIMES.get(found["times"] or found["word"] or "", 1.0)
    value = _number(number) * times
    if not math.isfinite(value):
        raise ValueRefusedError("the number is too large", seen=shown, fix=_FIX)
    fine, coarse = _rounding(_plain(number))
    if found["high"]:
        value, fine = _between(value, _number(found["high"]) * times, shown)
        coarse, times = fine, 1.0
    beside = found["beside"]
    if beside:
        fine = coarse = _number(beside)
    mark = found["mark"] or ""
    return Printed(
        text=shown,
        value=value,
        unit=_REMARK.sub("", found["unit"]).strip(),
        rounding_amount=fine * times,
        noughts_amount=coarse * times,
        about=mark in _ABOUT,
        bound="<" if mark in _UNDER else ">" if mark in _OVER else "",
    )


def _plain(number: str) -> str:
    return re.sub(r"\s?[x\N{MULTIPLICATION SIGN}]\s?10\^", "e", _PARTED.sub("", number))


def _number(number: str) -> float:
    return float(_plain(number))


def _between(low: float, high: float, shown: str) -> tuple[float, float]:
    if not low < high < math.inf:
        raise ValueRefusedError("a range goes from less to more", seen=shown, fix=_FIX)
    return 0.5 * (low + high), 0.5 * (high - low)


def _rounding(number: str) -> tuple[float, float]:
    mantissa, _, exponent = number.lower().partition("e")
    shift = 10.0 ** int(exponent or 0)
    _, point, decimals = mantissa.partition(".")
    fine = 0.5 * 10.0 ** -len(decimals) * shift
    if point:
        return fine, fine
    digits = mantissa.lstrip("+-")
    noughts = len(digits) - len(digits.rstrip("0"))
    return fine, 0.5 * 10.0 ** (noughts if noughts < len(digits) else 0) * shift
