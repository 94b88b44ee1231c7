"""Every check of an audit: what it finds, and what it leaves alone."""

from typing import Any

import pytest

from wholeprint.advice.audit import (
    alike,
    building,
    formulas,
    grid,
    hypotheses,
    making,
    markets,
    power,
    ratios,
    repeated,
    shares,
    units,
    water,
)
from wholeprint.advice.audit.case import Case
from wholeprint.advice.audit.finding import Severity
from wholeprint.advice.audit.references import ChipLimits, NoReferences, Range
from wholeprint.advice.audit.registry import CHECKS, Audit, audit
from wholeprint.advice.statement.reading import statement_of

CONTRADICTION, CAUTION, REMARK = Severity


class Book:
    """References of one chip, one grid and one building: made up, so that limits are plain."""

    def chip(self, name: str, /) -> ChipLimits | None:
        """One accelerator of 300 W."""
        return ChipLimits("chip", 300.0, 300.0, "us") if name == "chip" else None

    def any_chip(self) -> ChipLimits:
        """The same."""
        return ChipLimits("any", 10.0, 1000.0, "us")

    def grid(self, place: str, year: int | None, /) -> Range | None:
        """A grid of 300 to 400 g/kWh."""
        del year
        return Range("there", 300.0, 400.0, 350.0, 1.5, "us") if place == "there" else None

    def any_grid(self) -> Range:
        """Any grid."""
        return Range("any grid", 0.0, 1200.0, 400.0, 1.5, "us")

    def plant_water(self, place: str, /) -> Range | None:
        """Two litres."""
        return Range("there", 2.0, 2.0, 2.0, 4.0, "us") if place == "there" else None

    def highest_pue(self) -> tuple[float, str]:
        """2.5."""
        return 2.5, "us"


def looked(**plain: Any) -> Audit:
    """An audit of a statement with those fields."""
    return audit(statement_of({"title": "it", **plain}), Book())


def of(**figures: Any) -> Audit:
    """An audit of a statement with those figures."""
    return looked(figures=figures)


