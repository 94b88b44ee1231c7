"""Jobs of a batch system."""

from dataclasses import replace
from typing import Any

import pytest

from wholeprint.errors import UnknownHardwareError, ValueRefusedError
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.estimate_job import Job, estimate_job
from wholeprint.tracking.estimate_workload import Estimate


def _energy(found: Estimate) -> Uncertain:
    energy = found.footprint[Category.ENERGY]
    assert isinstance(energy, Uncertain)
    return energy


def test_memory_alone_beside_idle_cores_by_hand() -> None:
    """Under linear power, idle cores use nothing: 100 GB for 10 h at 0.3725 W/GB are 0.3725 kWh.

    Rounding of floats.
    """
    job = Job(
        hours=10,
        cores=1,
        core_watts=10.0,
        usage_share=0.0,
        memory_gb=100,
        power_model="green-algorithms",
    )

    assert _energy(estimate_job(job, pue=1.0)).central == pytest.approx(0.3725, rel=1e-9)


def test_memory_beside_boards_alone_by_hand() -> None:
    """Two boards of 300 W and 64 GB at 0.3725 W/GB for an hour are 0.62384 kWh there. Floats.

    In our own model the memory is a part of what the boards take with them.
    """
    job = Job(hours=1, accelerators="v100-sxm2-16gb:2", memory_gb=64)
    bare = Job(hours=1, accelerators="v100-sxm2-16gb:2")
    theirs = replace(job, power_model="green-algorithms")

    assert _energy(estimate_job(theirs, pue=1.0)).central == pytest.approx(0.62384, rel=1e-9)
    ours, without = (_energy(estimate_job(each, pue=1.0)).central for each in (job, bare))
    assert ours == without


def test_a_known_processor_is_charged_by_its_cores() -> None:
    """Half the cores of a processor are half its energy, and half of what making it wears."""
    whole = estimate_job(Job(hours=1, cores=64, cpu="epyc-7742"), pue=1.0)
    half = estimate_job(Job(hours=1, cores=32, cpu="epyc-7742"), pue=1.0)

    assert _energy(half).central == pytest.approx(_energy(whole).central / 2)
    ours, theirs = (each.footprint[Category.GHG_EMBODIED] for each in (half, whole))
    assert isinstance(ours, Uncertain)
    assert isinstance(theirs, Uncertain)
    assert ours.central == pytest.approx(theirs.central / 2, rel=0.05)  # the board is one


def test_an_unknown_processor_is_the_spread_of_its_class() -> None:
    """Nothing is taken for it silently: a note says so, and the interval is wide."""
    found = estimate_job(Job(hours=1, cores=16))
    told = estimate_job(Job(hours=1, cores=16, core_watts=5.0))

    assert "core-power-assumed" in [note.code for note in found.footprint.notes]
    assert "core-power-assumed" not in [note.code for note in told.footprint.notes]
    assert _energy(found).high / _energy(found).low > _energy(told).high / _energy(told).low


def test_repeats_multiply() -> None:
    """Ten times the job is ten times everything, and one run of it stays one."""
    job = estimate_job(Job(hours=2, cores=4, core_watts=10.0, scale_factor=10))
    once = estimate_job(Job(hours=2, cores=4, core_watts=10.0))

    assert _energy(job).central == pytest.approx(10 * _energy(once).central)
    run = job.workload.per["run of the job"][Category.ENERGY]
    assert run.central == pytest.approx(_energy(once).central)


def test_accelerators_without_cores() -> None:
    """A job may hold accelerators alone; its processors are then in the overhead on them."""
    found = estimate_job(Job(hours=1, accelerators="v100-sxm2-16gb:2", accelerator_share=0.5))

    assert _energy(found).central > 0.3
    assert "core hour" not in found.workload.per


def test_whose_assumptions_they_are_is_said() -> None:
    """Under a peer's assumptions the method has its name, and what was declared is listed."""
    found = estimate_job(
        Job(hours=1, cores=1, core_watts=10.0, power_model="green-algorithms"),
        overrides={"power.host_overhead": 1.5},
    )

    assert found.workload.methods[0].name == "green-algorithms"
    assert "peer-assumptions" in [note.code for note in found.footprint.notes]
    overrides = found.assessment.told["overrides"]
    assert isinstance(overrides, dict)
    assert overrides["power.host_overhead"] == 1.5  # what the user declares goes before the peer's


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"hours": 0.0}, "hours cannot be meant"),
        ({"usage_share": 1.5}, "use is out of range"),
        ({"accelerator_share": -0.1}, "accelerators is out of range"),
        ({"cores": -1.0}, "cores or the memory"),
        ({"memory_gb": 1e7}, "cores or the memory"),
        ({"cores": 0.0}, "holds cores or accelerators"),
        ({"core_watts": 0.0}, "power of a core"),
        ({"scale_factor": 0.0}, "times that it runs"),
        ({"power_model": "mine"}, "nobody's assumptions"),
    ],
)
def test_what_cannot_be_meant_is_refused(facts: dict[str, Any], said: str) -> None:
    """Impossible jobs are refused with the reason."""
    told: dict[str, Any] = {"hours": 1.0, "cores": 4.0, **facts}
    with pytest.raises(ValueRefusedError, match=said):
        Job(**told)


def test_names_that_are_not_known_are_refused() -> None:
    """A near name is offered, never taken; a processor is no accelerator; boards have a most."""
    with pytest.raises(UnknownHardwareError, match="epyc"):
        estimate_job(Job(hours=1, cores=1, cpu="epyc-7743"))
    with pytest.raises(ValueRefusedError, match="--cpu"):
        estimate_job(Job(hours=1, accelerators="epyc-7742"))
    with pytest.raises(ValueRefusedError, match="so many accelerators"):
        estimate_job(Job(hours=1, accelerators="t4:99999999"))
