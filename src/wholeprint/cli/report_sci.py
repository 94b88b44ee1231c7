"""Arguments of a carbon intensity, and what is asked for by them."""

import argparse
import re
from typing import TYPE_CHECKING

from wholeprint.errors import ConformanceError, ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.lifecycle.sci_boundary import Item
    from wholeprint.lifecycle.sci_units import Conversion
    from wholeprint.quantities.uncertain import Uncertain
    from wholeprint.report.sci import Asked
    from wholeprint.report.sci_parts import DeclaredHardware, OwnSupply

_AMOUNT = re.compile(r"^\s*(?P<digits>[-+]?\d[\d_]*\.?\d*(?:[eE][-+]?\d+)?)\s*(?P<unit>\S.*)?$")
_GROUPED = re.compile(r"^[-+]?\d{1,3}(,\d{3})+(\.\d*)?$")
_PARTS_OF_HARDWARE = 4
_PARTS_OF_CONVERSION = 3


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of a carbon intensity.

    Args:
        parser: Takes them.
    """
    group = parser.add_argument_group("of a carbon intensity (--format sci)")
    group.add_argument(
        "--per",
        metavar="WHAT=N",
        help="the functional unit R, and how many of it the runs did: inference=120k; "
        '"1k tokens=5000" is 5M tokens',
    )
    group.add_argument("--rationale", metavar="TEXT", default="", help="why this R")
    group.add_argument(
        "--convert",
        metavar="A=B:N:WHY",
        action="append",
        default=[],
        help="one A stands for N of B, and why; disclosed with the score",
    )
    for name, said in (("include", "is counted"), ("exclude", "is not counted")):
        group.add_argument(
            f"--{name}",
            metavar="SYSTEM=WHY",
            action="append",
            default=[],
            help=f"a supporting system that {said}, and why",
        )
    group.add_argument(
        "--embodied",
        metavar="NAME:TE:EL:RR/TOR",
        action="append",
        default=[],
        help="hardware that no table knows: rack:1200kgCO2e:4year:2/16",
    )
    group.add_argument(
        "--embodied-water",
        metavar="NAME:TW:EL:RR/TOR",
        action="append",
        default=[],
        help="hardware with the water of making it, for --format swi: rack:4000L:4year:2/16; "
        "of the name hardware it stands for all of it",
    )
    group.add_argument(
        "--off-grid", metavar="I", help="what a kWh of a supply on no grid carries: 45gCO2e/kWh"
    )
    group.add_argument("--source", metavar="WHO", default="", help="who states --off-grid")
    group.add_argument(
        "--kept-apart",
        metavar="TEXT",
        action="append",
        default=[],
        help="an offset, certificate or contract to name beside the score; never in it",
    )
    group.add_argument("--baseline", metavar="RUN", help="the run without the action")
    group.add_argument(
        "--baseline-count",
        metavar="N",
        help="how many of the functional unit the baseline did (default: as many)",
    )


def asked(arguments: argparse.Namespace) -> "Asked":
    """Return what a score is asked for.

    Args:
        arguments: What was given.

    Raises:
        ConformanceError: If R is missing.
        ValueRefusedError: If an argument cannot be read.
    """
    from wholeprint.lifecycle.sci_units import FunctionalUnit, singular, unit_of  # noqa: PLC0415 - when asked
    from wholeprint.report.sci import Asked  # noqa: PLC0415 - loads NumPy

    if not arguments.per:
        raise ConformanceError(
            "R is missing, so there is no score: what the runs did, and how many of it",
            fix='Say it: --per "inference=120000", --per "1k tokens=5000", --per run=1',
        )
    name, _, count = arguments.per.rpartition("=")
    unit = unit_of(name or count)
    # N of "1k tokens" is N thousand tokens: what is counted is the token.
    done = unit.each_count * (count_of(count, arguments.per) if name else 1.0)
    conversions = tuple(_conversion(text) for text in arguments.convert)
    counted = unit.name
    if conversions and all(each.wanted != unit.name for each in conversions):
        first = conversions[0]
        if singular(first.counted) == unit.name:
            unit = FunctionalUnit(first.wanted)
    _refuse_unused(conversions, counted, unit.name)
    return Asked(
        unit=unit,
        counted=counted,
        done_count=done,
        stated=_stated(arguments),
        conversions=conversions,
        kept_apart=tuple(arguments.kept_apart),
        supply=_supply(arguments),
        hardware=tuple(declared(text, "gCO2e") for text in arguments.embodied),
        rationale=arguments.rationale,
    )


def baseline_count(arguments: argparse.Namespace) -> float | None:
    """Return how many of what ``--per`` counts the baseline did, None for as many.

    Args:
        arguments: What was given.

    Raises:
        ValueRefusedError: If an argument cannot be read.
    """
    from wholeprint.lifecycle.sci_units import unit_of  # noqa: PLC0415 - when asked

    if arguments.baseline_count is None:
        return None
    name, _, only = arguments.per.rpartition("=")
    return unit_of(name or only).each_count * count_of(
        arguments.baseline_count, arguments.baseline_count
    )


def _refuse_unused(conversions: "tuple[Conversion, ...]", counted: str, wanted: str) -> None:
    for each in conversions:
        if (each.counted, each.wanted) != (counted, wanted) or counted == wanted:
            raise ValueRefusedError(
                "nothing would be converted by this: the runs counted something else",
                seen=str(each),
                fix=f'Convert what --per counts: --convert "{counted}=request:N:why"',
            )


def count_of(text: str, seen: str) -> float:
    """Return how many of something an argument says, with or without a letter behind it.

    Args:
        text: The count: 12000, 12k, 1.5M.
        seen: The whole argument, for the error.

    Raises:
        ValueRefusedError: If it is none, or none that is finite.
    """
    from wholeprint.lifecycle.sci_units import letter_off  # noqa: PLC0415 - when asked

    digits, times = letter_off(text)
    return number(digits, seen) * times


def number(text: str, seen: str) -> float:
    """Return the number that a part of an argument holds.

    Args:
        text: The part.
        seen: The whole argument, for the error.

    Raises:
        ValueRefusedError: If it is none, or none that is finite.
    """
    try:
        # A comma is read between groups of three digits only: 1,5 is not 15.
        plain = text.replace(",", "") if _GROUPED.match(text.strip()) else text
        value = float(plain.replace("_", ""))
    except ValueError:
        value = float("nan")
    if not -1e300 < value < 1e300:  # noqa: PLR2004 - what is larger is no number of anything
        raise ValueRefusedError(
            "no number stands where one is wanted",
            seen=seen,
            fix="Write decimals with a point, as in 1.5, and large numbers as 120000 or 120,000",
        )
    return value


def quantity(text: str, wanted: str) -> "Uncertain":
    """Return the quantity that an argument holds, in the unit that is wanted.

    Args:
        text: "1200kgCO2e", "45 gCO2e/kWh", "4year".
        wanted: The unit.

    Raises:
        ValueRefusedError: If it is no number with a unit.
        UnitError: If the unit measures something else.
    """
    from wholeprint.quantities.source import Known  # noqa: PLC0415 - when asked
    from wholeprint.quantities.uncertain import Uncertain  # noqa: PLC0415 - loads NumPy

    found = _AMOUNT.match(text)
    if found is None or not found["unit"]:
        raise ValueRefusedError(
            "a number with its unit is wanted", seen=text, fix=f"Write it in {wanted}"
        )
    value = number(found["digits"], text)
    return Uncertain.fixed(value, found["unit"].strip(), Known.DECLARED).to(wanted)


def _conversion(text: str) -> "Conversion":
    from wholeprint.lifecycle.sci_units import Conversion, singular  # noqa: PLC0415 - when asked

    parts = text.split(":", maxsplit=_PARTS_OF_CONVERSION - 1)
    left, sign, right = parts[0].partition("=")
    if len(parts) != _PARTS_OF_CONVERSION or not sign:
        raise ValueRefusedError(
            "a conversion is A=B:N:WHY", seen=text, fix='As in "image=request:0.25:four a request"'
        )
    names = (singular(left.strip()), singular(right.strip()))
    return Conversion(*names, number(parts[1], text), parts[2])


def _stated(arguments: argparse.Namespace) -> "dict[str, Item]":
    from wholeprint.lifecycle.sci_boundary import stated  # noqa: PLC0415 - when asked

    found: dict[str, Item] = {}
    for texts, is_in in ((arguments.include, True), (arguments.exclude, False)):
        for text in texts:
            name, _, reason = text.partition("=")
            item = stated(name, reason, is_in=is_in)
            if item.name in found:
                raise ValueRefusedError("a system is stated twice", seen=item.name)
            found[item.name] = item
    return found


def _supply(arguments: argparse.Namespace) -> "OwnSupply | None":
    from wholeprint.report.sci_parts import OwnSupply  # noqa: PLC0415 - loads NumPy

    if arguments.off_grid is None:
        return None
    return OwnSupply(quantity(arguments.off_grid, "gCO2e/kWh"), arguments.source)


def declared(text: str, unit: str) -> "DeclaredHardware":
    """Return the hardware that an argument declares.

    Args:
        text: NAME:TE:EL:RR/TOR.
        unit: What making it is said in.

    Raises:
        ValueRefusedError: If it cannot be read, or more is reserved than there is.
        UnitError: If a unit measures something else.
    """
    from wholeprint.quantities.source import Known  # noqa: PLC0415 - when asked
    from wholeprint.quantities.uncertain import Uncertain  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.sci_parts import DeclaredHardware  # noqa: PLC0415 - loads NumPy

    parts = text.split(":")
    if len(parts) != _PARTS_OF_HARDWARE or "/" not in parts[3]:
        raise ValueRefusedError(
            "declared hardware is NAME:TE:EL:RR/TOR",
            seen=text,
            fix="As in rack:1200kgCO2e:4year:2/16",
        )
    reserved, _, total = parts[3].partition("/")
    shares = [number(each, text) for each in (reserved, total)]
    if not 0.0 <= shares[0] <= shares[1] or shares[1] == 0.0:
        raise ValueRefusedError("more is reserved than there is, or nothing is there", seen=text)
    lifespan = quantity(parts[2], "year")
    if lifespan.central <= 0.0:
        raise ValueRefusedError("a life is longer than nought", seen=text)
    if not parts[0].strip():
        raise ValueRefusedError("declared hardware has a name", seen=text, fix="As in rack:...")
    return DeclaredHardware(
        parts[0].strip(),
        quantity(parts[1], unit),
        lifespan,
        Uncertain.fixed(shares[0], "1", Known.DECLARED),
        Uncertain.fixed(shares[1], "1", Known.DECLARED),
    )
