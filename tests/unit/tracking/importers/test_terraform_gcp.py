"""Machines and disks of Google Cloud in a plan."""

from typing import Any

import pytest

from wholeprint.hardware.instances import GIB_GB
from wholeprint.tracking.importers.estate import Boards, Disk, Resource
from wholeprint.tracking.importers.terraform import estate_of
from wholeprint.tracking.importers.terraform_worked import plan, provider, resource

TEMPLATE = resource(
    "google_compute_instance_template.t",
    machine_type="n1-standard-4",
    disk=[{"disk_size_gb": 20, "disk_type": "pd-ssd"}, {"source": "other"}],
    guest_accelerator=[{"type": "nvidia-tesla-t4", "count": 1}],
)


def _read(*resources: dict[str, object], **more: Any) -> tuple[Resource, ...]:
    return estate_of(plan(*resources, **more), "plan.json").resources


def _refers(**leads: tuple[str, str]) -> dict[str, Any]:
    """References of root resources: address to (value, what it refers to)."""
    return {
        "root_module": {
            "resources": [
                {
                    "address": address.replace("__", "."),
                    "expressions": {name: {"references": [text]}},
                }
                for address, (name, text) in leads.items()
            ]
        }
    }


def test_a_machine_with_disks_and_accelerators() -> None:
    """Boot and scratch disks, and boards by the cloud's name for them."""
    (found,) = _read(
        resource(
            "google_compute_instance.a",
            machine_type="projects/p/zones/z/machineTypes/n1-standard-8",
            zone="europe-west9-b",
            boot_disk=[{"initialize_params": [{"size": 10, "type": "pd-standard"}]}],
            scratch_disk=[{"interface": "NVME"}],
            guest_accelerator=[{"type": "nvidia-tesla-t4", "count": 2}],
        )
    )

    assert (found.instance, found.region) == ("n1-standard-8", "europe-west9")
    assert found.disks == (Disk("hdd", 10 * GIB_GB), Disk("ssd", 375 * GIB_GB))
    assert found.boards == Boards("nvidia-tesla-t4", 2.0)


def test_the_place_of_the_provider() -> None:
    """Where a resource has no place of its own its provider's counts."""
    machine = resource("google_compute_instance.a", machine_type="e2-small")
    (found,) = _read(machine, configuration=provider(google="us-central1"))

    assert found.region == "us-central1"


def test_a_group_with_its_template() -> None:
    """As large as it is told; disks that are resources of their own are not counted again."""
    group = resource("google_compute_instance_group_manager.g", target_size=5, zone="us-central1-a")
    leads = _refers(
        google_compute_instance_group_manager__g=(
            "version",
            "google_compute_instance_template.t.id",
        )
    )
    (found,) = _read(TEMPLATE, group, configuration=leads)

    assert (found.instance, found.count, found.region) == ("n1-standard-4", 5.0, "us-central1")
    assert found.disks == (Disk("ssd", 20 * GIB_GB),)
    assert found.boards == Boards("nvidia-tesla-t4", 1.0)


def test_a_scaled_group_is_counted_once() -> None:
    """The scaler says between which sizes; neither it nor the template adds machines."""
    group = resource("google_compute_region_instance_group_manager.g", region="us-east1")
    scaler = resource(
        "google_compute_region_autoscaler.s",
        autoscaling_policy=[{"min_replicas": 2, "max_replicas": 10}],
    )
    leads = _refers(
        google_compute_region_instance_group_manager__g=(
            "version",
            "google_compute_instance_template.t",
        ),
        google_compute_region_autoscaler__s=(
            "target",
            "google_compute_region_instance_group_manager.g.id",
        ),
    )
    (found,) = _read(TEMPLATE, group, scaler, configuration=leads)

    assert found.count == 6.0
    assert "middle" in found.remarks[0]


def test_a_group_without_its_template_is_unknown() -> None:
    """A template that another plan makes is not in this one."""
    (found,) = _read(resource("google_compute_instance_group_manager.g", target_size=5))

    assert found.unknown == "its template is not in the plan"


