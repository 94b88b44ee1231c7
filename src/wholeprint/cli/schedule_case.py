"""What a decision is made on, from what was typed, the settings, files and the grid's data."""

import argparse
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from wholeprint.advice.decide import Case
from wholeprint.advice.doubt import RELATIVE_ERROR, fixed_error
from wholeprint.advice.plan import Task
from wholeprint.advice.rules import Pauses, Residency, Rules, Transfer, permitted
from wholeprint.cli import grid_options, options
from wholeprint.cli.schedule_files import by_zone, of_zeros, own_intensity, own_series
from wholeprint.cli.schedule_past import has_passed, what_came
from wholeprint.cli.schedule_words import Move
from wholeprint.errors import UnknownFactorError, ValueRefusedError
from wholeprint.grid.service import Grid, Wish
from wholeprint.grid.tariff import read_tariff
from wholeprint.grid.zone import Zone, Zones
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.intensity import Flow, Intensity, Response, Scope, Signal, Tense
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.tracking.assessment import assess
from wholeprint.tracking.assessor import default_factors, world_of
from wholeprint.tracking.estimate import estimate

_MINUTE = 60.0
_SCOPES = {"direct": Scope.DIRECT, "lifecycle": Scope.LIFECYCLE}

EUROPEAN_UNION = frozenset(
    (
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "FR",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
    )
)
"""Countries that ``EU`` stands for in a constraint on residency: those of "EU-27" in Our World in
Data, Carbon intensity of electricity (EU, 2000 to 2020)."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A case and what had to be said while it was put together.

    Attributes:
        case: The case.
        notes: What a reader should know.
    """

    case: Case
    notes: tuple[Note, ...]


def case_of(arguments: argparse.Namespace, now_seconds: float) -> Told:
    """Return what to decide on.

    Args:
        arguments: What was given.
        now_seconds: The present [s since 1970 UTC].

    Raises:
        ValueRefusedError: If it is not said how long the job takes, by when, or where.
        ScheduleError: If no zone may be used.
    """
    task, notes = _task(arguments, now_seconds)
    home, zones = places(arguments)
    span = (task.earliest_seconds, max(task.deadline_seconds, task.earliest_seconds + _MINUTE))
    wish = replace(grid_options.wish(arguments), response=_response(arguments.marginal))
    actual, doubted = came(arguments, zones, span)
    if has_passed(task.deadline_seconds):
        actual = actual or what_came(zones, span, wish)
        wish = replace(wish, as_of_seconds=now_seconds)
    intensities = foreseen(arguments, zones, span, wish)
    case = Case(
        task=task,
        intensities=intensities,
        rules=Rules(pauses=_pauses(arguments), transfer=Transfer(*arguments.transfer), home=home),
        objective=arguments.objective,
        others=_others(arguments, zones, span),
        marginal=_other_kind(arguments, zones, span, wish),
        actual=actual,
        error=RELATIVE_ERROR
        if arguments.forecast_error is None
        else fixed_error(arguments.forecast_error),
        world=world_of(arguments.draws, None),
    )
    said = [note for intensity in intensities.values() for note in intensity.notes]
    return Told(case, (*notes, *_left_out(arguments, zones), *said, *doubted))


def places(arguments: argparse.Namespace) -> tuple[str | None, dict[str, Zone]]:
    """Return where the job is, and where it may run, by code.

    Args:
        arguments: What was given.

    Raises:
        ValueRefusedError: If no zone is named anywhere.
        UnknownZoneError: If one of the names is no zone's.
    """
    known = Zones(default_factors())
    found = named(arguments)
    if not found:
        raise ValueRefusedError(
            "it is not known where the job is",
            fix="Give --zone, several with --zones, or set WHOLEPRINT_ZONE",
        )
    if arguments.transfer != Move() and not arguments.zones:
        raise ValueRefusedError(
            "it was said what a move takes, and not where else the job could run", fix="Add --zones"
        )
    limits = arguments.residency
    if limits is not None:
        residency = Residency(
            frozenset(known.resolve(name).code for name in limits.allowed),
            frozenset(known.resolve(name).code for name in limits.forbidden),
        )
        lies_in = {code: _lies_in(known, zone) for code, zone in found.items()}
        found = {code: found[code] for code in permitted(residency, lies_in)}
    told = _home(arguments)
    return (known.resolve(told).code if told else None), found


