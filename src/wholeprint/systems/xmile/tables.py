"""Graphical functions of an XMILE file."""

from itertools import pairwise

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.model import Place, Reading, Table
from wholeprint.systems.xmile.elements import Element

READINGS = {
    "": Reading.CONTINUOUS,
    "continuous": Reading.CONTINUOUS,
    "extrapolate": Reading.EXTRAPOLATE,
    "discrete": Reading.DISCRETE,
}
"""What XMILE calls the readings of a table. Source: XMILE 1.0, section 3.1.4."""


def table_of(element: Element, place: Place, what: str) -> Table:
    """Return the points of a graphical function.

    Where the file gives a range instead of the places of the points, they lie evenly over it.
    Source: XMILE 1.0, sections 3.1.4 and 4.5.

    Args:
        element: The ``gf``.
        place: Where it stands.
        what: Name of its variable, for errors.

    Raises:
        ModelError: If points are missing, are no numbers, or do not rise.
        UnsupportedError: If it is of a type that is not known.
    """
    ys = _numbers(element, "ypts", place, what)
    if not ys:
        raise ModelError(f"{place}: the table of {what} has no ypts", fix="Give its values")
    xs = _numbers(element, "xpts", place, what) or _spread(element, len(ys), place, what)
    if len(xs) != len(ys):
        raise ModelError(
            f"{place}: the table of {what} has not as many xpts as ypts",
            seen=f"{len(xs)} and {len(ys)}",
            fix="Give one value for each point",
        )
    if any(later < earlier for earlier, later in pairwise(xs)):
        raise ModelError(
            f"{place}: the xpts of the table of {what} do not rise", fix="Sort its points"
        )
    return Table(xs, ys, _reading(element, place, what))


def _reading(element: Element, place: Place, what: str) -> Reading:
    kind = element.attributes.get("type", "").strip().lower()
    if not kind and element.attributes.get("discrete", "").strip().lower() == "true":
        return Reading.DISCRETE
    if kind not in READINGS:
        raise UnsupportedError(
            f"{place}: the table of {what} is of a type that is not known",
            seen=kind,
            fix="One of continuous, extrapolate, discrete",
        )
    return READINGS[kind]


def _numbers(element: Element, tag: str, place: Place, what: str) -> tuple[float, ...]:
    found = element.first(tag)
    if found is None:
        return ()
    mark = found.attributes.get("sep", ",")
    text = found.text.replace(mark, " ") if mark.strip() else found.text
    return tuple(number(each, place, f"a point of the table of {what}") for each in text.split())


def _spread(element: Element, count: int, place: Place, what: str) -> tuple[float, ...]:
    scale = element.first("xscale")
    if scale is None:
        raise ModelError(
            f"{place}: the table of {what} says neither xpts nor xscale",
            fix="Say where its points lie",
        )
    low, high = (
        number(scale.attributes.get(key, ""), place, f"the {key} of the xscale of {what}")
        for key in ("min", "max")
    )
    if count == 1:
        return (low,)
    return tuple(low + (high - low) * each / (count - 1) for each in range(count))


def number(text: str, place: Place, what: str) -> float:
    """Return a text as a number.

    Args:
        text: The text.
        place: Where it stands.
        what: What it is, for errors.

    Raises:
        ModelError: If it is none, or no finite one.
    """
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not abs(value) < float("inf"):
        raise ModelError(f"{place}: {what} is no number", seen=text, fix="Give a number")
    return value
