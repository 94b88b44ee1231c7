"""Energy of one unit of load."""

from dataclasses import replace

import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.loads import Key, Kind
from wholeprint.lifecycle.operational import UnitEnergy, unit_energy
from wholeprint.lifecycle.terms import Role
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
    return {
        piece.source: piece.energy.central
        for piece in found.counted
        if piece.role is not Role.ADDED
    }


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


@pytest.mark.parametrize(
    ("key", "source", "watts"),
    [
        (Key(Kind.CPU_IDLE, "cpu"), "idle", 40.0),
        (Key(Kind.CPU, "cpu", 0), "cpu", 100.0),
        (Key(Kind.CPU, "cpu", 1), "cpu", 60.0),
    ],
)
def test_a_modelled_second_of_the_processors(key: Key, source: str, watts: float) -> None:
    """Two processors of 100 W use 40 W idle; the first half of the load adds 100 W, then 60 W."""
    found = energy(key)
    assert parts(found)[source] == pytest.approx(watts, rel=1e-12)
    assert found.counted[0].energy.known is Known.MODELLED


def test_dividing_a_measured_joule_does_not_make_it_less_known() -> None:
    """What is added is the joule as read; only what is said of its idle part is modelled."""
    found = energy(Key(Kind.READ, "cpu", node=4))
    added = [piece for piece in found.counted if piece.role.is_added]
    said = [piece for piece in found.counted if piece.role is Role.SAID]
    assert [piece.energy.known for piece in added] == [Known.MEASURED] + [Known.DECLARED] * 2
    assert [piece.source for piece in said] == ["cpu", "idle"]
    assert "power.cpu.idle_share" not in added[0].energy.factors


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
