"""NVIDIA accelerators: the board's energy counter, or its power integrated where it has none."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from wholeprint.errors import MeterError, MeterReadError, MeterUnavailableError, MissingExtraError
from wholeprint.meters.base import (
    MOST_PLAUSIBLE_WATTS,
    UNREADABLE,
    ChannelSpec,
    Fault,
    Finding,
)
from wholeprint.meters.clock import elapsed_seconds
from wholeprint.meters.counter import Counter
from wholeprint.meters.nvml_api import Board, NvmlApi, SystemNvml, library_is_here
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.source import Known

NAME = "nvml"
_ACCURACY = (
    "Board energy from the driver's own counter; NVIDIA states +/- 5 % for its power sensor (NVML "
    "reference, nvmlDeviceGetPowerUsage), and on A100 and H100 the sensor sees a quarter of the "
    "time (Yang, Adamek, Armour 2024), so that bursts shorter than 0.1 s are seen by chance."
)
_GAIN_ERROR = 0.05 / 3**0.5
"""NVIDIA's +/- 5 % read as limits of an even spread, as one sigma."""
_POWER_ERROR = 0.1
"""Our own assumption for power sampled about once a second under an uneven load, one sigma."""
_COUNTER_REFRESH_SECONDS = 0.1
"""Power behind the counter is updated about every 100 ms (Yang, Adamek, Armour 2024)."""
_POWER_WAIT_SECONDS = 1.0
_LIMIT_FACTOR = 10
_RETRY_AFTER_FAILURES = 16


class NvmlDriver:
    """Finds and opens NVIDIA accelerators.

    Args:
        api: The door to the library; None for the machine's own.
        now: Clock for integrating power and judging steps [s].
    """

    name = NAME

    def __init__(
        self, api: NvmlApi | None = None, now: Callable[[], float] = elapsed_seconds
    ) -> None:
        self._api = api
        self._now = now

    def probe(self, root: Path) -> Finding:
        """Return which accelerators are here, and which can be read."""
        if self._api is None and not library_is_here(root):
            return Finding(
                NAME,
                found=False,
                reason="There is no NVIDIA driver on this machine, or the container hides it",
            )
        api = self._api or SystemNvml()
        try:
            api.start()
            specs, refused = _specs(api)
            api.stop()
        except (MeterError, MissingExtraError) as error:
            return Finding(
                NAME, found=False, reason=f"{error.what}: {error.seen}", fix=error.fix, present=True
            )
        return Finding(
            NAME,
            found=bool(specs),
            reason="; ".join(refused) or ("" if specs else "NVML lists no accelerator"),
            fix="Ask for whole boards, or read them outside the MIG instance" if refused else "",
            accuracy=_ACCURACY if specs else "",
            channels=tuple(specs),
            present=True,
        )

    def open(self, root: Path, channels: Collection[str] | None = None) -> "NvmlMeter":
        """Return the accelerators, opened.

        Args:
            root: The file system's root.
            channels: Names of the wanted channels; None for all.

        Raises:
            MeterUnavailableError: When none can be read.
        """
        if self._api is None and not library_is_here(root):
            raise MeterUnavailableError(
                "there is no NVIDIA driver", seen=str(root), fix="Install the driver"
            )
        api = self._api or SystemNvml()
        api.start()
        specs, refused = _specs(api)
        wanted = [spec for spec in specs if channels is None or spec.name in channels]
        if not wanted:
            api.stop()
            raise MeterUnavailableError(
                "no NVIDIA accelerator can be read", seen="; ".join(refused) or "none listed"
            )
        return NvmlMeter(api, wanted, self._now)


def _specs(api: NvmlApi) -> tuple[list[ChannelSpec], list[str]]:
    """Return the boards that can be read, and why the others cannot."""
    specs: list[ChannelSpec] = []
    refused: list[str] = []
    for index in range(api.board_count()):
        try:
            board = api.board(index)
            counts = api.energy_joules(index) is not None
            senses = counts or api.power_watts(index) is not None
        except MeterReadError as error:
            refused.append(f"accelerator {index}: {error.seen}")
            continue
        if senses:
            specs.append(_spec(board, "nvml" if counts else "nvml-power"))
        else:
            where = " (a MIG instance has none of its own)" if board.divided else ""
            refused.append(f"{board.name or index}: neither energy counter nor power sensor{where}")
    return specs, refused


