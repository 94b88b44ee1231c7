"""Processors and accelerators of the catalogue, found by the names that systems give them."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from wholeprint.errors import UnknownHardwareError
from wholeprint.factors.assemble import source_of, unique
from wholeprint.factors.match import normalise
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row, Table
from wholeprint.quantities.distribution import Empirical
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known, Read

CPU_CLASSES: Final = ("server", "desktop", "laptop")
"""What a processor of the catalogue can be sold for."""


@dataclass(frozen=True, slots=True)
class CpuRow:
    """A processor of the catalogue: one socket.

    Attributes:
        key: Its name in ids: ``cpu.<key>.tdp``.
        vendor: Who makes it.
        name: The maker's name for it.
        cpu_class: What it is sold for, one of ``CPU_CLASSES``.
        tdp_watts: Thermal design power [W].
        other_tdp_watts: Another thermal design power found for it [W].
        cores: Cores, None where the source does not say.
        threads: Threads, None where the source does not say.
        process_nm: Process as published [nm].
        year: Year of launch.
        source: Key of the source of ``tdp_watts``.
        read: How that source was read.
        checked_by: Keys of other sources that agree.
        note: What a user should know.
    """

    key: str
    vendor: str
    name: str
    cpu_class: str
    tdp_watts: float
    other_tdp_watts: float | None
    cores: int | None
    threads: int | None
    process_nm: int | None
    year: int | None
    source: str
    read: Read
    checked_by: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class AcceleratorRow:
    """An accelerator of the catalogue: one board or module.

    Attributes:
        key: Its name in ids: ``accelerator.<key>.tdp``.
        vendor: Who makes it.
        name: The name its driver reports, where known.
        family: The chip that its variants share: ``embodied.accelerator.<family>``.
        form: How it is built in.
        tdp_watts: Greatest design power [W].
        other_tdp_watts: Another power found for it [W]; the note says what it stands for.
        devices: How many devices the driver lists for the board.
        memory_gb: Memory on the board [GB].
        memory_type: Kind of that memory, empty where no source says.
        process_nm: Process as published [nm].
        die_area_mm2: Area of the main die [mm2].
        year: Year of launch.
        source: Key of the source of ``tdp_watts``.
        read: How that source was read.
        checked_by: Keys of other sources that agree.
        note: What a user should know.
    """

    key: str
    vendor: str
    name: str
    family: str
    form: str
    tdp_watts: float
    other_tdp_watts: float | None
    devices: int
    memory_gb: float | None
    memory_type: str
    process_nm: int | None
    die_area_mm2: float | None
    year: int | None
    source: str
    read: Read
    checked_by: tuple[str, ...]
    note: str


class Chips:
    """The catalogue of chips, asked by name.

    A name fits exactly after normalisation or not at all: "A100" alone fits none of the four
    boards that carry one, and a part made for one cloud fits no part of the catalogue.

    Args:
        factors: The set whose tables are read.
    """

    def __init__(self, factors: Factors) -> None:
        self._factors = factors

    def cpu(self, name: str) -> CpuRow | None:
        """Return the processor of that key or name.

        Args:
            name: A key, a name on the market, or a ``model name`` of ``/proc/cpuinfo``.

        Returns:
            The processor, None where none or several fit.
        """
        row = _only(self._factors.table("cpus"), name)
        return None if row is None else _cpu(row)

    def accelerator(self, name: str) -> AcceleratorRow | None:
        """Return the accelerator of that key or name.

        Args:
            name: A key, a name on the market, or the name that a driver reports.

        Returns:
            The accelerator, None where none or several fit.
        """
        row = _only(self._factors.table("accelerators"), name)
        return None if row is None else _accelerator(row)

    def class_spread(self, cpu_class: str) -> Factor:
        """Return what is believed of the power per core of an unknown processor of a class.

        Every processor of the class whose cores are known counts alike, however many were sold.

        Args:
            cpu_class: One of ``CPU_CLASSES``.

        Returns:
            Thermal design power per core [W].

        Raises:
            UnknownHardwareError: If there is no such class.
        """
        if cpu_class not in CPU_CLASSES:
            raise UnknownHardwareError(
                "no class of processors of that name",
                seen=cpu_class,
                fix=f"The classes are {', '.join(CPU_CLASSES)}",
            )
        rows = self._factors.table("cpus").where("class", cpu_class)
        counted: Counter[float] = Counter()
        for row in rows:
            cores = row.number("cores")
            if cores is not None:
                counted[row.required_number("tdp_watts") / cores] += 1
        values = tuple(sorted(counted))
        return Factor(
            id=f"cpu.class.{cpu_class}.tdp_per_core",
            unit="W",
            distribution=Empirical(values, tuple(float(counted[value]) for value in values)),
            sources=unique([source_of(row, self._factors.sources) for row in rows]),
            known=Known.ASSUMED,
            valid_for=f"a {cpu_class} processor that is not in the catalogue",
            note=f"thermal design power over cores of {counted.total()} processors",
        )


def _only(table: Table, name: str) -> Row | None:
    wanted = normalise(name)
    if not wanted:
        return None
    # Normalising every name of the table takes twenty milliseconds. Each word that is left of a
    # name stands in the name, so rows without the longest word cannot fit and are passed over.
    word = max(wanted.split(), key=len)
    texts = zip(table.raw("key"), table.raw("name"), table.raw("aliases"), strict=True)
    fitting = [
        key
        for key, shown, aliases in texts
        if word in f"{key} {shown} {aliases}".lower()
        and wanted in {normalise(form) for form in (key, shown, *aliases.split("|"))}
    ]
    return table.where("key", fitting[0])[0] if len(fitting) == 1 else None


def _cpu(row: Row) -> CpuRow:
    return CpuRow(
        key=row.text("key"),
        vendor=row.text("vendor"),
        name=row.text("name"),
        cpu_class=row.text("class"),
        tdp_watts=row.required_number("tdp_watts"),
        other_tdp_watts=row.number("other_tdp_watts"),
        cores=_whole(row, "cores"),
        threads=_whole(row, "threads"),
        process_nm=_whole(row, "process_nm"),
        year=_whole(row, "year"),
        source=row.text("source"),
        read=Read(row.text("read")),
        checked_by=_keys(row),
        note=row.text("note"),
    )


def _accelerator(row: Row) -> AcceleratorRow:
    return AcceleratorRow(
        key=row.text("key"),
        vendor=row.text("vendor"),
        name=row.text("name"),
        family=row.text("family"),
        form=row.text("form"),
        tdp_watts=row.required_number("tdp_watts"),
        other_tdp_watts=row.number("other_tdp_watts"),
        devices=_whole(row, "devices") or 1,
        memory_gb=row.number("memory_gb"),
        memory_type=row.text("memory_type"),
        process_nm=_whole(row, "process_nm"),
        die_area_mm2=row.number("die_area_mm2"),
        year=_whole(row, "year"),
        source=row.text("source"),
        read=Read(row.text("read")),
        checked_by=_keys(row),
        note=row.text("note"),
    )


def _whole(row: Row, name: str) -> int | None:
    number = row.number(name)
    return None if number is None else int(number)


def _keys(row: Row) -> tuple[str, ...]:
    return tuple(key for key in row.text("checked_by").split("|") if key)
