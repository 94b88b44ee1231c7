"""What every unit of load costs on one machine, in one zone."""

from dataclasses import replace

import pytest

from wholeprint.lifecycle import worked
from wholeprint.lifecycle.loads import Key, Kind
from wholeprint.lifecycle.options import AssessOptions
from wholeprint.lifecycle.plan import NAMED, Plan, Site
from wholeprint.lifecycle.terms import Absence, Term
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.factor import declared
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.note import Note
from wholeprint.quantities.profile import Profile
from wholeprint.quantities.world import World

MEMORY = Key(Kind.DRAM, "dram")


def plan(site: Site | None = None, profile: Profile | None = None) -> Plan:
    return Plan(
        worked.profile() if profile is None else profile,
        worked.intensity(),
        Site("FR", None, None, "FR") if site is None else site,
        worked.book(),
        AssessOptions(),
        World(n=8),
    )


def test_coefficients_are_worked_out_once() -> None:
    """Asking twice for one unit gives the same terms, not new ones."""
    made = plan()
    assert made.terms(MEMORY) is made.terms(MEMORY)


@pytest.mark.parametrize("kind", [Kind.ACCELERATOR, Kind.LIFE])
def test_accelerators_alike_are_worked_out_once(kind: Kind) -> None:
    """The last of three is told by the first, under its own name; another card is not.

    Numbers are the very ones, since nothing is drawn again.
    """
    card = worked.profile().accelerators[0]
    alike = replace(card, index=7, part=replace(card.part, source="gpu:7"))
    heavy = replace(card.part, source="gpu:8", mass=declared("mass.heavy", 50.0, "kg"))
    other = replace(card, index=8, tdp=declared("tdp.heavy", 900.0, "W"), part=heavy)
    profile = replace(worked.profile(), accelerators=(card, alike, other))
    made, places = plan(profile=profile), len(profile.parts)
    nodes = range(places, places + 3) if kind is Kind.LIFE else (-1, -1, -1)
    names = (card.part.source, "gpu:7", "gpu:8")
    first, second, third = (
        made.terms(Key(kind, name, node)) for name, node in zip(names, nodes, strict=True)
    )

    def numbers(terms: tuple[Term | Absence, ...]) -> list[int]:
        return [id(term.coefficient) for term in terms if isinstance(term, Term)]

    assert numbers(second) == numbers(first)
    assert "gpu:7" in str(second)
    assert "gpu:0" not in str([term[:2] for term in second])
    assert not set(numbers(third)) & set(numbers(first))


def test_a_unit_of_energy_is_in_every_operational_category() -> None:
    """Memory draws energy, carbon and water, and no category without data."""
    assert {term.category for term in plan().terms(MEMORY)} == {
        Category.ENERGY,
        Category.GHG_OPERATIONAL,
        Category.WATER_ONSITE,
        Category.WATER_OFFSITE,
    }


def test_two_parts_of_one_name_are_two_parts() -> None:
    """Parts are told apart by their place: the second server is lighter, and both are counted."""
    server = worked.profile().parts[0]
    lighter = replace(server, mass=declared("mass.lighter", 5.0, "kg"))
    made = plan(profile=replace(worked.profile(), parts=(server, lighter)))
    first, second = (
        next(
            term.coefficient.central
            for term in made.terms(Key(Kind.LIFE, "server", place))
            if isinstance(term, Term) and term.category is Category.EWASTE
        )
        for place in (0, 1)
    )
    assert second == pytest.approx(first / 5, rel=1e-12)


def test_assumed_pue_and_wue_are_noted_once_and_only_where_assumed() -> None:
    """The profile's own remark is not doubled, and goes where the run declares the number."""
    remarked = replace(worked.profile(), notes=(Note("pue-assumed", "PUE of a class."),))
    assert [note.code for note in plan(profile=remarked).notes] == ["pue-assumed", "wue-assumed"]
    assert plan(Site("FR", 1.1, 0.5, "FR"), remarked).notes == ()


def test_a_site_without_water_use_has_no_water_on_site() -> None:
    """Where nobody states WUE, on-site water is an absence with its reason."""
    assert (
        "water use of this site"
        in plan(profile=replace(worked.profile(), wue=None)).absent[Category.WATER_ONSITE]
    )


def test_each_named_damage_says_which_number_is_missing() -> None:
    """Land, toxicity, biodiversity and health are absent for reasons of their own, none for all."""
    absent = plan().absent
    named = [absent[name] for name in NAMED]
    assert len(set(named)) == len(named)
    assert {"land", "toxicity", "biodiversity", "health"} == {name.value for name in NAMED}
    assert not [reason for reason in named if "nobody has data" in reason]


def test_what_is_withdrawn_in_making_is_said_to_be_left_out() -> None:
    """A part of the hardware leaves a remark on withdrawal and on scarcity, and no number."""
    terms = plan().terms(Key(Kind.LIFE, "server", 0))
    left_out = [term.category for term in terms if isinstance(term, Absence)]
    assert Category.WATER_WITHDRAWAL in left_out
    inside = Boundary(embodied=False, end_of_life=False)
    outside = Plan(
        worked.profile(),
        worked.intensity(),
        Site("FR", None, None, "FR"),
        worked.book(),
        AssessOptions(boundary=inside),
        World(n=8),
    )
    assert outside.terms(Key(Kind.LIFE, "server", 0)) == ()
    assert "outside the boundary" in outside.absent[Category.CRITICAL_MINERALS]
