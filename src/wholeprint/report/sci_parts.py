"""From an assessed run to one component of a carbon intensity: its E, I, and every piece of M."""

import math
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from wholeprint.errors import ConformanceError, ValueRefusedError
from wholeprint.hardware.catalogue import resolve
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.making import made
from wholeprint.lifecycle.sci import CarbonIntensity, Component, Hardware, Kind, Method, Resolution
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.footprint import Contribution
from wholeprint.quantities.intensity import Response, Signal
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.profile import Part
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.assessor import Assessment, default_factors

_ALL = 1.0
_LEAST = 1e-300
"""Stands for no gigabytes at all, by which nothing can be divided."""
_OF_A_YEAR = re.compile(r"^grid\..+\.(?:any_\w+|yearly|typical_\w+)$")
_KINDS: Mapping[Response, Kind] = {
    Response.AVERAGE: Kind.AVERAGE,
    # Every provider of marginal values that we read serves those of the plants that answer now.
    Response.MARGINAL: Kind.SHORT_RUN_MARGINAL,
}


@dataclass(frozen=True, slots=True, eq=False)
class OwnSupply:
    """What a kilowatt-hour carries of a supply that is on no grid.

    Attributes:
        amount: The intensity [gCO2e/kWh].
        source: Who says so.
    """

    amount: Uncertain
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class DeclaredHardware:
    """Hardware that a user declares, since no table knows it.

    Attributes:
        name: What it is.
        embodied: TE [gCO2e].
        lifespan: EL [year].
        reserved: RR.
        total: ToR.
    """

    name: str
    embodied: Uncertain
    lifespan: Uncertain
    reserved: Uncertain
    total: Uncertain


def component_of(
    found: Assessment,
    counted: str,
    done_count: float,
    *,
    supply: OwnSupply | None = None,
    declared: Sequence[DeclaredHardware] = (),
) -> Component:
    """Return a run as a component.

    Args:
        found: The run, assessed.
        counted: What it counted: "inference".
        done_count: How many of that were done.
        supply: The supply, where it is on no grid.
        declared: Hardware that no table knows, reserved for as long as the run took.

    Raises:
        ConformanceError: If its place is not known, so that no region's intensity can be taken.
    """
    record, footprint = found.record, found.footprint
    embodied = footprint["ghg_embodied"]
    missing = (embodied.reason,) if isinstance(embodied, NoData) else embodied.missing
    pieces = [*hardware_of(found), *(_declared(each, _hours(found)) for each in declared)]
    refuse_twice([each.name for each in pieces], {each.name for each in declared})
    measured = record.row().measured_joules is not None
    return Component(
        name=f"{record.label} ({record.id})" if record.label else record.id,
        energy=footprint["energy"],
        intensity=_intensity(found, supply),
        hardware=tuple(pieces),
        counted=counted,
        done_count=done_count,
        method=Method.MEASUREMENT if measured else Method.CALCULATION,
        is_reserved=_is_reserved(found),
        pue=_pue(found),
        unaccounted=() if declared else missing,
    )


def _is_reserved(found: Assessment) -> bool:
    told = found.told.get("attribution") or found.record.settings.get("attribution")
    return told != "process" and found.footprint.boundary.idle


def _pue(found: Assessment) -> str:
    footprint = found.footprint
    if footprint.impact("energy").basis is not Basis.FACILITY or not footprint.boundary.facility:
        return ""
    for factor in footprint.assumptions:
        if factor.id == "declared.pue":
            return f"PUE {factor.central:g}, declared"
        if factor.id.startswith("pue."):
            keys = ", ".join(dict.fromkeys(source.key for source in factor.sources))
            return f"PUE {factor.central:g}, {factor.known.value} ({factor.id}: {keys})"
    return "as the building's meter read it"


def _intensity(found: Assessment, supply: OwnSupply | None) -> CarbonIntensity | None:
    if supply is not None:
        return CarbonIntensity(
            amount=supply.amount,
            kind=Kind.OWN_SUPPLY,
            region="no grid",
            resolution=Resolution.YEAR,
            source=supply.source,
        )
    energy, carbon = found.footprint["energy"], found.footprint["ghg_operational"]
    if isinstance(energy, NoData):
        return None  # E is missing, and is named first
    if isinstance(carbon, NoData) or found.signal is None:
        return None
    _refuse_no_region(found.signal)
    others = {source.key for source in energy.sources}
    keys = [source.key for source in carbon.sources if source.key not in others]
    return CarbonIntensity(
        amount=(carbon / energy).to("gCO2e/kWh"),
        kind=_KINDS[found.signal.response],
        region=found.signal.zone,
        resolution=_resolution(found),
        accounting=found.signal.accounting,
        source=", ".join(dict.fromkeys(keys)) or _told_of_hours(found),
        emissions=found.signal.scope.value,
    )


def _told_of_hours(found: Assessment) -> str:
    notes = [note.message for note in found.footprint.notes if note.code == "hours-used"]
    path = found.told.get("intensity_file")
    return notes[0] if notes else f"a series as given: {path}" if path else ""


def _refuse_no_region(signal: Signal) -> None:
    if signal.zone in {"world", ""}:
        raise ConformanceError(
            "I is missing, so there is no score: the grid zone is not known",
            seen=signal.zone,
            fix="Say where it ran: --zone FR; a supply off the grid: "
            "--off-grid 45gCO2e/kWh --source WHO",
        )


