"""What goes wrong with sensors while a run is on: never a false number, never an exception."""

import math
from pathlib import Path

import pytest

from wholeprint.meters.clock import SteppedClock
from wholeprint.meters.drivers.rapl import RaplDriver, RaplMeter
from wholeprint.meters.powercap_twin import SCENARIOS, PowercapTwin


class Bench:
    """A RAPL meter on a written tree, on a stepped clock."""

    def __init__(self, root: Path, scenario: str = "dram") -> None:
        self.clock = SteppedClock()
        self.twin = PowercapTwin(root, SCENARIOS[scenario]())
        self.meter: RaplMeter = RaplDriver(self.clock.elapsed_seconds).open(root)

    def energy_file(self, folder: str = "intel-rapl:0") -> Path:
        """The file of a counter."""
        return self.twin.folder(folder) / "energy_uj"

    def step(self, seconds: float = 1.0) -> dict[str, float]:
        """Let time pass, and read."""
        self.clock.advance(seconds)
        self.twin.show(self.clock.elapsed_seconds())
        return self.read()

    def read(self) -> dict[str, float]:
        """Read all channels."""
        names = [spec.name for spec in self.meter.channels]
        return dict(zip(names, self.meter.read(), strict=True))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A machine with package, core and dram."""
    return Bench(tmp_path)


@pytest.mark.parametrize("text", ["", "rubbish", "-500", "99999999999999999"])
def test_a_moment_of_rubbish_is_no_phantom_wrap(bench: Bench, text: str) -> None:
    """One unreadable moment reads NaN; afterwards the energy is complete, not a round more."""
    bench.step()
    path = bench.energy_file()
    path.write_text(text)
    bench.clock.advance(1)
    assert math.isnan(bench.read()["package-0"])
    assert [fault.gap for fault in bench.meter.faults()] == [False]
    assert bench.step()["package-0"] == pytest.approx(300)
    assert bench.meter.faults() == ()


def test_the_others_go_on(bench: Bench) -> None:
    """While the package does not answer, dram is read."""
    bench.energy_file().write_text("rubbish")
    bench.clock.advance(1)
    joules = bench.read()
    assert math.isnan(joules["package-0"])
    assert joules["dram-0"] == pytest.approx(0)


def test_a_vanished_zone_is_never_zero(bench: Bench) -> None:
    """A zone whose file is gone reads NaN for as long as it is gone."""
    bench.step()
    bench.energy_file().unlink()
    for _ in range(3):
        bench.clock.advance(1)
        assert math.isnan(bench.read()["package-0"])


def test_a_zone_that_comes_back_counts_on(bench: Bench) -> None:
    """A reloaded driver shows new files; the counter in them is followed."""
    bench.step()
    path = bench.energy_file()
    shown = int(path.read_text())
    path.unlink()
    bench.clock.advance(1)
    bench.read()
    path.write_text(f"{shown + 200_000_000}\n")
    bench.clock.advance(1)
    assert bench.read()["package-0"] == pytest.approx(300)


def test_a_counter_that_was_set_to_zero_is_a_gap(bench: Bench) -> None:
    """energy_uj can be written to reset it: that interval is unknown, not 262 kJ."""
    bench.step()
    path = bench.energy_file()
    path.write_text("5")
    bench.clock.advance(1)
    assert bench.read()["package-0"] == pytest.approx(100)
    (fault,) = bench.meter.faults()
    assert (fault.channel, fault.gap) == ("package-0", True)
    path.write_text("100000005")
    bench.clock.advance(1)
    assert bench.read()["package-0"] == pytest.approx(200)


def test_a_small_step_back_is_a_gap(bench: Bench) -> None:
    """A counter that falls by 1 J did not go round."""
    bench.step()
    path = bench.energy_file()
    path.write_text(f"{int(path.read_text()) - 1_000_000}")
    bench.clock.advance(1)
    assert bench.read()["package-0"] == pytest.approx(100)
    assert bench.meter.faults()[0].gap


def test_a_long_silence_is_a_gap(bench: Bench) -> None:
    """After ten hours without a reading nobody knows how often the counter went round."""
    bench.step()
    assert bench.step(36_000)["package-0"] == pytest.approx(100)
    assert {fault.channel for fault in bench.meter.faults()} >= {"package-0"}


def test_a_jumping_counter_is_a_gap(bench: Bench) -> None:
    """100 kJ in a second is no energy."""
    bench.step()
    path = bench.energy_file()
    path.write_text(f"{int(path.read_text()) + 100_000_000_000}")
    bench.clock.advance(1)
    assert bench.read()["package-0"] == pytest.approx(100)
    assert bench.meter.faults()[0].gap


def test_a_die_that_goes_silent_silences_its_package(tmp_path: Path) -> None:
    """A package is unknown when one of its dies is: a part is never shown as the whole."""
    bench = Bench(tmp_path, "own-dies")
    bench.step()
    bench.energy_file("intel-rapl:1").write_text("rubbish")
    bench.clock.advance(1)
    assert math.isnan(bench.read()["package-0"])
    assert bench.step()["package-0"] == pytest.approx(3 * 128)
