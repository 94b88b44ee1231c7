"""What the readers of each cloud's resources share."""

from wholeprint.hardware.instances import GIB_GB
from wholeprint.tracking.importers.estate import Disk
from wholeprint.tracking.importers.terraform_maker import between, disk, split, unsaid
from wholeprint.tracking.importers.terraform_tree import Item

ITEM = Item("aws_x.a", "aws_x", "", "aws_x.a", {"size": 10, "type": "gp3"}, {"kind": True})


def test_a_size_in_the_middle() -> None:
    """Between the least and the most; the one that is known where only one is."""
    assert between(2.0, 6.0) == 4.0
    assert between(None, 6.0) == 6.0
    assert between(2.0, None) == 2.0
    assert between(None, None) is None


def test_a_disk_is_in_decimal_gigabytes() -> None:
    """Clouds count disks in binary ones."""
    found = disk(ITEM, ITEM.values, lambda _: "ssd", "size", "type")

    assert split([found]) == ((Disk("ssd", 10 * GIB_GB),), ())


def test_a_disk_without_a_size_is_told() -> None:
    """It is not counted, and not silently."""
    disks, remarks = split([disk(ITEM, {}, lambda _: "ssd", "size", "type")] * 2)

    assert disks == ()
    assert len(remarks) == 1


def test_why_a_value_is_not_there() -> None:
    """Known after apply is another reason than not written."""
    assert "after the plan is applied" in unsaid(ITEM, "kind")
    assert unsaid(ITEM, "other") == "the plan gives no other"