def named(arguments: argparse.Namespace) -> dict[str, Zone]:
    """Return every zone that was named, also where the job may not be, by code.

    Args:
        arguments: What was given.

    Raises:
        UnknownZoneError: If one of the names is no zone's.
    """
    known = Zones(default_factors())
    told = _home(arguments)
    names = [*([told] if told else []), *(arguments.zones or ())]
    return {zone.code: zone for zone in map(known.resolve, names)}


def _home(arguments: argparse.Namespace) -> str | None:
    return arguments.zone or options.settings(arguments).settings.zone


def _left_out(arguments: argparse.Namespace, zones: Mapping[str, Zone]) -> tuple[Note, ...]:
    others = [code for code in named(arguments) if code not in zones]
    if not others:
        return ()
    text = f"Left out, since the job may not be there (--residency): {', '.join(others)}."
    return (Note("zone-not-allowed", text, severity="warning"),)


def _lies_in(known: Zones, zone: Zone) -> frozenset[str]:
    codes = {each.code for each in known.lineage(zone)}
    return frozenset(codes | ({"EU"} if codes & EUROPEAN_UNION else set()))


def foreseen(
    arguments: argparse.Namespace, zones: Mapping[str, Zone], span: tuple[float, float], wish: Wish
) -> dict[str, Intensity]:
    """Return what a kilowatt-hour will carry in each zone: from files, else from the grid's data.

    Args:
        arguments: What was given.
        zones: Where the job may run.
        span: From when until when [s since 1970 UTC].
        wish: Which number is wanted.

    Raises:
        UnknownFactorError: If nobody has such a number for a zone.
    """
    files = by_zone(arguments.series or (), zones, named(arguments))
    grid: Grid | None = None
    found: dict[str, Intensity] = {}
    for code in zones:
        if code in files:
            kind = Signal(code, wish.response, wish.scope, Flow.CONSUMPTION, Tense.FORECAST)
            found[code] = own_intensity(files[code], kind, span)
            continue
        grid = grid or grid_options.opened()
        found[code] = grid.forecast(code, *span, wish, fetch=grid_options.may_fetch(arguments))
    return found


def _task(arguments: argparse.Namespace, now: float) -> tuple[Task, tuple[Note, ...]]:
    notes: list[Note] = []
    watts, duration = arguments.power, arguments.duration
    _check_one_power(arguments)
    if arguments.like is not None:
        like_watts, like_seconds = _like(arguments)
        watts = like_watts if watts is None else watts
        duration = like_seconds if duration is None else duration
    elif watts is None and arguments.hardware is not None:
        watts = _of_hardware(arguments.hardware)
    if watts is None:
        watts = 1000.0
        text = "It was not said what the job draws: grams are for each kilowatt of it."
        notes.append(Note("power-not-told", text, severity="warning"))
    if duration is None or arguments.deadline is None:
        raise ValueRefusedError(
            "it must be known how long the job takes and by when it must be done",
            seen="no --duration" if duration is None else "no --deadline",
            fix="Give --duration 4h --deadline 24h",
        )
    if not arguments.pue >= 1.0:
        raise ValueRefusedError("a PUE is at least 1", seen=arguments.pue)
    # Schedulers keep whole minutes, and the one that has begun is no longer to be had.
    earliest = math.ceil(max(arguments.earliest or now, now) / _MINUTE) * _MINUTE
    task = Task(
        duration_seconds=duration,
        earliest_seconds=earliest,
        deadline_seconds=_deadline(arguments.deadline, now, earliest),
        watts=watts * arguments.pue,
        idle_watts=arguments.idle_power * arguments.pue,
        waiting_grams_per_hour=arguments.waiting_carbon,
    )
    return task, tuple(notes)


def _check_one_power(arguments: argparse.Namespace) -> None:
    other = "--power" if arguments.power is not None else "--like"
    if arguments.hardware is not None and (arguments.power or arguments.like) is not None:
        raise ValueRefusedError(
            "what the job draws was said twice",
            seen=f"--hardware and {other}",
            fix="Give one of them",
        )