FOUND: list[tuple[str, Severity, dict[str, Any]]] = [
    ("unit", CONTRADICTION, {"figures": {"energy": "100 kW"}}),
    ("unit", CONTRADICTION, {"figures": {"ghg": "5 kg/year"}}),
    ("unit", CONTRADICTION, {"figures": {"power": "3 kWh"}}),
    ("no-unit", CAUTION, {"figures": {"energy": "100"}}),
    ("negative", CONTRADICTION, {"figures": {"ghg": "-5 t"}}),
    ("over-whole", CONTRADICTION, {"figures": {"utilisation": "120 %"}}),
    (
        "formula",
        CONTRADICTION,
        {"figures": {"energy": "100.0 MWh", "intensity": "400 g/kWh", "ghg": "44.0 t"}},
    ),
    (
        "formula",
        CONTRADICTION,
        {"figures": {"it_energy": "100 MWh", "pue": "1.20", "energy": "100 MWh"}},
    ),
    (
        "total",
        CONTRADICTION,
        {"rows": {"a": {"ghg": "10 t"}, "b": {"ghg": "20 t"}}, "totals": {"ghg": "33 t"}},
    ),
    (
        "total",
        CONTRADICTION,
        {"rows": {"a": {"pue": "1.1"}, "b": {"pue": "1.3"}}, "totals": {"pue": "1.4"}},
    ),
    (
        "nearly",
        REMARK,
        {"figures": {"energy": "100.00 MWh", "intensity": "400.0 g/kWh", "ghg": "40.2 t"}},
    ),
    ("two-figures", CONTRADICTION, {"figures": {"energy": {"is": "100 MWh", "also": "130 MWh"}}}),
    (
        "two-figures",
        CONTRADICTION,
        {"figures": {"energy": "100 MWh", "energy_in_text": {"is": "130 MWh", "term": "energy"}}},
    ),
    (
        "two-figures",
        CAUTION,
        {"figures": {"energy": {"is": "1,000.0 MWh", "also": "1,003.0 MWh"}}},
    ),
    ("unit", CONTRADICTION, {"figures": {"energy": {"is": "100 MWh", "also": "100 MW"}}}),
    (
        "two-figures",
        CONTRADICTION,
        {
            "figures": {"ghg": "55 t"},
            "rows": {"a": {"ghg": "10 t"}, "b": {"ghg": "20 t"}},
            "totals": {"ghg": "30 t"},
        },
    ),
    (
        "whole-and-rows",
        CAUTION,
        {"figures": {"ghg": "55 t"}, "rows": {"a": {"ghg": "10 t"}, "b": {"ghg": "20 t"}}},
    ),
    ("over-limit", CONTRADICTION, {"hardware": "chip", "figures": {"chip_power": "500 W"}}),
    ("over-limit", CAUTION, {"hardware": "chip", "figures": {"chip_power": "320 W"}}),
    (
        "boost",
        REMARK,
        {"hardware": "chip", "figures": {"chip_power": "500 W", "power_limit": "500 W"}},
    ),
    (
        "power-over",
        CONTRADICTION,
        {"hardware": "chip", "figures": {"accelerator_hours": "10 h", "it_energy": "3 MWh"}},
    ),
    (
        "power-over",
        CAUTION,
        {"hardware": "chip", "figures": {"accelerators": "10", "power": "9 kW"}},
    ),
    (
        "power-under",
        CONTRADICTION,
        {"hardware": "chip", "figures": {"accelerator_hours": "1000 h", "energy": "0.3 kWh"}},
    ),
    (
        "power-under",
        CAUTION,
        {"hardware": "chip", "figures": {"system_power": "20 W"}},
    ),
    ("power-over", CONTRADICTION, {"figures": {"system_power": "90 kW"}}),
    ("pue-below-one", CONTRADICTION, {"figures": {"pue": "0.9"}}),
    ("pue-below-one", CONTRADICTION, {"figures": {"energy": "100 MWh", "it_energy": "120 MWh"}}),
    ("pue-high", CAUTION, {"figures": {"energy": "310 MWh", "it_energy": "101 MWh"}}),
    (
        "energy-under",
        CONTRADICTION,
        {"figures": {"power": "10 kW", "duration": "10 h", "energy": "70 kWh"}},
    ),
    (
        "energy-over",
        CONTRADICTION,
        {"figures": {"system_power": "1 kW", "accelerator_hours": "10 h", "energy": "10 MWh"}},
    ),
    (
        "energy-under",
        CONTRADICTION,
        {"figures": {"chip_power": "400 W", "accelerator_hours": "1000 h", "energy": "90 kWh"}},
    ),
    ("intensity", CONTRADICTION, {"place": "there", "figures": {"intensity": "40 g/kWh"}}),
    ("intensity", CONTRADICTION, {"place": "there", "figures": {"intensity": "1.2 kg/kWh"}}),
    ("intensity", CONTRADICTION, {"figures": {"energy": "1 MWh", "ghg": "5 t"}}),
    ("intensity", CONTRADICTION, {"figures": {"energy": "1 MWh", "ghg": "0.1 kg"}}),
    ("intensity-low", CAUTION, {"figures": {"energy": "1 MWh", "ghg": "3 kg"}}),
    (
        "intensity",
        CONTRADICTION,
        {"place": "there", "rows": {"a": {"energy": "1 MWh", "ghg": "20 kg"}}},
    ),
    (
        "row-unlike",
        CAUTION,
        {
            "rows": {
                "a": {"energy": "100 MWh", "ghg": "40.0 t"},
                "b": {"energy": "200 MWh", "ghg": "80.0 t"},
                "c": {"energy": "300 MWh", "ghg": "60.0 t"},
            }
        },
    ),
    (
        "location-and-market",
        CONTRADICTION,
        {"figures": {"ghg": "9 t", "ghg_market": "1 t", "sum": {"equals": "ghg + ghg_market"}}},
    ),
    (
        "offsets",
        CONTRADICTION,
        {"figures": {"a": "9 t", "offsets": "8 t", "ghg": {"is": "1 t", "equals": "a - offsets"}}},
    ),
    ("offsets-beside", REMARK, {"figures": {"ghg": "9 t", "offsets": "8 t"}}),
    ("offsets-alone", CAUTION, {"figures": {"offsets": "8 t"}}),
    ("market-only", CAUTION, {"figures": {"ghg_market": "8 t"}}),
    ("market-only", CAUTION, {"accounting": "market", "figures": {"ghg": "8 t"}}),
    ("zero", CONTRADICTION, {"figures": {"energy": "8 MWh", "ghg": "0 t"}}),
    (
        "outside-boundary",
        CONTRADICTION,
        {
            "boundary": ["operational"],
            "figures": {"ghg": "9.0 t", "ghg_embodied": "1.0 t", "ghg_total": "10.0 t"},
        },
    ),
    (
        "outside-boundary",
        CAUTION,
        {"boundary": ["operational"], "figures": {"ghg": "9 t", "ghg_embodied": "1 t"}},
    ),
    ("lifetime", CAUTION, {"figures": {"lifetime": "20 years"}}),
    ("lifetime", CONTRADICTION, {"figures": {"lifetime": "4 days"}}),
    (
        "life-implied",
        CONTRADICTION,
        {
            "figures": {
                "embodied_each": "463 kg",
                "embodied_rate": "0.0132 kg/h",
                "lifetime": "4 years",
                "utilisation": "50 %",
            }
        },
    ),
    (
        "life-implied",
        CONTRADICTION,
        {"figures": {"embodied_each": "463 kg", "embodied_rate": "13.2 kg/h"}},
    ),
    (
        "parts",
        CONTRADICTION,
        {
            "figures": {
                "embodied_each": "650 kg",
                "embodied_card": "150 kg",
                "embodied_host": "350 kg",
            }
        },
    ),
    (
        "withdrawal-added",
        CONTRADICTION,
        {
            "figures": {
                "water_onsite": "60 m3",
                "water_withdrawal": "90 m3",
                "water": {"is": "150 m3", "equals": "water_onsite + water_withdrawal"},
            }
        },
    ),
    (
        "withdrawal-under-consumption",
        CONTRADICTION,
        {"figures": {"water": "90 m3", "water_withdrawal": "60 m3"}},
    ),
    ("on-site-only", CAUTION, {"figures": {"water": "60 m3", "water_onsite": "60 m3"}}),
    ("on-site-only", REMARK, {"figures": {"water": "60 m3"}}),
    (
        "part-over-whole",
        CONTRADICTION,
        {"figures": {"water": "60 m3", "water_onsite": "90 m3", "water_offsite": "10 m3"}},
    ),
    ("wue-high", CAUTION, {"figures": {"wue": "20 L/kWh"}}),
    ("ewif", CAUTION, {"place": "there", "figures": {"ewif": "50 L/kWh"}}),
    ("no-denominator", CAUTION, {"figures": {"training": "60 %"}}),
    (
        "share",
        CONTRADICTION,
        {
            "figures": {
                "a": "40 t",
                "b": "60 t",
                "a_share": {"is": "50 %", "of": ["a", "b"]},
            }
        },
    ),
    (
        "share",
        CONTRADICTION,
        {
            "rows": {
                "a": {"energy": "100 MWh", "part": "25 %"},
                "b": {"energy": "200 MWh", "part": "50 %"},
                "c": {"energy": "100 MWh", "part": "32 %"},
            }
        },
    ),
    (
        "shares-over-whole",
        CONTRADICTION,
        {
            "figures": {
                "whole": "40 t",
                "a_share": {"is": "70 %", "of": "whole"},
                "b_share": {"is": "40 %", "of": "whole"},
            }
        },
    ),
    (
        "over-whole",
        CONTRADICTION,
        {"figures": {"whole": "40 t", "a_share": {"is": "130 %", "of": "whole"}}},
    ),
    (
        "power-implied",
        CONTRADICTION,
        {"figures": {"energy_saving": "99.3 %", "speedup": "4 x"}},
    ),
    ("power-implied", CONTRADICTION, {"figures": {"energy_ratio": "0.9", "time_ratio": "0.02"}}),
]


