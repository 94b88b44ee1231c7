"""Carbonifer's published example, with its own coefficients declared.

Source: README.md of carboniferio/carbonifer (Apache-2.0, commit 054ed27), the report of
``carbonifer plan`` of 24 January 2023: power and emissions of four resources in europe-west9, and
their sum. Coefficients: internal/data/data/energy_coefficients.json (commit fa2fc09), the formula
in doc/methodology.md:
PUE x (vCPU x (min + use x (max - min)) + GB x 0.392 + TB x 0.65 or 1.2 x copies).
It counts 1,024 GB to a terabyte and 1,024 MB to a gigabyte, and takes half of full use. The report
prints power to 10 digits and emissions to 10; both are held to half of their last digit, except
that it cut and did not round, which a whole last digit allows for.
"""

from dataclasses import dataclass

import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.batch import Assessed
from wholeprint.lifecycle.clock import Clock, clock
from wholeprint.lifecycle.demand import Demand
from wholeprint.lifecycle.loads import Kind, Load
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.plan import Plan, Site
from wholeprint.lifecycle.rented import Use, machines, storage
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.factor import declared
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.profile import CpuProfile, Profile
from wholeprint.quantities.rented import Amounts
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

LEAST, MOST, PER_GB, SSD, HDD, PUE = 0.71, 4.26, 0.392, 1.2, 0.65, 1.1
GRAMS = 59.0
"""gCO2e/kWh of europe-west9 in its table: 0.042185 g over 0.715 Wh."""


@dataclass(frozen=True)
class Case:
    """One resource of the report."""

    watts: float
    grams: float
    vcpus: int = 0
    memory_mb: float = 0.0
    ssd_gb: float = 0.0
    hdd_gb: float = 0.0
    copies: float = 1.0


CASES = {
    "google_compute_disk.first": Case(0.715, 0.042185, hdd_gb=1024),
    "google_compute_instance.first": Case(
        5.4755078125, 0.3230549609, vcpus=1, memory_mb=2480, ssd_gb=1317
    ),
    "google_compute_instance.second": Case(
        7.1996246093, 0.4247778519, vcpus=2, memory_mb=4098, hdd_gb=10
    ),
    "google_compute_region_disk.regional-first": Case(1.43, 0.08437, hdd_gb=1024, copies=2.0),
}
TOTAL = Case(14.8201324218, 0.8743878128)


def _profile(watts_per_gb: float, *, processor: bool) -> Profile:
    cpu = CpuProfile(
        tdp=declared("cpu.tdp", MOST, "W"),
        sockets=1,
        threads=1.0,
        idle_share=declared("cpu.idle", LEAST / MOST, "1"),
        half_share=declared("cpu.half", (LEAST + 0.5 * (MOST - LEAST)) / MOST, "1"),
        full_share=declared("cpu.full", 1.0, "1"),
    )
    return Profile(
        "carbonifer",
        cpu if processor else None,
        memory_gb=1.0,
        dram_watts_per_gb=declared("per_gb", watts_per_gb, "W/GB"),
        host_overhead=declared("overhead", 1.0, "1"),
        pue=declared("pue", PUE, "1"),
    )


def _hour(case: Case) -> Footprint:
    """One hour of a resource, through the assessment of rented machines."""
    now = clock(worked.run(1), worked.intensity(grams_per_kwh_factor=GRAMS), None)
    use = Use(0.5, declared("use", 0.5, "1"), declared("idle", 0.0, "1"))
    has = Amounts(float(case.vcpus), case.memory_mb / 1024.0)
    asked: tuple[tuple[Profile, tuple[Load, ...]], ...] = (
        (
            _profile(PER_GB, processor=True),
            machines(_profile(PER_GB, processor=True), has, now, 1.0, use),
        ),
        (_profile(SSD / 1024.0, processor=False), _stored(now, case.ssd_gb, case.copies)),
        (_profile(HDD / 1024.0, processor=False), _stored(now, case.hdd_gb, case.copies)),
    )
    found = [_assessed(profile, loads) for profile, loads in asked]
    return found[0] + found[1] + found[2]


def _stored(now: Clock, size_gb: float, copies: float) -> tuple[Load, ...]:
    return storage(now, size_gb, declared("copies", copies, "1"))


def _assessed(profile: Profile, loads: tuple[Load, ...]) -> Footprint:
    plan = Plan(
        profile,
        worked.intensity(grams_per_kwh_factor=GRAMS),
        Site("FR", None, None, "FR"),
        worked.book(),
        AssessOptions(boundary=Boundary(embodied=False, end_of_life=False, water=False)),
        World(1),
    )
    asked = tuple(load for load in loads if load.key.kind is not Kind.LIFE)
    return Assessed("hour", Demand(asked), plan, ()).footprint()


def _numbers(found: Footprint) -> tuple[float, float]:
    energy, carbon = found["energy"], found["ghg_operational"]
    assert isinstance(energy, Uncertain)
    assert isinstance(carbon, Uncertain)
    return energy.central * 1000.0, carbon.central


@pytest.mark.parametrize("name", CASES)
def test_each_resource_of_the_example(name: str) -> None:
    """Power and emissions of each resource, to the printed digits."""
    watts, grams = _numbers(_hour(CASES[name]))

    assert watts == pytest.approx(CASES[name].watts, abs=1.01e-10)
    assert grams == pytest.approx(CASES[name].grams, abs=1.01e-10)


def test_the_sum_of_the_example() -> None:
    """The four together: each counted once; the two that use no machine are disks."""
    found = [_numbers(_hour(case)) for case in CASES.values()]

    # The report sums what it has cut: four numbers may be short by a digit each.
    assert sum(watts for watts, _ in found) == pytest.approx(TOTAL.watts, abs=4e-10)
    assert sum(grams for _, grams in found) == pytest.approx(TOTAL.grams, abs=4e-10)
