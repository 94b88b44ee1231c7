"""The hardware of an estimate: any number of accelerators, as a machine that stands for them."""

import math
import time
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from wholeprint.errors import UnknownHardwareError, ValueRefusedError
from wholeprint.factors.assemble import source_of
from wholeprint.factors.sets import Factors
from wholeprint.hardware.wanted import find_hardware, machine_of
from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.quantities.activity import AcceleratorLoad, Activity
from wholeprint.quantities.factor import Factor, declared
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Known

BY_DECLARATION = Note(
    "energy-modelled",
    "Nothing was measured: the energy follows from the declared hardware, hours and load",
)

_FP8 = 8

_HOST = 8
"""Accelerators of one host: more are as many such hosts."""
_YEAR_HOURS = 8760.0
"""Nothing is placed in time for longer: a year's mean is the mean of any longer stretch."""


@dataclass(frozen=True, slots=True)
class Hardware:
    """The accelerators of an estimate.

    Attributes:
        text: As it was written.
        key: Row of the accelerator in the tables.
        boards: How many there are.
        is_counted: Whether their number was said.
        machine: A machine that stands for them: one host; of a number that nobody says, a host of
            eight.
        boards_of_machine: How many accelerators that machine has.
        processors_share: The part of that machine's processors that falls to its accelerators [1]:
            all of them, unless there are fewer processors than hosts.
    """

    text: str
    key: str
    boards: int
    is_counted: bool
    machine: Machine
    boards_of_machine: int
    processors_share: float = 1.0

    def activity(
        self, hours: float, notes: tuple[Note, ...] = (), *, busy_threads: float = math.nan
    ) -> Activity:
        """Return what the machine does: all accelerators at their limit, for a time.

        Args:
            hours: How long [h]; of more than a year, a year.
            notes: What a reader should know.
            busy_threads: How many threads of its processors are at work on average [1]; not a
                number where nobody says.
        """
        held = min(hours, _YEAR_HOURS)
        began = time.time()
        return Activity(
            run_id="estimate",
            edges=np.array([began, began + held * 3600.0]),
            cpu_seconds=np.array([busy_threads * held * 3600.0]),
            busy_seconds=np.array([math.nan]),
            machine=self.machine,
            accelerator_load=tuple(
                AcceleratorLoad(device.index, held) for device in self.machine.accelerators
            ),
            notes=(BY_DECLARATION, *notes),
        )

    def rate(self, factors: Factors, bits: int) -> Factor:
        """Return how fast one of them multiplies at best.

        Args:
            factors: Where the tables stand.
            bits: Width of the numbers, 16 or 8.

        Raises:
            UnknownHardwareError: If no table says it.
        """
        return rate_of(self.key, factors, bits)

    def bandwidth(self, factors: Factors) -> Factor:
        """Return how fast one of them reads its memory at best.

        Args:
            factors: Where the tables stand.

        Raises:
            UnknownHardwareError: If no table says it.
        """
        return _rate(self.key, factors, ("terabytes_per_second", "memory_bandwidth", "TB/s"))

    def memory_gb(self, factors: Factors) -> float | None:
        """Return the memory on one of them [GB]; None where no table says it.

        Args:
            factors: Where the tables stand.
        """
        rows = factors.table("accelerators").where("key", self.key)
        return rows[0].number("memory_gb") if rows else None


def rate_of(key: str, factors: Factors, bits: int) -> Factor:
    """Return how fast an accelerator multiplies at best.

    Args:
        key: Its row in the tables.
        factors: Where the tables stand.
        bits: Width of the numbers, 16 or 8.

    Raises:
        UnknownHardwareError: If no table says it.
    """
    return _rate(key, factors, (f"tflops_{bits}bit", f"peak_{bits}bit", "TFLOP/s"))


