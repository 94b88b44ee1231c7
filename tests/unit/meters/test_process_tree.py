"""Tests of the CPU time of a process tree, on a staged kernel and on this machine's."""

import math
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from wholeprint.meters.portable import PortableKernel
from wholeprint.meters.proc import Family, LinuxKernel
from wholeprint.meters.process_tree import ProcessTree, command_tree, kernel_of, self_tree

TOP = os.getpid()
BURN = "import time\nwhile time.process_time() < {seconds}: pass\n"


@dataclass
class Actor:
    """A process on the stage."""

    parent: int
    own_seconds: float = 0.0
    reaped_seconds: float = 0.0
    start_ticks: int = 1


@dataclass
class Stage:
    """A kernel whose processes do what the test says, as the real one would account for it."""

    actors: dict[int, Actor] = field(default_factory=lambda: {TOP: Actor(1)})
    forks: int = 0
    answer_seconds: float = 0.0

    def fork(self, pid: int, parent: int = TOP, own_seconds: float = 0.0) -> None:
        """Start a process."""
        self.forks += 1
        self.actors[pid] = Actor(parent, own_seconds, start_ticks=self.forks)

    def work(self, pid: int, seconds: float) -> None:
        """Let a process use CPU time."""
        self.actors[pid].own_seconds += seconds

    def leave(self, pid: int, *, waited_for: bool = True) -> None:
        """End a process; its children go to init, its time to a parent who waits."""
        gone = self.actors.pop(pid)
        for actor in self.actors.values():
            if actor.parent == pid:
                actor.parent = 1
        if waited_for and gone.parent in self.actors:
            self.actors[gone.parent].reaped_seconds += gone.own_seconds + gone.reaped_seconds

    def _actor(self, pid: int) -> Actor:
        if pid not in self.actors:
            raise ProcessLookupError(pid)
        return self.actors[pid]

    def cpu_seconds(self, pid: int) -> float:
        """Own time."""
        end = time.thread_time() + self.answer_seconds
        while time.thread_time() < end:
            pass
        return self._actor(pid).own_seconds

    def family(self, pid: int) -> Family:
        """Place in the tree."""
        actor = self._actor(pid)
        return Family(actor.parent, actor.start_ticks, actor.reaped_seconds, actor.own_seconds)

    def children(self, pid: int) -> list[int]:
        """Children."""
        self._actor(pid)
        return [child for child, actor in self.actors.items() if actor.parent == pid]

    def own_children(self) -> list[int]:
        """Children of this process."""
        return self.children(TOP)

    def newest(self) -> int:
        """Counts the forks."""
        return self.forks

    def reaped_seconds(self) -> float:
        """What this process has waited for."""
        return self.actors[TOP].reaped_seconds

    def close(self) -> None:
        """Nothing is kept open."""


@pytest.fixture
def stage() -> Stage:
    """A stage with this process only."""
    return Stage()


def _started(stage: Stage) -> ProcessTree:
    tree = ProcessTree(stage, include_self=True)
    tree.start()
    return tree


def test_own_time_counts_from_the_start(stage: Stage) -> None:
    """What was used before does not count; what is used after does."""
    stage.work(TOP, 5)
    tree = _started(stage)
    stage.work(TOP, 2)
    assert tree.read() == pytest.approx(2)


def test_children_count_from_the_start(stage: Stage) -> None:
    """A child that lived before counts with what it does after, a new one with all."""
    stage.fork(100, own_seconds=7)
    tree = _started(stage)
    stage.work(100, 1)
    stage.fork(101, own_seconds=3)
    assert tree.read() == pytest.approx(4)


def test_a_child_waited_for_counts_once(stage: Stage) -> None:
    """Passing from the child to its parent changes nothing in the sum."""
    tree = _started(stage)
    stage.fork(100, own_seconds=3)
    assert tree.read() == pytest.approx(3)
    stage.leave(100)
    assert tree.read() == pytest.approx(3)
    assert tree.read() == pytest.approx(3)


def test_a_short_life_between_readings_counts(stage: Stage) -> None:
    """A child that was never seen is in its parent's time when that has waited for it."""
    tree = _started(stage)
    stage.fork(100, own_seconds=3)
    stage.leave(100)
    assert tree.read() == pytest.approx(3)


def test_short_lived_grandchildren_count(stage: Stage) -> None:
    """A shell that runs a thousand commands counts with all of them while it lives, and after."""
    tree = _started(stage)
    stage.fork(100)
    tree.read()
    for pid in range(200, 1200):
        stage.fork(pid, parent=100, own_seconds=0.01)
        stage.leave(pid)
    assert tree.read_all() == pytest.approx(10)
    stage.leave(100)
    assert tree.read_all() == pytest.approx(10)


def test_a_family_that_leaves_together_counts_once(stage: Stage) -> None:
    """Child and grandchild that both end between two readings are counted once each."""
    tree = _started(stage)
    stage.fork(100, own_seconds=1)
    stage.fork(101, parent=100, own_seconds=2)
    assert tree.read_all() == pytest.approx(3)
    stage.leave(101)
    stage.leave(100)
    assert tree.read() == pytest.approx(3)
    assert tree.read() == pytest.approx(3)


