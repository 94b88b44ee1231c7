"""Assessed runs and estimates on a page."""

from typing import Any, cast

from wholeprint.report.shapes import EstimateDocument, RunResultDocument, SumDocument
from wholeprint.report.text import assessment
from wholeprint.report.text.page import Page


def test_one_run_has_its_head_and_its_footprint(shown: RunResultDocument) -> None:
    """One run is told without its compute, which ``show`` tells."""
    page = Page(80)

    assessment.assessment_page(page, shown)

    assert page.text().startswith("train  20261121-101530-7f3a9c\n")
    assert "Carbon" in page.text()
    assert "processor time" not in page.text()


def test_several_runs_are_a_table_and_a_sum(shown: RunResultDocument) -> None:
    """Each run has a line; one whose energy another holds is told to be left out."""
    part: Any = {"run": shown["run"], "footprint": shown["footprint"]}
    inner = {**part, "run": {**shown["run"], "counted": False, "label": None, "model": None}}
    document = cast("SumDocument", {**shown, "runs": [part, part, inner], "signal": None})
    page = Page(80)

    assessment.assessment_page(page, document)

    lines = page.text().splitlines()
    assert lines[0].split() == ["run", "name", "energy", "carbon", "embodied"]
    assert "(not counted)" in lines[3]
    assert "Sum of 2 runs" in lines
    assert "1 not added: another run holds their energy." in lines


def test_an_estimate_repeats_what_was_asked(shown: RunResultDocument) -> None:
    """The head says what was asked, and that nothing was measured."""
    asked = {
        "hardware": "h100:2",
        "hours": 1.0,
        "utilisation": 0.7,
        "memory_gb": 64.0,
        "zone": None,
        "pue": None,
        "wue": 1.0,
    }
    page = Page(80)

    assessment.estimate_page(page, cast("EstimateDocument", {**shown, "estimate": asked}))

    lines = page.text().splitlines()
    assert lines[0].startswith("h100:2 for 1 hour  estimated")
    for part in ("utilisation 0.7", "memory 64 GB", "zone unknown", "WUE 1.0"):
        assert part in lines[1]
    assert "PUE" not in lines[1]
