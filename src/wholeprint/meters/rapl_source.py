"""One ``energy_uj`` file, read through a descriptor that is kept open."""

import os
from time import sleep

from wholeprint.errors import MeterReadError
from wholeprint.meters.powercap import Zone

_READ_BYTES = 32
_TRIES = 3
_PAUSE_SECONDS = 0.0003
_MICRO = 1e-6


class Source:
    """The counter file of one zone.

    A kept descriptor costs a third of opening the file each time. It is opened anew when the
    file behind it was replaced or its zone went away.

    Args:
        zone: The zone.
    """

    __slots__ = ("_descriptor", "_last_text", "_path", "_range_microjoules", "zone")

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self._path = zone.energy_path
        self._range_microjoules = zone.range_joules / _MICRO
        self._descriptor = -1
        self._last_text = b""

    def read_joules(self) -> float:
        """Read the counter.

        Returns:
            What it shows [J].

        Raises:
            MeterReadError: When it does not answer, or answers with anything but a count.
        """
        # The ordinary case, kept short: it runs at each sample, with cold caches.
        try:
            text = os.pread(self._descriptor, _READ_BYTES, 0)
            if text != self._last_text:
                count = int(text)
                if 0 <= count <= self._range_microjoules:
                    self._last_text = text
                    return count * _MICRO
        except (OSError, ValueError):
            self.close()
        return self._read_with_care()

    def _read_with_care(self) -> float:
        cause: Exception = ValueError("no text")
        for attempt in range(_TRIES):
            if attempt:
                sleep(_PAUSE_SECONDS)  # somebody may be in the middle of writing
            try:
                text = self._text()
                count = int(text)
            except (OSError, ValueError) as error:
                cause = error
                self.close()
                if isinstance(error, PermissionError):
                    break
                continue
            if 0 <= count <= self._range_microjoules:
                self._last_text = text
                return count * _MICRO
            cause = ValueError(f"{count} is outside 0..{self._range_microjoules:.0f}")
        raise MeterReadError(
            "the energy counter cannot be read", seen=f"{self._path}: {cause}"
        ) from cause

    def _text(self) -> bytes:
        # A counter that stands still may be a file that was replaced under our descriptor.
        if self._descriptor >= 0 and not os.fstat(self._descriptor).st_nlink:
            self.close()
        if self._descriptor < 0:
            self._descriptor = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
        return os.pread(self._descriptor, _READ_BYTES, 0)

    def close(self) -> None:
        """Close the descriptor; the next reading opens it again."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
