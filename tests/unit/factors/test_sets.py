"""Every factor by its id, read lazily, once, and never replaced by a near one."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from wholeprint.errors import TableError, UnknownFactorError
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import DATA
from wholeprint.quantities.distribution import Empirical, Lognormal

PROMISED = [
    "grid.FR.lifecycle.yearly",
    "grid.FR.direct.yearly",
    "grid.world.lifecycle.yearly",
    "grid.world.direct.yearly",
    "grid.within_year",
    "grid.between_sources.direct",
    "water.offsite.FR",
    "water.offsite.world",
    "water.onsite.datacentre",
    "pue.datacentre",
    "pue.cloud.aws",
    "pue.cloud.gcp",
    "pue.cloud.azure",
    "embodied.server",
    "embodied.dram",
    "embodied.cpu.die",
    "embodied.accelerator.a100",
    "embodied.accelerator.class",
    "mass.server",
    "mass.accelerator.a100",
    "lifetime.server",
    "lifetime.accelerator",
    "utilisation.server",
    "utilisation.accelerator",
    "power.cpu.idle_share",
    "power.cpu.curve_half",
    "power.cpu.full_share",
    "power.cpu.workload",
    "power.dram_per_gb",
    "power.host_overhead",
    "recycled.world",
    "meter.nvml.gain",
]


@pytest.mark.parametrize("name", PROMISED)
def test_promised_factors_are_there(name: str) -> None:
    """Each id that other rooms count on has a factor with at least one source."""
    factor = Factors().factor(name)

    assert factor.id == name
    assert factor.sources


def test_a_factor_is_built_once() -> None:
    """The same object comes back, so that its draws are looked up and not made again."""
    factors = Factors()

    assert factors.factor("pue.datacentre") is factors.factor("pue.datacentre")


def test_only_the_tables_asked_for_are_read(tmp_path: Path) -> None:
    """A PUE needs its own table and the sources; a broken table of lifetimes is not noticed."""
    shutil.copytree(DATA, tmp_path / "data")
    (tmp_path / "data" / "lifetime.csv").write_text("broken", encoding="utf-8")
    factors = Factors(tmp_path / "data")

    assert factors.factor("pue.datacentre").central > 1.0
    with pytest.raises(TableError, match=r"lifetime\.csv"):
        factors.factor("lifetime.server")


@pytest.mark.parametrize(
    "name",
    [
        "pue.datacenter",
        "grid.FR.lifecycle",
        "grid.XX.lifecycle.yearly",
        "grid.FR.upstream.yearly",
        "grid.FR.lifecycle.yearly.yearly.yearly",
        "grid.FR.lifecycle.consumption.yearly",
        "grid.FR.lifecycle.any_minute",
        "grid.XX.lifecycle.any_hour",
        "embodied.accelerator.unknown",
        "embodied.unknown",
        "cpu.unknown.tdp",
        "nonsense",
        "",
    ],
)
def test_an_unknown_factor_is_refused(name: str) -> None:
    """No id is ever replaced by a near one."""
    assert not Factors().has(name)
    with pytest.raises(UnknownFactorError):
        Factors().factor(name)


def test_near_ids_are_offered() -> None:
    """The message of an unknown id names one that looks alike."""
    with pytest.raises(UnknownFactorError, match=r"Near it: pue\.datacentre"):
        Factors().factor("pue.datacenter")


def test_a_card_stands_for_its_family() -> None:
    """Every variant of the A100 has what was found for the A100, under one id and one draw."""
    factors = Factors()

    for key in ("a100-sxm4-80gb", "a100-pcie-40gb"):
        assert factors.factor(f"embodied.accelerator.{key}").id == "embodied.accelerator.a100"
        assert factors.factor(f"mass.accelerator.{key}").id == "mass.accelerator.a100"


def test_several_sources_keep_their_disagreement() -> None:
    """The A100 runs from 127.6 (Falk) over 150 (BLOOM) and 181 (Hubblo) to 319.3 kg (Boavizta)."""
    factor = Factors().factor("embodied.accelerator.a100")

    assert factor.distribution == Empirical((127.6, 150.0, 181.0, 319.3))
    named = [source.key for source in factor.sources]
    assert named == ["falk-2025", "bloom", "hubblo-gpu-2026", "boaviztapi-2.5.0-run"]


def test_one_source_alone_is_as_wide_as_others_disagree() -> None:
    """The L4 has one figure, 123.5 kg (Boavizta), and the spread found where there are several."""
    factors = Factors()
    spread = factors.factor("embodied.accelerator.between_sources").distribution

    assert isinstance(spread, Lognormal)
    assert factors.factor("embodied.accelerator.l4").distribution == Lognormal(123.5, spread.sigma)


def test_a_survey_gives_the_middle_of_the_pue() -> None:
    """An unknown data centre: 1.54 (Uptime 2025), from the best fleet to the average of 2007.

    Averages of today lie from 1.40 (LBNL, United States) to 1.58 (Uptime 2023); so must the mean.
    """
    believed = Factors().factor("pue.datacentre").distribution
    ends = believed.quantile(np.array([0.0, 1.0]))
    even = believed.quantile((np.arange(10_000) + 0.5) / 10_000)

    assert believed.central == 1.54
    assert ends.tolist() == [1.08, 2.5]
    assert 1.40 < float(even.mean()) < 1.58


def test_every_id_leads_to_its_factor() -> None:
    """The list of ids holds no id that cannot be built."""
    factors = Factors()
    ids = factors.ids()

    assert len(ids) == len(set(ids)) > 1000
    assert not [name for name in ids if factors.factor(name).id != name]


def test_the_water_of_the_world_is_near_what_its_source_says() -> None:
    """Weighted over countries, the median is within 10 % of the mean WRI gives, 4.81 L/kWh.

    A median and a mean of a skewed distribution differ, hence the tolerance.
    """
    assert Factors().factor("water.offsite.world").central == pytest.approx(4.81, rel=0.1)


def test_the_version_is_that_of_the_tables() -> None:
    """Two loaders of the tables that ship have one version."""
    assert Factors().version == Factors().version
