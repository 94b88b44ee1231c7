"""Published scores, put through our own core with their own inputs.

The case studies are those of the Green Software Foundation, read in its repositories (sci at
29cab981, sci-guide at 370e4ef6); a result must agree to half a unit of the last digit printed.
Numbers of the Impact Framework are of version 1.1.0 (npm ``@grnsft/if``), run here with the
manifests that the tests describe, and of the outputs in its repository (if at 0829a399).
"""

from itertools import pairwise
from typing import Any

import pytest

from wholeprint.errors import UnitError
from wholeprint.lifecycle.sci import (
    CarbonIntensity,
    Component,
    Hardware,
    Kind,
    Resolution,
    Score,
    score,
)
from wholeprint.lifecycle.sci_ai import Basis, Disclosure, Entry, Persona, Stage, ai_score
from wholeprint.lifecycle.sci_units import FunctionalUnit
from wholeprint.quantities.uncertain import Uncertain

RUN = FunctionalUnit("run")


def fixed(value: float, unit: str) -> Uncertain:
    """A number without doubt."""
    return Uncertain.fixed(value, unit)


def hardware(te: float, unit: str, time: Uncertain, life: Uncertain, share: float) -> Hardware:
    """A piece of M with its own TE, TiR, EL and RR/ToR."""
    return Hardware(
        name="server",
        embodied=fixed(te, unit),
        reserved_time=time,
        lifespan=life,
        reserved=fixed(share, "1"),
        total=fixed(1.0, "1"),
    )


def component(
    energy: Uncertain, grams_per_kwh: float, piece: Hardware, **changed: Any
) -> Component:
    """One component that does one run."""
    told: dict[str, Any] = {
        "name": "component",
        "energy": energy,
        "intensity": CarbonIntensity(
            amount=fixed(grams_per_kwh, "gCO2e/kWh"),
            kind=Kind.AVERAGE,
            region="declared",
            resolution=Resolution.YEAR,
        ),
        "hardware": (piece,),
        "counted": "run",
        "done_count": 1.0,
    }
    return Component(**(told | changed))


def grams(found: Score) -> float:
    """The central score [gCO2e per R]."""
    return found.rate.central


HOUR, FOUR_YEARS = fixed(1.0, "h"), fixed(35_040.0, "h")


def test_c_sci_01_eshoppen() -> None:
    """Two servers in India: 26.178 + 14.2416 = 40.4196 g, with M as printed.

    The study prints E = 0.023 kWh of 0.023616 (truncated) and M = 4.305 g of 4.3005 (a misprint);
    with its printed E and M the total is exact, with its own inputs it is 1.6 % higher.
    """
    app_m = hardware(1205.52, "kgCO2e", HOUR, FOUR_YEARS, 2 / 16)
    db_m = hardware(1433.12, "kgCO2e", HOUR, FOUR_YEARS, 2 / 16)
    assert app_m.amount().central == pytest.approx(4.305, rel=2e-3)  # printed with a misprint
    assert db_m.amount().central == pytest.approx(5.112, abs=5e-4)

    one = hardware(4.305, "gCO2e", HOUR, HOUR, 1.0)
    two = hardware(5.112, "gCO2e", HOUR, HOUR, 1.0)
    app = score([component(fixed(0.023, "kWh"), 951.0, one)], RUN)
    both = score(
        [
            component(fixed(0.023, "kWh"), 951.0, one),
            component(fixed(0.0096, "kWh"), 951.0, two),
        ],
        RUN,
    )
    assert grams(app) == pytest.approx(26.178, abs=5e-4)
    assert grams(both) == pytest.approx(40.4196, abs=5e-5)

    # Without the truncation of E: 18.3922 % of two chips of 205 W at 0.32.
    energy = fixed(0.183922 * 2 * 205 * 0.32, "W") * HOUR
    whole = score([component(energy, 951.0, app_m)], RUN)
    assert grams(whole) == pytest.approx(27.24868234503014, rel=1e-12)


