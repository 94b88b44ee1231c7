"""Documents of planned work: a decision with its gain and its reasons, and many jobs placed."""

from collections.abc import Mapping, Sequence
from typing import TypedDict, cast

import numpy as np

from wholeprint.advice.decide import Case, Decided
from wholeprint.advice.doubt import Belief
from wholeprint.advice.fleet import Board, use_of
from wholeprint.advice.fleet_exact import Placement
from wholeprint.advice.load import load_of
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.note import Note
from wholeprint.report.form import stamped, tool
from wholeprint.report.shapes import (
    FactorDocument,
    NoteDocument,
    QuantityDocument,
    SourceDocument,
    ToolDocument,
)

_ENDS = (0.05, 0.95)
MOST_OPTIONS = 12
"""Plans of the front that are shown; the document holds all."""


class PieceDocument(TypedDict):
    """A stretch of time in which a job runs."""

    start_unix_seconds: float
    end_unix_seconds: float
    zone: str


class PlanDocument(TypedDict):
    """The pieces in which a job runs."""

    pieces: list[PieceDocument]
    resume_seconds: float
    start_unix_seconds: float
    end_unix_seconds: float
    work_seconds: float


class TaskDocument(TypedDict):
    """What is to be done."""

    duration_seconds: float
    earliest_unix_seconds: float
    deadline_unix_seconds: float
    watts: float
    idle_watts: float
    waiting_grams_per_hour: float


class DecisionDocument(TypedDict):
    """What was decided."""

    task: TaskDocument
    plan: PlanDocument
    naive: PlanDocument
    objective: str
    decided_unix_seconds: float
    signals: dict[str, dict[str, str]]
    expected: dict[str, dict[str, object]]


class GainDocument(TypedDict):
    """A plan beside running at once."""

    planned: QuantityDocument
    naive: QuantityDocument
    gain: QuantityDocument
    share: float | None
    probability: float


class ForeseenDocument(TypedDict):
    """What a kilowatt-hour is foreseen to carry in a zone."""

    edges_unix_seconds: list[float]
    values: list[float | None]
    low: list[float | None]
    high: list[float | None]
    level: bool
    signal: dict[str, str]
    sources: list[SourceDocument]
    vintages: list[dict[str, object]]


class OptionDocument(TypedDict):
    """A plan that no other one beats."""

    plan: PlanDocument
    amounts: dict[str, float]


class RegretDocument(TypedDict):
    """What deciding on a forecast cost."""

    planned_grams: float
    naive_grams: float
    hindsight_grams: float
    gain_grams: float
    regret_grams: float
    hindsight: PlanDocument


class AgreementDocument(TypedDict):
    """What two kinds of signal say of the same plans."""

    ours_grams: float
    other_grams: float
    theirs_ours_grams: float
    theirs_other_grams: float
    same_sign: bool
    same_order: bool


class HandedDocument(TypedDict):
    """Where a command was handed to."""

    id: str
    method: str
    external_id: str | None
    says: list[str]


class ScheduleDocument(TypedDict):
    """A decision: what ``schedule`` prints."""

    schema: str
    tool: ToolDocument
    decision: DecisionDocument
    gain: GainDocument
    gain_is_sure: bool
    energy_kwh: float
    zones: dict[str, ForeseenDocument]
    pareto: list[OptionDocument]
    agreement: AgreementDocument | None
    regret: RegretDocument | None
    more_grams: float
    units: dict[str, str]
    assumptions: list[FactorDocument]
    notes: list[NoteDocument]
    job: HandedDocument | None


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


def schedule_document(
    decided: Decided,
    case: Case,
    notes: Sequence[Note],
    handed: Mapping[str, object] | None = None,
) -> ScheduleDocument:
    """Return the document of a decision.

    Args:
        decided: The decision.
        case: What it was made on.
        notes: What had to be said before.
        handed: Where the command was handed to; None where nothing was.
    """
    signals = {zone: belief.series for zone, belief in decided.beliefs.items()}
    load = load_of(decided.decision.plan, case.task, signals, case.rules)
    factors = decided.gain.gain.factors
    every = tuple(dict.fromkeys((*notes, *decided.notes)))
    body = {
        "tool": tool(),
        "decision": decided.decision.as_json(),
        "gain": decided.gain.as_json(),
        "gain_is_sure": decided.gain.is_sure,
        "energy_kwh": load.total_kwh,
        "zones": {
            zone: _foreseen(belief, case.intensities[zone])
            for zone, belief in decided.beliefs.items()
        },
        "pareto": [option.as_json() for option in decided.front],
        "agreement": None if decided.agreement is None else decided.agreement.as_json(),
        "regret": None if decided.regret is None else decided.regret.as_json(),
        "more_grams": decided.more_grams,
        "units": {"carbon": "gCO2e", "finish": "s"}
        | {
            name: str(next(iter(series.values())).unit).partition("/")[0]
            for name, series in case.others.items()
        },
        "assumptions": [factors[name].as_json() for name in sorted(factors)],
        "notes": [note.as_json() for note in every],
        "job": None if handed is None else dict(handed),
    }
    return cast("ScheduleDocument", stamped("schedule", body))


def _foreseen(belief: Belief, intensity: Intensity) -> dict[str, object]:
    low, high = np.quantile(belief.draws, _ENDS, axis=0).tolist()
    return {
        "edges_unix_seconds": belief.series.edges_seconds.tolist(),
        "values": _known(belief.series.values.tolist()),
        "low": _known(low),
        "high": _known(high),
        "level": belief.is_flat,
        "signal": intensity.signal.as_json(),
        "sources": [source._asdict() | {"read": source.read.value} for source in intensity.sources],
        "vintages": [vintage.as_json() for vintage in intensity.vintages],
    }


def _known(values: Sequence[float]) -> list[float | None]:
    return [value if value == value else None for value in values]  # noqa: PLR0124 - NaN alone differs from itself


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
