"""Google Cloud's Carbon Footprint in the forms that BigQuery exports."""

import json
from pathlib import Path
from typing import Any

import pytest

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.gcp_carbon_footprint import read
from wholeprint.tracking.importers.reported import Report, by_method, summed_kg

RECORD: dict[str, Any] = {
    "usage_month": "2026-01-01",
    "billing_account_id": "B",
    "project": {"id": "p", "number": "1"},
    "service": {"description": "Compute Engine", "id": "S"},
    "location": {"location": "europe-west9", "region": "europe-west9"},
    "carbon_model_version": 12,
    "carbon_footprint_kgCO2e": {
        "scope1": 0.1,
        "scope2": {"location_based": 10.0, "market_based": 2.0},
        "scope3": 5.0,
    },
    "carbon_footprint_total_kgCO2e": {
        "location_based": 15.1,
        "market_based": 7.1,
        "after_offsets": None,
    },
    "carbon_offsets_kgCO2e": None,
}


def _read(folder: Path, text: str) -> Report:
    path = folder / "file"
    path.write_text(text, encoding="utf-8")
    return read(path)


@pytest.mark.parametrize(
    "text", [json.dumps([RECORD]), json.dumps(RECORD) + "\n", json.dumps(RECORD, indent=1)]
)
def test_documents(tmp_path: Path, text: str) -> None:
    """A list, a line, or one object: 15.1 kg of the grid, 7.1 after contracts, offsets unread."""
    found = _read(tmp_path, text)

    assert summed_kg(by_method(found.rows, "LBM")) == pytest.approx(15.1)
    assert summed_kg(by_method(found.rows, "MBM")) == pytest.approx(7.1)
    first = found.rows[0]
    assert (first.account, first.service, first.region) == ("p", "Compute Engine", "europe-west9")
    assert (first.month, first.model_version) == ("2026-01", "12")


@pytest.mark.parametrize("mark", [".", "_"])
def test_tables(tmp_path: Path, mark: str) -> None:
    """Flattened with dots or underscores; a project may be empty."""
    header = "usage_month,project.id,carbon_footprint_total_kgCO2e.location_based"
    found = _read(tmp_path, f"{header.replace('.', mark)}\n2026-01-01,,15.1\n")

    assert [(row.scope, row.method, row.emitted_kg) for row in found.rows] == [("all", "LBM", 15.1)]


def test_another_table_is_refused(tmp_path: Path) -> None:
    """Its columns are named."""
    with pytest.raises(ImportRefusedError, match="no row of gcp-carbon-footprint"):
        _read(tmp_path, "a,b\n1,2\n")
