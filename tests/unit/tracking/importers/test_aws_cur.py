"""Usage in a Cost and Usage Report."""

import pytest

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers.aws_cur import HOURS_OF_A_MONTH, usage_of
from wholeprint.tracking.importers.estate import Disk

HEADER = (
    "line_item_usage_start_date,product_region,line_item_product_code,line_item_usage_type,"
    "line_item_usage_amount,line_item_line_item_type\n"
)


def _row(kind: str, amount: object, line: str = "Usage", day: str = "2026-01-03") -> str:
    return f"{day}T00:00:00Z,us-east-1,AmazonEC2,{kind},{amount},{line}\n"


def test_hours_are_machines_of_a_month() -> None:
    """However many rows they stand in, and however they were paid."""
    found = usage_of(
        HEADER
        + _row("USW2-BoxUsage:m5.large", 365)
        + _row("BoxUsage:m5.large", 365, "SavingsPlanCoveredUsage"),
        "cur.csv",
    )

    (machine,) = found.by_month["2026-01"].resources
    assert (machine.instance, machine.count) == ("m5.large", 730 / HOURS_OF_A_MONTH)


def test_what_is_no_usage_is_passed_over() -> None:
    """Tax, fees and refunds are no hours."""
    with pytest.raises(ImportRefusedError, match="no usage"):
        usage_of(HEADER + _row("BoxUsage:m5.large", 5, "Tax"), "cur.csv")


def test_gigabytes_of_a_month_are_disks() -> None:
    """Of flash or of platters by the kind of volume."""
    found = usage_of(
        HEADER + _row("EBS:VolumeUsage.gp3", 100) + _row("EUW1-EBS:VolumeUsage.st1", 50), "cur.csv"
    )

    assert [each.disks for each in found.by_month["2026-01"].resources] == [
        (Disk("ssd", 100.0),),
        (Disk("hdd", 50.0),),
    ]


def test_databases_in_two_zones_are_two() -> None:
    """A class is a size with a prefix."""
    found = usage_of(HEADER + _row("Multi-AZUsage:db.m5.large", 730), "cur.csv")

    (machine,) = found.by_month["2026-01"].resources
    assert (machine.instance, machine.count) == ("m5.large", 2.0)


def test_other_services_are_listed() -> None:
    """With how many rows they have, and in each month."""
    found = usage_of(
        HEADER + _row("BoxUsage:m5.large", 1) + _row("TimedStorage-ByteHrs", 9), "cur.csv"
    )

    assert found.others == {"AmazonEC2": 1}
    assert found.all_months().others == {"AmazonEC2": 1}


def test_months_are_apart() -> None:
    """And together again on demand."""
    found = usage_of(
        HEADER + _row("BoxUsage:m5.large", 1) + _row("BoxUsage:m5.large", 1, day="2026-02-01"),
        "cur.csv",
    )

    assert list(found.by_month) == ["2026-01", "2026-02"]
    assert len(found.all_months().resources) == 2


def test_the_older_spelling() -> None:
    """lineItem/UsageType as the first reports wrote it."""
    text = (
        "lineItem/UsageStartDate,lineItem/UsageType,lineItem/UsageAmount,product/region\n"
        "2026-01-01T00:00:00Z,BoxUsage:c5.large,73,eu-west-1\n"
    )
    (machine,) = usage_of(text, "cur.csv").by_month["2026-01"].resources

    assert (machine.instance, machine.region) == ("c5.large", "eu-west-1")


def test_another_table_is_refused() -> None:
    """Without kinds of usage it is none."""
    with pytest.raises(ImportRefusedError, match="no row of aws-cur"):
        usage_of("a,b\n1,2\n", "x.csv")
