"""Tests of the document of an ensemble."""

import pytest

from wholeprint.report.ensemble_shapes import EnsembleDocument


def test_outcomes_and_courses_agree(ensembled: EnsembleDocument) -> None:
    """The last instant of the fan is the final value; ends hold all quantiles."""
    fan, final = ensembled["series"][0], ensembled["outcomes"][0]

    assert fan["quantiles"]["p50"][-1] == final["quantiles"]["p50"]
    assert fan["minimum"][-1] == final["minimum"] <= final["quantiles"]["p05"]
    assert fan["maximum"][-1] == final["maximum"] >= final["quantiles"]["p95"]
    assert fan["mean"][-1] == pytest.approx(final["mean"])
    assert len(ensembled["time"]) == len(fan["mean"]) == 11
    assert ensembled["outcomes"][1]["unit"] == "day"
    assert ensembled["rank_error_share"] == 0.0


def test_single_runs_are_told_whole(ensembled: EnsembleDocument) -> None:
    """Least, quantiles and greatest of the first outcome, with inputs, in rising order."""
    found = ensembled["exemplars"]

    finals = [one["outcomes"]["final(level)"] for one in found]
    assert finals == sorted(finals)
    assert [one["series"]["level"][-1] for one in found] == finals
    assert found[0]["member"] == ensembled["outcomes"][0]["minimum_member"]
    assert set(found[0]["inputs"]) == {"inflow", "leak"}


def test_indices_boxes_and_data_are_told(ensembled: EnsembleDocument) -> None:
    """Indices by input and pair, over time, base points that were left out; a box; what is kept."""
    own = ensembled["indices"][0]

    assert [one["name"] for one in own["effects"]] == ["inflow", "leak"]
    assert own["pairs"][0]["names"] == ["inflow", "leak"]
    assert own["points"] + own["dropped"] == 64
    assert own["dropped"] > 0
    assert len(ensembled["indices_over_time"][0]["effects"][1]["total"]) == 11
    assert ensembled["discovery"] is not None
    assert ensembled["discovery"]["limits"][0]["name"] in {"inflow", "leak"}
    assert ensembled["grounded"] is not None
    assert ensembled["grounded"]["best_inputs"].keys() == {"inflow", "leak"}


def test_failures_are_told(ensembled: EnsembleDocument) -> None:
    """How many, and where the first ones went wrong."""
    assert ensembled["failed"] > 0
    assert ensembled["failures"][0]["name"] == "filling"
    assert "square root" in ensembled["failures"][0]["what"]
