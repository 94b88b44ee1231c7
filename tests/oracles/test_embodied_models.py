"""Published models of what hardware took, rebuilt with their own coefficients declared.

Numbers of Boavizta were obtained by running boaviztapi 2.5.0 (its component and server classes,
phase "embedded", over the whole life, before rounding). Those of ACT are the values of its
repository; those of Cloud Carbon Footprint and of the Impact Framework follow from the formulas
that both document.
"""

import csv
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from wholeprint.factors.sets import Factors
from wholeprint.hardware.making import bill
from wholeprint.hardware.models import NODES_NM, Amount
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.embodied import life_share, per_second
from wholeprint.lifecycle.making import bill_total
from wholeprint.quantities.factor import FactorBook, declared
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.profile import Part
from wholeprint.quantities.wafer import wafer_cm2
from wholeprint.quantities.world import World

FACTS = Path(__file__).parents[3] / "shared" / "facts"
FACTORS = Factors()
UNITS = {"embodied": "kgCO2e", "adpe": "kgSb", "primary_energy": "MJ"}
WAYS = {
    "cpu": ("act", "uba"),
    "gpu_die": ("act", "ademe"),
    "hbm": ("ademe", "morand", "pcf"),
    "gddr": ("act", "ademe"),
    "dram": ("act", "ccf", "uba"),
    "ssd": ("act", "ccf", "tannu", "uba"),
    "hdd": ("act", "ccf", "seagate", "uba"),
    "heatsink": ("act", "ademe"),
}
"""Models of each component that has several, in the order in which a declaration counts them."""


def by(*names: str) -> dict[str, float]:
    """Declare that a component is reckoned by the first of some models that it has."""
    return {
        f"embodied.model.{component}": float(ways.index(name))
        for component, ways in WAYS.items()
        for name in [next((each for each in names if each in ways), ways[0])]
    }


BOAVIZTA = by("uba", "ademe")


def total(
    amounts: Sequence[Amount], told: Mapping[str, float], quantity: str = "embodied"
) -> float:
    made, silent = bill(amounts, quantity, FACTORS)
    assert made is not None
    assert silent == ()
    assume = Assumptions(World.fixed(), FactorBook(), told)
    return bill_total(made, UNITS[quantity], assume).central


def card(
    die: float, gigabytes: float, dies: int, board: float, casing: float, sink: float, mass: float
) -> list[Amount]:
    kilograms = {"casing": casing, "heatsink": sink, "upstream": mass, "end_of_life": mass}
    return [
        Amount("die", "gpu_die", size_amount=die, unit="mm2", node_nm=7),
        Amount("memory", "hbm", size_amount=gigabytes, unit="GB", dies=dies),
        Amount("board", "board", size_amount=board, unit="cm2"),
        *(Amount(name, name, size_amount=size, unit="kg") for name, size in kilograms.items()),
        Amount("boat", "freight_boat", size_amount=mass, unit="kg", distance_km=19_000),
        Amount("truck", "freight_truck", size_amount=mass, unit="kg", distance_km=1_000),
    ]


def processors(count: float) -> Amount:
    return Amount("processors", "cpu", count)


def memory(count: float, gigabytes: float) -> Amount:
    return Amount("memory", "dram", count, gigabytes, "GB")


def flash(count: float, gigabytes: float) -> Amount:
    return Amount("flash", "ssd", count, gigabytes, "GB")


def disks(count: float) -> Amount:
    return Amount("disks", "hdd", count, 1000.0, "GB")


def supplies(count: float) -> Amount:
    return Amount("supplies", "psu", count, 2.99, "kg")


RACK = [Amount("case", "case_rack")]
BLADE = [Amount("case", "case_blade"), Amount("enclosure", "enclosure_share", 1 / 16)]
FRAME = [Amount("board", "motherboard"), Amount("assembly", "assembly")]
DIE, DENSITY, FLASH = "embodied.cpu.die_area", "embodied.dram.density", "embodied.ssd.density"

