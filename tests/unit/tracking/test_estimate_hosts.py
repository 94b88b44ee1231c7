"""The servers of a job, and the power its parts are designed for."""

import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.hardware.names import Chip, Names
from wholeprint.quantities.distribution import Triangular
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.tracking.assessor import default_factors
from wholeprint.tracking.estimate_hosts import hosts_of, refuse_over_design, sockets_of_a_host
from wholeprint.tracking.estimate_job import Job, estimate_job

FACTORS = default_factors()


def _chip(name: str) -> Chip:
    found = Names(FACTORS).chip(name)
    assert found is not None
    return found


def _made(job: Job) -> float:
    found = estimate_job(job).footprint[Category.GHG_EMBODIED]
    assert isinstance(found, Uncertain)
    return found.median


def test_servers_go_by_the_cores() -> None:
    """128 cores of 64 each are one server of two processors, or two of one."""
    found = hosts_of(128.0, _chip("epyc-7742"), FACTORS)

    assert found.distribution == Triangular(1.0, 1.0, 2.0)
    assert (sockets_of_a_host("server"), sockets_of_a_host("laptop")) == (2, 1)


@pytest.mark.parametrize("cpu", ["epyc-7742", None])
def test_twice_the_cores_are_twice_the_servers(cpu: str | None) -> None:
    """What is made follows the cores, over every number of processors and servers. Floats."""
    cores = (32.0, 64.0, 65.0, 128.0, 129.0, 256.0, 500.0, 5000.0)
    made = [_made(Job(hours=1, cores=each, cpu=cpu, core_watts=3.0)) for each in cores]

    assert made == pytest.approx([made[0] * each / cores[0] for each in cores], rel=1e-9)


def test_a_host_of_modules_goes_with_its_modules() -> None:
    """Eight modules take their host, whatever cores the job holds of it."""
    few, many = (
        _made(Job(hours=1, cores=each, cpu="epyc-7742", accelerators="a100-sxm4-80gb:8"))
        for each in (8.0, 64.0)
    )

    assert few == many


@pytest.mark.parametrize(
    ("cpu", "watts", "accelerators", "said"),
    [
        ("epyc-7742", (10.0, None), None, "core of the amd-epyc-7742 is 3.52 W"),
        (None, (900.0, None), None, "of any core in the tables"),
        (None, (None, 5000.0), "v100-sxm2-16gb:2", "limit of the v100-sxm2-16gb"),
    ],
)
def test_more_power_than_is_designed_for_is_refused(
    cpu: str | None, watts: tuple[float | None, float | None], accelerators: str | None, said: str
) -> None:
    """225 W over 64 cores are 3.52 W each: ten are refused, and no boost makes them ten."""
    for boost in (False, True):
        with pytest.raises(ValueRefusedError, match=said):
            refuse_over_design(FACTORS, cpu, watts, accelerators, boost=boost)


def test_a_boost_is_up_to_twice_the_design() -> None:
    """3.6 W of 3.52 is rounding; 5 W is a boost, and passes where one is meant."""
    refuse_over_design(FACTORS, "epyc-7742", (3.6, None), None, boost=False)
    refuse_over_design(FACTORS, "epyc-7742", (5.0, None), None, boost=True)
    refuse_over_design(FACTORS, None, (15.8, None), None, boost=False)
    with pytest.raises(ValueRefusedError, match="--allow-boost"):
        refuse_over_design(FACTORS, "epyc-7742", (5.0, None), None, boost=False)
