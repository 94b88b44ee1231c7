"""What ran: the raw record that every assessment starts from, and never a footprint."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.machine import Machine
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Known

Attribution = Literal["machine", "process"]


@dataclass(frozen=True, slots=True, eq=False)
class Channel:
    """One energy counter over a run.

    Attributes:
        name: Name of the counter: "package-0", "dram-0", "psys", "gpu:0".
        domain: What it feeds: cpu, dram, gpu:<i>, other or machine.
        method: How it was read: "rapl", "nvml", "nvml-power".
        joules: Energy per interval [J]; NaN is a gap.
        known: How its numbers are known.
        basis: Where the energy was taken.
        within: Name of the counter that contains it, with which it is never summed.
        refresh_seconds: How often the counter moves [s].
        resolution_joules: Its smallest step [J].
        relative_error: One-sigma error of its gain as published [1], 0 where none is known.
    """

    name: str
    domain: str
    method: str
    joules: FloatArray
    known: Known = Known.MEASURED
    basis: Basis = Basis.CHIP
    within: str | None = None
    refresh_seconds: float = 0.0
    resolution_joules: float = 0.0
    relative_error: float = 0.0


@dataclass(frozen=True, slots=True)
class AcceleratorLoad:
    """How long and how hard one accelerator worked, where nothing measured it.

    Attributes:
        index: Its number on the machine.
        hours: How long it was held [h].
        utilisation_share: Mean power over its TDP in that time [1].
    """

    index: int
    hours: float
    utilisation_share: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """What one run did, where and when.

    Attributes:
        run_id: Name of the run.
        edges: Where its intervals begin and end [s since 1970 UTC]; one more than intervals.
        cpu_seconds: Processor time of its process tree per interval [s]; NaN is a gap.
        busy_seconds: Processor time of the whole machine per interval [s]; NaN where unknown.
        channels: Its energy counters.
        machine: The machine it saw.
        zone: Grid zone it ran in, None where not known.
        pue: Power usage effectiveness declared for it [1].
        wue: Water usage effectiveness declared for it [L/kWh of IT energy].
        attribution: Whether it stands for the whole machine or for its own processes.
        accelerator_load: Accelerators that nothing measured.
        counted: Whether totals include it (nested runs and following ranks are not counted).
        notes: What a reader should know of it.
    """

    run_id: str
    edges: FloatArray
    cpu_seconds: FloatArray
    busy_seconds: FloatArray
    channels: tuple[Channel, ...] = ()
    machine: Machine = field(default_factory=Machine)
    zone: str | None = None
    pue: float | None = None
    wue: float | None = None
    attribution: Attribution = "machine"
    accelerator_load: tuple[AcceleratorLoad, ...] = ()
    counted: bool = True
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        intervals = len(self.edges) - 1
        if intervals < 0 or bool(np.any(self.edges[1:] < self.edges[:-1])):
            raise ValueRefusedError(
                "the edges of a run must be at least one and never fall", seen=self.run_id
            )
        columns = [self.cpu_seconds, self.busy_seconds, *(c.joules for c in self.channels)]
        if any(len(column) != intervals for column in columns):
            raise ValueRefusedError(
                f"each column of a run needs one number for each of its {intervals} intervals",
                seen=[len(column) for column in columns],
            )

    @property
    def seconds(self) -> float:
        """How long it ran [s]."""
        return float(self.edges[-1] - self.edges[0])
