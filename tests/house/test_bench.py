"""The bench can be started, and the joules it calls known are right."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="module")
def powercap() -> ModuleType:
    """The bench's writer of known counters."""
    path = Path(__file__).parents[2] / "bench" / "powercap.py"
    spec = importlib.util.spec_from_file_location("bench_powercap", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look for the module of a class
    spec.loader.exec_module(module)
    return module


def test_the_bench_starts(repository: Path) -> None:
    """``make bench`` has a program to run, which knows its rows."""
    ran = subprocess.run(
        [sys.executable, str(repository / "bench" / "run.py"), "--help"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "--rows" in ran.stdout


def test_every_row_of_the_bench_is_there(repository: Path) -> None:
    """Each row that the runner names is a module with a title and a way to measure."""
    text = (repository / "bench" / "run.py").read_text(encoding="utf-8")
    names = text.split("ROWS = (")[1].split(")")[0].replace('"', "").replace(",", "").split()
    assert names

    for name in names:
        row = (repository / "bench" / f"{name}.py").read_text(encoding="utf-8")

        assert "\nTITLE = " in row, name
        assert "\ndef measure(" in row, name


def test_bursts_have_the_energy_of_a_square_wave(powercap: ModuleType) -> None:
    """Up at 200 W for a second and down at 10 W for one: 210 J a period, exact within one too."""
    (zone,) = powercap.CASES["bursts"]

    assert zone.joules(30.0) == 15 * 210.0
    assert zone.joules(0.5) == 100.0
    assert zone.joules(1.5) == 205.0


@pytest.mark.parametrize(
    ("case", "watts"),
    [
        ("package", 100.0),
        ("package and memory", 137.0),
        ("two sockets", 100.0 + 37.0 + 80.0 + 29.0),
        ("mirrored dies", 100.0),
    ],
)
def test_the_truth_is_power_times_time(powercap: ModuleType, case: str, watts: float) -> None:
    """In a case of steady power the true joules are the watts of what is there once."""
    # The sums differ in the last digits of a double only.
    assert powercap.true_joules(case, 3.0, 13.0) == pytest.approx(10.0 * watts, rel=1e-12)


def test_counters_wrap_when_they_are_said_to(powercap: ModuleType) -> None:
    """Just before its moment a counter is near its range, and just after it is near nought."""
    for zone in powercap.CASES["wraparound"]:
        at = zone.wraps_after_seconds

        assert zone.counter(at - 0.01) > (powercap.RANGE_JOULES - 2.0) * 1e6
        assert zone.counter(at + 0.01) < 2.0 * 1e6


def test_every_peer_is_pinned_with_all_it_needs(repository: Path) -> None:
    """What is compared can be installed again: each package of each peer in one version."""
    text = (repository / "bench" / "peers.py").read_text(encoding="utf-8")
    listed = text.split("REQUIREMENTS = {")[1].split("\n}")[0]
    packages = dict(re.findall(r'"([a-z0-9]+)": \("([a-z0-9-]+)"', listed))
    assert {"cats", "codecarbon"} <= packages.keys()

    for name, package in packages.items():
        pins = (repository / "bench" / "pins" / f"{name}.txt").read_text(encoding="utf-8").split()

        assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", pin) for pin in pins), name
        assert any(pin.startswith(f"{package}==") for pin in pins), name