@pytest.mark.parametrize(("code", "severity", "plain"), FOUND)
def test_a_fault_is_found(code: str, severity: Severity, plain: dict[str, Any]) -> None:
    """Each statement has one thing wrong, which is found under its code, with its weight."""
    found = looked(**plain)

    assert (code, severity) in {(each.code, each.severity) for each in found.findings}
    assert found.is_consistent == (not found.of(CONTRADICTION))


RIGHT: list[dict[str, Any]] = [
    # A rate of all rows is among them, and no sum of them.
    {
        "rows": {"a": {"pue": "1.1", "load": "40 %"}, "b": {"pue": "1.3", "load": "60 %"}},
        "totals": {"pue": "1.2", "load": "50 %"},
    },
    {"figures": {"energy": "100 MWh", "it_energy": "90 MWh"}},
    {"figures": {"energy": "~40 MWh", "it_energy": "41 MWh", "pue": "1.0"}},
    {"hardware": "chip", "figures": {"chip_power": "300 W", "system_power": "500 W"}},
    # The host is in the fuller power, and not in that of the chip.
    {
        "hardware": "chip",
        "figures": {
            "accelerator_hours": "100 h",
            "chip_power": "300 W",
            "system_power": "450 W",
            "it_energy": "45 kWh",
        },
    },
    # A chip may draw less than it is designed for.
    {
        "hardware": "chip",
        "figures": {"accelerator_hours": "100 h", "tdp": "300 W", "it_energy": "21 kWh"},
    },
    {"hardware": "chip", "figures": {"tdp": "300 W", "gpu_power": "210 W"}},
    {"place": "there", "figures": {"intensity": "350 g/kWh"}},
    {"place": "there", "accounting": "market", "figures": {"intensity": "20 g/kWh"}},
    {"place": "nowhere", "figures": {"intensity": "350 g/kWh"}},
    {"figures": {"ghg_net": "-3 t", "ghg": "5 t", "offsets": "8 t"}},
    {"figures": {"energy_saving": "75 %", "speedup": "4 x"}},
    {"figures": {"energy": {"is": "433,196 kWh", "also": "433,195 kWh"}}},
    {
        "figures": {
            "embodied_each": "463 kg",
            "embodied_rate": "0.0132 kg/h",
            "lifetime": "4 years",
        }
    },
    {"figures": {"a": "40 t", "b": "60 t", "a_share": {"is": "40 %", "of": ["a", "b"]}}},
    {"figures": {"water": "60 m3", "water_withdrawal": "90 m3"}},
]


