"""Accelerators that are attached to machines, by the cloud's own names."""

from wholeprint.factors.sets import Factors
from wholeprint.hardware.attached import attach
from wholeprint.hardware.instances import Instances

FACTORS = Factors()
INSTANCES = Instances(FACTORS)


def test_a_known_name_is_its_board() -> None:
    """nvidia-tesla-t4 on a plain machine is as many T4."""
    found = attach(INSTANCES.get("gcp:n1-standard-8"), "nvidia-tesla-t4", 2, FACTORS)

    assert (found.accelerator, found.accelerators_count) == ("t4", 2)


def test_a_size_with_its_own_keeps_them() -> None:
    """A plan names the accelerators of an a2 again: they are not counted twice."""
    machine = INSTANCES.get("gcp:a2-highgpu-1g")

    assert attach(machine, "nvidia-tesla-a100", 1, FACTORS) == machine


def test_an_unknown_name_stays_a_name() -> None:
    """It is an accelerator of which nothing else is known, and not none."""
    found = attach(INSTANCES.get("gcp:n1-standard-8"), "nvidia-x1", 1, FACTORS)

    assert (found.accelerator, found.accelerator_name) == ("", "nvidia-x1")
    assert found.accelerators_count == 1


def test_every_name_is_sourced() -> None:
    """The table keeps to its schema, and its boards are in the catalogue."""
    table = FACTORS.table("cloud_boards")
    table.check()

    assert {row.text("source") for row in table} <= set(FACTORS.sources)
    assert {row.text("accelerator") for row in table} - {""} <= FACTORS.table("accelerators").names
