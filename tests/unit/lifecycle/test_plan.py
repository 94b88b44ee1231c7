"""What every unit of load costs on one machine, in one zone."""

from dataclasses import replace

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.loads import Key, Kind
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.plan import Plan, Site
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.world import World

MEMORY = Key(Kind.DRAM, "dram")


def plan(site: Site | None = None, profile: Profile | None = None) -> Plan:
    return Plan(
        worked.profile() if profile is None else profile,
        worked.intensity(),
        Site("FR", None, None) if site is None else site,
        worked.book(),
        AssessOptions(),
        World(n=8),
    )


def test_coefficients_are_worked_out_once() -> None:
    """Asking twice for one unit gives the same terms, not new ones."""
    made = plan()
    assert made.terms(MEMORY) is made.terms(MEMORY)


def test_a_unit_of_energy_is_in_every_operational_category() -> None:
    """Memory draws energy, carbon and water, and no category without data."""
    assert {term.category for term in plan().terms(MEMORY)} == {
        Category.ENERGY,
        Category.GHG_OPERATIONAL,
        Category.WATER_ONSITE,
        Category.WATER_OFFSITE,
    }


def test_an_unknown_part_costs_nothing() -> None:
    """A life of a part that the profile does not have has no terms."""
    assert plan().terms(Key(Kind.LIFE, "tape robot")) == ()


def test_assumed_pue_and_wue_are_noted_once_and_only_where_assumed() -> None:
    """The profile's own remark is not doubled, and goes where the run declares the number."""
    remarked = replace(worked.profile(), notes=(Note("pue-assumed", "PUE of a class."),))
    assert [note.code for note in plan(profile=remarked).notes] == ["pue-assumed", "wue-assumed"]
    assert plan(Site("FR", 1.1, 0.5), remarked).notes == ()


def test_a_site_without_water_use_has_no_water_on_site() -> None:
    """Where nobody states WUE, on-site water is an absence with its reason."""
    assert (
        "water use of this site"
        in plan(profile=replace(worked.profile(), wue=None)).absent[Category.WATER_ONSITE]
    )
