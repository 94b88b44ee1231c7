"""Hardware thrown away: mass by the share of useful life taken, and what of it nobody recycles."""

from collections.abc import Iterator

from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.embodied import per_second
from wholeprint.lifecycle.terms import Absence, Role, Term
from wholeprint.quantities.footprint import Category, Level
from wholeprint.quantities.profile import Part
from wholeprint.quantities.uncertain import Uncertain

RECYCLED = "recycled.world"
NOT_RECYCLED = "not formally recycled"


def end_of_life_terms(
    part: Part, share: Uncertain, assume: Assumptions
) -> Iterator[Term | Absence]:
    """Yield the waste of a part for one second of use, or why nobody can say.

    Args:
        part: The part.
        share: Which share of a piece one second takes [1].
        assume: The assumptions.
    """
    category = Category.EWASTE
    if part.mass is None:
        yield Absence(category, f"no source states the mass of {part.source}")
        return
    waste = per_second(part.mass, part, category, share, assume)
    yield Term(category, part.source, Level.PLATFORM, waste)
    recycled = assume.find(RECYCLED)
    if recycled is not None:
        lost = waste * (1.0 - recycled)
        yield Term(category, NOT_RECYCLED, Level.PLATFORM, lost, role=Role.OF_WHICH)
