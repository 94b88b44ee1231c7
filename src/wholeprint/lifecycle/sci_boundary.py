"""The software boundary of a carbon intensity: what supports the software, in or out, and why."""

from collections.abc import Mapping
from dataclasses import dataclass

from wholeprint.errors import ConformanceError, UnknownNameError

SYSTEMS = (
    "compute",
    "storage",
    "network",
    "memory",
    "monitoring",
    "idle machines",
    "logging",
    "scanning",
    "build and deploy",
    "testing",
    "model training",
    "operations",
    "backup",
    "redundancy",
    "failover",
    "end-user devices",
    "IoT devices",
    "edge devices",
)
"""What may support software, in the order of the Software Carbon Intensity specification 1.1.0."""

UNSTATED = "nobody said whether it contributes significantly"


@dataclass(frozen=True, slots=True)
class Item:
    """One supporting system of the checklist.

    Attributes:
        name: Which one.
        is_in: Whether it is counted; None where nobody said, and then it is not.
        reason: Why it is in or out.
    """

    name: str
    is_in: bool | None
    reason: str

    @property
    def state(self) -> str:
        """In one word or two: "in", "out", "not stated"."""
        return "not stated" if self.is_in is None else "in" if self.is_in else "out"

    def as_json(self) -> dict[str, str]:
        """Return the item as plain values."""
        return {"system": self.name, "state": self.state, "reason": self.reason}


def stated(name: str, reason: str, *, is_in: bool) -> Item:
    """Return an item that somebody stated.

    Args:
        name: Which system.
        reason: Why it is in or out.
        is_in: Whether it is counted.

    Raises:
        UnknownNameError: If the checklist has no system of that name.
        ConformanceError: If there is no reason.
    """
    found = {_plain(system): system for system in SYSTEMS}.get(_plain(name))
    if found is None:
        raise UnknownNameError(
            "the checklist of a software boundary has no such system",
            seen=name,
            fix=f"Use one of {', '.join(SYSTEMS)}",
        )
    if not reason.strip():
        raise ConformanceError(
            f"no reason is given why {found} is {'in' if is_in else 'out'}",
            fix=f'Say why: "{found}=..."',
        )
    return Item(found, is_in, reason.strip())


def _plain(name: str) -> str:
    return " ".join(name.replace("-", " ").replace("_", " ").split()).casefold()


def checklist(items: Mapping[str, Item]) -> tuple[Item, ...]:
    """Return the whole checklist, with what was stated in its place.

    Args:
        items: What was stated, by name.
    """
    return tuple(items.get(name) or Item(name, None, UNSTATED) for name in SYSTEMS)
