"""From what ran to what it cost."""

from dataclasses import replace

import numpy as np
import pytest

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assess import Case, assess, assess_many
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.activity import Activity
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.distribution import Uniform
from wholeprint.quantities.factor import Factor, FactorBook, declared
from wholeprint.quantities.footprint import Category, Footprint
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World


def assessed(
    activity: Activity,
    options: AssessOptions | None = None,
    intensity: Intensity | None = None,
    profile: Profile | None = None,
    world: World | None = None,
) -> Footprint:
    return assess(
        activity,
        worked.profile() if profile is None else profile,
        worked.intensity() if intensity is None else intensity,
        worked.book(),
        AssessOptions() if options is None else options,
        World(n=64) if world is None else world,
    )


def central(found: object) -> float:
    assert isinstance(found, Uncertain), found
    return found.central


def test_every_assumption_is_listed_with_what_was_declared() -> None:
    """The assumptions name what was used, and a declaration takes the place of the table."""
    found = assessed(worked.run(1), AssessOptions(pue=1.1, lifetime_years=4.0))
    by_id = {factor.id: factor for factor in found.assumptions}
    assert by_id["declared.pue"].known is Known.DECLARED
    assert by_id["lifetime.server"].central == 4.0
    assert "pue.datacentre" not in by_id
    assert {"cpu.example.tdp", "grid.FR.lifecycle.yearly", "water.offsite.FR"} <= set(by_id)


def test_any_assumption_can_be_declared_by_name() -> None:
    """An override by name counts as declared and changes the result: half the TDP, half of that."""
    run = worked.run(1, worked.channel("dram-0", "dram", [0.0]))
    plain = assessed(run)
    found = assessed(run, AssessOptions(overrides={"cpu.example.tdp": 50.0}))
    assert central(found["energy"]) == pytest.approx(central(plain["energy"]) / 2, rel=1e-12)


def test_what_the_run_declared_stands_unless_the_options_say_otherwise() -> None:
    """PUE of the run beats the profile's, and PUE of the options beats the run's."""
    run = replace(worked.run(1), pue=1.5, wue=0.0)
    plain = central(assessed(worked.run(1))["energy"])
    assert central(assessed(run)["energy"]) == pytest.approx(plain * 1.5 / 1.2, rel=1e-12)
    again = assessed(run, AssessOptions(pue=1.0))
    assert central(again["energy"]) == pytest.approx(plain / 1.2, rel=1e-12)
    assert central(again["water_onsite"]) == 0.0
    assert not [note for note in again.notes if note.code in {"pue-assumed", "wue-assumed"}]


def test_a_pue_below_one_is_refused() -> None:
    """No building uses less than what is in it."""
    with pytest.raises(ValueRefusedError, match="PUE"):
        assessed(worked.run(1), AssessOptions(pue=0.9))


def test_an_intensity_of_another_zone_is_refused() -> None:
    """What the options want and what is passed must be one zone."""
    with pytest.raises(ValueRefusedError, match="another zone"):
        assessed(worked.run(1), AssessOptions(zone="DE"))


def test_without_an_intensity_there_is_no_carbon_but_energy() -> None:
    """A run of unknown place has energy, no operational carbon, and says why."""
    run = replace(worked.run(1), zone=None)
    found = assess(run, worked.profile(), None, worked.book(), AssessOptions(), World(n=8))
    assert central(found["energy"]) > 0.0
    for category in ("ghg_operational", "water_offsite"):
        absent = found[category]
        assert isinstance(absent, NoData)
        assert "zone is not known" in absent.reason


def test_a_gap_in_the_intensity_is_no_carbon_unless_a_yearly_one_stands_in() -> None:
    """Hours without intensity are never taken as zero, nor as the mean of the others."""
    run = worked.run(2, worked.channel("plug", "machine", [3.6e6, 3.6e6], basis=Basis.IT))
    gappy = worked.hourly([100.0, np.nan])
    assert isinstance(assessed(run, intensity=gappy)["ghg_operational"], NoData)
    yearly = worked.intensity().factor
    found = assessed(run, intensity=replace(gappy, factor=yearly))
    assert central(found["ghg_operational"]) == pytest.approx(1.2 * (100 + 50), rel=1e-9)


@pytest.mark.parametrize(
    ("boundary", "absent"),
    [
        (
            Boundary(operational=False),
            {"energy", "ghg_operational", "water_onsite", "water_offsite"},
        ),
        (Boundary(embodied=False), {"ghg_embodied"}),
        (Boundary(water=False), {"water_onsite", "water_offsite"}),
        (Boundary(end_of_life=False), {"ewaste"}),
    ],
)
def test_what_is_outside_the_boundary_is_not_counted(boundary: Boundary, absent: set[str]) -> None:
    """A category outside the boundary is an absence that says so; the others stay."""
    found = assessed(worked.run(1), AssessOptions(boundary=boundary))
    inside = assessed(worked.run(1))
    for category in Category:
        result = found[category]
        if category in absent:
            assert isinstance(result, NoData)
            assert "outside the boundary" in result.reason
        elif isinstance(result, Uncertain):
            assert result.central == central(inside[category])


