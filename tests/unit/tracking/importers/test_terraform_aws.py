"""Machines and disks of Amazon Web Services in a plan."""

from typing import Any

import pytest

from wholeprint.hardware.instances import GIB_GB
from wholeprint.tracking.importers.estate import Disk, Resource
from wholeprint.tracking.importers.terraform import estate_of
from wholeprint.tracking.importers.terraform_worked import plan, provider, resource

TEMPLATE = resource(
    "aws_launch_template.t",
    instance_type="m5.xlarge",
    block_device_mappings=[{"ebs": [{"volume_size": 50, "volume_type": "gp3"}]}],
)
REFERS: dict[str, Any] = {
    "root_module": {
        "resources": [
            {
                "address": name,
                "expressions": {
                    "launch_template": [{"id": {"references": ["aws_launch_template.t.id"]}}]
                },
            }
            for name in ("aws_autoscaling_group.g", "aws_eks_node_group.g")
        ]
    }
}


def _read(*resources: dict[str, object], **more: Any) -> tuple[Resource, ...]:
    return estate_of(plan(*resources, **more), "plan.json").resources


def test_a_machine_with_its_disks() -> None:
    """Root and more, of flash unless a kind of platters is named."""
    (found,) = _read(
        resource(
            "aws_instance.a",
            instance_type="m5.large",
            root_block_device=[{"volume_size": 8, "volume_type": "gp3"}],
            ebs_block_device=[{"volume_size": 500, "volume_type": "st1"}],
        )
    )

    assert found.disks == (Disk("ssd", 8 * GIB_GB), Disk("hdd", 500 * GIB_GB))


@pytest.mark.parametrize(
    ("values", "region"),
    [
        ({"availability_zone": "eu-central-1a"}, "eu-central-1"),
        ({"availability_zone": "us-west-2-lax-1a"}, "us-west-2"),
        ({"region": "us-gov-west-1"}, "us-gov-west-1"),
        ({"arn": "arn:aws:ec2:ap-south-1:123:instance/i-1"}, "ap-south-1"),
        ({}, "eu-west-3"),
    ],
)
def test_where_it_stands(values: dict[str, Any], region: str) -> None:
    """Its own zone, region or name, else its provider's region."""
    machine = resource("aws_instance.a", instance_type="m5.large", **values)
    (found,) = _read(machine, configuration=provider(aws="eu-west-3"))

    assert found.region == region


@pytest.mark.parametrize(
    ("sizes", "count"),
    [
        ({"desired_capacity": 3, "min_size": 1, "max_size": 9}, 3.0),
        ({"desired_capacity": None, "min_size": 2, "max_size": 6}, 4.0),
        ({"desired_capacity": 0, "min_size": 0, "max_size": 6}, 0.0),
    ],
)
def test_a_group_is_counted_once(sizes: dict[str, Any], count: float) -> None:
    """As many as are wanted, else the middle; the template adds none of its own."""
    (found,) = _read(TEMPLATE, resource("aws_autoscaling_group.g", **sizes), configuration=REFERS)

    assert (found.instance, found.count) == ("m5.xlarge", count)
    assert found.disks == (Disk("ssd", 50 * GIB_GB),)


def test_a_group_finds_its_template_by_name() -> None:
    """In a state there are no references, but names."""
    template = resource("aws_launch_template.t", id="lt-1", instance_type="c5.large")
    group = resource(
        "aws_autoscaling_group.g", desired_capacity=2, launch_template=[{"id": "lt-1"}]
    )
    (found,) = _read(template, group)

    assert (found.instance, found.count) == ("c5.large", 2.0)


def test_a_group_of_several_sizes_says_so() -> None:
    """Which size runs is not known: the first is counted, and the result says that."""
    policy = {
        "launch_template": [
            {
                "launch_template_specification": [{"launch_template_name": "n"}],
                "override": [{"instance_type": "m5.large"}, {"instance_type": "m5a.large"}],
            }
        ]
    }
    (found,) = _read(
        resource("aws_autoscaling_group.g", desired_capacity=1, mixed_instances_policy=[policy])
    )

    assert found.instance == "m5.large"
    assert "of 2 sizes" in found.remarks[0]


def test_a_group_without_its_template_is_unknown() -> None:
    """Its size is not in the plan: no number, and the reason."""
    (found,) = _read(resource("aws_autoscaling_group.g", desired_capacity=1))

    assert found.unknown


def test_a_group_of_no_machines_needs_no_template() -> None:
    """None of whatever size: it is nought, and not unknown."""
    (found,) = _read(resource("aws_autoscaling_group.g", desired_capacity=0))

    assert (found.unknown, found.count) == ("", 0.0)


def test_a_launch_configuration() -> None:
    """The older kind of template, named by its name."""
    (found,) = _read(
        resource("aws_launch_configuration.c", name="c", instance_type="t3.small"),
        resource("aws_autoscaling_group.g", desired_capacity=1, launch_configuration="c"),
    )

    assert found.instance == "t3.small"


def test_nodes_of_a_cluster() -> None:
    """Sizes, scaling and disk of a node group."""
    (found,) = _read(
        resource(
            "aws_eks_node_group.g",
            instance_types=["m5.large"],
            scaling_config=[{"desired_size": 4, "min_size": 1, "max_size": 8}],
            disk_size=20,
        )
    )

    assert (found.instance, found.count, found.disks) == (
        "m5.large",
        4.0,
        (Disk("ssd", 20 * GIB_GB),),
    )


def test_nodes_of_a_template() -> None:
    """A node group may take its size from a template."""
    group = resource("aws_eks_node_group.g", scaling_config=[{"min_size": 2, "max_size": 4}])
    (found,) = _read(TEMPLATE, group, configuration=REFERS)

    assert (found.instance, found.count) == ("m5.xlarge", 3.0)


def test_a_volume_of_its_own() -> None:
    """A disk without a machine; without a size it is unknown."""
    known, unknown = _read(
        resource("aws_ebs_volume.a", size=100, type="gp3", availability_zone="eu-west-1a"),
        resource("aws_ebs_volume.b", type="gp3"),
    )

    assert (known.disks, known.instance) == ((Disk("ssd", 100 * GIB_GB),), None)
    assert unknown.unknown == "the plan gives no size"


def test_a_database_in_two_zones_is_two() -> None:
    """Its class is a size with a prefix."""
    (found,) = _read(
        resource(
            "aws_db_instance.a",
            instance_class="db.m5.large",
            allocated_storage=100,
            storage_type="gp2",
            multi_az=True,
        )
    )

    assert (found.instance, found.count) == ("m5.large", 2.0)
    assert found.remarks
