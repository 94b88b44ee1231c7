"""How an assessment is asked for, and what of it can be wrong."""

import math
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from wholeprint.errors import ValueRefusedError
from wholeprint.grid.years import within_years
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.zone import HydroWater
from wholeprint.quantities.activity import Attribution
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.intensity import Scope
from wholeprint.settings import load


class AssessArguments(TypedDict, total=False):
    """How to assess; whatever is left out is as the run was told, or unknown.

    ``zone``, ``pue`` [1], ``wue`` [L/kWh]: where to place the run. ``attribution``: the machine's
    counters whole or by share. ``boundary``: what to count. ``at``: an ISO time at which to place
    the run's start. ``lifetime_years``, ``utilisation``: of the hardware. ``signal``: "lifecycle"
    or "direct" emissions of power plants; left out it is the life cycle, but by the hour direct
    ones where only those are known, with a warning. ``hourly``: use the
    hours that the run took: fetched before, shipped, typical, and the yearly value for the rest.
    ``withdrawn_wue`` [L/kWh]: water withdrawn on site. ``hydro_water``: "allocated" charges what
    evaporates from reservoirs to the electricity, "none" leaves it out.
    ``water_stress_factor`` [Leq/L]:
    how scarce water is there. ``cooling``, ``climate``: a way of cooling whose PUE and WUE to
    take where none is declared, and the climate zone for it.
    ``fetch``: the same, and providers are asked for what is not known. ``intensity_file``: a CSV
    file of one's own. ``overrides``: other assumptions by name. ``draws``, ``seed``: the world.
    """

    zone: str | None
    pue: float | None
    wue: float | None
    withdrawn_wue: float | None
    hydro_water: str | None
    water_stress_factor: float | None
    cooling: str | None
    climate: str | None
    attribution: Attribution | None
    boundary: Boundary | None
    at: str | datetime | None
    lifetime_years: float | None
    utilisation: float | None
    signal: str | None
    hourly: bool
    fetch: bool
    intensity_file: str | Path | None
    overrides: Mapping[str, float] | None
    draws: int | None
    seed: int | None


_LEAST = 1e-6
"""What is divided by less than this is no life of hardware, and could be no number."""
_SCARCEST = 1000.0
"""Far above the 100 at which AWARE ends [Leq/L]: more is a slip of the pen."""

_TYPED = {
    "lifetime_years": "lifetime_years (--lifetime)",
    "utilisation": "utilisation (--utilisation)",
    "water_stress_factor": "water_stress_factor (--water-stress)",
    "withdrawn_wue": "withdrawn_wue (--wue-withdrawal)",
}
"""Names of arguments in Python, each with that of the command line."""

_NAMES = tuple(AssessArguments.__annotations__)


def options_of(arguments: AssessArguments, zone: str | None) -> AssessOptions:
    """Turn arguments into options, refusing what cannot be used.

    Args:
        arguments: How to assess.
        zone: Code of the zone that was asked for, already looked up.

    Returns:
        The options.

    Raises:
        SettingError: If a PUE, WUE or attribution cannot be used.
        ValueRefusedError: If another argument is out of range, or would change nothing.
    """
    _refuse_idle_cooling(arguments)
    told = load({name: arguments.get(name) for name in ("pue", "wue", "attribution")}).settings
    given = arguments.get("attribution")
    years = _positive("lifetime_years", arguments.get("lifetime_years"), most=100.0)
    busy = _positive("utilisation", arguments.get("utilisation"), most=1.0)
    return AssessOptions(
        boundary=arguments.get("boundary") or Boundary(),
        zone=zone,
        pue=None if arguments.get("pue") is None else told.pue,
        wue=None if arguments.get("wue") is None else told.wue,
        withdrawn_wue=_not_negative("withdrawn_wue", arguments.get("withdrawn_wue")),
        hydro_water=_hydro(arguments.get("hydro_water")),
        water_scarcity_factor=_positive(
            "water_stress_factor", arguments.get("water_stress_factor"), most=_SCARCEST
        ),
        attribution=None if given is None else told.attribution,
        start_at_unix_seconds=_placed(arguments),
        lifetime_years=years,
        utilisation_share=busy,
        # What is told of the hardware is told of all of it, its accelerators too.
        accelerator_lifetime_years=years,
        accelerator_utilisation_share=busy,
        overrides=arguments.get("overrides") or {},
    )