def test_c_sci_02_a_printed_total_that_does_not_add_up() -> None:
    """Dow and Microsoft, graph databases: each part is as printed, the grand total is not.

    67.81 + 51.10 + 94.95 + 96.5 = 310.36 g; 321.35 g is printed. Our sum gives the former.
    """
    cpu = hardware(1533.12, "kgCO2e", HOUR, FOUR_YEARS, 1 / 8)
    memory = hardware(1533.12, "kgCO2e", HOUR, FOUR_YEARS, 2 / 64)
    assert cpu.amount().central == pytest.approx(5.47, abs=5e-3)
    assert memory.amount().central == pytest.approx(1.4, abs=0.05)

    tiger = hardware(6.87, "gCO2e", HOUR, HOUR, 1.0)
    first = score([component(fixed(0.110, "kWh"), 554.0, tiger)], RUN)
    assert grams(first) == pytest.approx(67.81, abs=5e-3)

    parts = [
        component(fixed(0.0, "kWh"), 554.0, hardware(each, "gCO2e", HOUR, HOUR, 1.0))
        for each in (67.81, 51.10, 94.95, 96.5)
    ]
    assert grams(score(parts[:2], RUN)) == pytest.approx(118.91, abs=5e-3)
    assert grams(score(parts, RUN)) == pytest.approx(310.36, abs=5e-3)


def test_c_sci_03_an_intensity_times_days_is_refused() -> None:
    """Raspberry Pi: the study multiplies kg/kWh by 365 days and prints 339.7 kg.

    With units that is no intensity any more, and refused; computed right it is 55.78 kg.
    """
    rate = fixed(0.713, "kgCO2e/kWh")
    with pytest.raises(UnitError):
        CarbonIntensity(
            amount=rate * fixed(365.0, "day"),
            kind=Kind.AVERAGE,
            region="declared",
            resolution=Resolution.YEAR,
        )
    year = fixed(0.003, "kWh/day") * fixed(365.0, "day")
    piece = hardware(55.0, "kgCO2e", HOUR, HOUR, 1.0)

    found = score([component(year, 713.0, piece)], RUN)

    assert grams(found) / 1e3 == pytest.approx(55.780735, rel=1e-9)


@pytest.mark.parametrize(
    ("carbon", "requests", "expected"),
    [(5.02, 100.0, 0.050199999999999995), (123.456, 7.0, 17.63657142857143)],
)
def test_c_if_01_the_sci_plugin(carbon: float, requests: float, expected: float) -> None:
    """Impact Framework 1.1.0, ``Sci``: carbon over requests, to 1e-12."""
    piece = hardware(carbon, "gCO2e", HOUR, HOUR, 1.0)
    done = component(fixed(0.0, "kWh"), 0.0, piece, counted="request", done_count=requests)

    assert grams(score([done], FunctionalUnit("request"))) == pytest.approx(expected, rel=1e-12)


TEADS = ((0.0, 0.12), (10.0, 0.32), (50.0, 0.75), (100.0, 1.02))


def _curve(load: float) -> float:
    """Power over design power by straight lines between the published points."""
    for (left, low), (right, high) in pairwise(TEADS):
        if left <= load <= right:
            return low + (high - low) * (load - left) / (right - left)
    raise AssertionError(load)


@pytest.mark.parametrize(
    ("load", "seconds", "energy", "operational", "embodied", "rate"),
    [
        (50.0, 1.0, 6.208333333333333e-06, 0.004966666666666666, 0.007927447995941146,
         0.0003223528665651953),
        (20.0, 5.0, 1.584375e-05, 0.012674999999999999, 0.03963723997970574,
         0.0013078059994926434),
        (15.0, 7.0, 1.9168402777777778e-05, 0.015334722222222222, 0.05549213597158803,
         0.0017706714548452562),
        (100.0, 30.0, 0.00021349999999999999, 0.17079999999999998, 0.2378234398782344,
         0.010215585996955859),
    ],
)  # fmt: skip
def test_c_if_02_the_teads_pipeline(
    load: float, seconds: float, energy: float, operational: float, embodied: float, rate: float
) -> None:
    """Impact Framework 1.1.0, curve to score: 100 W, 2 of 8 processors, 800 g/kWh, 40 requests.

    Run with the manifest of its pipeline; M is 1,000 kg over four years, as its plugin has it.
    All to 1e-12.
    """
    cpu = fixed(100.0 * _curve(load), "W") * fixed(seconds, "s") * 0.25
    piece = hardware(1000.0, "kgCO2e", fixed(seconds, "s"), fixed(126_144_000.0, "s"), 1.0)
    done = component(
        cpu.to("kWh") + fixed(1e-6, "kWh"), 800.0, piece, counted="request", done_count=40.0
    )

    found = score([done], FunctionalUnit("request"))

    (part,) = found.parts
    assert part.energy.central == pytest.approx(energy, rel=1e-12)
    assert part.operational.central == pytest.approx(operational, rel=1e-12)
    assert part.embodied.central == pytest.approx(embodied, rel=1e-12)
    assert grams(found) == pytest.approx(rate, rel=1e-12)


