"""Software carbon intensity: ``((E x I) + M) per R``, each letter with its unit, none left out.

E is in kilowatt-hours, I in grams of CO2e per kilowatt-hour, M in grams of CO2e with
``M = TE x (TiR / EL) x (RR / ToR)`` for each piece of hardware. Where a letter is missing there is
no score. Source: Software Carbon Intensity specification 1.1.0 (ISO/IEC 21031:2024), Green Software
Foundation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wholeprint.errors import ConformanceError, ValueRefusedError
from wholeprint.lifecycle.sci_boundary import Item, checklist
from wholeprint.lifecycle.sci_units import Conversion, FunctionalUnit, same_unit
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.intensity import Accounting
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Quantity, Uncertain
from wholeprint.quantities.units import Unit

KWH, GRAMS_PER_KWH, GRAMS = "kWh", "gCO2e/kWh", "gCO2e"
"""The units that the specification asks for, as we write them."""


class Kind(StrEnum):
    """Which plants an intensity stands for; contracts are none of them."""

    AVERAGE = "average"
    SHORT_RUN_MARGINAL = "short-run marginal"
    LONG_RUN_MARGINAL = "long-run marginal"
    OWN_SUPPLY = "own supply"


class Resolution(StrEnum):
    """How long one value of an intensity holds."""

    HOUR = "hour or finer"
    MONTH = "month"
    YEAR = "year"
    YEARS = "several years"


class Method(StrEnum):
    """How a component was quantified."""

    MEASUREMENT = "measurement"
    CALCULATION = "calculation"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CarbonIntensity:
    """I: what a kilowatt-hour carries.

    Attributes:
        amount: The intensity [gCO2e/kWh].
        kind: Which plants it stands for.
        region: The grid, or the system that is on none.
        resolution: How long one value holds.
        accounting: Whether the wires or the contracts count; contracts are refused.
        source: Who says so.
        emissions: Which emissions of a plant count: "lifecycle", "direct", or as declared.
    """

    amount: Uncertain
    kind: Kind
    region: str
    resolution: Resolution
    accounting: Accounting = Accounting.LOCATION
    source: str = ""
    emissions: str = "as declared"

    def __post_init__(self) -> None:
        if self.accounting is Accounting.MARKET:
            raise ConformanceError(
                "I is market-based: offsets, certificates and contracts never enter a score",
                seen=self.region,
                fix="Use the intensity of the grid itself, average or marginal",
            )
        if self.resolution is Resolution.YEARS:
            raise ConformanceError(
                "I is a mean over several years: annual values are the coarsest that count",
                seen=self.source or self.region,
                fix="Use the value of one year, or finer ones",
            )
        if self.kind is Kind.OWN_SUPPLY and not self.source.strip():
            raise ConformanceError(
                "the intensity of an own supply has no source",
                seen=self.region,
                fix="Say who states it: --source",
            )
        self.amount.unit.ratio(Unit.parse(GRAMS_PER_KWH))
        _refuse_negative("I", self.amount)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Hardware:
    """One piece of M: hardware of which a share of the life and of the room was reserved.

    Attributes:
        name: What it is.
        embodied: TE, everything emitted to make it and to dispose of it [gCO2e].
        reserved_time: TiR, how long it was reserved [h].
        lifespan: EL, how long it is expected to be installed [h].
        reserved: RR, how much of it was reserved, in any unit.
        total: ToR, how much of it there is, in the same unit.
        evidence: Where TE comes from, and how granular that is.
    """

    name: str
    embodied: Uncertain
    reserved_time: Uncertain
    lifespan: Uncertain
    reserved: Uncertain
    total: Uncertain
    evidence: str = ""

    def __post_init__(self) -> None:
        for letter, each in (("TE", self.embodied), ("TiR", self.reserved_time)):
            _refuse_negative(letter, each)
        if self.reserved.central > self.total.central * (1.0 + 1e-9):
            raise ValueRefusedError(
                f"more of {self.name} is reserved than there is",
                seen=f"RR {self.reserved.central:g}, ToR {self.total.central:g}",
            )

    def amount(self) -> Uncertain:
        """Return M of this piece [gCO2e].

        Raises:
            UnitError: If a unit does not fit.
        """
        time_share = (self.reserved_time / self.lifespan).to("1")
        resource_share = (self.reserved / self.total).to("1")
        return (self.embodied * time_share * resource_share).to(GRAMS)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Component:
    """One component inside the boundary.

    Attributes:
        name: What it is.
        energy: E, all energy of what was reserved for it [kWh].
        intensity: I; None where nobody says.
        hardware: The pieces of M; none at all is M missing, never nought.
        counted: What it counted: "inference".
        done_count: How many of that were done.
        method: How it was quantified.
        is_reserved: Whether E covers all that was reserved, and not only what was used.
        pue: How the building is in E, in words with its source; empty where it is not.
        unaccounted: Hardware inside the boundary that M leaves out, and why.
    """

    name: str
    energy: Quantity
    intensity: CarbonIntensity | None
    hardware: tuple[Hardware, ...]
    counted: str
    done_count: float
    method: Method = Method.CALCULATION
    is_reserved: bool = True
    pue: str = ""
    unaccounted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What one component adds to a score.

    Attributes:
        component: The component.
        energy: E [kWh].
        intensity: I.
        operational: O = E x I [gCO2e].
        embodied: M [gCO2e].
        per_count: How many R it did.
        rate: (O + M) / R [gCO2e].
    """

    component: Component
    energy: Uncertain
    intensity: CarbonIntensity
    operational: Uncertain
    embodied: Uncertain
    per_count: float
    rate: Uncertain


