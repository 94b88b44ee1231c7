"""Published water figures, put through the assessment with the factors that they declare.

Every number is as printed in the publication named. A result must agree to half a unit of the last
digit printed and to what the rounding of the printed inputs allows, worked out from their digits.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from wholeprint.factors.sets import Factors
from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assess import assess
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.end_of_life import NOT_RECYCLED, RECYCLED, end_of_life_terms
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.terms import Term
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.factor import FactorBook, declared
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World


def footprint(
    it_kwh: float,
    pue: float,
    wue: float,
    ewif: float,
    *,
    withdrawn: float | None = None,
    profile: Profile | None = None,
) -> Footprint:
    plug = worked.channel("plug", "machine", [it_kwh * 3.6e6], basis=Basis.IT)
    overrides = {"water.offsite.FR": ewif}
    if withdrawn is not None:
        overrides["water.withdrawal.offsite.FR"] = withdrawn
    return assess(
        worked.run(1, plug),
        profile or worked.profile(),
        worked.intensity(),
        FactorBook([declared("power.cpu.workload", 1.0, "1")]),
        AssessOptions(pue=pue, wue=wue, withdrawn_wue=wue, overrides=overrides),
        World(n=8),
    )


def litres(found: Footprint, *categories: str) -> float:
    total = 0.0
    for category in categories:
        quantity = found[category]
        assert isinstance(quantity, Uncertain), quantity
        total += quantity.central
    return total


def half(printed: str) -> float:
    digits = printed.replace(",", "")
    return 0.5 * 10.0 ** -len(digits.partition(".")[2])


def number(printed: str) -> float:
    return float(printed.replace(",", ""))


def allowed(
    work_out: Callable[[list[float]], float], inputs: tuple[str, ...], printed: str
) -> float:
    """Half a unit of what is printed, and what half a unit of each input moves it by."""
    values = [number(text) for text in inputs]
    middle = work_out(values)
    moved = 0.0
    for place, text in enumerate(inputs):
        higher = [*values]
        higher[place] += half(text)
        moved += abs(work_out(higher) - middle)
    return (half(printed) + moved) * (1.0 + 1e-9)


PARTS = {
    "on": ("water_onsite",),
    "off": ("water_offsite",),
    "both": ("water_onsite", "water_offsite"),
}


def _per(kwh: float, share: str) -> Callable[[list[float]], float]:
    def litres_of(values: list[float]) -> float:
        pue, wue, ewif = values
        return kwh * {"on": wue, "off": pue * ewif, "both": wue + pue * ewif}[share]

    return litres_of


PLACES = [
    (
        *("Georgia", "1.120", "0.060", "2.309"),
        *(("0.077", "3.328", "3.406"), ("0.240", "10.345", "10.585"), "47.2"),
    ),
    (
        *("Iowa", "1.160", "0.140", "3.104"),
        *(("0.180", "4.634", "4.814"), ("0.560", "14.403", "14.963"), "33.4"),
    ),
    (
        *("Virginia", "1.140", "0.140", "2.385"),
        *(("0.180", "3.499", "3.679"), ("0.560", "10.875", "11.435"), "43.7"),
    ),
    (
        *("Washington", "1.150", "0.950", "9.501"),
        *(("1.223", "14.063", "15.285"), ("3.800", "43.706", "47.506"), "10.5"),
    ),
    (
        *("Wyoming", "1.110", "0.130", "2.574"),
        *(("0.167", "3.677", "3.845"), ("0.520", "11.429", "11.949"), "41.8"),
    ),
    (
        *("Australia", "1.120", "0.012", "4.259"),
        *(("0.015", "6.138", "6.154"), ("0.048", "19.078", "19.126"), "26.1"),
    ),
    (
        *("Finland", "1.120", "0.010", "4.542"),
        *(("0.013", "6.548", "6.561"), ("0.040", "20.350", "20.390"), "24.5"),
    ),
    (
        *("Indonesia", "1.320", "1.900", "2.271"),
        *(("2.445", "3.858", "6.304"), ("7.600", "11.992", "19.592"), "25.5"),
    ),
    (
        *("Ireland", "1.190", "0.020", "1.476"),
        *(("0.026", "2.261", "2.287"), ("0.080", "7.027", "7.107"), "70.4"),
    ),
    (
        *("Mexico", "1.120", "0.056", "5.300"),
        *(("0.072", "7.639", "7.711"), ("0.224", "23.742", "23.966"), "20.9"),
    ),
]


@pytest.mark.parametrize(
    ("pue", "wue", "ewif", "training", "request_", "per_half_litre"),
    [row[1:] for row in PLACES],
    ids=[str(row[0]) for row in PLACES],
)
def test_gpt_3_by_place(
    pue: str,
    wue: str,
    ewif: str,
    training: tuple[str, str, str],
    request_: tuple[str, str, str],
    per_half_litre: str,
) -> None:
    """Li et al., Making AI Less Thirsty, Table 1: on site, off site, both; in training and asked.

    1287 MWh of IT energy to train, in million litres; 0.004 kWh per request, in millilitres.
    """
    inputs = (pue, wue, ewif)
    for kwh, size, printed in ((1.287e6, 1e6, training), (0.004, 1e-3, request_)):
        found = footprint(kwh, *map(number, inputs))
        for share, text in zip(("on", "off", "both"), printed, strict=True):
            got = litres(found, *PARTS[share]) / size
            tolerance = allowed(_per(kwh / size, share), inputs, text)
            assert got == pytest.approx(number(text), abs=tolerance)
    asked = footprint(0.004, *map(number, inputs))
    served = 0.5 / litres(asked, "water_onsite", "water_offsite")
    tolerance = allowed(lambda v: 0.5 / (0.004 * (v[1] + v[0] * v[2])), inputs, per_half_litre)
    assert served == pytest.approx(number(per_half_litre), abs=tolerance)


def test_the_700_000_litres_are_on_site_alone() -> None:
    """Li et al., abstract, as Wright et al. quote it: 1287 MWh at 0.550 L/kWh is 0.70785 ML.

    "700,000" has two digits that count, hence 50,000 L; with the power plants it is 5.4 ML.
    """
    found = footprint(1.287e6, 1.17, 0.55, 3.142)
    assert litres(found, "water_onsite") == pytest.approx(700_000.0, abs=50_000.0)
    assert litres(found, "water_onsite") == pytest.approx(707_850.0, rel=1e-12)
    both = litres(found, "water_onsite", "water_offsite") / 1e6
    assert both == pytest.approx(5.439, abs=0.01)


@pytest.mark.parametrize(
    ("mwh", "pue", "per_kwh", "kilolitres"),
    [
        ("104", "1.1", "4.26", "487"),
        ("131", "1.2", "1.29", "202"),
        ("257", "1.12", "3.10", "892"),
        ("74", "1.1", "1.29", "105"),
        ("74", "1.1", "4.26", "347"),
        ("1022", "1.1", "1.29", "1,450"),
    ],
)
def test_olmo_2(mwh: str, pue: str, per_kwh: str, kilolitres: str) -> None:
    """OLMo 2 Furious (arXiv 2501.00656), Table 19: no water on site, PUE times that of the grid.

    The PUE is exact by the paper's own word for it, so its digits add no tolerance.
    """
    found = footprint(number(mwh) * 1e3, number(pue), 0.0, number(per_kwh))
    tolerance = allowed(lambda v: v[0] * number(pue) * v[1], (mwh, per_kwh), kilolitres)
    got = litres(found, "water_onsite", "water_offsite") / 1e3
    assert got == pytest.approx(number(kilolitres), abs=tolerance)


def test_one_row_of_olmo_2_does_not_follow_from_its_inputs() -> None:
    """1022 MWh x 1.1 x 4.26 L/kWh is 4,789 kL where 4,823 is printed: no rounding explains it."""
    found = footprint(1022e3, 1.1, 0.0, 4.26)
    got = litres(found, "water_offsite") / 1e3
    tolerance = allowed(lambda v: v[0] * 1.1 * v[1], ("1022", "4.26"), "4,823")
    assert got == pytest.approx(4789.0, abs=0.5)
    assert abs(got - 4823.0) > tolerance


@pytest.mark.parametrize(
    ("mwh", "pue", "per_kwh", "kilolitres"),
    [("257", 1.12, "3.10", "892"), ("116", 1.12, "3.10", "402"), ("196", 1.0, "1.29", "252")],
)
def test_morrison_operation(mwh: str, pue: float, per_kwh: str, kilolitres: str) -> None:
    """Morrison et al. (2025), Tables 1 and 2: 13B from its GPU energy, development of 13B and 7B.

    The energy of the 7B row has its PUE in it already.
    """
    found = footprint(number(mwh) * 1e3, pue, 0.0, number(per_kwh))
    tolerance = allowed(lambda v: v[0] * pue * v[1], (mwh, per_kwh), kilolitres)
    got = litres(found, "water_offsite") / 1e3
    assert got == pytest.approx(number(kilolitres), abs=tolerance)


def test_morrison_embodied() -> None:
    """Morrison et al.: 100.4 L per H100 and 2.2 L for rare earths, 4 years: 0.003 L/h, 4.8 kL.

    1.65 million GPU-hours; tolerance half of the last digit printed.
    """
    board = worked.profile().accelerators[0]
    part = replace(
        board.part,
        lifetime=declared("lifetime.accelerator", 4.0, "year"),
        utilisation=declared("utilisation.accelerator", 1.0, "1"),
        embodied_water=declared("embodied_water.example", 102.6, "L"),
    )
    profile = replace(worked.profile(), parts=(), accelerators=(replace(board, part=part),))
    hourly = litres(footprint(1.0, 1.0, 0.0, 0.0, profile=profile), "water_embodied")
    assert hourly == pytest.approx(0.003, abs=0.0005)
    assert hourly * 1.65e6 / 1e3 == pytest.approx(4.8, abs=0.05)


def test_gemini_water_is_per_it_energy() -> None:
    """Elsworth et al. (2025): 0.24 Wh with overhead, 1.15 L/kWh, 0.26 mL printed.

    On all of the energy it would be 0.276 mL; on IT energy alone, at PUE 1.09, 0.253. What is
    printed lies half a unit of each digit from that: 0.005 mL, and 0.005 Wh at 1.15 L/kWh.
    """
    found = footprint(0.24e-3 / 1.09, 1.09, 1.15, 0.0)
    assert litres(found, "energy") == pytest.approx(0.24e-3, rel=1e-12)
    got = litres(found, "water_onsite") * 1e3
    assert got == pytest.approx(0.26, abs=0.005 + 0.005 * 1.15)
    assert got < 0.255


@pytest.mark.parametrize(("mwh", "kilolitres"), [("391509", "1,334,991"), ("463269", "1,579,680")])
def test_jegham_used_another_factor_than_stated(mwh: str, kilolitres: str) -> None:
    """Jegham et al. (2025), section 6.3: printed water needs 3.142 L/kWh, not the stated 4.35.

    Energy at the building's meter, PUE 1.12, 0.30 L/kWh of IT energy on site.
    """
    it_kwh = number(mwh) * 1e3 / 1.12

    def water(ewif: float) -> float:
        found = footprint(it_kwh, 1.12, 0.30, ewif)
        return litres(found, "water_onsite", "water_offsite") / 1e3

    tolerance = allowed(lambda v: v[0] / 1.12 * v[1] + v[0] * 3.142, (mwh, "0.30"), kilolitres)
    assert water(3.142) == pytest.approx(number(kilolitres), abs=min(tolerance, 2.0))
    assert abs(water(4.35) / number(kilolitres) - 1.0) > 0.3


@pytest.mark.parametrize(("twh", "withdrawn", "consumed"), [(85.0, 4.2, 0.38), (134.0, 6.6, 0.60)])
def test_water_of_ai_in_2027(twh: float, withdrawn: float, consumed: float) -> None:
    """Li et al., introduction: 4.2 to 6.6 billion m3 withdrawn, 0.38 to 0.60 consumed.

    Both ends imply the same 49 and 4.5 L/kWh: internally consistent, and never one number.
    """
    per_kwh = {"withdrawn": withdrawn * 1e3 / twh, "ewif": consumed * 1e3 / twh}
    assert per_kwh["withdrawn"] == pytest.approx(49.3, abs=0.2)
    assert per_kwh["ewif"] == pytest.approx(4.47, abs=0.01)
    found = footprint(1e3, 1.0, 0.0, per_kwh["ewif"], withdrawn=per_kwh["withdrawn"])
    assert litres(found, "water_offsite") == pytest.approx(1e3 * per_kwh["ewif"], rel=1e-12)
    assert litres(found, "water_withdrawal") == pytest.approx(1e3 * per_kwh["withdrawn"], rel=1e-12)


@pytest.mark.parametrize(
    ("pue", "wue"), [(1.20, 0.569), (1.09, 0.999), (1.16, 0.09), (1.14, 0.999)]
)
def test_ecologits(pue: float, wue: float) -> None:
    """EcoLogits 0.11.3: WCF = E_IT x (WUE + PUE x EWIF), with its providers' PUE and WUE (1e-12).

    Its 3.908 L/kWh of the world stand for any EWIF.
    """
    found = footprint(0.5, pue, wue, 3.908)
    got = litres(found, "water_onsite", "water_offsite")
    assert got == pytest.approx(0.5 * (wue + pue * 3.908), rel=1e-12)


@pytest.mark.parametrize(
    ("million_tonnes", "share", "recycled"), [(53.6, 0.174, "9.3"), (62.0, 0.223, "13.8")]
)
def test_waste_of_the_world(million_tonnes: float, share: float, recycled: str) -> None:
    """Global E-waste Monitors 2020 and 2024: 17.4 % of 53.6 Mt, 22.3 % of 62 Mt, to one decimal.

    22 %, as Wright et al. round it, is 13.6 Mt.
    """
    whole = declared("mass.world", million_tonnes * 1e9, "kg")
    part = replace(worked.profile().parts[0], mass=whole)
    assume = Assumptions(World(n=8), FactorBook(), {})
    one = Uncertain.fixed(1.0, "1")
    found = {
        term.source: term.coefficient.central / 1e9
        for term in end_of_life_terms(part, one, Uncertain.fixed(share, "1"), assume)
        if isinstance(term, Term)
    }
    assert found[RECYCLED] == pytest.approx(number(recycled), abs=half(recycled))
    assert found[RECYCLED] + found[NOT_RECYCLED] == pytest.approx(million_tonnes, rel=1e-12)


def test_the_table_has_the_shares_of_the_monitors() -> None:
    """Europe 42.8 and 42.5 %, Africa below 1 %, as the collected facts have it."""
    factors = Factors()
    europe = factors.factor("recycled.FR").distribution.quantile(np.array([0.01, 0.99]))
    assert europe.tolist() == pytest.approx([0.425, 0.428], abs=1e-3)
    assert factors.factor("recycled.KE").distribution.quantile(np.array([0.999]))[0] < 0.01
