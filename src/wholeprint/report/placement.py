"""The document of many jobs placed: when each runs, what that gains, and what it rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict, cast

from wholeprint.advice.fleet import Board, Cap, FleetJob, use_of
from wholeprint.advice.fleet_exact import Placement
from wholeprint.advice.fleet_gain import FleetGain, Outlook
from wholeprint.advice.plan import Plan
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.note import Note
from wholeprint.report.form import stamped, tool
from wholeprint.report.schedule import ForeseenDocument, GainDocument, foreseen_document
from wholeprint.report.shapes import (
    FactorDocument,
    NoteDocument,
    QuantityDocument,
    ToolDocument,
)


class PlacedDocument(TypedDict):
    """One of many jobs, and when it runs."""

    name: str
    zone: str
    start_unix_seconds: float
    end_unix_seconds: float
    earliest_unix_seconds: float
    deadline_unix_seconds: float
    watts: float
    machines: int
    naive_zone: str | None
    naive_start_unix_seconds: float | None
    naive_end_unix_seconds: float | None


class CapDocument(TypedDict):
    """What a site can give at any moment; null without a limit."""

    watts: float | None
    machines: int | None


class PlacementDocument(TypedDict):
    """Many jobs placed: what ``schedule --jobs`` prints."""

    schema: str
    tool: ToolDocument
    decided_unix_seconds: float
    cap: CapDocument
    jobs: list[PlacedDocument]
    energy_kwh: float
    grams: float
    naive_grams: float | None
    gain_grams: float | None
    share: float | None
    planned: QuantityDocument
    gain: GainDocument | None
    gain_is_sure: bool
    bound_grams: float
    more_grams: float
    method: str
    most_used_share: float
    step_seconds: float
    signals: dict[str, dict[str, str]]
    zones: dict[str, ForeseenDocument]
    assumptions: list[FactorDocument]
    notes: list[NoteDocument]


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A placement with all that it was decided on.

    Attributes:
        placement: The placement.
        board: What it was decided on.
        cap: What each site can give.
        outlook: What is believed of each zone.
        gained: What it gains.
    """

    placement: Placement
    board: Board
    cap: Cap
    outlook: Outlook
    gained: FleetGain


def placement_document(
    placed: Placed,
    intensities: Mapping[str, Intensity],
    notes: Sequence[Note],
    now_seconds: float,
) -> PlacementDocument:
    """Return the document of many jobs placed.

    Args:
        placed: The placement and what it was decided on.
        intensities: What a kilowatt-hour is foreseen to carry, by zone.
        notes: What had to be said before.
        now_seconds: When it was decided [s since 1970 UTC].
    """
    placement, board, gained = placed.placement, placed.board, placed.gained
    theirs = placement.naive_amount
    gain = None if theirs is None else theirs - placement.amount
    factors = gained.planned.factors if gained.gain is None else gained.gain.gain.factors
    body: dict[str, object] = {
        "tool": tool(),
        "decided_unix_seconds": now_seconds,
        "cap": {"watts": placed.cap.watts, "machines": placed.cap.machines_count},
        "jobs": [_job(job, placement) for job in board.jobs],
        "energy_kwh": gained.energy_kwh,
        "grams": placement.amount,
        "naive_grams": theirs,
        "gain_grams": gain,
        "share": gain / theirs if gain is not None and theirs else None,
        "planned": gained.planned.as_json(),
        "gain": None if gained.gain is None else gained.gain.as_json(),
        "gain_is_sure": gained.gain is not None and gained.gain.is_sure,
        "bound_grams": placement.bound_amount,
        "more_grams": placement.more_amount,
        "method": placement.method,
        "most_used_share": float(use_of(board, placement.plans).max(initial=0.0)),
        "step_seconds": board.step_seconds,
        "signals": {zone: intensities[zone].signal.as_json() for zone in board.zones},
        "zones": {
            zone: foreseen_document(belief, intensities[zone])
            for zone, belief in placed.outlook.beliefs.items()
        },
        "assumptions": [factors[name].as_json() for name in sorted(factors)],
        "notes": [
            note.as_json() for note in dict.fromkeys((*notes, *gained.notes, *_of(placement)))
        ],
    }
    return cast("PlacementDocument", stamped("placement", body))


def _job(job: FleetJob, placement: Placement) -> dict[str, object]:
    plan = placement.plans[job.name]
    naive: Plan | None = None if placement.naive is None else placement.naive[job.name]
    return {
        "name": job.name,
        "zone": plan.zones[0],
        "start_unix_seconds": plan.start_seconds,
        "end_unix_seconds": plan.end_seconds,
        "earliest_unix_seconds": job.task.earliest_seconds,
        "deadline_unix_seconds": job.task.deadline_seconds,
        "watts": job.task.watts,
        "machines": job.machines_count,
        "naive_zone": None if naive is None else naive.zones[0],
        "naive_start_unix_seconds": None if naive is None else naive.start_seconds,
        "naive_end_unix_seconds": None if naive is None else naive.end_seconds,
    }


def _of(placement: Placement) -> list[Note]:
    said: list[Note] = []
    if placement.method == "greedy":
        text = (
            "Jobs were placed one after another. The best placement is looked for where SciPy is "
            "installed (pip install 'wholeprint[schedule]') and --search allows it time."
        )
        said.append(Note("placement-greedy", text))
    if placement.naive is None:
        text = "A queue that serves first who comes first would miss a deadline: there is no gain."
        said.append(Note("queue-late", text))
    return said
