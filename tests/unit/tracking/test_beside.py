"""Why a cloud's report and our estimate differ: reasons that the data shows, and no others."""

from dataclasses import replace

import pytest

from wholeprint.tracking.beside import beside
from wholeprint.tracking.importers.estate import Estate, Resource
from wholeprint.tracking.importers.reported import Row, report_of
from wholeprint.tracking.plan_cost import cost
from wholeprint.tracking.plan_result import Costed

ROW = Row("aws", "1", "AmazonEC2", "us-east-1", "2026-01", "2", "LBM", 10.0, "v3")


@pytest.fixture(scope="module")
def ours() -> Costed:
    """One machine in the place of the report, whose use is declared."""
    machine = Resource("a", "aws_instance", "aws", "us-east-1", "m5.large")
    return cost(Estate((machine,)), 730.0, declared_share=0.5, draws=16)


def _codes(*rows: Row, ours: dict[str, Costed], is_plan: bool = False) -> set[str]:
    found = beside(report_of("aws-carbon", rows), ours, is_plan=is_plan)
    return {reason.code for reason in found.reasons}


def test_both_sides_of_a_place_stand_in_one_line(ours: Costed) -> None:
    """The month, the place, what they report and what we estimate."""
    (line,) = beside(report_of("aws-carbon", [ROW]), {"2026-01": ours}, is_plan=False).lines

    assert (line.month, line.region, line.reported_kg) == (
        "2026-01",
        "aws:us-east-1",
        {"LBM": 10.0},
    )
    assert line.ours is ours.by_region["aws:us-east-1"]


def test_a_report_of_the_same_thing_has_one_reason(ours: Costed) -> None:
    """Location-based, of machines alone, in the same place and month: only scope 3 is missing."""
    assert _codes(ROW, ours={"2026-01": ours}) == {"scope-3-missing"}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (replace(ROW, method="MBM", emitted_kg=1.0), "market-based"),
        (replace(ROW, scope="3"), "scope-3-boundary"),
        (replace(ROW, scope="all"), "scopes-together"),
        (replace(ROW, service="AmazonS3"), "services-not-seen"),
        (replace(ROW, region="eu-west-1"), "places-only-theirs"),
        (replace(ROW, month="2026-02"), "months-only-theirs"),
        (replace(ROW, month="2026-02", model_version="v4"), "model-versions"),
        (replace(ROW, method="unstated", scope="1"), "method-unstated"),
    ],
)
def test_each_reason_is_told_where_it_applies(ours: Costed, row: Row, code: str) -> None:
    """One more row of that kind brings one more reason."""
    assert code not in _codes(ROW, ours={"2026-01": ours})
    assert code in _codes(ROW, row, ours={"2026-01": ours})


def test_reasons_of_our_own_side() -> None:
    """A plan is no use; a use that is assumed, sizes that are unknown, kinds that are not read."""
    machines = (
        Resource("a", "aws_instance", "aws", "eu-west-1", "m5.large"),
        Resource("b", "aws_instance", "aws", "eu-west-1", "m5.larg"),
        Resource("c", "google_compute_instance", "gcp", "us-east1", "e2-small"),
    )
    planned = cost(Estate(machines, {"aws_vpc": 1}), 730.0, draws=16)
    found = beside(
        report_of("aws-carbon", [ROW]), {"2026-01": planned, "2026-02": planned}, is_plan=True
    )

    assert {reason.code for reason in found.reasons} >= {
        "plan-not-use",
        "use-assumed",
        "machines-unknown",
        "kinds-not-counted",
        "places-only-ours",
        "months-only-ours",
    }
    assert not [line for line in found.lines if line.region.startswith("gcp")]


def test_a_report_with_contracts_alone_says_so(ours: Costed) -> None:
    """The older tool has no location-based numbers."""
    assert "market-based" in _codes(replace(ROW, method="MBM"), ours={"2026-01": ours})
