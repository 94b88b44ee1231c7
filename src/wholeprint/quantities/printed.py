"""A number as somebody printed it: its digits say how finely it is known.

``"1,163,088 kWh"``, ``"24.7 t"``, ``"~15 x"``, ``"1.46M h"``, ``"22 %"``, ``"420 ± 5 t"``. What was
rounded away is half of one unit in the last digit shown; in a whole number that ends in noughts it
may be half of the last digit that is not one.
"""

import math
import re
from dataclasses import dataclass

from wholeprint.errors import ValueRefusedError

LONGEST = 200
"""Characters that a printed number with its unit may have."""

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d{1,3})?"
_TEXT = re.compile(
    rf"^(?P<mark>~|≈|about |around |ca\. |<|>|≤|≥)?\s*(?P<number>{_NUMBER})"
    rf"(?P<times>[kMBT](?=[\s±]|$))?"
    rf"(?:\s*(?:±|\+/-)\s*(?P<beside>{_NUMBER}))?\s*(?P<unit>.*)$",
    re.DOTALL,
)
_TIMES = {"": 1.0, "k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_ABOUT = {"~", "≈", "about ", "around ", "ca. "}
_FIX = 'Write it as printed: "24.7 tCO2e", "1,163,088 kWh", "~15 x", "1.46M h", "22 %"'


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as it was printed.

    Attributes:
        text: What was printed.
        value: The number [unit].
        unit: The unit in the printer's own words; empty where there is none.
        rounding_amount: Half of one unit in the last digit shown, or what stands behind a ± [unit].
        noughts_amount: The same, where trailing noughts of a whole number may be rounded too [unit].
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
    times = _TIMES[found["times"] or ""]
    value = float(number.replace(",", "")) * times
    if not math.isfinite(value):
        raise ValueRefusedError("the number is too large", seen=shown, fix=_FIX)
    fine, coarse = _rounding(number)
    beside = found["beside"]
    if beside:
        fine = coarse = float(beside.replace(",", ""))
    mark = found["mark"] or ""
    return Printed(
        text=shown,
        value=value,
        unit=found["unit"].strip(),
        rounding_amount=fine * times,
        noughts_amount=coarse * times,
        about=mark in _ABOUT,
        bound={"<": "<", "≤": "<", ">": ">", "≥": ">"}.get(mark, ""),
    )


def _rounding(number: str) -> tuple[float, float]:
    mantissa, _, exponent = number.lower().replace(",", "").partition("e")
    shift = 10.0 ** int(exponent or 0)
    _, point, decimals = mantissa.partition(".")
    fine = 0.5 * 10.0 ** -len(decimals) * shift
    if point:
        return fine, fine
    digits = mantissa.lstrip("+-")
    noughts = len(digits) - len(digits.rstrip("0"))
    return fine, 0.5 * 10.0 ** (noughts if noughts < len(digits) else 0) * shift
