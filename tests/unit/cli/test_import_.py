"""``wholeprint import``."""

import json
from pathlib import Path
from typing import Any

import pytest

from wholeprint.tracking.importers.terraform_worked import plan, resource

CARBON = (
    "usage_period_start,usage_account_id,product_code,region_code,model_version,"
    "total_lbm_emissions_value,total_lbm_emissions_unit,"
    "total_mbm_emissions_value,total_mbm_emissions_unit\n"
    "2026-01-01,1,AmazonEC2,us-east-1,v3.0.0,0.015,MTCO2e,0.006,MTCO2e\n"
    "2026-01-01,1,AmazonS3,us-east-1,v3.0.0,0.002,MTCO2e,0.001,MTCO2e\n"
)
CUR = (
    "line_item_usage_start_date,product_region,line_item_product_code,line_item_usage_type,"
    "line_item_usage_amount\n"
    "2026-01-03T00:00:00Z,us-east-1,AmazonEC2,BoxUsage:m5.large,730\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report, a bill and a plan."""
    (tmp_path / "carbon.csv").write_text(CARBON, encoding="utf-8")
    (tmp_path / "cur.csv").write_text(CUR, encoding="utf-8")
    machine = resource("aws_instance.a", instance_type="m5.large", availability_zone="us-east-1a")
    (tmp_path / "plan.json").write_text(json.dumps(plan(machine)), encoding="utf-8")
    return tmp_path


def test_a_report_is_read(call: Any, folder: Path) -> None:
    """Both methods stand beside each other, and are never added."""
    document = call("import", "aws-carbon", str(folder / "carbon.csv"), "--json").document(
        "imported"
    )

    assert document["totals_kg"] == {"LBM": pytest.approx(17.0), "MBM": pytest.approx(7.0)}
    assert document["by_service_kg"]["AmazonS3"] == {
        "LBM": pytest.approx(2.0),
        "MBM": pytest.approx(1.0),
    }
    assert document["beside"] is None


@pytest.mark.parametrize(("name", "of"), [("cur.csv", "usage"), ("plan.json", "plan")])
def test_a_report_beside_an_estimate(call: Any, folder: Path, name: str, of: str) -> None:
    """A bill or a plan: one place, both sides, and why they differ."""
    words = ("import", "aws-carbon", str(folder / "carbon.csv"), "--beside", str(folder / name))
    document = call(*words, "--json").document("imported")["beside"]

    (line,) = document["lines"]
    assert document["of"] == of
    assert line["ours"]["ghg_operational"]["value"] > 0.0
    assert {"market-based", "services-not-seen"} <= {each["code"] for each in document["reasons"]}
    page = call(*words).out
    assert "Why they differ" in page
    assert "aws:us-east-1" in page


def test_a_bill_is_estimated(call: Any, folder: Path) -> None:
    """It has no emissions of its own."""
    document = call("import", "aws-cur", str(folder / "cur.csv"), "--json").document("cloud")

    assert document["estimate"]["of"] == "usage"
    assert document["resources"][0]["instance"] == "m5.large"
    assert "m5.large" in call("import", "aws-cur", str(folder / "cur.csv")).out


@pytest.mark.parametrize(
    "words",
    [
        ("aws-carbon", "none.csv"),
        ("aws-carbon", "cur.csv"),
        ("aws-cur", "cur.csv", "--beside", "plan.json"),
        ("other", "cur.csv"),
    ],
)
def test_wrong_use_is_refused(call: Any, folder: Path, words: tuple[str, ...]) -> None:
    """With a code, and status 2."""
    assert folder.exists()
    answer = call("import", *words)

    assert answer.status == 2
    assert "[wp-" in answer.err
