"""Tests of asking about processes through psutil."""

import os
import subprocess
import time

import pytest

from wholeprint.meters.portable import PortableKernel


def test_it_sees_this_process_as_linux_does() -> None:
    """CPU time of this process agrees with its own clock to two ticks."""
    seconds = PortableKernel().cpu_seconds(os.getpid())
    assert seconds == pytest.approx(time.process_time(), abs=0.05)


def test_it_sees_children_come_and_go() -> None:
    """A living child is found with its parent; a gone one is an error."""
    kernel = PortableKernel()
    child = subprocess.Popen(["sleep", "10"])
    try:
        assert child.pid in kernel.children(os.getpid())
        assert kernel.family(child.pid).parent == os.getpid()
    finally:
        child.kill()
        child.wait()
    for ask in (kernel.cpu_seconds, kernel.family, kernel.children):
        with pytest.raises(ProcessLookupError):
            ask(child.pid)


def test_it_cannot_tell_cheaply_what_is_new() -> None:
    """It admits that it does not know whether something was started."""
    assert PortableKernel().newest() == -1
    assert PortableKernel().own_children() == []
    assert PortableKernel().reaped_seconds() >= 0
