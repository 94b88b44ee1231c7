"""``wholeprint estimate --terraform`` and ``--instance``."""

import json
from pathlib import Path
from typing import Any

import pytest

from wholeprint.tracking.importers.terraform_worked import plan, provider, resource

PLAN = plan(
    resource("aws_instance.web[0]", instance_type="m5.large"),
    resource("aws_instance.web[1]", instance_type="m5.large"),
    resource("aws_vpc.main"),
    configuration=provider(aws="eu-west-1"),
)


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A plan of two machines."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(PLAN), encoding="utf-8")
    return str(path)


def test_a_plan_says_what_it_would_cost(call: Any, file: str) -> None:
    """Each resource, by kind, by place, in all, and what is not counted."""
    document = call("estimate", "--terraform", file, "--json").document("cloud")

    assert [each["address"] for each in document["resources"]] == [
        "aws_instance.web[0]",
        "aws_instance.web[1]",
    ]
    assert document["not_counted"] == {"aws_vpc": 1}
    assert list(document["by_region"]) == ["aws:eu-west-1"]
    assert document["estimate"]["hours"] == 730.0
    assert document["partial"] is False
    assert document["total"]["carbon"]["low"] > 0.0


def test_a_plan_on_a_page(call: Any, file: str) -> None:
    """The same numbers as text."""
    answer = call("estimate", "--terraform", file, "--limit", "1tCO2e/month")

    assert answer.status == 0
    for words in ("aws_instance.web[0]", "aws_vpc (1)", "is kept: the median is", "utilisation"):
        assert words in answer.out


@pytest.mark.parametrize(("limit", "status"), [("1tCO2e/month", 0), ("1gCO2e/month", 1)])
def test_a_limit_decides_the_status(call: Any, file: str, limit: str, status: int) -> None:
    """Above it is 1, whether as a page or as a document."""
    assert call("estimate", "--terraform", file, "--limit", limit).status == status
    answer = call("estimate", "--terraform", file, "--limit", limit, "--json")
    assert answer.status == status
    assert answer.document("cloud")["limit"]["kept"] is (status == 0)


def test_the_statistic_of_a_limit_can_be_chosen(call: Any, file: str) -> None:
    """Between the median and the 95th percentile the one keeps a limit and the other does not."""
    total = call("estimate", "--terraform", file, "--json").document("cloud")["total"]["carbon"]
    limit = f"{(total['value'] + total['high']) / 2:.0f}gCO2e/month"
    words = ("estimate", "--terraform", file, "--limit", limit)

    assert call(*words).status == 0
    assert call(*words, "--limit-at", "high").status == 1


def test_hours_in_a_month(call: Any, file: str) -> None:
    """Half of the hours are about half of the carbon, against the limit of the same month."""
    whole = call("estimate", "--terraform", file, "--json").document("cloud")
    words = ("--hours-per-month", "365", "--utilisation", "0.5", "--json")
    half = call("estimate", "--terraform", file, *words).document("cloud")

    assert half["estimate"]["utilisation"] == 0.5
    assert half["total"]["carbon"]["value"] < 0.7 * whole["total"]["carbon"]["value"]


def test_an_unknown_machine_fails_a_strict_limit(call: Any, tmp_path: Path) -> None:
    """Without --strict it is said in words that the sum leaves it out."""
    path = tmp_path / "p.json"
    unknown = plan(
        resource("aws_instance.a", instance_type="m5.large"),
        resource("aws_instance.b", instance_type="p9.48xlarge"),
    )
    path.write_text(json.dumps(unknown), encoding="utf-8")
    words = ("estimate", "--terraform", str(path), "--limit", "1tCO2e/month")

    answer = call(*words)
    assert answer.status == 0
    assert "may emit more than that" in answer.out
    assert "near it: aws:p" in answer.out
    strict = call(*words, "--strict")
    assert strict.status == 1
    assert "Failed: 1 of 2 resources without data" in strict.out
    assert "With --strict" not in strict.out


def test_a_limit_that_is_not_kept_is_exceeded(call: Any, file: str) -> None:
    """A pipeline's log says "passed" where all is well: the page does not say it of a failure."""
    out = call("estimate", "--terraform", file, "--limit", "1gCO2e/month").out

    assert "is exceeded: the median is" in out
    assert "passed" not in out


def test_machines_by_name(call: Any) -> None:
    """Of three clouds, with counts, for some hours."""
    words = ("p5.48xlarge:2,gcp:a2-highgpu-8g,azure:Standard_ND96asr_v4", "--hours", "24")
    document = call("estimate", "--instance", *words, "--zone", "FR", "--json").document("cloud")

    assert [(each["instance"], each["count"]) for each in document["resources"]] == [
        ("p5.48xlarge", 2.0),
        ("a2-highgpu-8g", 1.0),
        ("Standard_ND96asr_v4", 1.0),
    ]
    assert {each["zone"] for each in document["resources"]} == {"FR"}
    sources = [each["source"] for each in document["resources"]]
    assert sources == ["moto-5.2.5", "cyclenerd-gcosts", "azure-compute-docs"]


def test_a_cloud_gets_its_region(call: Any) -> None:
    """Where a name says nothing of the place."""
    words = ("m5.large", "--hours", "1", "--region", "aws:eu-north-1", "--json")
    document = call("estimate", "--instance", *words).document("cloud")

    assert document["resources"][0]["zone"] == "AWS-eu-north-1"


@pytest.mark.parametrize(
    "words",
    [
        ("--instance", "m5.large"),
        ("--instance", "m5.large", "--hours", "1", "--terraform", "x.json"),
        ("--terraform", "x.json", "--hours", "1"),
        ("--terraform", "none.json"),
        ("--instance", "m5.larg", "--hours", "1"),
        ("--instance", "m5.large", "--hours", "1", "--region", "eu"),
        ("--instance", "m5.large", "--hours", "1", "--limit", "2t/month"),
        ("--terraform", "x.json", "--limit", "2tCO2e"),
        ("--instance", "m5.large", "--hours", "1", "--region", "aws:eu-nort-1"),
        ("--instance", "oci:VM.Standard", "--hours", "1"),
        ("--terraform", "x.json", "--hours-per-month", "2000"),
    ],
)
def test_wrong_use_is_refused(call: Any, words: tuple[str, ...]) -> None:
    """With a code, and status 2."""
    answer = call("estimate", *words)

    assert answer.status == 2
    assert "[wp-" in answer.err
