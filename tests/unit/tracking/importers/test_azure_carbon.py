"""What Azure's Carbon Optimization answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.azure_carbon import read
from wholeprint.tracking.importers.reported import Report


def _read(folder: Path, document: object) -> Report:
    path = folder / "file.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return read(path)


def test_a_monthly_summary(tmp_path: Path) -> None:
    """Kilograms of a month; the intensity is per normalised usage and is not read."""
    item = {
        "dataType": "MonthlySummaryData",
        "date": "2024-05-01",
        "latestMonthEmissions": 0.1,
        "carbonIntensity": 22,
    }
    (row,) = _read(tmp_path, {"value": [item]}).rows

    assert (row.month, row.emitted_kg, row.method, row.scope) == ("2024-05", 0.1, "unstated", "all")


@pytest.mark.parametrize(
    ("category", "field", "found"),
    [
        ("Location", "region", "westeurope"),
        ("Subscription", "account", "West Europe"),
        ("ResourceType", "service", "West Europe"),
        ("Resource", "resource", "West Europe"),
    ],
)
def test_the_category_says_what_an_item_is(
    tmp_path: Path, category: str, field: str, found: str
) -> None:
    """Its name is that of a place, a subscription, a kind or a resource."""
    item = {"itemName": "West Europe", "categoryType": category, "latestMonthEmissions": 1}
    asked = {"dateRange": {"start": "2024-05-01", "end": "2024-05-01"}}
    (row,) = _read(tmp_path, {"request": asked, "value": [item]}).rows

    assert getattr(row, field) == found
    assert row.month == "2024-05"


def test_details_of_resources(tmp_path: Path) -> None:
    """One row for each resource, of the one scope that was asked for."""
    item: dict[str, Any] = {
        "dataType": "ResourceItemDetailsData",
        "subscriptionId": "s",
        "resourceId": "/r/1",
        "resourceType": "microsoft.compute/virtualmachines",
        "location": "east us",
        "latestMonthEmissions": 2.5,
    }
    asked = {"carbonScopeList": ["Scope2"], "dateRange": {"end": "2024-05-01"}}
    (row,) = _read(tmp_path, {"request": asked, "value": [item]}).rows

    assert (row.resource, row.region, row.scope, row.account) == ("/r/1", "eastus", "2", "s")


NONE: list[object] = [{"value": [{}]}, {"a": 1}, {"value": [{"latestMonthEmissions": 1}]}]


@pytest.mark.parametrize("document", NONE)
def test_other_documents_are_refused(tmp_path: Path, document: object) -> None:
    """No emissions, or no month."""
    with pytest.raises(ImportRefusedError):
        _read(tmp_path, document)