def test_a_group_of_no_machines_needs_no_template() -> None:
    """None of whatever size: it is nought, and not unknown."""
    (found,) = _read(resource("google_compute_instance_group_manager.g", target_size=0))

    assert (found.unknown, found.count) == ("", 0.0)


def test_a_machine_from_a_template() -> None:
    """It is one machine of the template's size."""
    leads = _refers(
        google_compute_instance_from_template__a=(
            "source_instance_template",
            "google_compute_instance_template.t.id",
        )
    )
    machine = resource("google_compute_instance_from_template.a", zone="us-east1-b")
    (found,) = _read(TEMPLATE, machine, configuration=leads)

    assert (found.instance, found.count) == ("n1-standard-4", 1.0)


def test_a_regional_disk_is_kept_in_its_zones() -> None:
    """Each zone has a copy."""
    (found,) = _read(
        resource(
            "google_compute_region_disk.a",
            size=100,
            type="pd-balanced",
            region="us-east1",
            replica_zones=["us-east1-b", "us-east1-c"],
        )
    )

    assert (found.count, found.disks) == (2.0, (Disk("ssd", 100 * GIB_GB),))


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"location": "europe-west1-b", "node_count": 3}, 3.0),
        ({"location": "europe-west1", "node_count": 3}, 9.0),
        ({"location": "europe-west1", "node_count": 3, "node_locations": ["a", "b"]}, 6.0),
        (
            {
                "location": "europe-west1-b",
                "autoscaling": [{"min_node_count": 1, "max_node_count": 5}],
                "initial_node_count": 1,
            },
            3.0,
        ),
        (
            {
                "location": "europe-west1",
                "autoscaling": [{"total_min_node_count": 2, "total_max_node_count": 6}],
            },
            4.0,
        ),
    ],
)
def test_nodes_are_counted_per_zone(values: dict[str, Any], count: float) -> None:
    """A pool's count is for each zone of a cluster; a total is a total."""
    (found,) = _read(
        resource(
            "google_container_node_pool.p",
            node_config=[{"machine_type": "n2-standard-4"}],
            **values,
        )
    )

    assert (found.instance, found.count) == ("n2-standard-4", count)


def test_a_pool_of_a_state_is_not_counted_twice() -> None:
    """A state lists every pool in the cluster too, also those that are resources of their own."""
    pool: dict[str, Any] = {"node_count": 2, "node_config": [{"machine_type": "e2-small"}]}
    found = _read(
        resource(
            "google_container_cluster.c",
            location="europe-west1-b",
            node_pool=[{"name": "own", **pool}, {"name": "inline", **pool}],
        ),
        resource("google_container_node_pool.own", name="own", location="europe-west1-b", **pool),
    )

    assert [(each.address, each.count) for each in found] == [
        ("google_container_cluster.c", 2.0),
        ("google_container_node_pool.own", 2.0),
    ]


def test_the_default_pool_counts_unless_it_is_removed() -> None:
    """A cluster that keeps its first nodes has them; without a size they have the cloud's own."""
    kept, *more = _read(
        resource("google_container_cluster.a", location="us-east1-b", initial_node_count=1),
        resource(
            "google_container_cluster.b",
            location="us-east1-b",
            initial_node_count=1,
            remove_default_node_pool=True,
        ),
    )

    assert (kept.instance, kept.count, more) == ("e2-medium", 1.0, [])


def test_a_database() -> None:
    """Its tier is a size with a prefix; one that spans zones is two."""
    (found,) = _read(
        resource(
            "google_sql_database_instance.d",
            region="us-east1",
            settings=[
                {"tier": "db-custom-4-16384", "availability_type": "REGIONAL", "disk_size": 100}
            ],
        )
    )

    assert (found.instance, found.count) == ("custom-4-16384", 2.0)
    assert found.disks == (Disk("ssd", 100 * GIB_GB),)