@dataclass(frozen=True, slots=True, eq=False)
class Score:
    """A software carbon intensity with all that has to be disclosed beside it.

    Attributes:
        unit: R.
        rate: The score [gCO2e per R].
        parts: What each component adds; they add up to the score.
        conversions: Every conversion of R, in the order in which it was used.
        boundary: What is in, what is out, and why.
        notes: What a reader should know.
        kept_apart: Market-based measures that somebody wanted named. None of them is in it.
    """

    unit: FunctionalUnit
    rate: Uncertain
    parts: tuple[Part, ...]
    conversions: tuple[Conversion, ...]
    boundary: tuple[Item, ...]
    notes: tuple[Note, ...]
    kept_apart: tuple[str, ...] = ()


def score(
    components: Sequence[Component],
    unit: FunctionalUnit,
    *,
    boundary: Sequence[Item] | None = None,
    conversions: Sequence[Conversion] = (),
    kept_apart: Sequence[str] = (),
) -> Score:
    """Return the score of all components together.

    Args:
        components: What is inside the boundary, at least one.
        unit: R.
        boundary: The checklist of supporting systems; None where nothing was stated.
        conversions: How what components counted becomes R.
        kept_apart: Market-based measures to be named beside the score; they never enter it.

    Raises:
        ConformanceError: If E, I, M or R is missing anywhere, or R is not the same.
        UnitError: If a quantity has not the unit of its letter.
    """
    if not components:
        raise ConformanceError(
            "there is no component inside the boundary", fix="Give at least one run"
        )
    parts: list[Part] = []
    used: dict[Conversion, None] = {}
    for component in components:
        count, steps = same_unit(component.counted, component.done_count, unit, conversions)
        used |= dict.fromkeys(steps)
        parts.append(_part(component, count))
    rate = parts[0].rate
    for part in parts[1:]:
        rate = rate + part.rate
    items = tuple(checklist({}) if boundary is None else boundary)
    notes = (*_component_notes(components), *_boundary_notes(items))
    return Score(unit, rate, tuple(parts), tuple(used), items, notes, tuple(kept_apart))


def _part(component: Component, per_count: float) -> Part:
    energy, intensity = component.energy, component.intensity
    if isinstance(energy, NoData):
        raise _missing("E", "energy", component, energy.reason, _FIX_ENERGY)
    _refuse_negative("E", energy)
    if intensity is None:
        raise _missing("I", "carbon intensity", component, "nobody says", _FIX_INTENSITY)
    if not component.hardware:
        raise _missing("M", "embodied emissions", component, "no hardware is in it", _FIX_EMBODIED)
    if component.unaccounted:
        seen = "; ".join(component.unaccounted)
        raise _missing("M", "embodied emissions", component, seen, _FIX_EMBODIED)
    kwh = energy.to(KWH)
    operational = (kwh * intensity.amount.to(GRAMS_PER_KWH)).to(GRAMS)
    embodied = component.hardware[0].amount()
    for piece in component.hardware[1:]:
        embodied = embodied + piece.amount()
    rate = (operational + embodied) / per_count
    return Part(component, kwh, intensity, operational, embodied, per_count, rate)


_FIX_ENERGY = "Measure the run, or estimate it: wholeprint estimate"
_FIX_INTENSITY = (
    "Say where it ran: --zone FR; a supply off the grid: --off-grid 45gCO2e/kWh --source WHO"
)
_FIX_EMBODIED = 'Declare an estimate: --embodied "rack:1200kgCO2e:4year:2/16"'


def _missing(
    letter: str, what: str, component: Component, reason: str, fix: str
) -> ConformanceError:
    return ConformanceError(
        f"{letter} is missing, so there is no score: the {what} of {component.name}",
        seen=reason,
        fix=fix,
    )


def _refuse_negative(letter: str, amount: Uncertain) -> None:
    if amount.central < 0.0 or amount.low < 0.0:
        raise ConformanceError(
            f"{letter} is below nought: nothing that was avoided or offset may enter",
            seen=f"{amount.central:g} {amount.unit}",
            fix="Leave offsets out; they can be named beside the score with --kept-apart",
        )


def _component_notes(components: Sequence[Component]) -> Iterator[Note]:
    used = [each.name for each in components if not each.is_reserved]
    if used:
        yield Note(
            "sci-used-only",
            f"E covers only what was used, not all that was reserved: {', '.join(used)}",
            severity="warning",
        )
    bare = [each.name for each in components if not each.pue]
    if bare:
        yield Note(
            "sci-no-building",
            f"E leaves out cooling and distribution in the building: {', '.join(bare)}",
            severity="warning",
        )
    yearly = [
        each.name
        for each in components
        if each.intensity is not None and each.intensity.resolution is Resolution.YEAR
    ]
    if yearly:
        yield Note(
            "sci-yearly",
            "I is an annual value, the coarsest that the specification takes: "
            f"{', '.join(yearly)}. Finer ones: --hourly or --fetch",
        )


def _boundary_notes(items: Sequence[Item]) -> Iterator[Note]:
    unstated = [item.name for item in items if item.is_in is None]
    if unstated:
        yield Note(
            "sci-boundary-unstated",
            "Nobody said whether these contribute significantly, and they are not counted: "
            f"{', '.join(unstated)}. State them with --include or --exclude",
            severity="warning",
        )