def _spec(board: Board, method: str) -> ChannelSpec:
    counts = method == "nvml"
    limit = _LIMIT_FACTOR * board.limit_watts or MOST_PLAUSIBLE_WATTS
    return ChannelSpec(
        name=f"gpu:{board.index}",
        domain=f"gpu:{board.index}",
        method=method,
        known=Known.MEASURED,
        basis=Basis.DEVICE,
        refresh_seconds=_COUNTER_REFRESH_SECONDS if counts else _POWER_WAIT_SECONDS,
        resolution_joules=0.001 if counts else 0.0,
        relative_error=_GAIN_ERROR if counts else _POWER_ERROR,
        device=board.uuid,
        plausible_watts=min(limit, MOST_PLAUSIBLE_WATTS),
    )


class _CountedBoard:
    """A board with an energy counter."""

    def __init__(self, api: NvmlApi, spec: ChannelSpec, at_seconds: float) -> None:
        self._api = api
        self._index = int(spec.name.partition(":")[2])
        self._counter = Counter(float("inf"), plausible_watts=spec.plausible_watts)
        self._counter.start(self._show(), at_seconds)

    def advance(self, at_seconds: float) -> str:
        return self._counter.advance(self._show(), at_seconds)

    @property
    def joules(self) -> float:
        return self._counter.joules

    def _show(self) -> float:
        joules = self._api.energy_joules(self._index)
        if joules is None:
            raise MeterReadError("the energy counter went away", seen=f"gpu:{self._index}")
        return joules


class _SensedBoard:
    """A board with a power sensor only: the trapezoid over its readings."""

    def __init__(self, api: NvmlApi, spec: ChannelSpec, at_seconds: float) -> None:
        self._api = api
        self._index = int(spec.name.partition(":")[2])
        self._at_seconds = at_seconds
        self._broken = False
        self.joules = 0.0
        self._watts = self._show()

    def advance(self, at_seconds: float) -> str:
        before_watts, before_seconds = self._watts, self._at_seconds
        missed = self._broken
        self._broken = True  # until the sensor has answered
        self._watts = self._show()
        self._at_seconds = at_seconds
        self._broken = False
        if missed:
            return "nobody saw the power while the board did not answer"
        self.joules += (before_watts + self._watts) / 2 * (at_seconds - before_seconds)
        return ""

    def _show(self) -> float:
        watts = self._api.power_watts(self._index)
        if watts is None or watts < 0:
            raise MeterReadError("the power sensor went away", seen=f"gpu:{self._index}: {watts}")
        return watts


class NvmlMeter:
    """Open accelerators, one channel per board.

    Args:
        api: The started library.
        specs: The boards to read.
        now: Clock [s].
    """

    name = NAME

    def __init__(
        self, api: NvmlApi, specs: Sequence[ChannelSpec], now: Callable[[], float]
    ) -> None:
        self.channels = tuple(specs)
        self._api = api
        self._now = now
        self._faults: list[Fault] = []
        self._open = True
        self._failures = [0] * len(self.channels)
        at_seconds = now()
        self._boards = [
            (_CountedBoard if spec.method == "nvml" else _SensedBoard)(api, spec, at_seconds)
            for spec in self.channels
        ]

    @property
    def longest_wait_seconds(self) -> float:
        """Power needs to be seen often; a counter does not [s]."""
        sensed = any(spec.method == "nvml-power" for spec in self.channels)
        return _POWER_WAIT_SECONDS if sensed else float("inf")

    def read(self) -> tuple[float, ...]:
        """Return all boards' joules since opening, NaN for a board that does not answer."""
        values: list[float] = []
        for number, spec in enumerate(self.channels):
            failures = self._failures[number]
            if failures >= _RETRY_AFTER_FAILURES and failures % _RETRY_AFTER_FAILURES:
                self._failures[number] += 1  # a lost board is asked now and then, not each time
                values.append(UNREADABLE)
                continue
            values.append(self._read_board(number, spec.name))
        return tuple(values)

    def _read_board(self, number: int, name: str) -> float:
        board = self._boards[number]
        try:
            reason = board.advance(self._now())
        except MeterReadError as error:
            self._failures[number] += 1
            self._faults.append(Fault(name, "sensor-unreadable", str(error), gap=False))
            return UNREADABLE
        self._failures[number] = 0
        if reason:
            self._faults.append(Fault(name, "counter-jumped", f"{name}: {reason}"))
        return board.joules

    def faults(self) -> tuple[Fault, ...]:
        """Return what went wrong since the last call, once."""
        faults, self._faults = self._faults, []
        return tuple(faults)

    def calibrate(self, budget_seconds: float, stopped: Callable[[], bool]) -> None:
        """Nothing: watching the counter for its period would cost more than it shows."""

    def close(self) -> None:
        """Let go of the library."""
        if not self._open:
            return
        self._open = False
        try:
            self._api.stop()
        except MeterReadError as error:
            self._faults.append(Fault(self.name, "sensor-unreadable", str(error), gap=False))
