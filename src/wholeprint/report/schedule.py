"""The document of a decision: when and where, what that gains, and what it rests on."""

from collections.abc import Mapping, Sequence
from typing import TypedDict, cast

import numpy as np

from wholeprint.advice.decide import Case, Decided
from wholeprint.advice.doubt import Belief
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
            zone: foreseen_document(belief, case.intensities[zone])
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


def foreseen_document(belief: Belief, intensity: Intensity) -> dict[str, object]:
    """Return what is believed of a zone, as plain values.

    Args:
        belief: What is believed, draw by draw.
        intensity: What it was made of.
    """
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