def told_of(arguments: AssessArguments, zone: str | None) -> dict[str, object]:
    """Return what was asked for as plain values, without what was left out.

    Args:
        arguments: How to assess; what `options_of` has not refused.
        zone: Code of the zone that was asked for, already looked up.

    Returns:
        The values by the names of the arguments; a moment is ISO 8601 in UTC, a boundary the
        names of what it counts.
    """
    plain: dict[str, object] = dict(arguments) | {"zone": zone}
    at, boundary = _moment(arguments.get("at")), arguments.get("boundary")
    path, overrides = arguments.get("intensity_file"), arguments.get("overrides")
    if at is not None:
        plain["at"] = datetime.fromtimestamp(at, UTC).isoformat()
    if boundary is not None:
        plain["boundary"] = [name for name, inside in boundary.as_json().items() if inside]
    if path is not None:
        plain["intensity_file"] = str(path)
    plain["overrides"] = dict(overrides or {}) or None
    plain |= {name: True if arguments.get(name) else None for name in ("hourly", "fetch")}
    return {name: plain[name] for name in _NAMES if plain.get(name) is not None}


def _refuse_idle_cooling(arguments: AssessArguments) -> None:
    # Both numbers that it would give are declared: nobody must believe it used.
    named = arguments.get("cooling")
    told = [arguments.get("pue"), arguments.get("wue")]
    if named is not None and None not in told:
        raise ValueRefusedError(
            "a way of cooling has no effect beside a declared PUE and WUE",
            seen=named,
            fix="Leave it out, or leave out what it is to give (--pue, --wue)",
        )


def _not_negative(name: str, value: float | None) -> float | None:
    if value is not None and not 0.0 <= value < math.inf:
        raise ValueRefusedError(f"{_TYPED[name]} is out of range", seen=value, fix="Give 0 or more")
    return value


def _hydro(name: str | None) -> HydroWater:
    try:
        return HydroWater(name or HydroWater.ALLOCATED)
    except ValueError:
        raise ValueRefusedError(
            "no such way to count the water of reservoirs",
            seen=name,
            fix=f"Use one of {', '.join(HydroWater)}",
        ) from None


def _positive(name: str, value: float | None, *, most: float) -> float | None:
    if value is not None and not _LEAST <= value <= most:
        raise ValueRefusedError(
            f"{_TYPED[name]} is out of range",
            seen=value,
            fix=f"Give more than 0 and at most {most:g}"
            if not value > 0.0 or value > most
            else f"Give {_LEAST:g} or more",
        )
    return value


def scope_of(signal: str | None) -> Scope:
    """Return which emissions of a power plant are to count.

    Args:
        signal: "lifecycle" or "direct"; None is the life cycle.

    Returns:
        The scope.

    Raises:
        ValueRefusedError: If there is no such signal.
    """
    try:
        return Scope(signal or Scope.LIFECYCLE)
    except ValueError:
        raise ValueRefusedError(
            "no such signal", seen=signal, fix=f"Use one of {', '.join(Scope)}"
        ) from None


def _placed(arguments: AssessArguments) -> float | None:
    # Refused rather than passed over: nobody should read a mean as the value of an hour.
    at = arguments.get("at")
    moment = _moment(at)
    if at is not None and not any(
        arguments.get(name) for name in ("hourly", "fetch", "intensity_file")
    ):
        raise ValueRefusedError(
            "a time has no effect on a yearly mean",
            seen=f"at {at}",
            fix="Add hourly (--hourly), or give a series of your own (--intensity FILE)",
        )
    if moment is not None and arguments.get("intensity_file") is None:
        return within_years(moment, time.time())
    return moment


def _moment(at: str | datetime | None) -> float | None:
    if at is None:
        return None
    if isinstance(at, str):
        try:
            at = datetime.fromisoformat(at)
        except ValueError:
            raise ValueRefusedError(
                "a time that cannot be read", seen=at, fix="Write it as 2023-07-04T13:00 (UTC)"
            ) from None
    return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).timestamp()
