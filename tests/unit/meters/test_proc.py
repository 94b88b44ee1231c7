"""Tests of asking Linux about processes."""

import math
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wholeprint.meters.proc import LinuxKernel, MachineBusy, machine_busy_seconds

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="there is no /proc")


def _stat(pid: int, parent: int, own: int, reaped: int, start: int) -> str:
    # A command with spaces and brackets, as any process may choose.
    return (
        f"{pid} (a) b (c) S {parent} 1 1 0 -1 0 0 0 0 0 {own} 0 {reaped} 0 20 0 1 0 {start} 0 0\n"
    )


def _write(root: Path, pid: int, parent: int, children: str = "", own: int = 100) -> None:
    folder = root / "proc" / str(pid)
    (folder / "task" / str(pid)).mkdir(parents=True)
    (folder / "stat").write_text(_stat(pid, parent, own, 50, 7))
    (folder / "task" / str(pid) / "children").write_text(children)


def test_the_clock_of_this_process_is_its_cpu_time() -> None:
    """The clock of a process by number agrees with its own clock to 10 ms."""
    assert LinuxKernel().cpu_seconds(os.getpid()) == pytest.approx(time.process_time(), abs=0.01)


def test_a_process_that_is_gone_is_an_error() -> None:
    """Asking after a child that was waited for raises, and does not answer 0 s."""
    child = subprocess.Popen(["true"])
    child.wait()
    with pytest.raises(OSError, match=r".*"):
        LinuxKernel().cpu_seconds(child.pid)
    with pytest.raises(OSError, match=r".*"):
        LinuxKernel().family(child.pid)


def test_a_living_child_is_found() -> None:
    """A child shows up among the children, with this process as its parent."""
    child = subprocess.Popen(["sleep", "10"])
    try:
        kernel = LinuxKernel()
        assert child.pid in kernel.children(os.getpid())
        assert child.pid in kernel.own_children()
        assert kernel.family(child.pid).parent == os.getpid()
    finally:
        child.kill()
        child.wait()


def test_waiting_for_a_child_brings_its_time() -> None:
    """What a child used is in the time of the children waited for."""
    kernel = LinuxKernel()
    before = kernel.reaped_seconds()
    subprocess.run([sys.executable, "-c", "sum(range(10**6))"], check=True)
    assert kernel.reaped_seconds() > before


def test_starting_a_process_is_noticed() -> None:
    """The newest number changes when a process was started."""
    kernel = LinuxKernel()
    before = kernel.newest()
    subprocess.run(["true"], check=True)
    assert kernel.newest() != before


def test_a_recorded_tree_is_read(tmp_path: Path) -> None:
    """Under another root all comes from files: times in ticks, commands with brackets."""
    _write(tmp_path, 10, 1, "11 12")
    kernel = LinuxKernel(tmp_path)
    ticks = os.sysconf("SC_CLK_TCK")
    assert kernel.family(10).parent == 1
    assert kernel.family(10).start_ticks == 7
    assert kernel.cpu_seconds(10) == pytest.approx(100 / ticks)
    assert kernel.family(10).reaped_seconds == pytest.approx(50 / ticks)
    assert kernel.children(10) == [11, 12]
    assert kernel.newest() == -1


def test_kernels_without_children_files_are_searched(tmp_path: Path) -> None:
    """Without CONFIG_PROC_CHILDREN every process is asked for its parent."""
    _write(tmp_path, 10, 1)
    _write(tmp_path, 11, 10)
    _write(tmp_path, 12, 1)
    (tmp_path / "proc/10/task/10/children").unlink()
    (tmp_path / "proc/self").mkdir()
    assert LinuxKernel(tmp_path).children(10) == [11]


def test_rubbish_is_a_process_that_is_gone(tmp_path: Path) -> None:
    """A stat file that cannot be understood counts as no process."""
    (tmp_path / "proc/10").mkdir(parents=True)
    (tmp_path / "proc/10/stat").write_text("10 (x) S")
    with pytest.raises(ProcessLookupError):
        LinuxKernel(tmp_path).family(10)


def test_busy_time_counts_work_only(tmp_path: Path) -> None:
    """User, nice, system, irq and softirq count; idle, iowait, steal and guest do not."""
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/stat").write_text("cpu  1 2 4 800 1600 8 16 3200 6400 0\ncpu0 1\n")
    assert machine_busy_seconds(tmp_path) == pytest.approx(31 / os.sysconf("SC_CLK_TCK"))


def test_unknown_busy_time_is_not_zero(tmp_path: Path) -> None:
    """No file, or rubbish in it, reads NaN."""
    assert math.isnan(MachineBusy(tmp_path).read())
    (tmp_path / "proc").mkdir()
    (tmp_path / "proc/stat").write_text("rubbish")
    assert math.isnan(MachineBusy(tmp_path).read())


def test_this_machine_has_been_busy() -> None:
    """On Linux the machine's busy time is known."""
    assert machine_busy_seconds() > 0
