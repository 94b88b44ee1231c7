"""What holds of water and waste whatever the numbers are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.errors import UnitError, ValueRefusedError
from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assess import assess
from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.place_water import CONSUMED_SHARE
from wholeprint.lifecycle.zone import HydroWater, grid_water
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.factor import FactorBook, declared
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World

RATIOS = st.floats(1.0, 3.0)
LITRES = st.floats(0.0, 50.0)
SHARES = st.floats(0.0, 1.0)
MIX = st.lists(st.floats(0.01, 1.0), min_size=3, max_size=3)


def book(*more: tuple[str, float, str]) -> FactorBook:
    plain = (("power.cpu.workload", 1.0, "1"), ("water.offsite.FR", 4.0, "L/kWh"))
    return FactorBook([declared(*each) for each in (*plain, *more)])


def of(options: AssessOptions, *more: tuple[str, float, str]) -> Footprint:
    plug = worked.channel("plug", "machine", [3.6e6], basis=Basis.IT)
    grid = worked.intensity()
    return assess(worked.run(1, plug), worked.profile(), grid, book(*more), options, World(n=4))


def central(found: Footprint, category: str) -> float:
    quantity = found[category]
    assert isinstance(quantity, Uncertain), quantity
    return quantity.central


@given(pue=RATIOS, wue=LITRES, ewif=LITRES)
def test_pue_is_applied_once_and_off_site_alone(pue: float, wue: float, ewif: float) -> None:
    """Off-site water grows with PUE in proportion, on-site water does not know it (1e-12)."""
    overrides = {"water.offsite.FR": ewif}
    one = of(AssessOptions(pue=1.0, wue=wue, overrides=overrides))
    other = of(AssessOptions(pue=pue, wue=wue, overrides=overrides))
    assert central(other, "water_onsite") == central(one, "water_onsite")
    assert central(other, "water_offsite") == pytest.approx(
        pue * central(one, "water_offsite"), rel=1e-12
    )


@given(wue=LITRES, share=st.floats(0.1, 1.0), ewif=LITRES, taken=st.floats(0.0, 500.0))
def test_withdrawal_and_consumption_never_mix(
    wue: float, share: float, ewif: float, taken: float
) -> None:
    """What plants withdraw changes nothing that is consumed, nor the other way round."""
    share_of = (CONSUMED_SHARE, share, "1")

    def told(consumed: float, withdrawn: float) -> Footprint:
        overrides = {"water.offsite.FR": consumed, "water.withdrawal.offsite.FR": withdrawn}
        return of(AssessOptions(pue=1.0, wue=wue, overrides=overrides), share_of)

    found, dry, idle = told(ewif, taken), told(0.0, taken), told(ewif, 0.0)
    assert central(found, "water_withdrawal") == central(dry, "water_withdrawal")
    assert central(found, "water_offsite") == central(idle, "water_offsite")
    assert central(found, "water_withdrawal") == pytest.approx(wue / share + taken, rel=1e-9)


@given(factor=st.floats(0.1, 100.0), wue=LITRES, ewif=LITRES)
def test_weighting_by_scarcity_leaves_the_litres_alone(
    factor: float, wue: float, ewif: float
) -> None:
    """Adjusted is the factor times what is consumed in operation, and of another kind (1e-9)."""
    overrides = {"water.offsite.FR": ewif}
    options = AssessOptions(pue=1.2, wue=wue, water_scarcity_factor=factor, overrides=overrides)
    plain = of(AssessOptions(pue=1.2, wue=wue, overrides=overrides))
    found = of(options)
    for category in ("water_onsite", "water_offsite"):
        assert central(found, category) == central(plain, category)
    consumed = central(found, "water_onsite") + central(found, "water_offsite")
    assert central(found, "water_scarcity") == pytest.approx(factor * consumed, rel=1e-9)
    with pytest.raises(UnitError):
        _ = found["water_onsite"] + found["water_scarcity"]


@given(shares=st.tuples(SHARES, SHARES))
def test_more_recycled_is_less_lost(shares: tuple[float, float]) -> None:
    """The more is formally recycled, the less is not; together they are all of the waste."""
    lost: list[float] = []
    for share in sorted(shares):
        waste = of(AssessOptions(), ("recycled.world", share, "1")).impact("ewaste")
        fate = {part.source: part.amount.central for part in waste.of_which}
        assert isinstance(waste.total, Uncertain)
        assert sum(fate.values()) == pytest.approx(waste.total.central, rel=1e-9)
        lost.append(fate["not formally recycled"])
    assert lost[1] <= lost[0] * (1.0 + 1e-12)


@given(parts=MIX, hydro=st.floats(0.0, 60.0))
def test_leaving_reservoirs_out_never_adds_water(parts: list[float], hydro: float) -> None:
    """By the mix alone, water without reservoirs is at most water with them."""
    coal, wind, dams = (part / sum(parts) for part in parts)
    names = ("coal", "gas", "oil", "nuclear", "bioenergy", "hydro", "wind", "solar")
    shares = {"coal": coal, "wind": wind, "hydro": dams}
    known = [
        *((f"mix.XX.{name}", shares.get(name, 0.0), "1") for name in names),
        ("mix.XX.other_renewable", 0.0, "1"),
        ("water.plant.coal.consumption.XX", 2.0, "L/kWh"),
        ("water.plant.wind.consumption", 0.0, "L/kWh"),
        ("water.plant.hydro.consumption", hydro, "L/kWh"),
    ]
    found: list[float] = []
    for choice in HydroWater:
        notes: list[Note] = []
        assume = Assumptions(World(n=4), book(*known), {})
        water = grid_water("XX", choice, assume, notes).consumed
        assert water is not None
        found.append(water.central)
    assert found[1] <= found[0]
    assert found[0] - found[1] == pytest.approx(dams * hydro, rel=1e-9, abs=1e-12)


@given(wrong=st.floats(-1e6, -1e-6))
def test_negative_water_is_always_refused(wrong: float) -> None:
    """No negative figure of water gets through, wherever it is declared."""
    for options in (
        AssessOptions(wue=wrong),
        AssessOptions(withdrawn_wue=wrong),
        AssessOptions(water_scarcity_factor=wrong),
        AssessOptions(overrides={"water.offsite.FR": wrong}),
        AssessOptions(overrides={"water.withdrawal.offsite.FR": wrong}),
    ):
        with pytest.raises(ValueRefusedError):
            of(options)
