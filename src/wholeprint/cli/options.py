"""Arguments that several verbs share, and what becomes of them."""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

import wholeprint
from wholeprint.errors import ValueRefusedError
from wholeprint.settings import Loaded, load

if TYPE_CHECKING:
    from wholeprint.quantities.boundary import Boundary
    from wholeprint.tracking.assessment import AssessArguments

RUN_HELP = 'a run: its id, the beginning of its id, "last", or "last-1" for the one before'


def version() -> str:
    """Return this program's version."""
    return wholeprint.__version__


def ledger(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names the ledger.

    Args:
        parser: Takes it.
    """
    parser.add_argument(
        "--ledger",
        metavar="FILE",
        help="the ledger (default: WHOLEPRINT_LEDGER, or the one in your data folder)",
    )


def json_flag(parser: argparse.ArgumentParser) -> None:
    """Add the flag that asks for a document.

    Args:
        parser: Takes it.
    """
    parser.add_argument(
        "--json", action="store_true", help="print one JSON document instead of text"
    )


def site(parser: argparse.ArgumentParser) -> None:
    """Add what can be declared of the place where something runs.

    Args:
        parser: Takes them.
    """
    group = parser.add_argument_group("where it runs")
    group.add_argument(
        "--zone", metavar="ZONE", help="grid zone: FR, US-TX, DK-DK1, aws:eu-west-1, world"
    )
    group.add_argument(
        "--pue",
        metavar="X",
        type=number,
        help="power usage effectiveness of the site, at least 1 (facility over IT energy)",
    )
    group.add_argument(
        "--wue",
        metavar="L",
        type=number,
        help="water usage effectiveness of the site: litres consumed per kWh of IT energy",
    )
    group.add_argument(
        "--wue-withdrawal",
        metavar="L",
        type=number,
        help="water withdrawn on site, returned or not: litres per kWh of IT energy",
    )
    group.add_argument(
        "--cooling",
        metavar="NAME",
        help="how the building is cooled, for PUE and WUE where they are not declared: tower, "
        "airside, adiabatic, dry, liquid-tower, liquid-adiabatic, air-chiller, water-chiller, "
        "direct-expansion",
    )
    group.add_argument(
        "--climate",
        metavar="ZONE",
        help="climate zone for --cooling: 1A, 2B, 3C, 4A, 5A, 7 (default: any of them)",
    )
    group.add_argument(
        "--water-stress",
        metavar="X",
        type=number,
        help="how scarce water is there, over the mean of the world (default: AWARE 2.0)",
    )
    group.add_argument(
        "--hydro-water",
        choices=("allocated", "none"),
        help="water that evaporates from reservoirs: charged to the electricity, or left out "
        "(default: allocated)",
    )


def moved(parser: argparse.ArgumentParser) -> None:
    """Add what can be changed of a run that was recorded.

    Args:
        parser: Takes them.
    """
    group = parser.add_argument_group("as if")
    group.add_argument(
        "--at",
        metavar="WHEN",
        help="as if it had started then: 2026-07-01T12:00 (UTC, or with an offset)",
    )
    group.add_argument(
        "--attribution",
        choices=("machine", "process"),
        help="charge the whole machine, or the share of the run's own processes",
    )
    group.add_argument(
        "--utilisation",
        metavar="SHARE",
        type=number,
        help="share of the hardware's life in which it works for somebody, from 0 to 1",
    )


def assumptions(parser: argparse.ArgumentParser) -> None:
    """Add what an assessment can be told beside the site.

    Args:
        parser: Takes them.
    """
    group = parser.add_argument_group("how it is assessed")
    group.add_argument(
        "--boundary",
        metavar="NAMES",
        type=names,
        help="what is counted, separated by commas: operational, idle, facility, embodied, "
        "water, end_of_life, network, failed_runs",
    )
    group.add_argument(
        "--signal",
        choices=("lifecycle", "direct"),
        help="grid intensity with or without making plants and fuel (default: lifecycle; with "
        "--hourly direct where only direct hours are known, and a warning says so)",
    )
    group.add_argument(
        "--hourly",
        action="store_true",
        default=None,
        help="the hours that the run took in place of the yearly value: fetched before, shipped, "
        "or typical ones",
    )
    group.add_argument(
        "--fetch",
        action="store_true",
        default=None,
        help="as --hourly, and ask providers of grid data for those hours first",
    )
    group.add_argument(
        "--intensity",
        metavar="FILE",
        help="a grid intensity series of your own (CSV) in place of the yearly value",
    )
    group.add_argument(
        "--lifetime", metavar="YEARS", type=number, help="service life of the hardware in years"
    )
    group.add_argument(
        "--draws", metavar="N", type=whole, help="draws of the uncertain world (default: 1024)"
    )
    group.add_argument(
        "--seed", metavar="N", type=whole, help="which uncertain world is drawn (default: 0)"
    )


def number(text: str) -> float:
    """Return the number that an argument holds.

    Args:
        text: The argument.

    Raises:
        argparse.ArgumentTypeError: If it is none.
    """
    try:
        value = float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None
    if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN alone differs from itself
        raise argparse.ArgumentTypeError(f"{text!r} is not a finite number")
    return value


def whole(text: str) -> int:
    """Return the whole number that an argument holds, which may not be below nought.

    Args:
        text: The argument.

    Raises:
        argparse.ArgumentTypeError: If it is none.
    """
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number")
    return int(text)


def names(text: str) -> tuple[str, ...]:
    """Return the names that an argument holds, separated by commas.

    Args:
        text: The argument.

    Raises:
        argparse.ArgumentTypeError: If it holds none.
    """
    found = tuple(part.strip().replace("-", "_") for part in text.split(",") if part.strip())
    if not found:
        raise argparse.ArgumentTypeError("at least one name is wanted, separated by commas")
    return found


def zones(text: str) -> tuple[str, ...]:
    """Return the zones that an argument holds, separated by commas.

    Args:
        text: The argument.

    Raises:
        argparse.ArgumentTypeError: If it holds none.
    """
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    if not found:
        raise argparse.ArgumentTypeError("at least one zone is wanted, separated by commas")
    return found


def settings(arguments: argparse.Namespace) -> Loaded:
    """Return the settings that hold for a verb.

    Args:
        arguments: What was given; only the ledger is read from it.

    Returns:
        The settings, and those that could not be used.
    """
    return load({"ledger": arguments.ledger})


def run_ids(path: Path, selectors: Iterable[str]) -> list[str]:
    """Return the ids of the runs that are meant.

    Args:
        path: The ledger.
        selectors: An id, the beginning of one, "last", "last-1" ...
    """
    from wholeprint.ledger.book import Ledger  # noqa: PLC0415 - opened when a verb runs

    ledger = Ledger(path)
    return [ledger.resolve(selector) for selector in selectors]


_ASSESS: Sequence[tuple[str, str]] = (
    *((name, name) for name in ("zone", "pue", "wue", "attribution", "boundary", "at")),
    *((name, name) for name in ("cooling", "climate", "hydro_water")),
    ("wue_withdrawal", "withdrawn_wue"),
    ("water_stress", "water_stress_factor"),
    *((name, name) for name in ("utilisation", "signal", "hourly", "fetch", "seed", "draws")),
    ("lifetime", "lifetime_years"),
    ("intensity", "intensity_file"),
)


def assess_arguments(arguments: argparse.Namespace) -> "AssessArguments":
    """Return what an assessment is told, without what was not given.

    Args:
        arguments: What was given.

    Raises:
        ValueRefusedError: If the boundary names something that cannot be counted.
    """
    given = {theirs: getattr(arguments, ours, None) for ours, theirs in _ASSESS}
    if given["boundary"] is not None:
        given["boundary"] = boundary(cast("tuple[str, ...]", given["boundary"]))
    return cast("AssessArguments", {name: v for name, v in given.items() if v is not None})


def boundary(members: Sequence[str]) -> "Boundary":
    """Return the boundary that counts exactly what is named.

    Args:
        members: What is counted.

    Raises:
        ValueRefusedError: If one of them is nothing that a boundary knows.
    """
    from wholeprint.quantities.boundary import Boundary  # noqa: PLC0415 - only where it is asked for

    known = tuple(Boundary().as_json())
    unknown = [name for name in members if name not in known]
    if unknown:
        raise ValueRefusedError(
            "nothing of that name can be counted",
            seen=", ".join(unknown),
            fix=f"Use any of {', '.join(known)}",
        )
    return Boundary(**{name: name in members for name in known})


def debugging() -> bool:
    """Return whether tracebacks are wanted (``WHOLEPRINT_DEBUG``)."""
    return load().settings.debug