def training_rate_of(key: str, factors: Factors, bits: int) -> Factor:
    """Return how fast an accelerator multiplies floating-point numbers at best.

    Args:
        key: Its row in the tables.
        factors: Where the tables stand.
        bits: Width of the numbers, 16 or 8.

    Raises:
        UnknownHardwareError: If no table says it; a rate of integers is none of these.
    """
    if bits > _FP8:
        return rate_of(key, factors, bits)
    rows = factors.table("accelerator_rates").where("key", key)
    said_by = rows[0].text("fp8_source") if rows else ""
    if not said_by:
        raise UnknownHardwareError(
            "no table says that this accelerator multiplies 8-bit floating-point numbers",
            seen=key,
            fix="Give --precision bf16, or accelerator hours (--accelerator-hours)",
        )
    found = rate_of(key, factors, bits)
    source = factors.sources[said_by]
    return found if source in found.sources else replace(found, sources=(*found.sources, source))


def _rate(key: str, factors: Factors, asked: tuple[str, str, str]) -> Factor:
    column, name, unit = asked
    rows = factors.table("accelerator_rates").where("key", key)
    value = rows[0].number(column) if rows else None
    if value is None:
        raise UnknownHardwareError(
            f"no table says the {name.replace('_', ' ')} of this accelerator",
            seen=key,
            fix="Give accelerator hours (--accelerator-hours), or another accelerator",
        )
    source = source_of(rows[0], factors.sources)
    found = declared(f"accelerator.{key}.{name}", value, unit, note=rows[0].text("note"))
    return replace(found, sources=(source,), known=Known.PUBLISHED)


def hardware_of(text: str, factors: Factors, *, memory_gb: float | None = None) -> Hardware:
    """Return the accelerators that a text names.

    Args:
        text: One kind of accelerator with a count, and if wanted a kind of processor, all of them
            together: ``h100-sxm5-80gb:64,epyc-9654:16``.
        factors: Where the tables stand.
        memory_gb: Main memory of all hosts together [GB]; None where nobody says.

    Raises:
        UnknownHardwareError: If there is no device of a name; near names are offered.
        ValueRefusedError: If it is not exactly one kind of accelerator.
    """
    wanted = find_hardware(text, factors)
    boards = [each for each in wanted if each.part == "accelerator"]
    if len(boards) != 1:
        raise ValueRefusedError(
            "a workload needs exactly one kind of accelerator",
            seen=text,
            fix="Write for instance h100-sxm5-80gb:8",
        )
    board = boards[0]
    items = [item for item in text.split(",") if item.strip()]
    counted = ":" in items[wanted.index(board)]
    # Of a fleet whose size nobody says, a host of eight stands for all.
    standing = min(board.count, _HOST) if counted else _HOST
    part = standing / board.count
    others = tuple(
        replace(each, count=math.ceil(each.count * part)) for each in wanted if each is not board
    )
    machine = machine_of(
        (replace(board, count=standing), *others),
        memory_gb=None if memory_gb is None else memory_gb * part,
    )
    processors = sum(each.count for each in wanted if each is not board) * part
    share = processors / math.ceil(processors) if processors else 1.0
    return Hardware(text, board.key, board.count, counted, machine, standing, share)


def record_of(activity: Activity, label: str, meta: Mapping[str, object]) -> RunRecord:
    """Return the record of an estimate, as if it had run.

    Args:
        activity: What the machine does.
        label: What the estimate is of, in words.
        meta: What was asked.
    """
    edges = activity.edges
    return RunRecord(
        id="estimate",
        started_unix_ns=round(edges[0] * 1e9),
        ended_unix_ns=round(edges[-1] * 1e9),
        status=Status.DONE,
        label=label,
        machine=activity.machine.as_json(),
        meta=dict(meta),
        edges=array("d", [0.0, float(edges[-1] - edges[0])]),
        cpu_seconds=array("d", activity.cpu_seconds),
        busy_seconds=array("d", activity.busy_seconds),
    )