def _resolution(found: Assessment) -> Resolution:
    asked = any(found.told.get(name) for name in ("hourly", "fetch", "intensity_file"))
    # A value of the year, or of what is typical of one, in place of hours that nobody knows.
    coarse = any(_OF_A_YEAR.match(factor.id) for factor in found.footprint.assumptions)
    return Resolution.HOUR if asked and not coarse else Resolution.YEAR


def _hours(found: Assessment) -> Uncertain:
    seconds = found.record.edges[-1] - found.record.edges[0] if found.record.edges else 0.0
    return Uncertain.fixed(seconds, "s").to("h")


def hardware_of(found: Assessment) -> Iterator[Hardware]:
    """Yield each piece of hardware behind a run, with its share.

    Args:
        found: The run, assessed.
    """
    profile = resolve(Machine.from_json(found.record.machine), default_factors())
    boards = {each.part.source: each.part for each in profile.accelerators}
    known = {part.source: part for part in profile.parts} | boards
    contributions = found.footprint.impact("ghg_embodied").contributions
    for part in contributions:
        yield _piece(found, part, known.get(part.source))


def _piece(found: Assessment, share: Contribution, part: Part | None) -> Hardware:
    hours = _hours(found)
    if part is None or part.embodied is None or hours.central == 0.0:
        return _only_amount(share, hours)
    assume = Assumptions(found.footprint.world, default_factors(), _overrides(found))
    lifetime = _told(assume, found, "lifetime_years", part.lifetime)
    use = _told(assume, found, "utilisation", part.utilisation)
    each = made(part.embodied, assume)
    is_whole = each.unit.fits(share.amount.unit)
    # An eighth of a host is reserved of one host, and not of an eighth; gigabytes are all there.
    there = max(1.0, math.ceil(part.count)) if is_whole else max(part.count, _LEAST)
    whole = (each * Uncertain.fixed(there, "1" if is_whole else "GB")).to("gCO2e")
    if whole.central <= 0.0 or not whole.draws.all():
        return _only_amount(share, hours)
    reserved_time = hours / use
    lifespan = lifetime.to("h")
    taken = share.amount.to("gCO2e") / (whole * (reserved_time / lifespan).to("1"))
    return Hardware(
        name=share.source,
        embodied=whole,
        reserved_time=reserved_time,
        lifespan=lifespan,
        reserved=taken.to("1") * there,
        total=Uncertain.fixed(there, "1", Known.DECLARED),
        evidence=_evidence(part.embodied.id, each),
    )


def _overrides(found: Assessment) -> Mapping[str, float]:
    return cast("Mapping[str, float]", found.told.get("overrides") or {})


def _told(assume: Assumptions, found: Assessment, name: str, factor: Factor) -> Uncertain:
    value = found.told.get(name)
    if not isinstance(value, int | float):
        return assume.draw(factor)
    return assume.declare(factor.id, float(value), factor.unit)


def _only_amount(share: Contribution, hours: Uncertain) -> Hardware:
    # What made it up cannot be told apart any more: the share itself is all of a life of its own.
    one = Uncertain.fixed(_ALL, "1")
    life = hours if hours.central > 0.0 else Uncertain.fixed(1.0, "h")
    return Hardware(
        name=share.source,
        embodied=share.amount.to("gCO2e"),
        reserved_time=life,
        lifespan=life,
        reserved=one,
        total=one,
        evidence="only the share that belongs to the run is known, not what it is a share of",
    )


def _evidence(name: str, each: Uncertain) -> str:
    keys = ", ".join(dict.fromkeys(source.key for source in each.sources))
    said = f"{each.known.value} ({name})"
    return f"{said}: {keys}" if keys else said


def refuse_twice(names: Sequence[str], declared: Collection[str]) -> None:
    """Refuse declared hardware whose name another piece has.

    Args:
        names: The names of all pieces.
        declared: The names of those that were declared.

    Raises:
        ConformanceError: If one is there twice.
    """
    for name in sorted(declared):
        if names.count(name) > 1:
            raise ConformanceError(
                "hardware of that name is counted already, and would be counted twice",
                seen=name,
                fix="Declare only what no table knows, each piece under a name of its own",
            )


def refuse_outlived(each: DeclaredHardware, hours: Uncertain) -> None:
    """Refuse declared hardware that was reserved for longer than it lives.

    Args:
        each: The hardware.
        hours: How long it was reserved [h].

    Raises:
        ValueRefusedError: If it was.
    """
    life = each.lifespan.to("h").central
    if hours.central > life:
        raise ValueRefusedError(
            f"{each.name} is reserved for longer than it lives",
            seen=f"TiR {hours.central:.3g} h, EL {life:.3g} h",
            fix="Give as EL how long it stays installed: 4year",
        )


def _declared(each: DeclaredHardware, hours: Uncertain) -> Hardware:
    refuse_outlived(each, hours)
    return Hardware(
        name=each.name,
        embodied=each.embodied,
        reserved_time=hours,
        lifespan=each.lifespan.to("h"),
        reserved=each.reserved,
        total=each.total,
        evidence="declared",
    )
