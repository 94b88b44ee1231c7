"""Software water intensity: ``(W_O + W_M) per R``, consumption and withdrawal never added.

W_O is the water of operation, direct (on site) and indirect (behind the grid); W_M that of making
the hardware, ``TW x (TiR/EL) x (RR/ToR)``. Each piece has a basis and a region; a weight of
scarcity fits only pieces of its own basis and region, and never replaces the number that it weighs.
Source: Software Water Intensity 0.1.0 (draft), Green Software Foundation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wholeprint.errors import ConformanceError
from wholeprint.lifecycle.sci_units import FunctionalUnit, same_unit
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Quantity, Uncertain

LITRES, WEIGHTED = "L", "Leq"


class Basis(StrEnum):
    """What a litre means: it does not come back, or it was taken, back or not."""

    CONSUMPTION = "consumption"
    WITHDRAWAL = "withdrawal"


class Where(StrEnum):
    """Where in the chain water is used."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    EMBODIED = "embodied"


class Found(StrEnum):
    """How a piece was quantified."""

    MEASURED = "measured"
    ALLOCATED = "allocated"
    MODELLED = "modelled"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Stress:
    """How scarce water is where it is used.

    Attributes:
        weight: Scarce litres for a litre [Leq/L].
        basis: Which litres it fits.
        region: Where it holds.
        method: Whose it is, with its version: "AWARE 2.0".
        resolution: How fine it is in place and time.
    """

    weight: Uncertain
    basis: Basis
    region: str
    method: str
    resolution: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Piece:
    """Water of one part, on one basis, in one region.

    Attributes:
        name: What it is for.
        where: Where in the chain.
        basis: What a litre of it means.
        amount: How much [L]; no data with its reason where nobody says.
        region: Where the water is used, which is not where the software runs unless stated.
        method: How it was quantified, and allocated where it was.
        found: The same in one word.
        resolution: The coarsest resolution in time of what it rests on.
        stress: How scarce water is there; None where nobody says.
    """

    name: str
    where: Where
    basis: Basis
    amount: Quantity
    region: str
    method: str
    found: Found
    resolution: str = "year"
    stress: Stress | None = None

    def __post_init__(self) -> None:
        if isinstance(self.amount, Uncertain) and min(self.amount.central, self.amount.low) < 0.0:
            raise ConformanceError(
                "water below nought: nothing that was replenished or offset may enter",
                seen=f"{self.name}: {self.amount.central:g} {self.amount.unit}",
                fix="Leave it out",
            )
        if not self.region.strip():
            raise ConformanceError("it is not said in which region water is used", seen=self.name)
        if not self.method.strip():
            raise ConformanceError(
                "it is not said how water was quantified or allocated", seen=self.name
            )
        if self.stress is None:
            return
        if self.stress.basis is not self.basis:
            raise ConformanceError(
                f"a weight for {self.stress.basis.value} does not fit {self.basis.value}",
                seen=f"{self.name}: {self.stress.method}",
                fix="Weigh consumption with AWARE, withdrawal with Aqueduct",
            )
        if self.stress.region != self.region:
            raise ConformanceError(
                "water is weighed in the region where it is used",
                seen=f"{self.name}: used in {self.region}, weight of {self.stress.region}",
                fix="Take the weight of that region",
            )

    def weighed(self) -> Quantity:
        """Return the piece in scarce litres [Leq], or why nobody can say."""
        if isinstance(self.amount, NoData):
            return NoData.of(WEIGHTED, self.amount.reason)
        if self.stress is None:
            return NoData.of(WEIGHTED, f"no weight of scarcity is known for {self.name}")
        return (self.amount * self.stress.weight).to(WEIGHTED)


@dataclass(frozen=True, slots=True, eq=False)
class WaterScore:
    """A software water intensity.

    Attributes:
        unit: R.
        pieces: The pieces, as they were given.
        consumption: SWI_c [L per R].
        consumption_weighed: SWI_c^adj [Leq per R].
        withdrawal: SWI_w [L per R].
        withdrawal_weighed: SWI_w^adj [Leq per R].
        notes: What a reader should know.
    """

    unit: FunctionalUnit
    pieces: tuple[Piece, ...]
    consumption: Quantity
    consumption_weighed: Quantity
    withdrawal: Quantity
    withdrawal_weighed: Quantity
    notes: tuple[Note, ...]


def water_score(
    pieces: Sequence[Piece], counted: str, done_count: float, unit: FunctionalUnit
) -> WaterScore:
    """Return the intensity of pieces of water.

    Args:
        pieces: The pieces. Consumption needs all three places in the chain.
        counted: What was counted, in the singular.
        done_count: How many of it.
        unit: R.

    Raises:
        ConformanceError: If consumption lacks a place in the chain, or R is missing.
    """
    count, _ = same_unit(counted, done_count, unit, ())
    consumed = [piece for piece in pieces if piece.basis is Basis.CONSUMPTION]
    withdrawn = [piece for piece in pieces if piece.basis is Basis.WITHDRAWAL]
    _refuse_missing(consumed)
    notes: list[Note] = []
    silent = [piece.name for piece in pieces if isinstance(piece.amount, NoData)]
    if silent:
        notes.append(
            Note(
                "swi-left-out",
                f"Nobody has a number for this water, and it is not in: {', '.join(silent)}",
                severity="warning",
            )
        )
    return WaterScore(
        unit,
        tuple(pieces),
        _per(_sum((piece.amount for piece in consumed), LITRES), count),
        _per(_sum((piece.weighed() for piece in consumed), WEIGHTED), count),
        _per(_sum((piece.amount for piece in withdrawn), LITRES), count),
        _per(_sum((piece.weighed() for piece in withdrawn), WEIGHTED), count),
        tuple(notes),
    )


def _refuse_missing(consumed: Sequence[Piece]) -> None:
    for where in Where:
        found = [piece for piece in consumed if piece.where is where]
        reasons = [piece.amount.reason for piece in found if isinstance(piece.amount, NoData)]
        if len(reasons) == len(found):
            raise ConformanceError(
                f"{where.value} water is missing, so there is no score",
                seen="; ".join(reasons) or "nothing was given",
                fix="Declare an estimate: --embodied-water rack:4000L:4year:2/16"
                if where is Where.EMBODIED
                else "Say where it ran: --zone FR",
            )


def _sum(amounts: Iterable[Quantity], unit: str) -> Quantity:
    known: list[Uncertain] = []
    reasons: dict[str, None] = {}
    for each in amounts:
        if isinstance(each, NoData):
            reasons[each.reason] = None
        else:
            known.append(each.to(unit))
    if not known:
        return NoData.of(unit, "; ".join(reasons) or "nothing was given")
    whole = known[0]
    for each in known[1:]:
        whole = whole + each
    for reason in reasons:
        whole = whole.without(reason)
    return whole


def _per(amount: Quantity, count: float) -> Quantity:
    return amount if isinstance(amount, NoData) else amount / count
