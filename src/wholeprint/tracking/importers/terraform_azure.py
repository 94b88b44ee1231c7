"""Machines and disks of Microsoft Azure in a Terraform plan."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from wholeprint.hardware.instances import GIB_GB
from wholeprint.tracking.importers.estate import Disk, DiskKind, Resource
from wholeprint.tracking.importers.reading import Json
from wholeprint.tracking.importers.terraform_maker import Maker, between, disk, split, unsaid
from wholeprint.tracking.importers.terraform_tree import Item, Tree

_CLOUD = "azure"
_CLUSTER = "azurerm_kubernetes_cluster"


def _kind(name: str | None) -> DiskKind:
    return "hdd" if name is None or name.startswith("Standard_") else "ssd"


def _region(item: Item, *others: Item) -> str | None:
    for each in (item, *others):
        found = each.text("location")
        if found is not None:
            return found.replace(" ", "").lower()
    return None


def _disks(item: Item) -> tuple[tuple[Disk, ...], tuple[str, ...]]:
    blocks = [
        (block, kind)
        for name, kind in (
            ("os_disk", "storage_account_type"),
            ("data_disk", "storage_account_type"),
            ("storage_os_disk", "managed_disk_type"),
            ("storage_data_disk", "managed_disk_type"),
        )
        for block in item.blocks(name)
    ]
    return split([disk(item, block, _kind, "disk_size_gb", kind) for block, kind in blocks])


def _machines(
    item: Item, size: str | None, count: float | None, name: str, *others: Item
) -> Resource:
    disks, remarks = _disks(item)
    why = unsaid(item, name) if size is None else ""
    if not why and count is None:
        why = "the plan does not say how many machines it has"
    return Resource(
        item.address,
        item.type,
        _CLOUD,
        _region(item, *others),
        size,
        1.0 if count is None else count,
        disks=disks,
        remarks=remarks,
        unknown=why,
    )


def _machine(item: Item, _: Tree) -> Iterator[Resource]:
    name = "vm_size" if item.type == "azurerm_virtual_machine" else "size"
    yield _machines(item, item.text(name), 1.0, name)


def _scale_set(item: Item, _: Tree) -> Iterator[Resource]:
    if item.type == "azurerm_virtual_machine_scale_set":
        sku = item.block("sku")
        size, count = item.text_in(sku, "name"), item.number_in(sku, "capacity")
        yield _machines(item, size, count, "sku")
        return
    name = "sku_name" if item.type.startswith("azurerm_orchestrated") else "sku"
    yield _machines(item, item.text(name), item.number("instances"), name)


def _disk(item: Item, _: Tree) -> Iterator[Resource]:
    found, _why = disk(item, item.values, _kind, "disk_size_gb", "storage_account_type")
    yield Resource(
        item.address,
        item.type,
        _CLOUD,
        _region(item),
        disks=() if found is None else (found,),
        unknown=unsaid(item, "disk_size_gb") if found is None else "",
    )


def _cluster(item: Item, _: Tree) -> Iterator[Resource]:
    for pool in item.blocks("default_node_pool"):
        yield _pooled(item, pool)


def _pool(item: Item, tree: Tree) -> Iterator[Resource]:
    clusters = tree.refers_to(item, "kubernetes_cluster_id", _CLUSTER)
    held = item.values.get("kubernetes_cluster_id")
    clusters += [each for each in tree.of_types(_CLUSTER) if held and each.values.get("id") == held]
    yield _pooled(item, item.values, *clusters)


def _pooled(item: Item, pool: Json, *others: Item) -> Resource:
    size = item.text_in(pool, "vm_size")
    count, remarks = item.number_in(pool, "node_count"), ()
    if count is None:
        low, high = item.number_in(pool, "min_count"), item.number_in(pool, "max_count")
        count = between(low, high)
        remarks = ("its size is taken in the middle between the least and the most",)
    gib = item.number_in(pool, "os_disk_size_gb")
    why = unsaid(item, "vm_size") if size is None else ""
    if not why and count is None:
        why = "the plan does not say how many nodes it has"
    return Resource(
        item.address,
        item.type,
        _CLOUD,
        _region(item, *others),
        size,
        1.0 if count is None else count,
        disks=() if gib is None else (Disk("ssd", gib * GIB_GB),),
        remarks=remarks,
        unknown=why,
    )


MAKERS: Final[Mapping[str, Maker]] = MappingProxyType(
    {
        "azurerm_linux_virtual_machine": _machine,
        "azurerm_windows_virtual_machine": _machine,
        "azurerm_virtual_machine": _machine,
        "azurerm_linux_virtual_machine_scale_set": _scale_set,
        "azurerm_windows_virtual_machine_scale_set": _scale_set,
        "azurerm_orchestrated_virtual_machine_scale_set": _scale_set,
        "azurerm_virtual_machine_scale_set": _scale_set,
        "azurerm_managed_disk": _disk,
        "azurerm_kubernetes_cluster": _cluster,
        "azurerm_kubernetes_cluster_node_pool": _pool,
    }
)
"""What makes machines and disks, by type of resource."""

PARTS: Final = frozenset({"azurerm_virtual_machine_data_disk_attachment"})
"""Types that only say how others are made."""
