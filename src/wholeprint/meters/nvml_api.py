"""The door to NVIDIA's management library: what the driver asks of it, the real one, and a twin."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from wholeprint.errors import MeterReadError, MeterUnavailableError, MissingExtraError

_DEVICE_FILES = ("dev/nvidiactl", "dev/nvidia0", "dev/dxg")
_LIBRARY_FOLDERS = (
    "usr/lib/x86_64-linux-gnu",
    "usr/lib/aarch64-linux-gnu",
    "usr/lib64",
    "usr/lib",
    "usr/lib/wsl/lib",
    "usr/local/nvidia/lib64",
)
_LIBRARY = "libnvidia-ml.so.1"


class Board(NamedTuple):
    """What NVML says about one accelerator.

    Attributes:
        index: Its number on this machine.
        name: Its model.
        uuid: Its lasting identifier.
        limit_watts: The highest power limit it can be set to [W]; 0 if not told.
        divided: Whether it is cut into MIG instances, which share one energy counter.
    """

    index: int  # pyright: ignore[reportIncompatibleMethodOverride] - its driver's own word; nobody searches the tuple
    name: str
    uuid: str
    limit_watts: float = 0.0
    divided: bool = False


class NvmlApi(Protocol):
    """The few NVML calls that metering needs.

    Each call on a board that does not answer raises MeterReadError for that board alone.
    """

    def start(self) -> None:
        """Load the library; MeterUnavailableError or MissingExtraError if it cannot be."""
        ...

    def board_count(self) -> int:
        """Return how many boards there are."""
        ...

    def board(self, index: int) -> Board:
        """Return what one board is."""
        ...

    def energy_joules(self, index: int) -> float | None:
        """Return the energy since the driver was loaded [J]; None without such a counter."""
        ...

    def power_watts(self, index: int) -> float | None:
        """Return the power now, or over the last second [W]; None without such a sensor."""
        ...

    def stop(self) -> None:
        """Let go of the library."""
        ...


def library_is_here(root: Path) -> bool:
    """Return whether it is worth loading NVML: a device file or the library itself exists.

    Args:
        root: The file system's root.
    """
    base = os.fspath(root)
    places = (*_DEVICE_FILES, *(f"{folder}/{_LIBRARY}" for folder in _LIBRARY_FOLDERS))
    return any(os.path.exists(f"{base}/{place}") for place in places)  # noqa: PTH110 - pathlib costs more


class SystemNvml:
    """The library of this machine, through the package nvidia-ml-py, loaded on `start`."""

    def __init__(self) -> None:
        self._nvml: Any = None
        self._handles: dict[int, Any] = {}

    def start(self) -> None:
        """Load the library.

        Raises:
            MissingExtraError: When nvidia-ml-py is not installed.
            MeterUnavailableError: When the driver does not answer.
        """
        try:
            import pynvml  # noqa: PLC0415 - megabytes that a machine without a GPU never needs
        except ImportError as error:
            raise MissingExtraError(
                "NVIDIA accelerators are here, but the package to read them is not",
                fix="pip install nvidia-ml-py",
            ) from error
        self._nvml = pynvml
        try:
            pynvml.nvmlInit()
        except pynvml.NVMLError as error:
            raise MeterUnavailableError(
                "NVML does not start",
                seen=str(error),
                fix="See whether nvidia-smi works; in a container, pass the driver on "
                "(docker run --gpus all)",
            ) from error

    def board_count(self) -> int:
        """Return how many boards there are."""
        return int(self._call("count", self._nvml.nvmlDeviceGetCount) or 0)

    def board(self, index: int) -> Board:
        """Return what one board is."""
        nvml = self._nvml
        handle = self._handle(index)
        limits = self._call(index, nvml.nvmlDeviceGetPowerManagementLimitConstraints, handle)
        mig = self._call(index, nvml.nvmlDeviceGetMigMode, handle)
        return Board(
            index=index,
            name=_text(self._call(index, nvml.nvmlDeviceGetName, handle)),
            uuid=_text(self._call(index, nvml.nvmlDeviceGetUUID, handle)),
            limit_watts=limits[1] / 1000 if limits else 0.0,
            divided=bool(mig and mig[0]),
        )

    def energy_joules(self, index: int) -> float | None:
        """Return the energy since the driver was loaded [J]."""
        call = self._nvml.nvmlDeviceGetTotalEnergyConsumption
        millijoules = self._call(index, call, self._handle(index))
        return None if millijoules is None else millijoules / 1000

    def power_watts(self, index: int) -> float | None:
        """Return the power [W]; an average over one second on Ampere and later, except GA100."""
        milliwatts = self._call(index, self._nvml.nvmlDeviceGetPowerUsage, self._handle(index))
        return None if milliwatts is None else milliwatts / 1000

    def stop(self) -> None:
        """Let go of the library."""
        self._handles.clear()
        if self._nvml is not None:
            self._call("library", self._nvml.nvmlShutdown)
            self._nvml = None

    def _handle(self, index: int) -> Any:  # noqa: ANN401 - NVML is not typed
        handle = self._handles.get(index)
        if handle is None:
            handle = self._call(index, self._nvml.nvmlDeviceGetHandleByIndex, index)
            self._handles[index] = handle
        return handle

    def _call(self, board: object, function: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401 - NVML is not typed
        # None where the board cannot do it, MeterReadError where it failed.
        nvml = self._nvml
        try:
            return function(*arguments)
        except (nvml.NVMLError_NotSupported, nvml.NVMLError_FunctionNotFound):
            return None
        except nvml.NVMLError as error:
            if isinstance(board, int):
                self._handles.pop(board, None)  # a board that was reset needs a new handle
            raise MeterReadError(
                f"NVIDIA accelerator {board} does not answer", seen=str(error)
            ) from error


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
