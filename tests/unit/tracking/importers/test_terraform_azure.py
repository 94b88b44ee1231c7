"""Machines and disks of Microsoft Azure in a plan."""

from typing import Any

import pytest

from wholeprint.hardware.instances import GIB_GB
from wholeprint.tracking.importers.estate import Disk, Resource
from wholeprint.tracking.importers.terraform import estate_of
from wholeprint.tracking.importers.terraform_worked import plan, resource


def _read(*resources: dict[str, object], **more: Any) -> tuple[Resource, ...]:
    return estate_of(plan(*resources, **more), "plan.json").resources


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("azurerm_linux_virtual_machine", "size"),
        ("azurerm_windows_virtual_machine", "size"),
        ("azurerm_virtual_machine", "vm_size"),
    ],
)
def test_a_machine(kind: str, name: str) -> None:
    """Its size, its place as the tables write it, and its disk."""
    disk = [{"disk_size_gb": 30, "storage_account_type": "Premium_LRS"}]
    (found,) = _read(
        resource(f"{kind}.a", location="West Europe", os_disk=disk, **{name: "Standard_D4s_v3"})
    )

    assert (found.instance, found.region) == ("Standard_D4s_v3", "westeurope")
    assert found.disks == (Disk("ssd", 30 * GIB_GB),)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("azurerm_linux_virtual_machine_scale_set", {"sku": "Standard_B2s", "instances": 3}),
        ("azurerm_windows_virtual_machine_scale_set", {"sku": "Standard_B2s", "instances": 3}),
        (
            "azurerm_orchestrated_virtual_machine_scale_set",
            {"sku_name": "Standard_B2s", "instances": 3},
        ),
        (
            "azurerm_virtual_machine_scale_set",
            {"sku": [{"name": "Standard_B2s", "capacity": 3}]},
        ),
    ],
)
def test_a_scale_set(kind: str, values: dict[str, Any]) -> None:
    """As many machines as it has instances."""
    (found,) = _read(resource(f"{kind}.s", location="eastus", **values))

    assert (found.instance, found.count) == ("Standard_B2s", 3.0)


def test_a_scale_set_without_instances_is_unknown() -> None:
    """How many is not guessed."""
    (found,) = _read(resource("azurerm_linux_virtual_machine_scale_set.s", sku="Standard_B2s"))

    assert found.unknown == "the plan does not say how many machines it has"


def test_disks() -> None:
    """Flash by its kind of account; what is plainly Standard has platters."""
    flash, platters, unknown = _read(
        resource("azurerm_managed_disk.a", disk_size_gb=64, storage_account_type="StandardSSD_LRS"),
        resource("azurerm_managed_disk.b", disk_size_gb=64, storage_account_type="Standard_LRS"),
        resource("azurerm_managed_disk.c", storage_account_type="Standard_LRS"),
    )

    assert flash.disks == (Disk("ssd", 64 * GIB_GB),)
    assert platters.disks == (Disk("hdd", 64 * GIB_GB),)
    assert unknown.unknown


def test_nodes_stand_where_their_cluster_stands() -> None:
    """A pool has no place of its own."""
    configuration = {
        "root_module": {
            "resources": [
                {
                    "address": "azurerm_kubernetes_cluster_node_pool.p",
                    "expressions": {
                        "kubernetes_cluster_id": {"references": ["azurerm_kubernetes_cluster.c.id"]}
                    },
                }
            ]
        }
    }
    first, more = _read(
        resource(
            "azurerm_kubernetes_cluster.c",
            location="northeurope",
            default_node_pool=[
                {"vm_size": "Standard_D4s_v3", "node_count": 2, "os_disk_size_gb": 128}
            ],
        ),
        resource(
            "azurerm_kubernetes_cluster_node_pool.p",
            vm_size="Standard_NC6s_v3",
            min_count=0,
            max_count=4,
        ),
        configuration=configuration,
    )

    assert (first.count, first.disks) == (2.0, (Disk("ssd", 128 * GIB_GB),))
    assert (more.instance, more.count, more.region) == ("Standard_NC6s_v3", 2.0, "northeurope")
