"""Arguments that the inner verbs of ``wholeprint grid`` share, and what becomes of them."""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wholeprint.cli import moment, options
from wholeprint.errors import ValueRefusedError
from wholeprint.grid.years import within_years
from wholeprint.settings import default_grid_cache, load

if TYPE_CHECKING:
    from wholeprint.grid.cache import Cache
    from wholeprint.grid.service import Grid, Wish
    from wholeprint.quantities.intensity import Intensity

ZONE_HELP = "grid zone: GB, DK1, London, FR, aws:eu-west-1, EC1A; see wholeprint grid zones"
HOUR = 3600.0
LONGEST_YEARS = 30


def zone(parser: argparse.ArgumentParser) -> None:
    """Add the argument that names a zone.

    Args:
        parser: Takes it.
    """
    parser.add_argument(
        "zone", metavar="ZONE", nargs="?", help=f"{ZONE_HELP} (default: WHOLEPRINT_ZONE)"
    )


def zone_of(arguments: argparse.Namespace) -> str:
    """Return the zone that was named, here or in the settings.

    Args:
        arguments: What was given.

    Raises:
        ValueRefusedError: If none is.
    """
    named: str | None = arguments.zone or load({}).settings.zone
    if named is None:
        raise ValueRefusedError(
            "the argument ZONE is missing", fix="Give a zone, such as GB, or set WHOLEPRINT_ZONE"
        )
    return named


def signal(parser: argparse.ArgumentParser) -> None:
    """Add which of the numbers that read "g/kWh" is wanted, and from whom.

    Args:
        parser: Takes them.
    """
    group = parser.add_argument_group("which number")
    group.add_argument(
        "--signal",
        choices=("direct", "lifecycle"),
        default="direct",
        help="without or with making plants and fuel (default: direct, what most grids publish)",
    )
    group.add_argument(
        "--marginal",
        action="store_true",
        help="of the plants that would react, in place of the average of all",
    )
    group.add_argument(
        "--provider",
        metavar="NAMES",
        type=options.names,
        help="whom to ask, in that order, separated by commas (see wholeprint grid zones ZONE)",
    )


def flow(parser: argparse.ArgumentParser) -> None:
    """Add whether trade between zones is in the number.

    Args:
        parser: Takes it.
    """
    parser.add_argument(
        "--flow",
        choices=("consumption", "production"),
        help="with or without trade between zones; with --signal and --marginal it also says what "
        "files of your own hold (default: whichever is known)",
    )


def network(parser: argparse.ArgumentParser) -> None:
    """Add the flag that allows the network.

    Args:
        parser: Takes it.
    """
    parser.add_argument(
        "--fetch",
        action="store_true",
        default=None,
        help="ask the providers now (default: what is kept and what ships; WHOLEPRINT_NETWORK=1 "
        "makes this the default)",
    )


def period(parser: argparse.ArgumentParser) -> None:
    """Add a stretch of time.

    Args:
        parser: Takes it.
    """
    group = parser.add_argument_group("when")
    group.add_argument(
        "--from",
        dest="begin",
        metavar="WHEN",
        type=moment.moment,
        help="2026-11-01T06:00 (UTC, or with an offset), or 7d for a week ago",
    )
    group.add_argument(
        "--to",
        dest="end",
        metavar="WHEN",
        type=moment.moment,
        help="until when, written likewise (UTC; default: now)",
    )


def opened() -> "Grid":
    """Return the way to the grid's data that the settings describe."""
    from wholeprint.grid.service import Grid  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.assessor import default_factors  # noqa: PLC0415 - as above

    return Grid.of(load({}).settings, default_factors())


def cache() -> "Cache":
    """Return what was fetched before, from the file that the settings name."""
    from wholeprint.grid.cache import Cache  # noqa: PLC0415 - opened when it is asked

    return Cache(load({}).settings.grid_cache or default_grid_cache())


def may_fetch(arguments: argparse.Namespace) -> bool:
    """Return whether the network may be used.

    Args:
        arguments: What was given.
    """
    return bool(arguments.fetch or load({}).settings.network)


def wish(arguments: argparse.Namespace) -> "Wish":
    """Return which number is wanted, and from whom.

    Args:
        arguments: What was given.
    """
    from wholeprint.grid.service import Wish  # noqa: PLC0415 - loads NumPy
    from wholeprint.quantities.intensity import Flow, Response, Scope  # noqa: PLC0415 - as above

    flow: str | None = getattr(arguments, "flow", None)
    return Wish(
        response=Response.MARGINAL if arguments.marginal else Response.AVERAGE,
        scope=Scope(arguments.signal or Scope.DIRECT),
        flow=None if flow is None else Flow(flow),
        providers=arguments.provider,
    )


def between(
    arguments: argparse.Namespace, *, default_seconds: float, now_seconds: float | None = None
) -> tuple[float, float]:
    """Return the stretch of time that was asked for [s since 1970 UTC].

    Args:
        arguments: What was given.
        default_seconds: How far back to begin unless told [s].
        now_seconds: The present [s since 1970 UTC]; None asks the clock.

    Raises:
        ValueRefusedError: If it ends before it begins, or is longer than any series.
    """
    present = time.time() if now_seconds is None else now_seconds
    end = present if arguments.end is None else arguments.end / 1e9
    begin = end - default_seconds if arguments.begin is None else arguments.begin / 1e9
    if not begin < end:
        raise ValueRefusedError(
            "the time asked for ends before it begins",
            seen=f"{arguments.begin and day(begin)} to {day(end)}",
            fix="Give --from before --to",
        )
    if end - begin > LONGEST_YEARS * 366 * 86400.0:
        raise ValueRefusedError(
            "the time asked for is longer than any series",
            seen=f"{day(begin)} to {day(end)}",
            fix=f"Ask for at most {LONGEST_YEARS} years",
        )
    return within_years(begin, present), within_years(end, present)


def own_series(
    arguments: argparse.Namespace, files: Sequence[str]
) -> "list[tuple[str, Intensity]]":
    """Return the series of files that the user named, each as NAME=FILE or FILE.

    Args:
        arguments: What was given; it says which number the files hold.
        files: The files.
    """
    from wholeprint.grid.providers.user_file import Gaps, SeriesFile  # noqa: PLC0415 - loads NumPy
    from wholeprint.quantities.intensity import Flow, Signal  # noqa: PLC0415 - as above

    told = {"scope": arguments.signal, "flow": arguments.flow, "response": arguments.marginal}
    unstated = [name for name, value in told.items() if not value]
    if unstated == ["response"]:
        unstated = []  # whoever says so much of an average does not call it one
    kind = wish(arguments)
    found: list[tuple[str, Intensity]] = []
    for given in files:
        name, _, path = given.rpartition("=")
        file = Path(path)
        called = name or file.name.split(".")[0]
        own = Signal(called, kind.response, kind.scope, kind.flow or Flow.CONSUMPTION)
        series = SeriesFile(file, own, Gaps.KEEP, unstated=unstated)
        found.append((called, series.intensity(None, own)))
    return found


def day(unix_seconds: float) -> str:
    """Write a moment, to the minute.

    Args:
        unix_seconds: The moment [s since 1970 UTC].

    Returns:
        Such as "2026-11-21 10:15 UTC".
    """
    return time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime(unix_seconds))
