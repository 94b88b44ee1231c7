"""What a plan asks for."""

from wholeprint.tracking.importers.estate import Disk, Estate, Resource


def test_a_resource_is_one_machine_unless_it_says_more() -> None:
    """A count of one, no disks, nothing unknown."""
    found = Resource("a", "aws_instance", "aws")

    assert (found.count, found.disks, found.unknown) == (1.0, (), "")


def test_an_estate_lists_what_it_does_not_count() -> None:
    """Types and how many there are."""
    found = Estate((Resource("a", "t", "aws", disks=(Disk("ssd", 8.0),)),), {"aws_vpc": 2})

    assert found.others == {"aws_vpc": 2}
    assert found.form == "plan"


def test_an_estate_has_a_part_of_each_cloud() -> None:
    """Its resources and what is not counted of it; a bill is one cloud's whole."""
    held = (Resource("a", "aws_instance", "aws"), Resource("b", "google_compute_disk", "gcp"))
    others = {"aws_vpc": 2, "google_storage_bucket": 1}

    part = Estate(held, others).of("gcp")
    assert part.resources == held[1:]
    assert part.others == {"google_storage_bucket": 1}
    assert Estate(held, {"AmazonS3": 1}, "usage").of("aws").others == {"AmazonS3": 1}
