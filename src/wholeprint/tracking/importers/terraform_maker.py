"""What the readers of each cloud's resources share."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from wholeprint.hardware.instances import GIB_GB
from wholeprint.tracking.importers.estate import UNSIZED, Disk, DiskKind, Resource
from wholeprint.tracking.importers.reading import Json
from wholeprint.tracking.importers.terraform_tree import Item, Tree

Maker: TypeAlias = Callable[[Item, Tree], Iterator[Resource]]
"""Returns what machines and disks stand behind one resource."""

LATER = "is known only after the plan is applied"


def unsaid(item: Item, name: str) -> str:
    """Return why a value that is needed is not there.

    Args:
        item: The resource.
        name: Name of the value.
    """
    return f"{name} {LATER}" if item.is_later(name) else f"the plan gives no {name}"


def disk(
    item: Item, block: Json, kinds: Callable[[str | None], DiskKind], size: str, kind: str
) -> tuple[Disk | None, str]:
    """Return a disk that a block describes.

    Args:
        item: The resource that holds the block.
        block: The block.
        kinds: What a disk of a name is made of.
        size: Name of the value that says how large it is [GiB].
        kind: Name of the value that says what it is.

    Returns:
        The disk, or None and why there is none.
    """
    gib = item.number_in(block, size)
    if gib is None:
        return None, UNSIZED
    return Disk(kinds(item.text_in(block, kind)), gib * GIB_GB), ""


def between(low: float | None, high: float | None) -> float | None:
    """Return the middle of the sizes between which a group may grow and shrink.

    Args:
        low: The least [1].
        high: The most [1].

    Returns:
        The middle; the one that is known where only one is; None where none is.
    """
    if low is None or high is None:
        return high if low is None else low
    return low + 0.5 * (high - low)


def split(found: list[tuple[Disk | None, str]]) -> tuple[tuple[Disk, ...], tuple[str, ...]]:
    """Return disks and remarks apart.

    Args:
        found: What `disk` returned.
    """
    disks = tuple(each for each, _ in found if each is not None)
    return disks, tuple(dict.fromkeys(why for _, why in found if why))
