"""Published footprints of training runs, put through the assessment as a measured run would be.

Every number is as printed in the publication named; how it was read stands there too. A result
must agree to half a unit of the last digit printed.
"""

import math

import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assess import assess
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.quantities.activity import Channel
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.factor import FactorBook, declared
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

POUND = 0.453_592_37  # [kg], exact by definition


def _training(
    it_kwh: float, *, pue: float, kg_per_kwh: float, wue: float = 0.0, ewif: float = 0.0
) -> Footprint:
    # The publications state power of the whole server: a meter at its plug, without overhead.
    plug: Channel = worked.channel("plug", "machine", [it_kwh * 3.6e6], basis=Basis.IT)
    book = FactorBook(
        [
            declared("water.offsite.FR", ewif, "L/kWh"),
            declared("recycled.world", 0.2, "1"),
            declared("power.cpu.workload", 1.0, "1"),
        ]
    )
    return assess(
        worked.run(1, plug),
        worked.profile(),
        worked.intensity("FR", kg_per_kwh * 1e3),
        book,
        AssessOptions(pue=pue, wue=wue),
        World(n=64),
    )


def _central(footprint: Footprint, category: str) -> float:
    found = footprint[category]
    assert isinstance(found, Uncertain), found
    return found.central


def _half_unit(printed: str) -> float:
    digits = printed.replace(",", "")
    places = len(digits.partition(".")[2])
    return 0.5 * 10.0**-places * (1.0 + 1e-9)


@pytest.mark.parametrize(
    ("watts", "hours", "kwh", "pounds"),
    [
        (1415.78, 12.0, "27", "26"),
        (1515.43, 84.0, "201", "192"),
        (517.66, 336.0, "275", "262"),
        (1515.43, 274_120.0, "656,347", "626,155"),
    ],
)
def test_strubell(watts: float, hours: float, kwh: str, pounds: str) -> None:
    """Strubell, Ganesh, McCallum (ACL 2019), Table 3: PUE 1.58, 0.954 lb/kWh; read in full text.

    The row of BERT prints 1507 kWh where its own inputs give 1503, and is left out.
    """
    found = _training(watts * hours / 1e3, pue=1.58, kg_per_kwh=0.954 * POUND)

    assert _central(found, "energy") == pytest.approx(
        float(kwh.replace(",", "")), abs=_half_unit(kwh)
    )
    got = _central(found, "ghg_operational") / 1e3 / POUND
    assert got == pytest.approx(float(pounds.replace(",", "")), abs=_half_unit(pounds))


@pytest.mark.parametrize(
    ("chips", "days", "watts", "pue", "kg_per_kwh", "tonnes"),
    [
        (8, 3.5, 296.0, 1.59, 0.429, "0.1357"),
        (8, 3.5, 296.0, 1.11, 0.478, "0.1055"),
        (8, 3.2, 271.0, 1.11, 0.478, "0.0883"),
        (8, 0.81, 229.0, 1.11, 0.478, "0.0189"),
        (200, 6.8, 208.0, 1.10, 0.431, "3.2"),
        (1024, 30.0, 289.0, 1.09, 0.415, "96.4"),
        (1024, 3.1, 288.0, 1.09, 0.201, "4.8"),
        (1024, 27.0, 245.0, 1.10, 0.403, "72.2"),
    ],
)
def test_patterson(
    chips: int, days: float, watts: float, pue: float, kg_per_kwh: float, tonnes: str
) -> None:
    """Patterson et al. (2021), Tables 1 and 4, gross emissions; read in full text.

    Days and watts are printed with two or three digits, so that what follows from them is within
    1 % of what is printed, as the authors' own unrounded inputs give it.
    """
    found = _training(chips * days * 24 * watts / 1e3, pue=pue, kg_per_kwh=kg_per_kwh)
    got = _central(found, "ghg_operational") / 1e6

    assert got == pytest.approx(float(tonnes), abs=max(_half_unit(tonnes), 0.01 * float(tonnes)))


@pytest.mark.parametrize(
    ("gpu_hours", "mwh", "tonnes"),
    [(809_472, "356", "137"), (82_432, "36", "14"), (1_022_362, "449", "173")],
)
def test_llama(gpu_hours: int, mwh: str, tonnes: str) -> None:
    """Touvron et al. (2023), LLaMA, Table 15: 400 W, PUE 1.1, 0.385 kg/kWh; read in full text.

    The tonnes of the table follow from its rounded MWh, hence one tonne of tolerance.
    """
    found = _training(gpu_hours * 0.4, pue=1.1, kg_per_kwh=0.385)

    assert _central(found, "energy") / 1e3 == pytest.approx(float(mwh), abs=1.0)
    assert _central(found, "ghg_operational") / 1e6 == pytest.approx(float(tonnes), abs=1.0)


@pytest.mark.parametrize(
    ("pue", "wue", "ewif", "onsite", "offsite"),
    [
        (1.12, 0.06, 2.309, "0.077", "3.328"),
        (1.16, 0.14, 3.104, "0.180", "4.634"),
        (1.14, 0.14, 2.385, "0.180", "3.499"),
        (1.15, 0.95, 9.501, "1.223", "14.063"),
        (1.32, 1.90, 2.271, "2.445", "3.858"),
        (1.12, 0.01, 4.542, "0.013", "6.548"),
    ],
)
def test_water_of_gpt_3(pue: float, wue: float, ewif: float, onsite: str, offsite: str) -> None:
    """Li et al., Making AI Less Thirsty, Table 1: 1287 MWh of IT energy, million litres.

    On-site water is per IT energy, off-site water per facility energy: PUE enters once. Read in
    full text; factors are printed with two to four digits, hence 0.1 % beside the last digit.
    """
    found = _training(1.287e6, pue=pue, kg_per_kwh=0.4, wue=wue, ewif=ewif)

    for category, printed in (("water_onsite", onsite), ("water_offsite", offsite)):
        got = _central(found, category) / 1e6
        wanted = float(printed)
        assert got == pytest.approx(wanted, abs=_half_unit(printed) + 1e-3 * wanted)


def test_the_gap_of_the_evolved_transformer() -> None:
    """The search that was put at 626,155 lb took 3.2 t: 88 times less (Patterson, appendix D)."""
    supposed = _training(1515.43 * 274_120 / 1e3, pue=1.58, kg_per_kwh=0.954 * POUND)
    real = _training(200 * 6.8 * 24 * 208 / 1e3, pue=1.1, kg_per_kwh=0.431)
    ratio = _central(supposed, "ghg_operational") / _central(real, "ghg_operational")

    assert math.isclose(ratio, 88.0, abs_tol=0.5)
