"""Tests of the door to NVML."""

from pathlib import Path

import pytest

from wholeprint.errors import MeterUnavailableError, MissingExtraError
from wholeprint.meters.nvml_api import SystemNvml, library_is_here


def test_a_machine_without_a_gpu_loads_nothing(tmp_path: Path) -> None:
    """No device file and no library: NVML is not even tried."""
    assert not library_is_here(tmp_path)


@pytest.mark.parametrize(
    "name", ["dev/nvidiactl", "dev/dxg", "usr/lib/x86_64-linux-gnu/libnvidia-ml.so.1"]
)
def test_a_device_file_or_the_library_is_enough(tmp_path: Path, name: str) -> None:
    """A device file, WSL's too, or the library in a usual place makes it worth trying."""
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).touch()
    assert library_is_here(tmp_path)


@pytest.mark.skipif(library_is_here(Path("/")), reason="there is an NVIDIA driver here")
def test_the_real_library_fails_with_a_reason() -> None:
    """Without a driver the real door says so, and what to do, as an error of ours."""
    with pytest.raises((MeterUnavailableError, MissingExtraError)) as caught:
        SystemNvml().start()
    assert caught.value.fix