@pytest.mark.parametrize(
    ("parts", "share", "seconds", "expected"),
    [
        ((1, 16, 0, 0, 0), 1.0, 3600.0, 28.538812785388128),
        ((4, 32, 1, 1, 1), 1.0, 3600.0, 46.29589992389649),
        ((96, 1152, 8, 0, 8), 0.25, 86_400.0, 2341.9163812785387),
    ],
)
def test_p_if_01_the_embodied_plugin(
    parts: tuple[int, int, int, int, int], share: float, seconds: float, expected: float
) -> None:
    """Impact Framework 1.1.0, ``SciEmbodied``: TE from its own constants, to 1e-12.

    1,000 kg, 100 kg for each further processor, 533/384 kg/GB beyond 16 GB, 50 kg for each solid
    state disk, 100 kg for each hard disk, 150 kg for each accelerator, over 126,144,000 s.
    """
    cpus, memory_gb, ssd, hdd, gpu = parts
    te = 1e6 + (cpus - 1) * 1e5 + (memory_gb - 16) * 533e3 / 384
    te += ssd * 5e4 + hdd * 1e5 + gpu * 1.5e5
    piece = hardware(te, "gCO2e", fixed(seconds, "s"), fixed(126_144_000.0, "s"), share)

    assert piece.amount().central == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("per_gb", "expected"), [(1_172_000.0, 487.48858447488584), (1172.0, 59.788858447488586)]
)
def test_p_if_02_a_memory_constant_read_in_two_units(per_gb: float, expected: float) -> None:
    """Its scenario 2 with five years: 487.49 g as that tool had it, 59.79 g with grams per GB.

    The difference is a factor of 1,000 in one constant, not one of the formula: both to 1e-12.
    """
    te = 2e6 + 3 * 1e5 + 16 * per_gb + 5e4 + 1e5 + 1.5e5
    piece = hardware(te, "gCO2e", fixed(3600.0, "s"), fixed(157_680_000.0, "s"), 1.0)

    assert piece.amount().central == pytest.approx(expected, rel=1e-12)


def test_the_examples_of_the_draft_for_ai_are_off_by_a_thousand() -> None:
    """Its two examples, with units: 130 g per million tokens and 4,000 g per 1e18 operations.

    The draft (sci-ai at 9b8c1584) prints 0.13 g and 4 g: a kilogram was taken for a gram.
    """
    said = Disclosure(
        rationale="example",
        basis=Basis.GROSS,
        stages=dict.fromkeys(Stage, "in the same number"),
    )
    tokens = component(
        fixed(0.0, "kWh"),
        0.0,
        hardware(6500.0, "kgCO2e", HOUR, HOUR, 1.0),
        counted="token",
        done_count=50e9,
    )
    operations = component(
        fixed(0.0, "kWh"),
        0.0,
        hardware(200_000.0, "kgCO2e", HOUR, HOUR, 1.0),
        counted="FLOP",
        done_count=5e22,
    )

    million, many = FunctionalUnit("token", 1e6), FunctionalUnit("FLOP", 1e18)
    consumer = ai_score(Persona.CONSUMER, [Entry(tokens, Stage.OPERATION)], million, said)
    provider = ai_score(Persona.PROVIDER, [Entry(operations, Stage.DESIGN)], many, said)

    assert grams(consumer.score) == pytest.approx(130.0, rel=1e-12)
    assert grams(provider.score) == pytest.approx(4000.0, rel=1e-12)
