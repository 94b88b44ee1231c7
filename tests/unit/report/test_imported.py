"""The document of a cloud's own report."""

from typing import Any

from jsonschema import Draft202012Validator

from wholeprint.report.form import schema
from wholeprint.report.imported import imported_document
from wholeprint.tracking.importers.reported import Row, report_of


def test_what_is_alike_in_both_methods_is_in_both_sums() -> None:
    """And by scope, month, service and place."""
    rows = [
        Row("gcp", "p", "", "", "2026-01", "1", "either", 1.0),
        Row("gcp", "p", "", "", "2026-01", "2", "LBM", 10.0),
        Row("gcp", "p", "", "", "2026-01", "2", "MBM", 2.0),
    ]
    document: Any = imported_document(report_of("gcp-carbon-footprint", rows), "x.csv")

    validator: Any = Draft202012Validator(schema("imported"))
    validator.validate(document)
    assert document["totals_kg"] == {"LBM": 11.0, "MBM": 3.0}
    assert document["by_scope_kg"]["1"] == {"LBM": 1.0, "MBM": 1.0}
    assert document["by_service_kg"] == {"unknown": {"LBM": 11.0, "MBM": 3.0}}