@pytest.mark.parametrize("plain", RIGHT)
def test_what_can_be_is_left_alone(plain: dict[str, Any]) -> None:
    """None of these contradicts anything."""
    found = looked(**plain)

    assert found.is_consistent, found.findings


WHY: list[tuple[str, dict[str, Any]]] = [
    ("PUE (1.2) is left out", {"it_energy": "100.0 MWh", "pue": "1.2", "energy": "100.0 MWh"}),
    (
        "PUE (1.2) is applied once too often",
        {"it_energy": "100.0 MWh", "pue": "1.2", "energy": "144.0 MWh"},
    ),
    ("1000 times too large", {"energy": "10.0 MWh", "intensity": "400 g/kWh", "ghg": "4,000 t"}),
    (
        "pounds were printed as kilograms",
        {"energy": "10.0 MWh", "intensity": "400 g/kWh", "ghg": "8,818 kg"},
    ),
    (
        "market_intensity (80 gCO2e/kWh) was used in place of intensity",
        {
            "energy": "10.00 MWh",
            "intensity": "400 g/kWh",
            "market_intensity": "80 g/kWh",
            "ghg": "800 kg",
        },
    ),
    (
        "ghg_embodied was left out",
        {"ghg": "10.0 t", "ghg_embodied": "5.0 t", "ghg_total": "10.0 t"},
    ),
    (
        "ghg_embodied was counted twice",
        {"ghg": "10.0 t", "ghg_embodied": "5.0 t", "ghg_total": "20.0 t"},
    ),
    (
        "energy (120 MWh) was used in place of it_energy",
        {"it_energy": "100.0 MWh", "energy": "120.0 MWh", "wue": "1.000 L/kWh",
         "water_onsite": "120.0 m3"},
    ),
    (
        "two digits changed places: 1234 became 1324",
        {"ghg": "1,000 t", "ghg_embodied": "234 t", "ghg_total": "1,324 t"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "figures"), WHY)
def test_what_would_explain_it_is_said(why: str, figures: dict[str, Any]) -> None:
    """Each mistake that people make is tried, and named where it gives the printed number."""
    found = of(**figures).of(CONTRADICTION)

    assert any(why in reason for each in found for reason in each.why), found


def test_rows_explain_a_total() -> None:
    """A row that is missing from the sum, or in it twice, is named."""
    rows = {"a": {"ghg": "10.0 t"}, "b": {"ghg": "20.0 t"}, "c": {"ghg": "40.0 t"}}

    (missing,) = looked(rows=rows, totals={"ghg": "50.0 t"}).of(CONTRADICTION)
    (twice,) = looked(rows=rows, totals={"ghg": "90.0 t"}).of(CONTRADICTION)

    assert "row b is not in the total" in missing.why
    assert "row b is counted twice in the total" in twice.why


def test_two_statements_of_one_thing_are_compared() -> None:
    """The same figure in two files of one subject is one number."""
    one, other = (
        statement_of({"id": "run", "title": title, "figures": {"energy": energy}})
        for title, energy in (("paper", "100.0 MWh"), ("card", "132.0 MWh"))
    )

    found = audit(one, None, [other])

    assert [each.code for each in found.of(CONTRADICTION)] == ["two-figures"]
    assert audit(one, None, []).is_consistent


def test_what_could_not_be_looked_at_is_said() -> None:
    """Without a place, and without hardware, the audit says what it lacked."""
    found = of(energy="10 MWh", ghg="4 t")

    missing = {(each.check, each.missing) for each in found.lacking}
    assert ("grid", "where it ran") in missing
    assert ("power", "which accelerators ran") in missing


def test_a_figure_from_memory_weighs_less() -> None:
    """A difference of 3 % to a figure that was written down from memory is a caution."""
    found = of(
        energy={"is": "100.0 MWh", "read": "recalled"}, intensity="400.0 g/kWh", ghg="41.2 t"
    )

    assert found.is_consistent
    assert "formula" in {each.code for each in found.of(CAUTION)}


def test_every_check_is_in_the_registry() -> None:
    """Each module that checks is asked, and asks something."""
    modules = {
        *(units, formulas, repeated, power, building, grid, alike, markets, making, water),
        *(shares, ratios),
    }

    assert set(CHECKS) == modules
    assert all(check.QUESTION.endswith("?") for check in CHECKS)
    assert hypotheses.explain


def test_nothing_is_believed_of_what_is_not_known() -> None:
    """Without references a statement is held against itself alone."""
    found = audit(statement_of({"title": "it", "figures": {"intensity": "9 kg/kWh"}}))

    assert found.is_consistent
    assert NoReferences().chip("A100") is None
    assert Case(found.statement).amount("ghg", None) is None
