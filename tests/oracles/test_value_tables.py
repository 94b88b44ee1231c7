"""Figures of the tables of values, against the facts they were taken from.

The facts are not part of the project: where they are absent, each test says so and stops.
"""

import csv
import math
from pathlib import Path
from statistics import fmean

import numpy as np
import pytest

from wholeprint.factors.sets import Factors
from wholeprint.lifecycle.zone import PART_OF_COUNTRY
from wholeprint.quantities.distribution import Lognormal, Triangular, Uniform
from wholeprint.quantities.source import Read

FACTS = Path(__file__).parents[2] / "../shared/facts"
FACTORS = Factors()


def _facts(name: str, key: str) -> dict[str, dict[str, str]]:
    path = FACTS / name
    if not path.exists():
        pytest.skip(f"the facts {path.name} are not here: the table cannot be compared")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def test_water_of_electricity_is_carried_as_it_is() -> None:
    """Each of the 49 countries has the figure of WRI 2020."""
    facts = _facts("ewif_by_country_wri2020.csv", "country_iso3")
    zones = {row.text("alpha3"): row.text("zone") for row in FACTORS.table("zones")}

    assert len(facts) == 49
    for code, row in facts.items():
        factor = FACTORS.factor(f"water.offsite.{zones[code]}")
        assert factor.central == pytest.approx(float(row["value"]), rel=1e-7)
        assert isinstance(factor.distribution, Lognormal)


@pytest.mark.parametrize(
    ("fact", "name", "source"),
    [
        ("a100_falk_gate", "embodied.accelerator.a100", "falk-2025"),
        ("a100_bloom", "embodied.accelerator.a100", "bloom"),
        ("a100_hubblo", "embodied.accelerator.a100", "hubblo-gpu-2026"),
        ("h100_nvidia", "embodied.accelerator.h100", "nvidia-hgx-h100-pcf"),
        ("h100_morand", "embodied.accelerator.h100", "morand-2026"),
        ("h100_eco", "embodied.accelerator.h100", "ecologits-0.11.3"),
        ("b200_nvidia", "embodied.accelerator.b200", "nvidia-hgx-b200-pcf"),
        ("h200_eco", "embodied.accelerator.h200", "lees-perasso-2026"),
    ],
)
def test_embodied_figures_are_carried_as_they_are(fact: str, name: str, source: str) -> None:
    """Each figure of an accelerator stands in its own row under its source."""
    value = float(_facts("gpu_embodied.csv", "id")[fact]["value"])
    rows = FACTORS.table("embodied").where("id", name)

    stated = [row for row in rows if row.text("source") == source]
    assert [row.number("value") for row in stated if row.text("shape") != "evidence"] == [value]


def test_no_guess_entered_the_tables() -> None:
    """Figures that their collector marked as a guess or as recalled are in no table."""
    guesses = {
        (name, row["value"])
        for name in ("gpu_embodied.csv", "pue_water.csv")
        for row in _facts(name, "id").values()
        if row["read_status"] in {"GUESS", "R"} and "prior" not in row["id"]
    }
    values = {
        raw
        for table in ("embodied", "water", "pue")
        for raw in FACTORS.table(table).raw("value")
        if raw
    }

    assert guesses
    assert not [value for _, value in guesses if value in values]


def test_dies_follow_from_the_parts_of_act() -> None:
    """Carbon per area is (grid x energy + gases + materials) / yield (ACT, Gupta et al. 2022).

    The table keeps four decimals, hence the tolerance.
    """
    facts = _facts("embodied_components.csv", "id")
    for node in ("28nm", "14nm", "7nm", "5nm", "3nm"):
        energy = float(facts[f"act_epa_{node}"]["value"])
        gases = float(facts[f"act_gpa_{node}"]["value"])
        expected = (583.0 * energy + gases + 500.0) / 0.875 / 1000.0
        assert FACTORS.factor(f"embodied.logic_die.{node}").central == pytest.approx(
            expected, abs=1e-4
        )


def test_the_spread_of_single_figures_is_that_of_several() -> None:
    """The pooled deviation of ln over A100 and H100 with their boaviztapi runs, to two decimals."""
    facts = _facts("gpu_embodied.csv", "id")
    groups = [
        ["a100_falk_gate", "a100_bloom", "a100_hubblo", "boav_a100_sxm4_40gb"],
        ["h100_nvidia", "h100_morand", "h100_eco", "boav_h100_sxm_80gb"],
    ]
    squares = 0.0
    for group in groups:
        logs = [math.log(float(facts[name]["value"])) for name in group]
        squares += sum((x - fmean(logs)) ** 2 for x in logs)
    spread = FACTORS.factor("embodied.accelerator.between_sources").distribution

    assert isinstance(spread, Lognormal)
    assert spread.sigma == pytest.approx(math.sqrt(squares / 6), abs=5e-3)


def test_recycling_is_that_of_the_monitors() -> None:
    """22.3 % in 2022 (Global E-waste Monitor 2024), from 17.4 % in 2019 to Europe's 42.8 %."""
    facts = _facts("ewaste_mass.csv", "id")
    found = FACTORS.factor("recycled.world").distribution

    assert found == Triangular(
        float(facts["gem20_rate"]["value"]), float(facts["gem24_rate"]["value"]), 0.428
    )


def test_half_load_is_that_of_621_curves() -> None:
    """73 % (69 to 82 %) of full power, times 1.02 of the design power at full load (Teads).

    The shares are quoted in whole per cent, hence the tolerance.
    """
    found = FACTORS.factor("power.cpu.curve_half").distribution

    assert isinstance(found, Triangular)
    assert (found.low, found.mode, found.high) == pytest.approx(
        (0.69 * 1.02, 0.73 * 1.02, 0.82 * 1.02), abs=1e-3
    )


def test_workloads_at_the_same_load_are_within_12_percent() -> None:
    """Modelled power of another load is off by less than 12 % (Dargie, Wen, 2013, abstract)."""
    found = FACTORS.factor("power.cpu.workload")

    assert found.distribution == Uniform(0.88, 1.12)
    assert [source.key for source in found.sources] == ["dargie-2013", "kistowski-2015"]


def test_parts_of_a_country_differ_as_the_states_of_one_do() -> None:
    """The spread is that between the states of the collected facts: 1.29 to 9.50 L/kWh."""
    states = _facts("pue_water.csv", "id")["ewif_us"]["note"]
    spread = PART_OF_COUNTRY.distribution

    assert "1.29 (Texas) - 9.50 (Washington)" in states
    low, high = spread.quantile(np.array([0.05, 0.95])).tolist()
    assert high / low == pytest.approx(9.50 / 1.29, rel=1e-9)
    assert (
        PART_OF_COUNTRY.sources[0]._replace(read=Read.SECOND_HAND) == (FACTORS.sources["wri-2020"])
    )