def test_an_orphan_stays_in_the_tree(stage: Stage) -> None:
    """A daemon whose parent ended counts on, and its time stays when init has waited for it."""
    tree = _started(stage)
    stage.fork(100, own_seconds=1)
    stage.fork(101, parent=100, own_seconds=2)
    tree.read_all()
    stage.leave(100)
    stage.work(101, 5)
    assert tree.read() == pytest.approx(8)
    stage.leave(101)
    assert tree.read() == pytest.approx(8)
    assert tree.read_all() == pytest.approx(8)


def test_a_child_nobody_waits_for_is_kept(stage: Stage) -> None:
    """With SIGCHLD ignored the kernel forgets a child's time; what was seen of it stays."""
    tree = _started(stage)
    stage.fork(100, own_seconds=3)
    tree.read()
    stage.leave(100, waited_for=False)
    assert tree.read() == pytest.approx(3)


def test_an_orphan_this_process_adopts_counts_once(stage: Stage) -> None:
    """As the reaper of its descendants this process is given an orphan, and then its time."""
    tree = _started(stage)
    stage.fork(100, own_seconds=1)
    stage.fork(101, parent=100, own_seconds=2)
    tree.read_all()
    stage.leave(100)
    stage.actors[101].parent = TOP
    assert tree.read() == pytest.approx(3)
    stage.leave(101)
    assert tree.read() == pytest.approx(3)


def test_a_number_with_a_new_owner_is_not_followed(stage: Stage) -> None:
    """A stranger that got a dead child's number does not bring its own time."""
    tree = _started(stage)
    stage.fork(100, own_seconds=3)
    tree.read()
    stage.leave(100)
    stage.fork(100, parent=1, own_seconds=500)
    assert tree.read_all() == pytest.approx(3)


def test_a_clock_that_falls_is_a_new_owner(stage: Stage) -> None:
    """Even before the tree is looked at again, a smaller clock is not the same process."""
    tree = _started(stage)
    stage.fork(100, own_seconds=3)
    tree.read()
    stage.leave(100)
    stage.fork(100, parent=1, own_seconds=0.5)
    assert tree.read() == pytest.approx(3)


def test_the_sum_never_falls(stage: Stage) -> None:
    """Whatever the kernel says, CPU time does not run backwards."""
    tree = _started(stage)
    stage.work(TOP, 4)
    tree.read()
    stage.actors[TOP].own_seconds = 1
    assert tree.read() == pytest.approx(4)


def test_a_command_counts_from_its_birth_and_alone(stage: Stage) -> None:
    """The wrapped command counts whole; this process and its other children do not."""
    stage.fork(99, own_seconds=50)
    stage.fork(100, own_seconds=2)
    stage.work(TOP, 9)
    tree = ProcessTree(stage, include_self=False, only=100)
    tree.start()
    stage.work(TOP, 9)
    stage.work(99, 9)
    stage.work(100, 1)
    assert tree.read_all() == pytest.approx(3)
    stage.leave(100)
    assert tree.read_all() == pytest.approx(3)


def test_thousands_of_processes_are_put_off() -> None:
    """When asking everybody is dear it is done seldom, NaN in between, and always when it must."""
    stage = Stage(answer_seconds=1e-5)
    for pid in range(100, 300):
        stage.fork(pid, own_seconds=1)
    tree = _started(stage)
    tree.read(must=True)
    assert math.isnan(tree.read())
    stage.work(100, 2)
    assert tree.read(must=True) == pytest.approx(2)
    assert tree.read_all() == pytest.approx(2)


def test_this_machine_counts_real_children() -> None:
    """A child and a grandchild that burn 0.1 s each are counted, alive and waited for."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("there is no /proc")
    tree = self_tree()
    tree.start()
    own = time.process_time()
    code = BURN.format(seconds=0.15)
    script = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {code!r}])\n{code}"
    child = subprocess.Popen([sys.executable, "-c", script])
    last = 0.0
    while child.poll() is None:
        now = tree.read()
        assert not now < last
        last = now
        time.sleep(0.02)
    total = tree.read_all() - (time.process_time() - own)
    # Both burn 0.15 s at least; starting two interpreters adds some tens of ms each.
    assert 0.29 < total < 1.5


def test_this_machine_counts_a_real_command() -> None:
    """A command that burns 0.15 s is counted from its birth, after it was waited for too."""
    child = subprocess.Popen([sys.executable, "-c", BURN.format(seconds=0.15)])
    tree = command_tree(child.pid)
    tree.start()
    child.wait()
    assert 0.14 < tree.read_all() < 1.0


def test_the_kernel_follows_the_system(tmp_path: Path) -> None:
    """With /proc the cheap door is taken, without it psutil's."""
    assert isinstance(kernel_of(tmp_path), PortableKernel)
    if Path("/proc/self/stat").exists():
        assert isinstance(kernel_of(Path("/")), LinuxKernel)
