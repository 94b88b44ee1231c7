"""What Amazon says of its emissions, in three forms."""

import json
from pathlib import Path

import pytest

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.aws_carbon import read
from wholeprint.tracking.importers.reported import Report, by_method, summed_kg


def _read(folder: Path, text: str) -> Report:
    path = folder / "file"
    path.write_text(text, encoding="utf-8")
    return read(path)


def _table(**values: object) -> str:
    record = {
        "usage_period_start": "2026-01-01T00:00:00Z",
        "usage_account_id": "123",
        "product_code": "AmazonEC2",
        "region_code": "us-east-1",
        "model_version": "v3.0.0",
    } | values
    return f"{','.join(record)}\n{','.join(map(str, record.values()))}\n"


def test_metric_tons_become_kilograms(tmp_path: Path) -> None:
    """An older export has the totals alone: they are rows of all scopes together."""
    found = _read(
        tmp_path,
        _table(
            total_mbm_emissions_value="0.5",
            total_mbm_emissions_unit="MTCO2e",
            total_lbm_emissions_value="1.5",
            total_lbm_emissions_unit="MTCO2e",
        ),
    )

    assert {(row.scope, row.method): row.emitted_kg for row in found.rows} == {
        ("all", "LBM"): 1500.0,
        ("all", "MBM"): 500.0,
    }


def test_scopes_where_the_export_has_them(tmp_path: Path) -> None:
    """Scope 1 is alike in both methods; scope 3 has two numbers."""
    values = {"1": 0.1, "2_lbm": 1.0, "2_mbm": 0.2, "3_lbm": 0.4, "3_mbm": 0.3}
    columns = {f"total_scope_{name}_emissions_value": value for name, value in values.items()}
    found = _read(tmp_path, _table(**columns))

    assert summed_kg(by_method(found.rows, "LBM")) == pytest.approx(1500.0)
    assert summed_kg(by_method(found.rows, "MBM")) == pytest.approx(600.0)


def test_an_unknown_unit_is_refused(tmp_path: Path) -> None:
    """A thousandfold error is not taken silently."""
    with pytest.raises(ImportRefusedError, match="short tons"):
        _read(
            tmp_path,
            _table(total_lbm_emissions_value="1", total_lbm_emissions_unit="short tons"),
        )


def test_the_answer_of_the_api(tmp_path: Path) -> None:
    """Results with dimensions, a period, and values by type."""
    answer = {
        "Results": [
            {
                "TimePeriod": {"Start": "2026-01-01T00:00:00.000Z", "End": "2026-02-01T00:00:00Z"},
                "DimensionsValues": {"REGION": "eu-west-1", "SERVICE": "AmazonS3"},
                "ModelVersion": "v3.0.0",
                "EmissionsValues": {"TOTAL_LBM_CARBON_EMISSIONS": {"Value": 2.0, "Unit": "MTCO2e"}},
            }
        ]
    }
    (row,) = _read(tmp_path, json.dumps(answer)).rows

    assert (row.region, row.service, row.month) == ("eu-west-1", "AmazonS3", "2026-01")
    assert (row.method, row.emitted_kg, row.model_version) == ("LBM", 2000.0, "v3.0.0")


def test_the_older_tool(tmp_path: Path) -> None:
    """As its sample script prints it: market-based, tons, regions of the world."""
    entry = {
        "mbmCarbon": "0.048",
        "paceProductCode": "Other",
        "regionCode": "EMEA",
        "startDate": "2020-01-01",
    }
    document = {"accountId": "1", "emissions": {"carbonEmissionEntries": [entry]}}
    (row,) = _read(tmp_path, json.dumps(document)).rows

    assert (row.account, row.region, row.method, row.scope) == ("1", "EMEA", "MBM", "all")
    assert row.emitted_kg == pytest.approx(48.0)


@pytest.mark.parametrize("text", ["a,b\n1,2\n", '{"Results": 3}', '{"Results": [{}]}', "[]"])
def test_other_documents_are_refused(tmp_path: Path, text: str) -> None:
    """With what was seen."""
    with pytest.raises(ImportRefusedError):
        _read(tmp_path, text)
