"""Recorded runs by the scopes of the GHG Protocol."""

from collections.abc import Sequence
from dataclasses import dataclass

from wholeprint.errors import ConformanceError
from wholeprint.lifecycle.ghg_scopes import (
    NOT_LOOKED_AT,
    Emitted,
    Holder,
    Inventory,
    Line,
    inventory,
)
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.intensity import Scope
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Quantity, Uncertain
from wholeprint.report.form import stamped, tool
from wholeprint.report.sci_parts import hardware_of
from wholeprint.tracking.assessor import Assessment

STANDARD = (
    "GHG Protocol Corporate Standard, Scope 2 Guidance and Scope 3 Standard (read second-hand)"
)
_BUILDING = "facility overhead"


@dataclass(frozen=True, slots=True, eq=False)
class Sorted:
    """Runs by scope.

    Attributes:
        inventory: The lines.
        runs: The runs, assessed.
        footprint: Their sum.
        whole: What making all the hardware emitted, of which the lines have the share of a life.
        notes: What a reader should know.
    """

    inventory: Inventory
    runs: tuple[Assessment, ...]
    footprint: Footprint
    whole: Quantity
    notes: tuple[Note, ...]


def by_scope(
    assessments: Sequence[Assessment],
    direct: Sequence[Assessment],
    holder: Holder,
    contract: Uncertain | None = None,
) -> Sorted:
    """Return runs by the scopes of whoever holds the hardware.

    Args:
        assessments: The runs, with all emissions of the fuel chain.
        direct: The same runs with those of power plants alone; empty where nobody says.
        holder: Whose inventory it is.
        contract: What a kilowatt-hour carries by contract [gCO2e/kWh], None where there is none.

    Raises:
        ConformanceError: If no run is counted.
    """
    runs = _counted(assessments)
    footprint = summed(runs)
    share = _plant_share(runs, direct)
    notes = [_AMORTISED]
    if share is None:
        notes.append(_NO_SPLIT)
    elif share > 1.0:
        notes.append(_SOURCES_DIFFER)
    emitted = Emitted(
        electricity=footprint["ghg_operational"],
        building=_building(footprint, "ghg_operational"),
        plant_share=share,
        market=_market(footprint, holder, contract),
        embodied=footprint["ghg_embodied"],
    )
    bought = _NOT_BOUGHT if holder is Holder.CLOUD else _whole(runs)
    return Sorted(inventory(emitted, holder), runs, footprint, bought, tuple(notes))


def summed(runs: Sequence[Assessment]) -> Footprint:
    """Return the footprint of several runs together.

    Args:
        runs: The runs, at least one.
    """
    total = runs[0].footprint
    for run in runs[1:]:
        total = total + run.footprint
    return total


def _counted(assessments: Sequence[Assessment]) -> tuple[Assessment, ...]:
    several = len(assessments) > 1
    runs = tuple(each for each in assessments if each.record.counted or not several)
    if not runs:
        raise ConformanceError(
            "none of these runs is counted in a sum: another run holds their energy",
            fix="Report the runs that they lie inside",
        )
    return runs


def _plant_share(runs: Sequence[Assessment], direct: Sequence[Assessment]) -> float | None:
    if any(run.signal is not None and run.signal.scope is Scope.DIRECT for run in runs):
        return 1.0  # only what the plants emit was asked for
    counted = {run.record.id for run in runs}
    plants = [run for run in direct if run.record.id in counted]
    if not plants:
        return None
    ours, theirs = summed(runs)["ghg_operational"], summed(plants)["ghg_operational"]
    if isinstance(ours, NoData) or isinstance(theirs, NoData) or ours.central <= 0.0:
        return None
    return theirs.central / ours.central


def _building(footprint: Footprint, category: str) -> Quantity:
    """Return the part of a category that the building takes around the equipment."""
    impact = footprint.impact(category)
    parts = [each.amount for each in impact.contributions if each.source == _BUILDING]
    if isinstance(impact.total, NoData) or not parts:
        return NoData(impact.total.unit, "the building is not told apart")
    building = parts[0]
    for each in parts[1:]:
        building = building + each
    return building


def _market(footprint: Footprint, holder: Holder, contract: Uncertain | None) -> Quantity:
    energy = footprint["energy"]
    if contract is None:
        return NoData.of("gCO2e", "no contract for electricity was declared")
    if holder is Holder.CLOUD or isinstance(energy, NoData):
        return NoData.of("gCO2e", "the contract is the host's")
    building = _building(footprint, "energy")
    if holder is Holder.COLOCATION and isinstance(building, Uncertain):
        energy = energy - building
    return (energy * contract).to("gCO2e")


def _whole(runs: Sequence[Assessment]) -> Quantity:
    pieces = {
        (run.record.host, piece.name): piece.embodied * (piece.reserved / piece.total).to("1")
        for run in runs
        for piece in hardware_of(run)
    }
    if not pieces:
        return NoData.of("gCO2e", "nothing is known of the hardware")
    first, *others = pieces.values()
    for each in others:
        first = first + each
    return first


_NOT_BOUGHT = NoData.of("gCO2e", "it is the host's own")
_AMORTISED = Note(
    "ghg-amortised",
    "Capital goods are the share of the hardware's life that the runs took. The Scope 3 Standard "
    "counts all of a purchase in its year and spreads nothing: that number stands beside the lines",
)
_NO_SPLIT = Note(
    "ghg-not-split",
    "Nobody says how much of this grid's emissions leave the power plants: scope 2 has those of "
    "the fuel chain too, and category 3 has nothing",
    severity="warning",
)
_SOURCES_DIFFER = Note(
    "ghg-sources-differ",
    "Direct emissions of this grid are above those of its whole life cycle, since two sources "
    "state them: all of it is in scope 2",
    severity="warning",
)


def ghg_document(found: Sorted, statement: str) -> dict[str, object]:
    """Return the document of an inventory.

    Args:
        found: The runs by scope.
        statement: The same in sentences.
    """
    notes = dict.fromkeys((*found.notes, *found.footprint.notes))
    return stamped(
        "ghg",
        {
            "tool": tool(),
            "standard": STANDARD,
            "runs": [run.record.id for run in found.runs],
            "holder": found.inventory.holder.value,
            "lines": [_line_json(line) for line in found.inventory.lines],
            "total": found.inventory.total.as_json(),
            "capital_goods_whole": found.whole.as_json(),
            "not_assessed": list(NOT_LOOKED_AT),
            "statement": statement,
            "assumptions": [factor.as_json() for factor in found.footprint.assumptions],
            "notes": [note.as_json() for note in notes],
            "factors_version": found.runs[0].factors_version,
        },
    )


def _line_json(line: Line) -> dict[str, object]:
    return {
        "scope": line.scope,
        "category": line.category,
        "name": line.name,
        "method": line.method.value,
        "added": line.is_added,
        "what": line.what,
        "amount": line.amount.as_json(),
    }
