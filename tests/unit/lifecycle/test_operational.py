"""Energy of one unit of load."""

from dataclasses import replace

import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.loads import Key, Kind
from wholeprint.lifecycle.operational import UnitEnergy, unit_energy
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.factor import FactorBook
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

PUE = Uncertain.fixed(1.2, "1")


def energy(
    key: Key, profile: Profile | None = None, boundary: Boundary | None = None
) -> UnitEnergy:
    return unit_energy(
        key,
        worked.profile() if profile is None else profile,
        PUE,
        Assumptions(World(n=8), FactorBook(), {}),
        Boundary() if boundary is None else boundary,
    )


def parts(found: UnitEnergy) -> dict[str, float]:
    return {piece.source: piece.energy.central for piece in found.counted}


def test_a_joule_of_a_chip() -> None:
    """1 J of memory is 1.25 J at the plug and 1.5 J of the building, in three parts (1e-12)."""
    assert parts(energy(Key(Kind.READ, "dram"))) == pytest.approx(
        {"dram": 1.0, "host overhead": 0.25, "facility overhead": 0.25}, rel=1e-12
    )


@pytest.mark.parametrize("basis", [Basis.CHIP, Basis.DEVICE, Basis.IT])
def test_a_joule_of_the_whole_machine_has_no_host_overhead(basis: Basis) -> None:
    """A platform counter or a meter at the plug has the server in it: 1 J is 1.2 J (1e-12)."""
    found = parts(energy(Key(Kind.READ, "machine", basis=basis)))
    assert found == pytest.approx({"machine": 1.0, "facility overhead": 0.2}, rel=1e-12)


def test_a_joule_of_the_building_is_not_multiplied_again() -> None:
    """A meter of the building has PUE in it: 1 J stays 1 J, of which 1/1.2 is IT (1e-12)."""
    found = energy(Key(Kind.READ, "machine", basis=Basis.FACILITY))
    assert sum(parts(found).values()) == pytest.approx(1.0, rel=1e-12)
    assert found.it[0].energy.central == pytest.approx(1 / 1.2, rel=1e-12)


def test_the_idle_part_of_a_measured_joule() -> None:
    """At no load all of a joule is idle; at full load 0.2 of it, as the power curve has it."""
    rest = parts(energy(Key(Kind.READ, "cpu", node=0)))
    full = parts(energy(Key(Kind.READ, "cpu", node=8)))
    assert (rest["idle"], rest["cpu"]) == pytest.approx((1.0, 0.0), abs=1e-12)
    assert (full["idle"], full["cpu"]) == pytest.approx((0.2, 0.8), rel=1e-12)


@pytest.mark.parametrize(("node", "watts"), [(0, 40.0), (1, 140.0), (2, 200.0)])
def test_a_modelled_second_of_the_processors(node: int, watts: float) -> None:
    """Two processors of 100 W use 20, 70 and 100 % of that at the corners, 40 W of it idle."""
    found = parts(energy(Key(Kind.CPU, "cpu", node)))
    assert found["idle"] == pytest.approx(40.0, rel=1e-12)
    assert found["cpu"] + found["idle"] == pytest.approx(watts, rel=1e-12)


def test_an_unknown_load_lies_anywhere_between() -> None:
    """Of the curve from 40 to 200 W the middle is at half load, 140 W; the draws span it."""
    cpu, idle = energy(Key(Kind.CPU_UNKNOWN, "cpu")).counted[:2]
    whole = cpu.energy + idle.energy
    assert whole.central == pytest.approx(140.0, rel=1e-12)
    assert whole.draws.min() < 60.0
    assert whole.draws.max() > 180.0
    assert whole.known is Known.ASSUMED


def test_the_gain_of_a_meter_is_an_assumption() -> None:
    """A published error of 5 % is a factor of that meter, wide by about 8 % at 95 %."""
    found = energy(Key(Kind.READ, "dram", method="rapl", relative_error=0.05)).counted[0].energy
    assert "meter.rapl.gain" in found.factors
    assert found.central == 1.0
    assert found.high > 1.05


def test_what_the_profile_lacks_has_no_energy() -> None:
    """Without processor, memory or board power there is nothing to model."""
    bare = replace(worked.profile(), cpu=None, memory_gb=0.0, accelerators=())
    for kind, name in (
        (Kind.CPU, "cpu"),
        (Kind.DRAM, "dram"),
        (Kind.ACCELERATOR, "gpu:0"),
    ):
        assert energy(Key(kind, name), bare) == UnitEnergy((), ())


def test_a_second_of_a_board() -> None:
    """A board of 400 W at its limit is a device: 500 J at the plug for each second (1e-12)."""
    found = energy(Key(Kind.ACCELERATOR, "gpu:0"), boundary=Boundary(facility=False))
    assert parts(found) == pytest.approx({"gpu:0": 400.0, "host overhead": 100.0}, rel=1e-12)
