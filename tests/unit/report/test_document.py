"""Documents against their schemas and against what they are made of."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.source import Read, Source
from wholeprint.report import document
from wholeprint.report.form import dumps, schema
from wholeprint.tracking.assessment import assess, assess_many, compare
from wholeprint.tracking.estimate import estimate

FIRST, SECOND, INNER = "20261121-101530-7f3a9c", "20261121-113000-1b2c3d", "20261121-113001-aaaaaa"


def _valid(name: str, made: dict[str, object]) -> Any:
    """The document as a reader gets it, held against its schema."""
    read = json.loads(dumps(made))
    validator: Any = Draft202012Validator(schema(name))
    validator.validate(read)
    return read


def test_the_golden_document_is_valid(golden: Path) -> None:
    """The recorded document that the pages are tested with keeps to the schema of today."""
    recorded = json.loads((golden / "show.json").read_text("utf-8"))
    validator: Any = Draft202012Validator(schema("run"))

    validator.validate(recorded)


@pytest.mark.parametrize("run", [FIRST, "last"])
def test_a_run(ledger: Path, run: str) -> None:
    """A run's document is the assessment behind a schema and the tool, with or without sensors."""
    assessment = assess(run, ledger=ledger)

    read = _valid("run", document.run_document(assessment))

    expected: Any = assessment.as_json()
    assert read["footprint"] == expected["footprint"]


def test_one_assessment_and_several(ledger: Path) -> None:
    """One run's document has its spans; several have their parts and the sum of those counted."""
    one, inner = assess_many([FIRST, INNER], ledger=ledger)

    assert "spans" in _valid("assessment", document.assessment_document([one]))
    several = _valid("assessment", document.assessment_document([one, inner]))
    assert len(several["runs"]) == 2
    assert several["footprint"]["energy"] == several["runs"][0]["footprint"]["energy"]
    assert several["signal"]["zone"] == "FR"


def test_runs_in_several_zones_have_no_common_signal(ledger: Path) -> None:
    """A sum over two grids names neither of them as its signal."""
    assessments = assess_many([FIRST, "last"], ledger=ledger)

    assert _valid("assessment", document.assessment_document(assessments))["signal"] is None


def test_a_sum_without_a_counted_run_is_refused(ledger: Path) -> None:
    """Where other runs hold all the energy there is nothing to add."""
    (inner,) = assess_many([INNER], ledger=ledger)

    with pytest.raises(ValueRefusedError, match="another run holds"):
        document.assessment_document([inner, inner])


def test_a_comparison(ledger: Path) -> None:
    """Each category has its paired difference and a verdict; what has no data has none."""
    read = _valid("comparison", document.comparison_document(compare(FIRST, SECOND, ledger=ledger)))

    verdicts = {name: each["verdict"] for name, each in read["categories"].items()}
    assert verdicts["energy"] == "second is less"
    assert verdicts["health"] == "no data"


def test_an_estimate() -> None:
    """An estimate's document repeats what was asked."""
    asked: dict[str, object] = {
        "hardware": "a100-sxm4-80gb",
        "hours": 1.0,
        "utilisation": 1.0,
        "memory_gb": None,
        "zone": None,
        "pue": None,
        "wue": None,
    }

    read = _valid("estimate", document.estimate_document(estimate("a100-sxm4-80gb", 1.0), asked))

    assert read["estimate"] == asked


def test_sources() -> None:
    """Sources keep all their fields."""
    source = Source("key", "Title", 2020, "https://example.org", "CC0", Read.QUOTED)

    read = _valid("cite", document.cite_document(["r"], [source]))

    assert read["sources"][0]["read"] == "quoted"
    assert read["runs"] == ["r"]
