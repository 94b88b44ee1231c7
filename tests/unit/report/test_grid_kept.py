"""Documents of what the cache keeps, against their schemas."""

from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from wholeprint.grid.forecast_score import LeadScore
from wholeprint.grid.kept import Pruned
from wholeprint.grid.scoring import Scored, Scores
from wholeprint.quantities.intensity import Signal, Tense
from wholeprint.quantities.note import Note
from wholeprint.report.form import schema
from wholeprint.report.grid_kept import prune_document, score_document

NAN = float("nan")


def _valid(document: Any, name: str) -> Any:
    validator: Any = Draft202012Validator(schema(name))
    validator.validate(document)
    return document


def test_what_went_is_told() -> None:
    """How many answers, how many bytes, from which file."""
    document = _valid(prune_document(Path("/x"), 5.0, Pruned(3, 4096), ()), "grid-prune")

    assert (document["path"], document["older_than_unix_seconds"]) == ("/x", 5.0)
    assert (document["answers"], document["freed_bytes"]) == (3, 4096)


def test_scores_are_told_by_lead() -> None:
    """Every error of a row, and no coverage where no range was stated."""
    leads = (
        LeadScore(0, 1, 2, 3.0, -1.0, 4.0, 5.0, 6.0, NAN),
        LeadScore(1, 3, 2, 3.0, -1.0, 4.0, 5.0, 6.0, 0.9),
    )
    one = Scored("neso", ("v7",), Signal("GB", tense=Tense.FORECAST), "neso", 2, 0.0, 60.0, leads)
    notes = (Note("score-nothing", "Others cannot be scored."),)

    document = _valid(score_document("GB", 0.0, 9.0, Scores((one,), notes)), "grid-score")

    first, second = document["scored"][0]["leads"]
    assert (first["covered_share"], second["covered_share"]) == (None, 0.9)
    assert (first["error_amount"], first["bias_amount"], first["persistence_amount"]) == (
        3.0,
        -1.0,
        4.0,
    )
    assert (first["day_amount"], first["week_amount"]) == (5.0, 6.0)
    assert [note["code"] for note in document["notes"]] == ["score-nothing"]
