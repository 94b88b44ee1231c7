"""Machines that clouds rent, by the names that their owners give them.

A name is found exactly or not at all: a machine that is not in the table stays unknown, with near
names of the same cloud for the message, and is never answered by another one.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from wholeprint.errors import UnknownHardwareError
from wholeprint.factors.match import near_names
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row, Table

CLOUDS: Final = ("aws", "gcp", "azure")
"""The clouds of the table, as they are written before the colon in ``aws:p5.48xlarge``."""

GIB_GB: Final = 1.073741824
"""Gigabytes in a binary one."""

_NEAR = 3
_CUSTOM = re.compile(
    r"(?:(?P<family>[a-z]\d[a-z]?)-)?custom-(?P<cpus>\d{1,4})-(?P<mib>\d{1,8})(?:-ext)?"
)
"""Google's own way to name a machine of any size: processors, then memory in MiB."""
_MOST_CPUS, _MOST_GIB = 1024, 32768


@dataclass(frozen=True, slots=True)
class Instance:
    """One size of machine.

    Attributes:
        cloud: Who rents it out.
        name: Its name there.
        family: The sizes that share a host with it.
        vcpus: Virtual processors.
        memory_gb: Main memory [GB].
        cpu: Processor as its source words it, empty where it does not.
        accelerator: Its row of the catalogue of accelerators, empty where none fits exactly.
        accelerator_name: Accelerator as its source words it, empty without one.
        accelerators_count: How many devices; less than one where one is shared.
        local_disk_gb: Disks that are a part of it [GB].
        host_vcpus: Virtual processors of the whole host, None where nobody can tell.
        host_is_stated: Whether a bare-metal size says so; otherwise the largest size does.
        source: Key of who states its size; empty where the name itself does.
    """

    cloud: str
    name: str
    family: str
    vcpus: int
    memory_gb: float
    cpu: str = ""
    accelerator: str = ""
    accelerator_name: str = ""
    accelerators_count: float = 0.0
    local_disk_gb: float = 0.0
    host_vcpus: int | None = None
    host_is_stated: bool = False
    source: str = ""

    @property
    def full_name(self) -> str:
        """Its name with its cloud: ``aws:p5.48xlarge``."""
        return f"{self.cloud}:{self.name}"


class Instances:
    """The machines of a set of tables, by name.

    Args:
        factors: Where the tables stand.
    """

    def __init__(self, factors: Factors) -> None:
        self._table: Table = factors.table("instances")
        self._found: dict[tuple[str, str], Instance | None] = {}

    def find(self, name: str, cloud: str | None = None) -> Instance | None:
        """Return the machine of that name.

        Args:
            name: A name, with or without its cloud before a colon; case does not matter, and of
                Azure's sizes ``Standard_`` may be left out.
            cloud: Whose machine it is, where that is known.

        Returns:
            The machine; None where no cloud, or more than one, has it.
        """
        head, mark, tail = name.partition(":")
        if mark and head.casefold() in CLOUDS:
            cloud, name = head.casefold(), tail
        clouds = CLOUDS if cloud is None else (cloud,)
        found = [each for each in (self._of(cloud, name) for cloud in clouds) if each is not None]
        return found[0] if len(found) == 1 else None

    def get(self, name: str, cloud: str | None = None) -> Instance:
        """Return the machine of that name, or refuse.

        Args:
            name: As for `find`.
            cloud: Whose machine it is, where that is known.

        Raises:
            UnknownHardwareError: If there is none; near names are offered.
        """
        found = self.find(name, cloud)
        if found is not None:
            return found
        near = self.near(name, cloud)
        raise UnknownHardwareError(
            "no machine of a cloud by that name",
            seen=name,
            fix=f"Near it: {', '.join(near)}" if near else "Write it as aws:p5.48xlarge",
        )

    def near(self, name: str, cloud: str | None = None) -> tuple[str, ...]:
        """Return names of machines that look like one that is not known.

        Args:
            name: The name that was not found.
            cloud: Whose machine it should be; None for any.

        Returns:
            Full names, the nearest first.
        """
        head, mark, tail = name.partition(":")
        if mark and head.casefold() in CLOUDS:
            cloud, name = head.casefold(), tail
        texts = zip(self._table.raw("cloud"), self._table.raw("instance"), strict=True)
        by_name = {each: owner for owner, each in texts if cloud is None or cloud == owner}
        return tuple(f"{by_name[each]}:{each}" for each in near_names(name, by_name, count=_NEAR))

    def _of(self, cloud: str, name: str) -> Instance | None:
        key = (cloud, name.strip().casefold())
        if key not in self._found:
            self._found[key] = self._look_up(*key)
        return self._found[key]

    def _look_up(self, cloud: str, folded: str) -> Instance | None:
        forms = (folded, f"standard_{folded}") if cloud == "azure" else (folded,)
        for form in forms:
            name = self._names.get((cloud, form))
            if name is not None:
                rows = self._table.where("instance", name)
                return _instance(next(row for row in rows if row.text("cloud") == cloud))
        return _custom(folded) if cloud == "gcp" else None

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        texts = zip(self._table.raw("cloud"), self._table.raw("instance"), strict=True)
        return {(cloud, name.casefold()): name for cloud, name in texts}


def _instance(row: Row) -> Instance:
    host = row.number("host_vcpus")
    return Instance(
        cloud=row.text("cloud"),
        name=row.text("instance"),
        family=row.text("family"),
        vcpus=int(row.required_number("vcpus")),
        memory_gb=row.required_number("memory_gib") * GIB_GB,
        cpu=row.text("cpu"),
        accelerator=row.text("accelerator"),
        accelerator_name=row.text("accelerator_name"),
        accelerators_count=row.number("accelerators") or 0.0,
        local_disk_gb=row.number("local_disk_gb") or 0.0,
        host_vcpus=None if host is None else int(host),
        host_is_stated=row.text("host_read") == "primary",
        source=row.text("source"),
    )


def _custom(name: str) -> Instance | None:
    found = _CUSTOM.fullmatch(name)
    if found is None:
        return None
    cpus, gib = int(found["cpus"]), int(found["mib"]) / 1024.0
    if not (0 < cpus <= _MOST_CPUS and 0.0 < gib <= _MOST_GIB):
        return None
    return Instance("gcp", name, found["family"] or "n1", cpus, gib * GIB_GB)
