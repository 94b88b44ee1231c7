"""The document of many jobs placed under a cap: when each runs, what that gains, how sure it is."""

from collections.abc import Mapping
from typing import TypedDict, cast

from wholeprint.advice.fleet import Board, use_of
from wholeprint.advice.fleet_exact import Placement
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.note import Note
from wholeprint.report.form import stamped, tool
from wholeprint.report.shapes import NoteDocument, ToolDocument


class PlacedDocument(TypedDict):
    """One of many jobs, and when it runs."""

    name: str
    zone: str
    start_unix_seconds: float
    end_unix_seconds: float
    watts: float
    machines: int
    naive_start_unix_seconds: float | None


class PlacementDocument(TypedDict):
    """Many jobs placed: what ``schedule --jobs`` prints."""

    schema: str
    tool: ToolDocument
    decided_unix_seconds: float
    jobs: list[PlacedDocument]
    grams: float
    naive_grams: float | None
    gain_grams: float | None
    share: float | None
    bound_grams: float
    more_grams: float
    method: str
    most_used_share: float
    step_seconds: float
    signals: dict[str, dict[str, str]]
    notes: list[NoteDocument]


def placement_document(
    placement: Placement,
    board: Board,
    intensities: Mapping[str, Intensity],
    now_seconds: float,
) -> PlacementDocument:
    """Return the document of many jobs placed.

    Args:
        placement: The placement.
        board: What it was decided on.
        intensities: What a kilowatt-hour is foreseen to carry, by zone.
        now_seconds: When it was decided [s since 1970 UTC].
    """
    naive, theirs = placement.naive, placement.naive_amount
    gain = None if theirs is None else theirs - placement.amount
    said = [*(note for each in intensities.values() for note in each.notes), *_of(placement)]
    body: dict[str, object] = {
        "tool": tool(),
        "decided_unix_seconds": now_seconds,
        "jobs": [
            {
                "name": job.name,
                "zone": placement.plans[job.name].zones[0],
                "start_unix_seconds": placement.plans[job.name].start_seconds,
                "end_unix_seconds": placement.plans[job.name].end_seconds,
                "watts": job.task.watts,
                "machines": job.machines_count,
                "naive_start_unix_seconds": None
                if naive is None
                else naive[job.name].start_seconds,
            }
            for job in board.jobs
        ],
        "grams": placement.amount,
        "naive_grams": theirs,
        "gain_grams": gain,
        "share": gain / theirs if gain is not None and theirs else None,
        "bound_grams": placement.bound_amount,
        "more_grams": placement.more_amount,
        "method": placement.method,
        "most_used_share": float(use_of(board, placement.plans).max(initial=0.0)),
        "step_seconds": board.step_seconds,
        "signals": {zone: intensities[zone].signal.as_json() for zone in board.zones},
        "notes": [note.as_json() for note in dict.fromkeys(said)],
    }
    return cast("PlacementDocument", stamped("placement", body))


def _of(placement: Placement) -> list[Note]:
    said: list[Note] = []
    if placement.method == "greedy":
        text = (
            "Jobs were placed one after another; SciPy would find the best placement: "
            "pip install 'wholeprint[schedule]'."
        )
        said.append(Note("placement-greedy", text))
    if placement.naive is None:
        text = "A queue that serves first who comes first would miss a deadline: there is no gain."
        said.append(Note("queue-late", text))
    return said
