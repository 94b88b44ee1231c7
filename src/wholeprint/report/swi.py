"""A software water intensity of recorded runs."""

from collections.abc import Iterator, Mapping, Sequence

from wholeprint.lifecycle.sci_units import FunctionalUnit
from wholeprint.lifecycle.swi import (
    Basis,
    Found,
    Piece,
    Stress,
    WaterScore,
    Where,
    water_score,
)
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.uncertain import Quantity, Uncertain
from wholeprint.report.form import stamped, tool
from wholeprint.report.sci_parts import DeclaredHardware, refuse_outlived, refuse_twice
from wholeprint.report.statement_runs import Told

STANDARD = "Software Water Intensity 0.1.0 (draft)"
_ON_SITE, _OFF_SITE = "cooling on site", "power plants"
_ALL_OF_IT = "hardware"
"""The piece that holds all the hardware of the runs."""
_METHODS = {
    Where.DIRECT: "energy of the IT equipment times WUE",
    Where.INDIRECT: "energy of the building times the water of the grid's power plants",
    Where.EMBODIED: "TW x (TiR/EL) x (RR/ToR)",
}


def swi_of(
    told: Told,
    counted: str,
    done_count: float,
    unit: FunctionalUnit,
    declared: Sequence[DeclaredHardware] = (),
) -> WaterScore:
    """Return the water intensity of runs.

    Args:
        told: The runs.
        counted: What they counted.
        done_count: How many of it.
        unit: R.
        declared: Hardware with the water of making it, reserved for as long as the runs took [L];
            under the name "hardware" it stands for all of it.

    Raises:
        ConformanceError: If R, or a place in the chain, is missing.
    """
    return water_score(list(_pieces(told, declared)), counted, done_count, unit)


def _pieces(told: Told, declared: Sequence[DeclaredHardware]) -> Iterator[Piece]:
    footprint, region = told.footprint, ", ".join(told.zones) or "not known"
    weights = _weights(footprint, region)
    operation = (
        (_ON_SITE, Where.DIRECT, "water_onsite"),
        (_OFF_SITE, Where.INDIRECT, "water_offsite"),
    )
    for name, where, category in operation:
        yield Piece(
            name=name,
            where=where,
            basis=Basis.CONSUMPTION,
            amount=footprint[category],
            region=region,
            method=_METHODS[where],
            found=Found.MODELLED,
            stress=weights.get(name),
        )
    # What is declared under the name of the whole stands in its place, not beside it.
    if all(each.name != _ALL_OF_IT for each in declared):
        yield _embodied(footprint)
    hours = Uncertain.fixed(told.hours, "h")
    refuse_twice([each.name for each in declared], {each.name for each in declared})
    for each in declared:
        refuse_outlived(each, hours)
        share = (hours / each.lifespan).to("1") * (each.reserved / each.total).to("1")
        yield Piece(
            name=each.name,
            where=Where.EMBODIED,
            basis=Basis.CONSUMPTION,
            amount=(each.embodied * share).to("L"),
            region="where it was made",
            method=f"{_METHODS[Where.EMBODIED]}, declared",
            found=Found.ALLOCATED,
        )
    yield from _withdrawn(footprint, region)


def _embodied(footprint: Footprint) -> Piece:
    return Piece(
        name=_ALL_OF_IT,
        where=Where.EMBODIED,
        basis=Basis.CONSUMPTION,
        amount=footprint["water_embodied"],
        region="where it was made",
        method=_METHODS[Where.EMBODIED],
        found=Found.ALLOCATED,
    )


def _withdrawn(footprint: Footprint, region: str) -> Iterator[Piece]:
    impact = footprint.impact("water_withdrawal")
    total = impact.total
    reasons = (total.reason,) if isinstance(total, NoData) else total.missing
    for reason in reasons:
        # What a total leaves out is a piece without data, not a piece of nought.
        where = Where.INDIRECT if isinstance(total, NoData) else Where.EMBODIED
        yield Piece(
            name="withdrawal" if isinstance(total, NoData) else "withdrawal in making the hardware",
            where=where,
            basis=Basis.WITHDRAWAL,
            amount=NoData.of("L", reason),
            region=region if where is Where.INDIRECT else "where it was made",
            method=_METHODS[where],
            found=Found.MODELLED if where is Where.INDIRECT else Found.ALLOCATED,
        )
    places = {_ON_SITE: Where.DIRECT, _OFF_SITE: Where.INDIRECT}
    for part in impact.contributions:
        where = places.get(part.source, Where.EMBODIED)
        yield Piece(
            name=part.source,
            where=where,
            basis=Basis.WITHDRAWAL,
            amount=part.amount,
            region=region,
            method=_METHODS[where],
            found=Found.MODELLED,
        )


def _weights(footprint: Footprint, region: str) -> Mapping[str, Stress]:
    """Return the weight of each place, as the scarce litres over the litres of it have it."""
    weighed = {
        each.source: each.amount for each in footprint.impact("water_scarcity").contributions
    }
    litres = {_ON_SITE: footprint["water_onsite"], _OFF_SITE: footprint["water_offsite"]}
    found: dict[str, Stress] = {}
    for name, amount in litres.items():
        scarce = weighed.get(name)
        if scarce is None or isinstance(amount, NoData) or not amount.draws.all():
            continue
        found[name] = Stress(
            weight=scarce / amount,
            basis=Basis.CONSUMPTION,
            region=region,
            method=", ".join(_methods(scarce, amount)) or "as the assessment has it",
            resolution="country or zone, year",
        )
    return found


def _methods(scarce: Uncertain, amount: Uncertain) -> Iterator[str]:
    known = {source.key for source in amount.sources}
    for source in scarce.sources:
        if source.key not in known:
            yield f"{source.title} ({source.key})"


def swi_document(
    found: WaterScore, told: Told, counted: str, done_count: float
) -> dict[str, object]:
    """Return the document of a water intensity.

    Args:
        found: The intensity.
        told: The runs.
        counted: What they counted.
        done_count: How many of it.
    """
    notes = dict.fromkeys((*found.notes, *told.footprint.notes))
    return stamped(
        "swi",
        {
            "tool": tool(),
            "standard": STANDARD,
            "runs": [run.record.id for run in told.runs],
            "functional_unit": {
                "per": str(found.unit),
                "counted": counted,
                "done_count": done_count,
                "R_count": done_count / found.unit.each_count,
            },
            "consumption": _rate(found.consumption, found.unit),
            "consumption_weighed": _rate(found.consumption_weighed, found.unit),
            "withdrawal": _rate(found.withdrawal, found.unit),
            "withdrawal_weighed": _rate(found.withdrawal_weighed, found.unit),
            "pieces": [_piece_json(piece) for piece in found.pieces],
            "boundary": told.footprint.boundary.as_json(),
            "notes": [note.as_json() for note in notes],
            "factors_version": told.runs[0].factors_version,
        },
    )


def _rate(amount: Quantity, unit: FunctionalUnit) -> dict[str, object]:
    return amount.as_json() | {"unit": f"{amount.unit}/{unit}"}


def _piece_json(piece: Piece) -> dict[str, object]:
    stress = piece.stress
    return {
        "name": piece.name,
        "where": piece.where.value,
        "basis": piece.basis.value,
        "amount": piece.amount.as_json(),
        "weighed": piece.weighed().as_json(),
        "region": piece.region,
        "method": piece.method,
        "found": piece.found.value,
        "resolution": piece.resolution,
        "stress": None
        if stress is None
        else {
            "weight": stress.weight.as_json(),
            "method": stress.method,
            "resolution": stress.resolution,
        },
    }
