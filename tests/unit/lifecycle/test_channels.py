"""Which counters count, interval by interval."""

import numpy as np
import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.channels import Reading, reading
from wholeprint.quantities.activity import Channel
from wholeprint.quantities.basis import Basis

NAN = float("nan")


def read(*channels: Channel, hours: int = 1) -> Reading:
    return reading(worked.run(hours, *channels), None)


def joules(found: Reading) -> dict[str, list[float]]:
    return {each.channel.name: each.joules.tolist() for each in found.counted}


def test_a_counter_within_another_is_not_added() -> None:
    """Psys holds package, package holds core: only the outermost counts. Dram is not in package."""
    core = worked.channel("core-0", "cpu", [1.0], within="package-0")
    package = worked.channel("package-0", "cpu", [2.0], within="psys")
    dram = worked.channel("dram-0", "dram", [4.0])
    psys = worked.channel("psys", "machine", [8.0])
    assert joules(read(core, package, dram)) == {"core-0": [0], "package-0": [2], "dram-0": [4]}
    assert sum(sum(each) for each in joules(read(core, package, dram, psys)).values()) == 8.0


def test_a_meter_at_the_plug_covers_everything() -> None:
    """Nothing in the server is added to a meter at its plug, nor a platform counter to it."""
    plug = worked.channel("plug", "machine", [10.0], basis=Basis.IT)
    inside = [
        worked.channel("psys", "machine", [8.0]),
        worked.channel("package-0", "cpu", [2.0]),
        worked.channel("gpu:0", "gpu:0", [3.0], basis=Basis.DEVICE),
    ]
    found = read(*inside, plug)
    assert sum(sum(each) for each in joules(found).values()) == 10.0
    assert found.whole.all()


def test_an_accelerator_is_not_in_a_platform_counter() -> None:
    """Psys covers processors and memory; a board counts beside it unless it says it is within."""
    psys = worked.channel("psys", "machine", [8.0])
    beside = worked.channel("gpu:0", "gpu:0", [3.0], basis=Basis.DEVICE)
    within = worked.channel("gpu:0", "gpu:0", [3.0], basis=Basis.DEVICE, within="psys")
    assert joules(read(psys, beside)) == {"psys": [8.0], "gpu:0": [3.0]}
    assert joules(read(psys, within)) == {"psys": [8.0], "gpu:0": [0.0]}


def test_while_the_outer_one_is_silent_the_inner_one_counts() -> None:
    """Each interval counts its outermost counter that was heard, so nothing is lost or doubled."""
    psys = worked.channel("psys", "machine", [8.0, NAN])
    package = worked.channel("package-0", "cpu", [2.0, 3.0], within="psys")
    found = read(psys, package, hours=2)
    assert joules(found) == {"psys": [8.0, 0.0], "package-0": [0.0, 3.0]}
    assert found.cpu.tolist() == [True, True]
    assert not any(each.gap_seconds.any() for each in found.counted)


def test_a_processor_that_nothing_heard_is_not_a_gap_of_one_counter() -> None:
    """With every processor counter silent the model takes over; with one silent, that one gaps."""
    first = worked.channel("package-0", "cpu", [2.0, NAN, NAN])
    second = worked.channel("package-1", "cpu", [2.0, 2.0, NAN])
    found = read(first, second, hours=3)
    assert found.cpu.tolist() == [True, True, False]
    gaps = {each.channel.name: each.gap_seconds.tolist() for each in found.counted}
    assert gaps == {"package-0": [0.0, 3600.0, 0.0], "package-1": [0.0, 0.0, 0.0]}


def test_a_counter_slower_than_the_run_is_silent() -> None:
    """A counter that moves every hour and did not move in one hour says nothing, not zero."""
    slow = Channel("package-0", "cpu", "rapl", np.zeros(1), refresh_seconds=3600.0)
    found = read(slow)
    assert found.too_short == ("package-0",)
    assert not found.cpu.any()
    quick = Channel("package-0", "cpu", "rapl", np.zeros(1), refresh_seconds=0.001)
    assert read(quick).cpu.all()


@pytest.mark.parametrize("domain", ["cpu", "dram", "other", "machine"])
def test_the_own_share_divides_everything_but_accelerators(domain: str) -> None:
    """A quarter of the work is a quarter of the host's energy, and all of a board's."""
    host = worked.channel("host", domain, [8.0])
    board = worked.channel("gpu:0", "gpu:0", [8.0], basis=Basis.DEVICE)
    found = reading(worked.run(1, host, board), np.array([0.25]))
    assert joules(found) == {"host": [2.0], "gpu:0": [8.0]}


def test_circles_end() -> None:
    """Counters that claim to lie within each other do not hang the reading."""
    one = worked.channel("one", "cpu", [1.0], within="two")
    two = worked.channel("two", "cpu", [1.0], within="one")
    assert len(read(one, two).counted) == 2
