"""Pages of what the cache keeps."""

from typing import Any, cast

import pytest

from wholeprint.report.grid_shapes import PruneDocument, ScoreDocument
from wholeprint.report.text.grid_kept import prune_page, score_page
from wholeprint.report.text.page import Page


def _told(lay_out: Any, document: Any, width: int = 100) -> str:
    page = Page(width)
    lay_out(page, document)
    text = page.text()
    assert max(len(line) for line in text.splitlines()) <= width
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(("answers", "words"), [(1, "1 answer removed"), (2, "2 answers removed")])
def test_what_went_is_told(answers: int, words: str) -> None:
    """How many answers, and by how much the file is smaller."""
    document: dict[str, object] = {
        "path": "/home/ada/grid.sqlite",
        "older_than_unix_seconds": 0.0,
        "answers": answers,
        "freed_bytes": 4096,
        "notes": [],
    }

    text = _told(prune_page, cast("PruneDocument", document))

    assert words in text
    assert "4.00 KiB freed" in text
    assert "1970-01-01 00:00 UTC" in text


def _lead(error: float, covered: float | None) -> dict[str, object]:
    return {
        "from_hours": 1,
        "to_hours": 3,
        "steps": 42,
        "error_amount": error,
        "bias_amount": -1.25,
        "persistence_amount": 9.0,
        "day_amount": 12.0,
        "week_amount": 15.0,
        "covered_share": covered,
    }


def test_each_lead_is_a_line_beside_its_opponents() -> None:
    """A star stands where nothing was nearer; no coverage is told where no range was stated."""
    document: dict[str, object] = {
        "zone": "GB",
        "scored": [
            {
                "provider": "wholeprint",
                "models": ["own-1"],
                "signal": {
                    "unit": "gCO2e/kWh",
                    "response": "average",
                    "scope": "direct",
                    "flow": "consumption",
                },
                "against": "neso",
                "forecasts": 2,
                "first_issued_unix_seconds": 0.0,
                "last_issued_unix_seconds": 3600.0,
                "leads": [_lead(5.5, 0.905), _lead(10.5, None)],
            }
        ],
        "notes": [],
    }

    text = _told(score_page, cast("ScoreDocument", document))

    assert "wholeprint (own-1)" in text
    assert "against neso" in text
    won, lost = (line for line in text.splitlines() if "1\u20133 h" in line)
    assert ("*" in won, "*" in lost) == (True, False)
    assert ("90" in won or "91" in won, "%" in lost) == (True, False)
    assert "-1.2" in won
    assert _told(score_page, cast("ScoreDocument", document), width=80)


def test_nothing_to_score_is_said() -> None:
    """With the note that says why."""
    note = {"code": "score-nothing", "message": "No forecast.", "severity": "info"}
    document = {"zone": "GB", "scored": [], "notes": [note]}

    text = _told(score_page, cast("ScoreDocument", document))

    assert "nothing to score yet" in text
    assert "No forecast." in text