def _deadline(told: float, now: float, earliest: float) -> float:
    # "In 4 h" was said of now, which is no whole minute: the job does not lose what is rounded off.
    whole = math.ceil(told / _MINUTE) * _MINUTE
    return whole if earliest - now < _MINUTE else told


def _like(arguments: argparse.Namespace) -> tuple[float, float]:
    ledger = options.settings(arguments).settings.ledger
    found = assess(arguments.like, ledger=ledger, pue=1.0)
    energy = found.footprint["energy"]
    began, ended = found.record.started_unix_ns, found.record.ended_unix_ns
    seconds = 0.0 if ended is None else (ended - began) / 1e9
    if isinstance(energy, NoData) or not seconds:
        raise ValueRefusedError(
            "that run does not say how much power it drew", seen=arguments.like, fix="Give --power"
        )
    return energy.to("J").central / seconds, seconds


def _of_hardware(hardware: str) -> float:
    energy = estimate(hardware, 1.0, zone="world", pue=1.0).footprint["energy"]
    if isinstance(energy, NoData):
        raise ValueRefusedError(
            "nobody knows the power of that hardware", seen=hardware, fix="Give --power"
        )
    return energy.to("J").central / 3600.0


def _pauses(arguments: argparse.Namespace) -> Pauses | None:
    asked = Pauses(
        arguments.resume_overhead,
        arguments.resume_energy,
        arguments.min_piece,
        arguments.max_pauses,
    )
    if arguments.pause:
        return asked
    if asked != Pauses():
        raise ValueRefusedError(
            "it was said what a pause costs, and not that the job may pause", fix="Add --pause"
        )
    return None


def _response(marginal: object) -> Response:
    return Response.MARGINAL if marginal else Response.AVERAGE


def _other_kind(
    arguments: argparse.Namespace, zones: Mapping[str, Zone], span: tuple[float, float], wish: Wish
) -> dict[str, Intensity]:
    # A zone that nobody knows by the other kind of signal is left out.
    other = replace(wish, response=_response(not arguments.marginal), providers=None)
    files = by_zone(arguments.marginal_series or (), zones, named(arguments))
    found: dict[str, Intensity] = {}
    for code, path in files.items():
        kind = Signal(code, other.response, other.scope, Flow.CONSUMPTION, Tense.FORECAST)
        found[code] = own_intensity(path, kind, span)
    if arguments.series:
        return found  # who brings files is not answered from elsewhere
    grid = grid_options.opened()
    for code in zones:
        if code not in found:
            try:
                fetch = grid_options.may_fetch(arguments)
                found[code] = grid.forecast(code, *span, other, fetch=fetch)
            except UnknownFactorError:
                continue
    return found


def _others(
    arguments: argparse.Namespace, zones: Mapping[str, Zone], span: tuple[float, float]
) -> dict[str, dict[str, StepSeries]]:
    found: dict[str, dict[str, StepSeries]] = {}
    water = {
        code: own_series(path, "L/kWh", span)
        for code, path in by_zone(arguments.water or (), zones, named(arguments)).items()
    }
    if water:
        found["water"] = water
    prices = {
        code: read_tariff(path, span)
        for code, path in by_zone(arguments.tariff or (), zones, named(arguments)).items()
    }
    if prices:
        found["price"] = prices
    for name, series in found.items():
        if set(series) != set(zones):
            raise ValueRefusedError(
                f"{name} is known for some of the zones only",
                seen=", ".join(sorted(set(zones) - set(series))),
                fix="Give a file for each: ZONE=FILE",
            )
    return found


def came(
    arguments: argparse.Namespace, zones: Mapping[str, Zone], span: tuple[float, float]
) -> tuple[dict[str, StepSeries], tuple[Note, ...]]:
    """Return what really came, from files, and what had to be said of them.

    Args:
        arguments: What was given.
        zones: Where the job may run.
        span: From when until when [s since 1970 UTC].
    """
    files = by_zone(arguments.actual or (), zones, named(arguments))
    found = {code: own_series(path, "gCO2e/kWh", span) for code, path in files.items()}
    notes = [note for code, path in files.items() for note in of_zeros(path, found[code], span)]
    return found, tuple(notes)