RUNS: list[tuple[str, list[Amount], dict[str, float], tuple[float, float, float]]] = [
    ("two processors of 400 mm2", [processors(2)], {DIE: 4.0}, (34.04, 0.040804696, 524.0)),
    ("a processor of 694 mm2", [processors(1)], {DIE: 6.94}, (22.8118, 0.02040407378, 339.91)),
    (
        "12 modules of 32 GB",
        [memory(12, 32)],
        {DENSITY: 1.79},
        (534.5953072625698, 0.03379508379888268, 6744.536312849161),
    ),
    ("2 modules of 8 GB", [memory(2, 8)], {DENSITY: 0.625}, (66.76, 0.0049928, 846.88)),
    (
        "a terabyte of flash",
        [flash(1, 1000)],
        {FLASH: 50.6},
        (49.81826086956522, 0.0018080592885375492, 613.5056916996048),
    ),
    ("8 drives of 3.84 TB", [flash(8, 3840)], {FLASH: 128.0}, (578.72, 0.019624, 7143.84)),
    ("4 disks", [disks(4)], {}, (124.44, 0.001, 1104.0)),
    ("2 power supplies", [supplies(2)], {}, (145.314, 0.049634, 2104.96)),
    ("a main board", FRAME[:1], {}, (66.1, 0.00369, 836.0)),
    ("an assembly", FRAME[1:], {}, (6.68, 1.41e-06, 68.6)),
    ("a rack case", RACK, {}, (150.0, 0.0202, 2200.0)),
    ("a blade", BLADE, {}, (85.9, 0.027672, 1228.75)),
    (
        "its default card",
        card(814, 80, 6, 296, 0.79, 0.9, 1.69),
        {},
        (575.0875462950546, 0.005825949037057233, 7911.863079169408),
    ),
    (
        "H100 SXM 80 GB",
        card(814, 80, 6, 296.37, 0.78923, 0.90077, 1.69),
        {},
        (575.0978629910772, 0.005831773786706678, 7912.054575869505),
    ),
    (
        "A100 SXM4 40 GB",
        card(826, 40, 6, 105.0, 0.09, 1.25, 1.56),
        {},
        (319.3143713924576, 0.0037601947363295214, 4334.095882106719),
    ),
    (
        "A100 PCIe 40 GB",
        card(826, 40, 6, 234.36, 0.387, 0.609, 1.23),
        {},
        (321.61357773245754, 0.004327336771509521, 4445.46526350672),
    ),
    (
        "P100",
        card(610, 16, 4, 295.26, 0.175, 0.538, 0.888),
        {},
        (158.76548048894966, 0.004860569361966166, 2267.342688149902),
    ),
    (
        "Titan RTX with 20 GB",
        card(754, 20, 12, 309.72, 0.682, 0.0537, 0.936),
        {},
        (200.20682480422047, 0.004358559069343708, 2886.6087808026423),
    ),
    (
        "a server of two processors",
        [processors(2), memory(12, 32), flash(1, 400), supplies(2), *RACK, *FRAME],
        {DIE: 4.0, DENSITY: 1.79, FLASH: 50.6},
        (960.4606116103959, 0.1491862135142977, 12767.886589529004),
    ),
    (
        "a server of disks",
        [processors(1), memory(4, 16), flash(2, 960), disks(4), supplies(2), *RACK, *FRAME],
        {DIE: 6.94, DENSITY: 1.0, FLASH: 64.0},
        (755.7058, 0.10873748378, 9663.63),
    ),
    (
        "a blade server",
        [processors(2), memory(8, 8), disks(2), supplies(1), *BLADE, *FRAME],
        {DIE: 6.22, DENSITY: 0.625},
        (603.3838, 0.11745891228, 7767.01),
    ),
]


