"""Documents of what the cache keeps: what went from it, and how good its forecasts were."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from wholeprint.grid.forecast_score import LeadScore
from wholeprint.grid.kept import Pruned
from wholeprint.grid.scoring import Scored, Scores
from wholeprint.quantities.note import Note
from wholeprint.report.form import stamped, tool
from wholeprint.report.grid_shapes import PruneDocument, ScoreDocument


def prune_document(
    path: Path, older_than_seconds: float, pruned: Pruned, notes: Sequence[Note]
) -> PruneDocument:
    """Return the document of what went.

    Args:
        path: The file.
        older_than_seconds: What was last fetched before this went [s since 1970 UTC].
        pruned: What went.
        notes: What went wrong.
    """
    body = {
        "tool": tool(),
        "path": str(path),
        "older_than_unix_seconds": older_than_seconds,
        "answers": pruned.answers,
        "freed_bytes": pruned.freed_bytes,
        "notes": [note.as_json() for note in notes],
    }
    return cast("PruneDocument", stamped("grid-prune", body))


def score_document(
    zone: str, start_seconds: float, end_seconds: float, scores: Scores, notes: Sequence[Note] = ()
) -> ScoreDocument:
    """Return the document of how forecasts did.

    Args:
        zone: Code of the zone.
        start_seconds: From when on they were issued [s since 1970 UTC].
        end_seconds: Until when [s since 1970 UTC].
        scores: How they did.
        notes: What went wrong beside.
    """
    body = {
        "tool": tool(),
        "zone": zone,
        "start_unix_seconds": start_seconds,
        "end_unix_seconds": end_seconds,
        "scored": [_scored(each) for each in scores.scored],
        "notes": [note.as_json() for note in (*scores.notes, *notes)],
    }
    return cast("ScoreDocument", stamped("grid-score", body))


def _scored(each: Scored) -> dict[str, object]:
    return {
        "provider": each.provider,
        "models": list(each.models),
        "signal": each.signal.as_json(),
        "against": each.against,
        "forecasts": each.forecasts,
        "first_issued_unix_seconds": each.first_seconds,
        "last_issued_unix_seconds": each.last_seconds,
        "leads": [_lead(lead) for lead in each.leads],
    }


def _lead(lead: LeadScore) -> dict[str, object]:
    return {
        "from_hours": lead.from_hours,
        "to_hours": lead.to_hours,
        "steps": lead.steps,
        "error_amount": lead.error_amount,
        "bias_amount": lead.bias_amount,
        "persistence_amount": lead.persistence_amount,
        "day_amount": lead.day_amount,
        "week_amount": lead.week_amount,
        "covered_share": None if math.isnan(lead.covered_share) else lead.covered_share,
    }
