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


def test_like_stands_beside_like(ours: Costed) -> None:
    """Scopes 1 and 2 are operational, scope 3 is embodied, and their sum is the total."""
    rows = [
        replace(ROW, scope="1", emitted_kg=1.0),
        replace(ROW, scope="2", emitted_kg=10.0),
        replace(ROW, scope="3", emitted_kg=5.0),
    ]
    (line,) = beside(report_of("aws-carbon", rows), {"2026-01": ours}, is_plan=False).lines

    assert (line.operational_kg, line.embodied_kg) == ({"LBM": 11.0}, {"LBM": 5.0})
    assert line.reported_kg == {"LBM": 16.0}


def test_a_sum_over_scopes_has_no_parts(ours: Costed) -> None:
    """Where one number is of all scopes, the scopes of others are no part of the whole."""
    rows = [ROW, replace(ROW, service="AmazonRDS", scope="all")]
    (line,) = beside(report_of("aws-carbon", rows), {"2026-01": ours}, is_plan=False).lines

    assert (line.operational_kg, line.embodied_kg) == ({}, {})
    assert line.reported_kg == {"LBM": 20.0}


def test_a_report_without_places_stands_beside_our_sum() -> None:
    """Azure's totals name no place: ours is summed over all places of the cloud."""
    machines = tuple(
        Resource(place, "x", "azure", place, "Standard_D4s_v3")
        for place in ("westeurope", "swedencentral")
    )
    planned = cost(Estate(machines), 730.0, draws=16)
    row = replace(ROW, provider="azure", region="", method="unstated", scope="all")
    found = beside(report_of("azure-carbon", [row]), {"2026-01": planned}, is_plan=True)

    (line,) = found.lines
    assert line.region == "azure:all"
    assert line.ours is planned.total
    codes = {reason.code for reason in found.reasons}
    assert "places-not-told" in codes
    assert not {"places-only-ours", "places-only-theirs"} & codes


def test_places_of_one_side_are_told_with_their_months(ours: Costed) -> None:
    """A place that the report lacks in one month of two is not said to be ours alone."""
    rows = [ROW, replace(ROW, month="2026-02", region="eu-west-1")]
    found = beside(report_of("aws-carbon", rows), {"2026-01": ours, "2026-02": ours}, is_plan=False)

    texts = {reason.code: reason.text for reason in found.reasons}
    assert texts["places-only-ours"] == "Only our estimate has aws:us-east-1 in 2026-02"
    assert texts["places-only-theirs"] == "Only the report has aws:eu-west-1 in 2026-02"
    assert [line.region for line in found.lines if line.region.endswith(":all")] == ["aws:all"]


def test_what_is_of_other_clouds_is_no_reason() -> None:
    """An unknown size and an uncounted kind of another cloud are not in this one's report."""
    machines = (
        Resource("a", "aws_instance", "aws", "us-east-1", "m5.large"),
        Resource("c", "google_compute_instance", "gcp", "us-east1", "e2-smal"),
    )
    planned = cost(Estate(machines, {"google_storage_bucket": 1}), 730.0, draws=16)
    found = beside(report_of("aws-carbon", [ROW]), {"2026-01": planned}, is_plan=True)

    codes = {reason.code for reason in found.reasons}
    assert not {"machines-unknown", "kinds-not-counted"} & codes


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