@pytest.mark.parametrize(("name", "amounts", "told", "found"), RUNS)
def test_boavizta(
    name: str,
    amounts: list[Amount],
    told: dict[str, float],
    found: tuple[float, float, float],
) -> None:
    """Carbon, minerals and primary energy are those of boaviztapi 2.5.0 to 1e-6.

    Its areas of wafer are carried with two decimals, hence that tolerance and no closer one.
    """
    for quantity, expected in zip(UNITS, found, strict=True):
        ours = total(amounts, BOAVIZTA | told, quantity)
        assert ours == pytest.approx(expected, rel=1e-6), (name, quantity)


def test_areas_of_wafer() -> None:
    """The area of wafer that one good die takes is that of boaviztapi 2.5.0 (rounding: 1e-12)."""
    runs = {814: 2808.445102929598, 826: 2876.2946291100757, 294: 622.5951405197869}

    for die, effective in runs.items():
        assert 100.0 * wafer_cm2(die) == pytest.approx(effective, rel=1e-12)


def _act_facts() -> dict[str, dict[str, str]]:
    path = FACTS / "embodied_components.csv"
    if not path.exists():
        pytest.skip(f"the collected facts are not beside this checkout: {path.name}")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row for row in csv.DictReader(lines) if row["id"].startswith("act_")}


def _act(node: int, grid: float, unabated: float, more: Mapping[str, float]) -> float:
    told = by("act") | {"embodied.fab.grid": grid, "embodied.fab.unabated": unabated, **more}
    die = Amount("die", "gpu_die", size_amount=100.0, unit="mm2", node_nm=node)
    return total([die], told) - FACTORS.factor("embodied.ic.package").central


@pytest.mark.parametrize("node", NODES_NM)
def test_act(node: int) -> None:
    """One cm2 by ACT (Gupta et al. 2022): central, least and greatest as printed, four decimals.

    Taiwan, 97 % abatement, yield 0.875; solar power and 99 %; coal power, 95 % and yield 0.5,
    which Poisson's law gives for ln 2 defects per cm2.
    """
    facts = _act_facts()[f"act_cpa_{node}nm"]
    by_act = {"embodied.fab.yield": 0.0}
    half = {"embodied.fab.yield": 2.0, "embodied.fab.defects": math.log(2.0)}

    assert _act(node, 0.583, 0.5, by_act) == pytest.approx(float(facts["value"]), abs=5.1e-5)
    assert _act(node, 0.041, 0.0, by_act) == pytest.approx(float(facts["low"]), abs=5.1e-5)
    assert _act(node, 0.820, 1.0, half) == pytest.approx(float(facts["high"]), abs=5.1e-5)


def test_a_big_die_is_moved_by_its_yield() -> None:
    """At 814 mm2 and 0.1 defects per cm2 Poisson's law doubles what ACT's constant gives.

    0.875 / exp(-0.814) is 1.97; the package is not divided, hence the tolerance.
    """
    die = Amount("die", "gpu_die", size_amount=814.0, unit="mm2", node_nm=5)
    told = by("act") | {"embodied.fab.defects": 0.1}

    act = total([die], told | {"embodied.fab.yield": 0.0})
    poisson = total([die], told | {"embodied.fab.yield": 2.0})

    assert poisson / act == pytest.approx(0.875 / math.exp(-0.814), rel=0.01)


def server(gigabytes: float, sockets: int, ssds: int, hdds: int, cards: int) -> list[Amount]:
    return [
        Amount("base", "ccf_server"),
        Amount("memory", "dram", 1.0, gigabytes - 16, "GB"),
        Amount("processors", "ccf_processor", sockets - 1),
        Amount("flash", "ssd", ssds, 1000.0, "GB"),
        Amount("disks", "hdd", hdds, 1000.0, "GB"),
        Amount("cards", "ccf_card", cards),
    ]


def test_cloud_carbon_footprint() -> None:
    """p4d.24xlarge by the published formula: 1000 + (1152-16) x 533/384 + 100 + 8 x (100 + 150).

    The table of Cloud Carbon Footprint prints 4677 kg. 1.388 stands here for 533/384: 0.0046 kg.
    """
    ours = total(server(1152, 2, ssds=8, hdds=0, cards=8), by("ccf"))

    assert ours == pytest.approx(1000 + 1136 * 533 / 384 + 100 + 8 * 250, abs=0.05)
    assert round(ours) == 4677


