"""Loads times what one unit of each costs."""

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.demand import Demand, demand
from wholeprint.lifecycle.evaluate import footprint, is_dark
from wholeprint.lifecycle.loads import Key, Kind, Load
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.plan import Plan, Site
from wholeprint.quantities.absence import NoData
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.note import Note
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.world import World


def plan(intensity: Intensity) -> Plan:
    return Plan(
        worked.profile(),
        intensity,
        Site("FR", None, None),
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


def test_darkness_is_energy_at_unknown_intensity() -> None:
    """Only uncovered energy under a series without a yearly stand-in is dark."""
    key = Key(Kind.DRAM, "dram")
    lit, dark = Load(key, 1.0, 100.0, 0.0), Load(key, 1.0, 50.0, 0.5)
    assert not is_dark([lit], plan(worked.hourly([100.0])))
    assert is_dark([lit, dark], plan(worked.hourly([100.0])))
    assert not is_dark([dark], plan(worked.intensity()))
