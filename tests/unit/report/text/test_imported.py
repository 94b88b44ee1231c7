"""A cloud's own report on a page."""

from typing import Any

from wholeprint.report.imported import imported_document
from wholeprint.report.text.imported import imported_page
from wholeprint.report.text.page import Page
from wholeprint.tracking.importers.reported import Row, report_of


def test_only_the_heaviest_services_are_told() -> None:
    """Thirty of them: twenty-four lines, and how many there are."""
    rows = [
        Row("aws", "1", f"service-{place:02}", "us-east-1", "2026-01", "2", "LBM", float(place))
        for place in range(30)
    ]
    document: Any = imported_document(report_of("aws-carbon", rows), "x.csv")
    page = Page(100)
    imported_page(page, document)

    assert "service-29" in page.text()
    assert "service-01" not in page.text()
    assert "and 6 more" in page.text()
    assert "never added" not in page.text()