def test_impact_framework() -> None:
    """Its scenario 2: 2000 kg, 4 processors, 32 GB, a disk of each kind, a card; 1 h of 5 years.

    487.48858447488584 g with its own constants declared: 1172 kg/GB of memory (the reference
    implementation multiplies 1172 by 1000), and those of disks and flash swapped (to 1e-9).
    """
    told = by("ccf") | {
        "embodied.ccf.server": 2000.0,
        "embodied.dram.ccf": 1172.0,
        "embodied.ssd.ccf": 50.0,
        "embodied.hdd.ccf": 100.0,
    }

    ours = total(server(32, 4, ssds=1, hdds=1, cards=1), told)

    assert 1000.0 * ours * 3600 / 157_680_000 == pytest.approx(487.48858447488584, rel=1e-9)
    # Its pipeline's first observation: the base server alone, for a second of four years.
    base = total([Amount("base", "ccf_server")], by("ccf"))
    assert 1000.0 * base / 126_144_000 == pytest.approx(0.007927447995941146, rel=1e-9)


def hourly(amount: float, unit: str, years: float, utilisation: float) -> float:
    """Return what one hour takes of something that was made [g or L]."""
    category = Category.GHG_EMBODIED if unit == "kgCO2e" else Category.WATER_EMBODIED
    assume = Assumptions(World.fixed(), FactorBook(), {})
    part = Part("thing", declared("life", years, "year"), declared("use", utilisation, "1"))
    share = life_share(part, assume.draw(part.lifetime), assume.draw(part.utilisation), assume)
    each = per_second(declared("made", amount, unit), part, category, share, assume)
    return 3600.0 * each.central


def test_bloom() -> None:
    """BLOOM: 2500 kg a server of eight, 150 kg a card, 6 years at 85 %, 1,082,990 h: 11.2 t.

    Luccioni et al. (2023) print 0.056 kg/h for servers, 7.57 and 3.64 t, 11.2 t in all; the hours
    are rounded there, hence one unit of the last digit.
    """
    hours = 1_082_990
    servers = hourly(2500, "kgCO2e", 6, 0.85) / 1000
    cards = hourly(150, "kgCO2e", 6, 0.85) / 1000

    assert round(servers, 3) == 0.056
    assert hours / 8 * servers / 1000 == pytest.approx(7.57, abs=0.01)
    assert hours * cards / 1000 == pytest.approx(3.64, abs=0.01)
    assert round((hours / 8 * servers + hours * cards) / 1000, 1) == 11.2


def test_morrison() -> None:
    """OLMo: 3700 kg a node of eight over 4 years, 1.65 M hours: 463 kg, 0.013 kg/h, 22 t.

    Morrison et al. (2025) also print 0.003 L/h and 4.8 kL for 100.4 L and 2.2 L of rare earths.
    """
    hours = 1.65e6
    each = 3700 / 8
    carbon = hourly(each, "kgCO2e", 4, 1.0) / 1000
    water = hourly(100.4 + 2.2, "L", 4, 1.0)

    assert each == pytest.approx(463, abs=0.5)
    assert (round(carbon, 3), round(hours * carbon / 1000)) == (0.013, 22)
    assert (round(water, 3), round(hours * water / 1000, 1)) == (0.003, 4.8)


def test_the_maker_s_board() -> None:
    """NVIDIA's board of eight, 1312 kg, is 164 kg a card; its memory 0.853 kg a gigabyte."""
    figures = FACTORS.table("embodied").where("id", "embodied.accelerator.h100")
    (maker,) = [row for row in figures if row.text("boundary") == "board share"]

    assert maker.number("value") == 1312 / 8
    assert FACTORS.factor("embodied.hbm.pcf").central == pytest.approx(546 / 640, rel=1e-12)
