"""Machines and disks of Amazon Web Services in a Terraform plan."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from wholeprint.hardware.instances import GIB_GB
from wholeprint.tracking.importers.estate import Disk, DiskKind, Resource
from wholeprint.tracking.importers.reading import Json, text_of
from wholeprint.tracking.importers.terraform_maker import Maker, between, disk, split, unsaid
from wholeprint.tracking.importers.terraform_tree import Item, Tree

_CLOUD = "aws"
_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d")
_ARN_PARTS = 6
_TEMPLATES = ("aws_launch_template", "aws_launch_configuration")
_DISKS_OF_PLATTERS = frozenset({"standard", "st1", "sc1", "magnetic"})


def _kind(name: str | None) -> DiskKind:
    return "hdd" if name in _DISKS_OF_PLATTERS else "ssd"


def _region(item: Item, tree: Tree) -> str | None:
    for name in ("availability_zone", "region"):
        found = _REGION.match(item.text(name) or "")
        if found is not None:
            return found[0]
    arn = (item.text("arn") or "").split(":")
    if len(arn) >= _ARN_PARTS and arn[3]:
        return arn[3]
    for zone in item.texts("availability_zones"):
        found = _REGION.match(zone)
        if found is not None:
            return found[0]
    return text_of(tree.provider(item).get("region"), f"{item.address}: region of its provider")


def _disks(item: Item, *names: str) -> tuple[tuple[Disk, ...], tuple[str, ...]]:
    blocks = [block for name in names for block in item.blocks(name)]
    return split([disk(item, block, _kind, "volume_size", "volume_type") for block in blocks])


def _instance(item: Item, tree: Tree) -> Iterator[Resource]:
    disks, remarks = _disks(item, "root_block_device", "ebs_block_device")
    size = item.text("instance_type")
    if size is None:
        template = _template(item, tree)
        if template is not None:
            size = template.text("instance_type")
    yield _machines(item, tree, size, 1.0, disks, remarks)


def _machines(
    item: Item,
    tree: Tree,
    size: str | None,
    count: float | None,
    disks: tuple[Disk, ...] = (),
    remarks: tuple[str, ...] = (),
) -> Resource:
    why = ""
    if size is None and count != 0.0:
        why = unsaid(item, "instance_type")
    elif count is None:
        why = "the plan does not say how many machines it has"
    return Resource(
        item.address,
        item.type,
        _CLOUD,
        _region(item, tree),
        size,
        1.0 if count is None else count,
        disks=disks,
        remarks=remarks,
        unknown=why,
    )


def _template(item: Item, tree: Tree) -> Item | None:
    named = (
        *item.blocks("launch_template"),
        *(
            specification
            for policy in item.blocks("mixed_instances_policy")
            for template in item.blocks("launch_template", policy)
            for specification in item.blocks("launch_template_specification", template)
        ),
    )
    wanted = {block.get(key) for block in named for key in ("id", "launch_template_id")}
    names = {block.get(key) for block in named for key in ("name", "launch_template_name")}
    wanted |= {item.values.get("launch_configuration")}
    names |= {item.values.get("launch_configuration")}
    for each in tree.of_types(*_TEMPLATES):
        own_id, own_name = each.values.get("id"), each.values.get("name")
        if (own_id and own_id in wanted) or (own_name and own_name in names):
            return each
    for name in ("launch_template", "launch_configuration", "mixed_instances_policy"):
        found = tree.refers_to(item, name, *_TEMPLATES)
        if found:
            return found[0]
    return None


def _template_disks(template: Item | None) -> tuple[tuple[Disk, ...], tuple[str, ...]]:
    if template is None:
        return (), ()
    if template.type == "aws_launch_configuration":
        return _disks(template, "root_block_device", "ebs_block_device")
    blocks = [
        each
        for mapped in template.blocks("block_device_mappings")
        for each in template.blocks("ebs", mapped)
    ]
    return split([disk(template, block, _kind, "volume_size", "volume_type") for block in blocks])


def _group(item: Item, tree: Tree) -> Iterator[Resource]:
    template = _template(item, tree)
    size = None if template is None else template.text("instance_type")
    remarks: tuple[str, ...] = ()
    sizes = _overrides(item)
    if sizes:
        size = sizes[0]
        if len(set(sizes)) > 1:
            remarks = (f"of {len(set(sizes))} sizes that it may take the first is counted",)
    count = item.number("desired_capacity")
    if count is None:
        count = between(item.number("min_size"), item.number("max_size"))
        remarks = (*remarks, "its size is taken in the middle between the least and the most")
    disks, more = _template_disks(template)
    yield _machines(item, tree, size, count, disks, (*remarks, *more))


def _overrides(item: Item) -> list[str]:
    found: list[str] = []
    for policy in item.blocks("mixed_instances_policy"):
        for template in item.blocks("launch_template", policy):
            for override in item.blocks("override", template):
                name = item.text_in(override, "instance_type")
                found += [name] if name else []
    return found


def _node_group(item: Item, tree: Tree) -> Iterator[Resource]:
    scaling = item.block("scaling_config")
    count = item.number_in(scaling, "desired_size")
    if count is None:
        low, high = item.number_in(scaling, "min_size"), item.number_in(scaling, "max_size")
        count = between(low, high)
    sizes = item.texts("instance_types")
    template = _template(item, tree)
    size = sizes[0] if sizes else None
    if size is None and template is not None:
        size = template.text("instance_type")
    remarks: tuple[str, ...] = ()
    if len(set(sizes)) > 1:
        remarks = (f"of {len(set(sizes))} sizes that it may take the first is counted",)
    disks, more = _template_disks(template)
    gib = item.number("disk_size")
    if gib is not None:
        disks = (Disk("ssd", gib * GIB_GB),)
    yield _machines(item, tree, size, count, disks, (*remarks, *more))


def _volume(item: Item, tree: Tree) -> Iterator[Resource]:
    found, _ = disk(item, item.values, _kind, "size", "type")
    yield _disk_alone(item, tree, found, unsaid(item, "size"))


def _disk_alone(item: Item, tree: Tree, found: Disk | None, why: str) -> Resource:
    return Resource(
        item.address,
        item.type,
        _CLOUD,
        _region(item, tree),
        disks=() if found is None else (found,),
        unknown=why if found is None else "",
    )


def _database(item: Item, tree: Tree) -> Iterator[Resource]:
    held = item.text("instance_class")
    copies = 2.0 if item.values.get("multi_az") is True else 1.0
    values: Json = item.values
    found, why = disk(item, values, _kind, "allocated_storage", "storage_type")
    size = None if held is None else held.removeprefix("db.")
    remarks = ("it stands in two zones, and is counted twice",) if copies > 1.0 else ()
    resource = _machines(
        item,
        tree,
        size,
        copies,
        () if found is None else (found,),
        (*remarks, *([why] if why else [])),
    )
    yield resource


MAKERS: Final[Mapping[str, Maker]] = MappingProxyType(
    {
        "aws_instance": _instance,
        "aws_spot_instance_request": _instance,
        "aws_autoscaling_group": _group,
        "aws_eks_node_group": _node_group,
        "aws_ebs_volume": _volume,
        "aws_db_instance": _database,
        "aws_rds_cluster_instance": _database,
    }
)
"""What makes machines and disks, by type of resource."""

PARTS: Final = frozenset({*_TEMPLATES, "aws_volume_attachment"})
"""Types that only say how others are made."""
