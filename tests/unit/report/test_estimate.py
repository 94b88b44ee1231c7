"""Documents of estimated workloads."""

from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from wholeprint.report.estimate import hardware_document, models_document, workload_document
from wholeprint.report.form import schema
from wholeprint.tracking.estimate import estimate
from wholeprint.tracking.estimate_job import Job, estimate_job
from wholeprint.tracking.estimate_like import published_models
from wholeprint.tracking.estimate_training import Training, estimate_training


def _valid(name: str, document: dict[str, object]) -> Any:
    validator: Any = Draft202012Validator(schema(name))
    validator.validate(document)
    return cast("Any", document)


def test_a_training() -> None:
    """What was given stands in it once, what was not given not at all."""
    found = estimate_training("h100-sxm5-80gb:8", Training(accelerator_hours=80.0), pue=1.1)
    read = _valid("estimate", workload_document(found))

    assert read["workload"]["declared"] == {"accelerator_hours": 80.0, "precision_bits": 16}
    assert read["estimate"]["hours"] == 10.0 or abs(read["estimate"]["hours"] - 10.0) < 1e-3
    assert read["estimate"]["pue"] == 1.1
    assert read["run"]["id"] == "estimate"


def test_a_job() -> None:
    """Its use of the cores is what the document calls utilisation."""
    read = _valid(
        "estimate", workload_document(estimate_job(Job(hours=1, cores=4, usage_share=0.5)))
    )

    assert read["estimate"]["utilisation"] == 0.5
    assert set(read["workload"]["per"]) == {"run of the job", "core hour"}


def test_the_known_models() -> None:
    """Each with all its keys; what nobody says is null."""
    read = _valid("estimate-models", models_document(published_models()))
    bloom = next(model for model in read["models"] if model["key"] == "bloom-176b")

    assert bloom["accelerator_hours"] == 1_082_990
    assert bloom["tokens"] is None


def test_hardware_by_the_hour() -> None:
    """It has a workload too: what was given, and what one hour costs."""
    asked: dict[str, object] = {
        "hardware": "a100-sxm4-80gb",
        "hours": 4.0,
        "utilisation": 1.0,
        "memory_gb": None,
        "zone": None,
        "pue": None,
        "wue": None,
    }
    read = _valid("estimate", hardware_document(estimate("a100-sxm4-80gb", 4.0), asked))
    whole, hour = (
        found["energy"]["central"] for found in (read["footprint"], read["workload"]["per"]["hour"])
    )

    assert hour == pytest.approx(whole / 4)
    assert read["workload"]["declared"] == {
        "hardware": "a100-sxm4-80gb",
        "hours": 4.0,
        "utilisation": 1.0,
    }
