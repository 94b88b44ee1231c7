"""Loads times what one unit of each costs."""

from dataclasses import replace

import numpy as np
import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.assess import Case, assess_many
from wholeprint.lifecycle.demand import Demand, demand
from wholeprint.lifecycle.evaluate import footprint, is_dark
from wholeprint.lifecycle.loads import Key, Kind, Load
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.plan import Plan, Site
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World


def plan(intensity: Intensity) -> Plan:
    return Plan(
        worked.profile(),
        intensity,
        Site("FR", None, None, "FR"),
        worked.book(),
        AssessOptions(phase="training"),
        World(n=8),
    )


def test_nothing_asked_is_no_data() -> None:
    """Without loads there is no energy to state, rather than zero of it."""
    found = footprint(Demand(()), plan(worked.intensity()))
    assert isinstance(found["energy"], NoData)


def test_what_is_missing_is_remarked_on_operation_only() -> None:
    """An unmeasured board lowers energy and carbon, and says so there; not on the hardware."""
    asked = demand(worked.run(1), worked.profile(), worked.intensity(), AssessOptions())
    found = footprint(asked, plan(worked.intensity()))
    energy, made = found["energy"], found["ghg_embodied"]
    assert isinstance(energy, Uncertain)
    assert isinstance(made, Uncertain)
    assert energy.missing == asked.missing
    assert made.missing == ()


def test_contributions_have_their_phase_and_notes_come_once() -> None:
    """The phase of the options is on every part, and a note said twice is said once."""
    asked = demand(worked.run(1), worked.profile(), worked.intensity(), AssessOptions())
    note = Note("gap", "A gap.")
    found = footprint(asked, plan(worked.intensity()), (note, note))
    assert {part.phase for part in found.impact("energy").contributions} == {"training"}
    assert [each.code for each in found.notes].count("gap") == 1


@pytest.mark.parametrize(("grams", "expected"), [([0.0], 0.0), ([0.0, 100.0], 60.0)])
def test_an_hour_without_emissions_is_a_zero_and_no_absence(
    grams: list[float], expected: float
) -> None:
    """1 kWh an hour x PUE 1.2 is 0 g at 0 g/kWh, and 60 g where half is at 0, half at 100 / 2.

    The second hour has half the energy: 0.5 kWh x 1.2 x 100 g/kWh (1e-9).
    """
    kwh = [1.0, 0.5][: len(grams)]
    plug = worked.channel("plug", "machine", [3.6e6 * each for each in kwh], basis=Basis.IT)
    cases = [Case(worked.run(len(grams), plug), worked.profile(), worked.hourly(grams))]
    many = assess_many(cases, worked.book(), AssessOptions(), World(n=8))
    summed = many.total()
    assert summed is not None
    for each in (many[0], summed):
        total = each["ghg_operational"]
        assert isinstance(total, Uncertain)
        assert total.central == pytest.approx(expected, abs=1e-9)
    assert many.summary(Category.GHG_OPERATIONAL).values == pytest.approx([expected], abs=1e-9)


def test_a_yearly_intensity_of_zero_is_a_zero() -> None:
    """A zone that emits nothing gives 0 g of operation."""
    asked = demand(worked.run(1), worked.profile(), worked.intensity(), AssessOptions())
    total = footprint(asked, plan(worked.intensity("FR", 0.0)))["ghg_operational"]
    assert isinstance(total, Uncertain)
    assert total.central == 0.0


def test_a_factor_for_times_the_series_lacks_is_not_assumed_where_it_has_all() -> None:
    """A yearly value stands among the assumptions only where the series has a gap."""
    yearly = worked.intensity().factor
    for grams, is_used in (([0.0, 0.0], False), ([0.0, np.nan], True)):
        both = replace(worked.hourly(grams), factor=yearly)
        asked = demand(worked.run(2), worked.profile(), both, AssessOptions())
        names = {factor.id for factor in footprint(asked, plan(both)).assumptions}
        assert ("grid.FR.lifecycle.yearly" in names) is is_used


def test_the_total_of_a_measured_run_is_known_as_its_parts_are_added() -> None:
    """RAPL energy divided into work and idle by a model stays measured in its total."""
    modelled = worked.profile().cpu
    assert modelled is not None
    idle = replace(modelled.idle_share, known=Known.MODELLED)
    profile = replace(worked.profile(), cpu=replace(modelled, idle_share=idle))
    package = worked.channel("package-0", "cpu", [1e5])
    memory = worked.channel("dram-0", "dram", [1e4])
    many = assess_many(
        [Case(worked.run(1, package, memory), profile, worked.intensity())],
        worked.book(),
        AssessOptions(),
        World(n=8),
    )
    impact = many[0].impact("energy")
    assert isinstance(impact.total, Uncertain)
    assert impact.total.known is Known.DECLARED
    assert {part.source: part.amount.known for part in impact.contributions}["idle"] is (
        Known.MODELLED
    )
    assert sum(part.amount.central for part in impact.contributions) == pytest.approx(
        impact.total.central, rel=1e-12
    )


def test_darkness_is_energy_at_unknown_intensity() -> None:
    """Only uncovered energy under a series without a yearly stand-in is dark."""
    key = Key(Kind.DRAM, "dram")
    lit, dark = Load(key, 1.0, 100.0, 0.0), Load(key, 1.0, 50.0, 0.5)
    assert not is_dark([lit], plan(worked.hourly([100.0])))
    assert is_dark([lit, dark], plan(worked.hourly([100.0])))
    assert not is_dark([dark], plan(worked.intensity()))
