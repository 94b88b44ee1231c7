"""Machines of clouds are found by their names, exactly or not at all."""

from collections import Counter

import pytest

from wholeprint.errors import UnknownHardwareError
from wholeprint.factors.sets import Factors
from wholeprint.hardware.instances import GIB_GB, Instances

FACTORS = Factors()
INSTANCES = Instances(FACTORS)


def test_the_table_keeps_to_its_schema_and_names_its_sources() -> None:
    """Every row is checked; its sources are listed and its accelerators in the catalogue."""
    table = FACTORS.table("instances")
    table.check()
    boards = FACTORS.table("accelerators").names
    cited = {
        row.text(column)
        for row in table
        for column in ("source", "cpu_source", "accelerator_source")
    }
    assert cited - {""} <= set(FACTORS.sources)
    assert {row.text("accelerator") for row in table} - {""} <= boards


def test_three_clouds_are_in_it() -> None:
    """The aim was 600 machines; the counts are those that the table was built with."""
    counts = Counter(FACTORS.table("instances").raw("cloud"))

    assert counts == {"aws": 1421, "azure": 543, "gcp": 395}


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("p5.48xlarge", "aws:p5.48xlarge"),
        ("AWS:P5.48XLARGE", "aws:p5.48xlarge"),
        ("gcp:a2-highgpu-8g", "gcp:a2-highgpu-8g"),
        ("azure:Standard_ND96asr_v4", "azure:Standard_ND96asr_v4"),
        ("azure:ND96asr_v4", "azure:Standard_ND96asr_v4"),
    ],
)
def test_names_with_and_without_their_cloud(name: str, full: str) -> None:
    """Case does not matter, and Azure's first word may be left out."""
    assert INSTANCES.get(name).full_name == full


def test_sizes_are_those_of_the_source() -> None:
    """p5.48xlarge as the answer of EC2 in moto 5.2.5 has it: 192 processors, 2,048 GiB, 8 H100."""
    found = INSTANCES.get("p5.48xlarge")

    assert (found.vcpus, found.memory_gb) == (192, 2048 * GIB_GB)
    assert (found.accelerator, found.accelerators_count) == ("h100-sxm5-80gb", 8.0)
    assert (found.host_vcpus, found.host_is_stated) == (192, False)


def test_a_part_of_an_accelerator_is_a_part() -> None:
    """g6f.large has an eighth of an L4, and is not a machine without one."""
    assert INSTANCES.get("g6f.large").accelerators_count == 0.125


def test_an_unknown_machine_names_near_ones() -> None:
    """It is refused with names of its kind, and no other machine answers for it."""
    with pytest.raises(UnknownHardwareError, match=r"aws:p5\.48xlarge"):
        INSTANCES.get("p5.47xlarge")

    assert INSTANCES.find("p5.47xlarge") is None
    assert INSTANCES.find("p5.48xlarge", "gcp") is None


def test_google_names_sizes_of_ones_own() -> None:
    """custom-4-8192 is four processors and 8 GiB; what no machine can be is none."""
    found = INSTANCES.get("n2-custom-4-8192", "gcp")

    assert (found.vcpus, found.memory_gb, found.host_vcpus) == (4, 8 * GIB_GB, None)
    assert INSTANCES.find("custom-0-8192", "gcp") is None
    assert INSTANCES.find("custom-4-99999999", "gcp") is None
    assert INSTANCES.find("custom-4-8192", "aws") is None


def test_no_machine_with_accelerators_lacks_their_count() -> None:
    """A row that names an accelerator counts it, so that none is taken for a plain machine."""
    table = FACTORS.table("instances")

    assert not [
        row.text("instance")
        for row in table
        if bool(row.text("accelerator_name")) != bool(row.number("accelerators"))
    ]


def test_no_machine_is_larger_than_its_host() -> None:
    """The share of a host is at most all of it."""
    table = FACTORS.table("instances")

    assert not [
        row.text("instance")
        for row in table
        if (row.number("host_vcpus") or 1e9) < row.required_number("vcpus")
    ]


def test_an_a10g_is_known_by_its_limit() -> None:
    """Sizes of AWS's g5 have it: 300 W, as nvidia-smi says there, and not the 150 W of an A10.

    Source: a table of Amazon EC2's accelerators with the limits that nvidia-smi reports on them.
    """
    found = INSTANCES.get("aws:g5.xlarge")
    (row,) = FACTORS.table("accelerators").where("key", found.accelerator)

    assert found.accelerator == "a10g"
    assert row.required_number("tdp_watts") == 300.0
