"""The contract every sensor obeys: what it covers, how well, and how it says it failed."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple, Protocol

from wholeprint.quantities.basis import Basis
from wholeprint.quantities.source import Known

UNREADABLE = float("nan")
"""What a meter reads on a channel that does not answer; never 0 J."""

MOST_PLAUSIBLE_WATTS = 20_000.0
"""No socket, memory bank or accelerator draws more [W]; more than that is a broken counter."""


class ChannelSpec(NamedTuple):
    """One energy counter: what it covers and how good it is.

    Attributes:
        name: Stable name within a run: ``package-0``, ``dram-0``, ``psys``, ``gpu:0``.
        domain: What it covers: ``cpu``, ``dram``, ``gpu:<i>``, ``other`` or ``machine``.
        method: How it is read: ``rapl``, ``nvml``, ``nvml-power``, ``recorded``.
        known: How its joules are known.
        basis: Where in the machine the energy is taken.
        within: The channel that already contains it and is never summed with it, or None.
        refresh_seconds: How often the counter moves [s]: the error at each edge of a window.
        resolution_joules: The smallest step of the counter [J].
        relative_error: One-sigma gain error as published, as a share; 0 where none is known.
        device: What the sensor sits on: a socket, the serial number of a board.
        plausible_watts: More power than this is a fault of the counter [W].
    """

    name: str
    domain: str
    method: str
    known: Known
    basis: Basis
    within: str | None = None
    refresh_seconds: float = 0.0
    resolution_joules: float = 0.0
    relative_error: float = 0.0
    device: str = ""
    plausible_watts: float = MOST_PLAUSIBLE_WATTS


class Fault(NamedTuple):
    """Something that went wrong on one channel, told once.

    Attributes:
        channel: The channel's name.
        code: Code of the note it becomes: ``counter-jumped``, ``sensor-unreadable``, ``gap``.
        message: What was seen, as a sentence.
        gap: Whether the energy between the last two readings is unknown.
    """

    channel: str
    code: str
    message: str
    gap: bool = True


class Finding(NamedTuple):
    """What a driver found on this machine, for people who wonder why nothing is measured.

    Attributes:
        driver: The driver's name.
        found: Whether at least one channel can be read.
        reason: Why not, or what is missing; empty when all is well.
        fix: The exact command or change that would make it better; empty when none is needed.
        accuracy: One sentence on how good the readings are, and who says so.
        channels: What would be read.
        present: Whether the sensor is here at all, readable or not.
    """

    driver: str
    found: bool
    reason: str = ""
    fix: str = ""
    accuracy: str = ""
    channels: tuple[ChannelSpec, ...] = ()
    present: bool = False


class Meter(Protocol):
    """An open sensor with one or more channels."""

    @property
    def name(self) -> str:
        """The driver's name."""
        ...

    @property
    def channels(self) -> tuple[ChannelSpec, ...]:
        """What is read, in the order of `read`; it may become finer after `calibrate`."""
        ...

    @property
    def longest_wait_seconds(self) -> float:
        """The longest time between two readings that loses nothing [s]."""
        ...

    def read(self) -> tuple[float, ...]:
        """Read all channels.

        Returns:
            Joules since the meter was opened, one per channel, never falling; NaN for a channel
            that does not answer now.
        """
        ...

    def faults(self) -> tuple[Fault, ...]:
        """Hand over, once, what went wrong since this was last called."""
        ...

    def calibrate(self, budget_seconds: float, stopped: Callable[[], bool]) -> None:
        """Learn what only watching the counter can show, such as how often it moves.

        Args:
            budget_seconds: The most time this may take [s].
            stopped: Asked often; this returns at once when it says True.
        """
        ...

    def close(self) -> None:
        """Let go of the sensor; may be called twice."""
        ...


class Driver(Protocol):
    """Knows one kind of sensor: whether it is here, and how to open it."""

    @property
    def name(self) -> str:
        """Short stable name."""
        ...

    def probe(self, root: Path) -> Finding:
        """Look for the sensor, without side effects and without raising.

        Args:
            root: The file system's root; another folder holds a recorded machine.
        """
        ...

    def open(self, root: Path, channels: Collection[str] | None = None) -> Meter:
        """Open the sensor.

        Args:
            root: The file system's root.
            channels: Names of the channels wanted; None for all that the finding names.

        Raises:
            MeterUnavailableError: When no wanted channel can be read.
        """
        ...
