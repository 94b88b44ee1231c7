"""Machines and disks of Google Cloud in a Terraform plan."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from wholeprint.hardware.instances import GIB_GB
from wholeprint.tracking.importers.estate import Boards, Disk, DiskKind, Resource
from wholeprint.tracking.importers.reading import Json, text_of
from wholeprint.tracking.importers.terraform_maker import Maker, between, disk, split, unsaid
from wholeprint.tracking.importers.terraform_tree import Item, Tree

_CLOUD = "gcp"
_ZONE = re.compile(r"([a-z]+(?:-[a-z]+)+\d+)-[a-z]")
_REGION = re.compile(r"[a-z]+(?:-[a-z]+)+\d+")
_SCRATCH_GB = 375.0 * GIB_GB
_ZONES_OF_A_CLUSTER = 3
_SMALLEST_NODE = "e2-medium"
_TEMPLATES = ("google_compute_instance_template", "google_compute_region_instance_template")
_SCALERS = ("google_compute_autoscaler", "google_compute_region_autoscaler")
_GROUPS = (
    "google_compute_instance_group_manager",
    "google_compute_region_instance_group_manager",
)


def _kind(name: str | None) -> DiskKind:
    return "hdd" if name is None or name.rpartition("/")[2] == "pd-standard" else "ssd"


def _last(name: str | None) -> str | None:
    """Return the name at the end of a link."""
    return None if name is None else name.rpartition("/")[2]


def _region(item: Item, tree: Tree) -> str | None:
    provider = tree.provider(item)
    where = f"{item.address}: place of its provider"
    places = [_last(item.text(name)) for name in ("zone", "region", "location")]
    places += [_last(text_of(provider.get(name), where)) for name in ("zone", "region")]
    for place in places:
        if place is not None:
            in_zone = _ZONE.fullmatch(place)
            return place if in_zone is None else in_zone[1]
    return None


def _boards(item: Item, blocks: list[Json]) -> Boards | None:
    for block in blocks:
        name, count = item.text_in(block, "type"), item.number_in(block, "count")
        if name is not None and count:
            return Boards(_last(name) or name, count)
    return None


def _boot_disks(item: Item) -> tuple[tuple[Disk, ...], tuple[str, ...]]:
    found = [
        disk(item, item.block("initialize_params", block), _kind, "size", "type")
        for block in item.blocks("boot_disk")
    ]
    disks, remarks = split(found)
    return (*disks, *(Disk("ssd", _SCRATCH_GB) for _ in item.blocks("scratch_disk"))), remarks


def _template_disks(item: Item) -> tuple[tuple[Disk, ...], tuple[str, ...]]:
    # A disk that has a name of its own (source) is another resource.
    blocks = [block for block in item.blocks("disk") if not block.get("source")]
    return split([disk(item, block, _kind, "disk_size_gb", "disk_type") for block in blocks])


def _machines(
    item: Item, tree: Tree, like: Item, count: float | None, remarks: tuple[str, ...] = ()
) -> Resource:
    """Return machines as another resource, such as a template, describes them."""
    size = _last(like.text("machine_type"))
    is_template = like.type in _TEMPLATES
    disks, more = _template_disks(like) if is_template else _boot_disks(like)
    why = unsaid(like, "machine_type") if size is None else ""
    if not why and count is None:
        why = "the plan does not say how many machines it has"
    return Resource(
        item.address,
        item.type,
        _CLOUD,
        _region(item, tree),
        size,
        1.0 if count is None else count,
        _boards(like, like.blocks("guest_accelerator")),
        disks,
        (*remarks, *more),
        why,
    )


def _instance(item: Item, tree: Tree) -> Iterator[Resource]:
    yield _machines(item, tree, item, 1.0)


def _from_template(item: Item, tree: Tree) -> Iterator[Resource]:
    template = _template(item, tree, "source_instance_template")
    yield (
        _unknown(item, tree, "its template is not in the plan")
        if template is None
        else _machines(item, tree, template, 1.0)
    )


def _template(item: Item, tree: Tree, name: str, link: object = None) -> Item | None:
    wanted = item.values.get(name) if link is None else link
    for each in tree.of_types(*_TEMPLATES):
        held = (each.values.get("self_link"), each.values.get("id"))
        if wanted is not None and wanted in held:
            return each
    return next(iter(tree.refers_to(item, name, *_TEMPLATES)), None)


def _unknown(item: Item, tree: Tree, why: str) -> Resource:
    return Resource(item.address, item.type, _CLOUD, _region(item, tree), unknown=why)


def _group(item: Item, tree: Tree) -> Iterator[Resource]:
    link = item.block("version").get("instance_template")
    template = _template(item, tree, "version", link)
    if template is None and item.number("target_size") == 0.0 and _scaler(item, tree) is None:
        yield Resource(item.address, item.type, _CLOUD, _region(item, tree), count=0.0)
        return
    if template is None:
        yield _unknown(item, tree, "its template is not in the plan")
        return
    count, remarks = item.number("target_size"), ()
    scaler = _scaler(item, tree)
    if scaler is not None:
        policy = scaler.block("autoscaling_policy")
        low = scaler.number_in(policy, "min_replicas")
        scaled = between(low, scaler.number_in(policy, "max_replicas"))
        if scaled is not None:
            count = scaled
            remarks = ("its size is taken in the middle between the least and the most",)
    yield _machines(item, tree, template, count, remarks)


def _scaler(group: Item, tree: Tree) -> Item | None:
    own = {group.values.get(name) for name in ("id", "self_link")} - {None}
    for scaler in tree.of_types(*_SCALERS):
        leads = tree.refers_to(scaler, "target", *_GROUPS)
        if scaler.values.get("target") in own or any(
            each.address == group.address for each in leads
        ):
            return scaler
    return None


def _disk(item: Item, tree: Tree) -> Iterator[Resource]:
    found, _ = disk(item, item.values, _kind, "size", "type")
    copies = float(len(item.texts("replica_zones")) or 1)
    yield Resource(
        item.address,
        item.type,
        _CLOUD,
        _region(item, tree),
        count=copies,
        disks=() if found is None else (found,),
        remarks=(f"kept in {copies:g} zones",) if copies > 1.0 else (),
        unknown=unsaid(item, "size") if found is None else "",
    )


def _pool(item: Item, tree: Tree) -> Iterator[Resource]:
    clusters = tree.refers_to(item, "cluster", "google_container_cluster")
    place = item.text("location") or (clusters[0].text("location") if clusters else None)
    zones = _zones(item, item.values, place)
    yield _pooled(item, tree, item.values, zones, place)


def _zones(item: Item, held: Json, place: str | None) -> tuple[float, str]:
    named = item.texts("node_locations", held)
    if named:
        return float(len(named)), ""
    if place is not None and _REGION.fullmatch(place):
        return (
            float(_ZONES_OF_A_CLUSTER),
            f"its nodes are counted in {_ZONES_OF_A_CLUSTER} zones, the default of a region",
        )
    return 1.0, ""


def _pooled(
    item: Item, tree: Tree, pool: Json, zones: tuple[float, str], place: str | None
) -> Resource:
    config = item.block("node_config", pool)
    size = _last(item.text_in(config, "machine_type"))
    remarks = [zones[1]] if zones[1] else []
    if size is None:
        size = _SMALLEST_NODE
        remarks.append(f"no size is given: {_SMALLEST_NODE} is the cluster's own default")
    nodes, in_all = _nodes(item, pool)
    gib = item.number_in(config, "disk_size_gb")
    disks = () if gib is None else (Disk(_kind(item.text_in(config, "disk_type")), gib * GIB_GB),)
    region = _region(item, tree)
    if region is None and place is not None:
        in_zone = _ZONE.fullmatch(place)
        region = place if in_zone is None else in_zone[1]
    return Resource(
        item.address,
        item.type,
        _CLOUD,
        region,
        size,
        (nodes or 0.0) * (1.0 if in_all else zones[0]),
        _boards(item, item.blocks("guest_accelerator", config)),
        disks,
        tuple(remarks),
        "the plan does not say how many nodes it has" if nodes is None else "",
    )


def _nodes(item: Item, pool: Json) -> tuple[float | None, bool]:
    """Return how many nodes a pool has, and whether in all its zones together."""
    count = item.number_in(pool, "node_count")
    if count is not None:
        return count, False
    scaling = item.block("autoscaling", pool)
    for prefix, in_all in (("total_", True), ("", False)):
        low, high = (item.number_in(scaling, f"{prefix}{end}_node_count") for end in ("min", "max"))
        if high:
            return between(low, high), in_all
    return item.number_in(pool, "initial_node_count"), False


def _cluster(item: Item, tree: Tree) -> Iterator[Resource]:
    pools = item.blocks("node_pool")
    own = {each.text("name") for each in tree.of_types("google_container_node_pool")}
    place = item.text("location")
    if pools:
        # A state lists every pool here, also those that are resources of their own.
        for pool in pools:
            if item.text_in(pool, "name") not in own or item.text_in(pool, "name") is None:
                yield _pooled(item, tree, pool, _zones(item, item.values, place), place)
    elif item.values.get("remove_default_node_pool") is not True and item.number(
        "initial_node_count"
    ):
        yield _pooled(item, tree, item.values, _zones(item, item.values, place), place)


def _database(item: Item, tree: Tree) -> Iterator[Resource]:
    settings = item.block("settings")
    tier = item.text_in(settings, "tier") or ""
    size = tier.removeprefix("db-")
    copies = 2.0 if settings.get("availability_type") == "REGIONAL" else 1.0
    found, why = disk(item, settings, _sql_kind, "disk_size", "disk_type")
    yield Resource(
        item.address,
        item.type,
        _CLOUD,
        _region(item, tree),
        size or None,
        copies,
        disks=() if found is None else (found,),
        remarks=tuple(
            text
            for text in (why, "it stands in two zones, and is counted twice" * (copies > 1.0))
            if text
        ),
        unknown="" if size else unsaid(item, "settings"),
    )


def _sql_kind(name: str | None) -> DiskKind:
    return "hdd" if name == "PD_HDD" else "ssd"


MAKERS: Final[Mapping[str, Maker]] = MappingProxyType(
    {
        "google_compute_instance": _instance,
        "google_compute_instance_from_template": _from_template,
        "google_compute_instance_group_manager": _group,
        "google_compute_region_instance_group_manager": _group,
        "google_compute_disk": _disk,
        "google_compute_region_disk": _disk,
        "google_container_cluster": _cluster,
        "google_container_node_pool": _pool,
        "google_sql_database_instance": _database,
    }
)
"""What makes machines and disks, by type of resource."""

PARTS: Final = frozenset({*_TEMPLATES, *_SCALERS, "google_compute_attached_disk"})
"""Types that only say how others are made."""
