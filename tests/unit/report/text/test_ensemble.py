"""Many runs of a model, on a page."""

import io
from copy import deepcopy

import pytest

from wholeprint.report.ensemble_shapes import EnsembleDocument
from wholeprint.report.text.ensemble import ensemble_page
from wholeprint.report.text.page import Page, write


def _text(document: EnsembleDocument, width: int = 100) -> str:
    page, stream = Page(width), io.StringIO()
    ensemble_page(page, document)
    write(page, stream)
    return stream.getvalue()


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_fits_and_says_it_all(ensembled: EnsembleDocument, width: int) -> None:
    """Outcomes, fan, indices, box, data and failures, within the width."""
    text = _text(ensembled, width)

    assert max(map(len, text.splitlines())) <= width
    for said in (
        "A pool  384 runs: a design for Sobol' indices, 2 uncertain",
        "Scenario: tight.",
        "final(level)",
        "level, median [L]",
        "What final(level) owes to what",
        "base",
        "left out, as a run failed",
        "What level owes to what, over time",
        "Where final(level) > 9",
        "Held against the data",
        "Runs that failed",
        "the square root of",
    ):
        assert said in " ".join(text.split()) or said in text


def test_what_never_varies_and_what_is_the_same_is_said_in_a_line(
    ensembled: EnsembleDocument,
) -> None:
    """A constant outcome has no table of shares; twins have one."""
    document = deepcopy(ensembled)
    twin = deepcopy(document["indices"][0])
    twin["outcome"] = "twin"
    document["indices"][1]["variance_amount"] = 0.0
    document["indices"].append(twin)

    text = _text(document)

    assert "peak_time(level) is the same in every run." in text
    assert "twin owes the same to all as final(level)." in text


def test_an_ensemble_of_nothing_uncertain_says_so(ensembled: EnsembleDocument) -> None:
    """No inputs, no box, no data, settings in place of a scenario, a sketch that is off."""
    document = deepcopy(ensembled)
    document["inputs"], document["indices"], document["indices_over_time"] = [], [], []
    document["discovery"] = document["grounded"] = document["model"]["scenario"] = None
    document["failed"], document["rank_error_share"] = 0, 0.002

    text = _text(document)

    assert "random numbers alone" in text
    for one in document["outcomes"]:
        one["minimum"] = one["maximum"]
    assert "all runs are alike" in _text(document)
    assert "Set: leak = 0.2." in text
    assert "at most 0.2 % of the runs" in text
    assert "failed" not in text


def test_a_box_without_limits_is_none(ensembled: EnsembleDocument) -> None:
    """Where no region stands out it is said."""
    document = deepcopy(ensembled)
    assert document["discovery"] is not None
    document["discovery"]["limits"] = []
    document["discovery"]["cases"] = 3

    assert "No region of the inputs" in _text(document)
    assert "So few cases say little" in _text(document)


def test_years_stand_as_years_and_minus_is_one_sign(ensembled: EnsembleDocument) -> None:
    """2,024 is no year; a share below nought and its interval have the same minus."""
    document = deepcopy(ensembled)
    document["time"] = [2024.0 + each for each in range(len(document["time"]))]
    for outcome in document["outcomes"]:
        if outcome["word"] == "peak_time":
            outcome["quantiles"]["p50"] = 2026.5
    effect = document["indices"][0]["effects"][0]
    effect["first"] = {"value": -0.008, "low": -0.033, "high": 0.044}
    effect["total"]["value"] = 0.9

    text = _text(document, 120)

    assert "2024" in text
    assert "2026.5" in text
    assert "2,02" not in text
    assert "\u22120.8 %" in text
    assert "\u22123.3 to 4.4" in text