def test_without_the_building_energy_ends_at_the_plug() -> None:
    """Leaving the facility out leaves PUE out, everywhere, and the basis says so."""
    found = assessed(worked.run(1), AssessOptions(boundary=Boundary(facility=False)))
    whole = assessed(worked.run(1))
    assert found.impact("energy").basis is Basis.IT
    for category in ("energy", "ghg_operational", "water_offsite"):
        assert central(found[category]) == pytest.approx(central(whole[category]) / 1.2, rel=1e-12)
    assert central(found["water_onsite"]) == pytest.approx(
        central(whole["water_onsite"]), rel=1e-12
    )


def test_without_idle_the_energy_is_what_the_load_added() -> None:
    """At half load 70 W of each 100 W less 20 W at idle stay, and memory (1e-12)."""
    found = assessed(worked.run(1), AssessOptions(boundary=Boundary(idle=False)))
    assert central(found["energy"]) == pytest.approx((0.1 + 0.05) * 1.25 * 1.2, rel=1e-12)


def test_a_contract_is_a_category_of_its_own() -> None:
    """A declared contract gives market-based carbon beside the location-based one."""
    contract = worked.intensity("FR", 10.0).factor
    assert contract is not None
    found = assessed(worked.run(1), AssessOptions(market=replace(contract, id="contract")))
    ratio = central(found["ghg_operational_market"]) / central(found["ghg_operational"])
    assert ratio == pytest.approx(10.0 / 50.0, rel=1e-12)


def test_many_are_as_one_by_one() -> None:
    """assess_many says of each run what assess says of it alone, errors included (1e-9)."""
    wide = worked.profile()
    wide = replace(wide, pue=replace(wide.pue, distribution=Uniform(1.1, 1.6)))
    grid = worked.intensity()
    cases = [Case(run, wide, grid) for run in _some_runs()]
    book = _book()
    many = assess_many(cases, book, AssessOptions(), World(n=128))
    assert len(many) == len(cases)
    for category in Category:
        summary = many.summary(category)
        for place, case in enumerate(cases):
            alone = assess(case.activity, wide, grid, book, AssessOptions(), World(n=128))[category]
            if isinstance(alone, NoData):
                assert np.isnan(summary.values[place])
            else:
                found = [each[place] for each in (summary.lows, summary.values, summary.highs)]
                assert np.allclose(found, [alone.low, alone.median, alone.high], rtol=1e-9)
                assert np.isclose(summary.centrals[place], alone.central, rtol=1e-9)


def test_the_total_of_many_is_the_sum_of_each() -> None:
    """Adding loads and then assessing is assessing and then adding, draw by draw (1e-9)."""
    grid, profile = worked.intensity(), worked.profile()
    cases = [Case(run, profile, grid) for run in _some_runs()]
    cases += [Case(worked.run(1), worked.profile(pue=1.7), grid)]
    many = assess_many(cases, _book(), AssessOptions(), World(n=128))
    summed = None
    for each in many:
        summed = each if summed is None else summed + each
    total = many.total()
    assert total is not None
    assert summed is not None
    for category in Category:
        one, other = total[category], summed[category]
        if isinstance(other, Uncertain):
            assert isinstance(one, Uncertain)
            assert np.allclose(one.draws, other.draws, rtol=1e-9)
            assert one.known is other.known
        else:
            assert isinstance(one, NoData)


def test_none_at_all_have_no_total() -> None:
    """The total of no runs is none, and no zero."""
    many = assess_many([], FactorBook(), AssessOptions(), World(n=8))
    assert len(many) == 0
    assert many.total() is None
    assert many.summary(Category.ENERGY).values.size == 0


def _book() -> FactorBook:
    """The worked example, with doubt about the workload and with minerals of a kilowatt-hour."""
    plain = ("water.offsite.FR", "recycled.world")
    return FactorBook(
        [
            *(worked.book().factor(name) for name in plain),
            Factor("power.cpu.workload", "1", Uniform(0.88, 1.12)),
            declared("adpe.electricity.FR", 1e-7, "kgSb/kWh"),
        ]
    )


def _some_runs() -> list[Activity]:
    counter = replace(
        worked.channel("package-0", "cpu", [1e5, 2e5]),
        refresh_seconds=60.0,
        relative_error=0.05,
    )
    board = replace(
        worked.channel("gpu:0", "gpu:0", [1e6, np.nan], basis=Basis.DEVICE), refresh_seconds=9.0
    )
    return [
        worked.run(2, counter, board, busy_share=0.7),
        replace(worked.run(2, counter, busy_share=0.4), run_id="second", attribution="process"),
        replace(worked.run(3, cpu_share=0.9), run_id="third"),
        replace(worked.run(1, cpu_share=float("nan")), run_id="fourth"),
    ]
