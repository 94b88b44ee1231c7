"""Energy of one unit of load: from chips and boards to the plug to the building, each step once."""

from dataclasses import dataclass
from typing import NamedTuple

from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.loads import Key, Kind
from wholeprint.lifecycle.terms import Role
from wholeprint.lifecycle.utilisation import HALVES, IDLE_NODES
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.energy import (
    Chip,
    Device,
    Energy,
    Facility,
    It,
    to_facility,
    to_it,
    within_facility,
)
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.profile import CpuProfile, Profile
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain

HOST = "host overhead"
BUILDING = "facility overhead"
IDLE = "idle"


class Piece(NamedTuple):
    """One part of an energy.

    Attributes:
        source: What it comes from.
        energy: How much [J].
        role: Whether it is said, added, or both.
    """

    source: str
    energy: Uncertain
    role: Role = Role.PART


@dataclass(frozen=True, slots=True)
class UnitEnergy:
    """Energy of one unit of load.

    Attributes:
        it: Its parts up to the plug of the server.
        counted: All of its parts that the boundary counts.
    """

    it: tuple[Piece, ...]
    counted: tuple[Piece, ...]


def unit_energy(
    key: Key, profile: Profile, pue: Uncertain, assume: Assumptions, boundary: Boundary
) -> UnitEnergy:
    """Return the energy of one unit of load.

    Args:
        key: What the unit is.
        profile: The machine.
        pue: Power usage effectiveness [1].
        assume: The assumptions.
        boundary: What to count.

    Returns:
        Its parts; none where the profile lacks what the model needs.
    """
    if key.kind is Kind.READ and key.basis is Basis.FACILITY:
        building = Energy(_joule(key, assume), Facility)
        inside = within_facility(building, pue)
        return _through((Piece(key.name, inside.amount),), inside, building, boundary)
    chips = _idle_or_not(_chips(key, profile, assume), boundary)
    if not chips:
        return UnitEnergy((), ())
    added = [piece.energy for piece in chips if piece.role.is_added]
    at_chips = added[0]
    for amount in added[1:]:
        at_chips += amount
    if key.kind is Kind.READ and (key.name == "machine" or key.basis is Basis.IT):
        plug, pieces = Energy(at_chips, It), chips
    else:
        inside = Energy(at_chips, Device) if _is_board(key) else Energy(at_chips, Chip)
        plug = to_it(inside, assume.draw(profile.host_overhead))
        pieces = (*chips, Piece(HOST, plug.amount - at_chips))
    return _through(pieces, plug, to_facility(plug, pue), boundary)


def _is_board(key: Key) -> bool:
    return key.kind is Kind.ACCELERATOR or key.basis is Basis.DEVICE


def _through(
    pieces: tuple[Piece, ...], plug: Energy[It], building: Energy[Facility], boundary: Boundary
) -> UnitEnergy:
    if not boundary.facility:
        return UnitEnergy(pieces, pieces)
    return UnitEnergy(pieces, (*pieces, Piece(BUILDING, building.amount - plug.amount)))


def _idle_or_not(pieces: tuple[Piece, ...], boundary: Boundary) -> tuple[Piece, ...]:
    if boundary.idle:
        return pieces
    # Without the idle part a joule that was read is known no better than what is left of it.
    return tuple(
        piece._replace(role=Role.PART)
        for piece in pieces
        if piece.source != IDLE and piece.role is not Role.ADDED
    )


def _chips(key: Key, profile: Profile, assume: Assumptions) -> tuple[Piece, ...]:
    if key.kind is Kind.READ:
        return _read(key, profile, assume)
    if key.kind is Kind.DRAM:
        watts = assume.draw(profile.dram_watts_per_gb) * Uncertain.fixed(profile.memory_gb, "GB")
        return (Piece(key.name, _for_one_second(watts)),) if profile.memory_gb > 0.0 else ()
    if key.kind is Kind.ACCELERATOR:
        limits = [
            device.tdp for device in profile.accelerators if f"gpu:{device.index}" == key.name
        ]
        if not limits or limits[0] is None:
            return ()
        return (Piece(key.name, _for_one_second(assume.draw(limits[0]))),)
    if profile.cpu is None:
        return ()
    return _modelled_cpu(key, profile.cpu, assume)


def _read(key: Key, profile: Profile, assume: Assumptions) -> tuple[Piece, ...]:
    joule = _joule(key, assume)
    if key.node < 0 or profile.cpu is None:
        return (Piece(key.name, joule),)
    cpu = profile.cpu
    place = Uncertain.fixed(float(IDLE_NODES[key.node]), "1")
    # The counter is the truth about how much; the power curve says only how much of it is idle.
    # So the joule itself goes into totals, and no result is less well known for being divided.
    idle = joule * (assume.draw(cpu.idle_share) / _curve(cpu, place, assume))
    return (
        Piece(key.name, joule, Role.ADDED),
        Piece(key.name, joule - idle, Role.SAID),
        Piece(IDLE, idle, Role.SAID),
    )


def _joule(key: Key, assume: Assumptions) -> Uncertain:
    """Return one joule that a counter read, with what is published about the counter's gain."""
    joule = Uncertain.fixed(1.0, "J", key.known)
    if key.relative_error <= 0.0:
        return joule
    gain = Factor(
        f"meter.{key.method}.gain",
        "1",
        Lognormal(1.0, key.relative_error),
        known=Known.MEASURED,
        note="true energy over what the counter reads",
    )
    return joule * assume.draw(gain)


def _modelled_cpu(key: Key, cpu: CpuProfile, assume: Assumptions) -> tuple[Piece, ...]:
    watts = assume.draw(cpu.tdp) * assume.draw_or_one(cpu.power_share) * float(cpu.sockets)
    idle, half, full = _corners(cpu, assume)
    if key.kind is Kind.CPU_IDLE:
        return (Piece(IDLE, _for_one_second(watts * idle)),)
    more = half - idle if key.node == 0 else full - half
    return (Piece(key.name, _for_one_second(watts * more)),)


def _corners(cpu: CpuProfile, assume: Assumptions) -> tuple[Uncertain, Uncertain, Uncertain]:
    return assume.draw(cpu.idle_share), assume.draw(cpu.half_share), assume.draw(cpu.full_share)


def _curve(cpu: CpuProfile, place: Uncertain, assume: Assumptions) -> Uncertain:
    """Return power over design power at a utilisation: straight between idle, half and full."""
    idle, half, full = _corners(cpu, assume)
    lower, upper = (place.apply(half_of_load) for half_of_load in HALVES)
    return idle + (half - idle) * lower + (full - half) * upper


def _for_one_second(watts: Uncertain) -> Uncertain:
    return (watts * Uncertain.fixed(1.0, "s")).to("J").as_known(Known.MODELLED)
