"""A cloud's own report on a page."""

from typing import Any

import pytest

from wholeprint.report.imported import imported_document
from wholeprint.report.text.imported import imported_page
from wholeprint.report.text.page import Page
from wholeprint.tracking.beside import beside
from wholeprint.tracking.importers.estate import Estate, Resource
from wholeprint.tracking.importers.reported import Method, Row, Scope, report_of
from wholeprint.tracking.plan_cost import cost


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


@pytest.mark.parametrize("width", [80, 120])
def test_each_part_stands_beside_its_like(width: int) -> None:
    """Operational, embodied and total of a place are lines, and both sides have them."""
    parts: tuple[tuple[Scope, float], ...] = (("1", 1.0), ("2", 10.0), ("3", 5.0))
    methods: tuple[Method, ...] = ("LBM", "MBM")
    rows = [
        Row("aws", "1", "AmazonEC2", "us-east-1", "2026-01", scope, method, kilograms)
        for method in methods
        for scope, kilograms in parts
    ]
    machine = Resource("a", "aws_instance", "aws", "us-east-1", "m5.large")
    report = report_of("aws-carbon", rows)
    found = beside(report, {"2026-01": cost(Estate((machine,)), 730.0, draws=8)}, is_plan=True)
    document: Any = imported_document(report, "x.csv", found, ("plan", "plan.json"))
    page = Page(width)
    imported_page(page, document)

    lines = page.text().splitlines()
    names = ("operational", "embodied", "total")
    told = {name: line for line in lines for name in names if line.startswith(f"    {name}")}
    assert tuple(told) == names
    assert "11.0 kgCO2e" in told["operational"]
    assert "5.00 kgCO2e" in told["embodied"]
    assert "16.0 kgCO2e" in told["total"]
    assert all(line.endswith("]") for line in told.values())
    assert max(map(len, lines)) <= width


def test_scopes_1_and_2_alone_are_no_total() -> None:
    """Without its scope 3 a report has nothing that our total compares with."""
    report = report_of(
        "aws-carbon", [Row("aws", "1", "", "us-east-1", "2026-01", "2", "LBM", 10.0)]
    )
    found = beside(report, {}, is_plan=True)
    document: Any = imported_document(report, "x.csv", found, ("plan", "plan.json"))
    page = Page(100)
    imported_page(page, document)

    (total,) = [line for line in page.text().splitlines() if line.startswith("    total")]
    assert "kgCO2e" not in total
