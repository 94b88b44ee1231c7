"""What making the hardware cost, by the share of its useful life that a run took.

``amount x count x seconds / (lifetime x utilisation) x share``: the life is the part of the years
in which the hardware works for somebody, so that idle years are carried by the busy ones.
"""

from collections.abc import Iterator

from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.making import made
from wholeprint.lifecycle.terms import Absence, Term
from wholeprint.quantities.footprint import UNITS, Category, Level
from wholeprint.quantities.making import Made
from wholeprint.quantities.profile import Part
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.units import Unit


def life_share(
    part: Part, lifetime: Uncertain, utilisation: Uncertain, assume: Assumptions
) -> Uncertain:
    """Return which share of one piece of a part one second of use takes [1].

    Args:
        part: The part.
        lifetime: Its service life [year].
        utilisation: Share of that life in which it works for somebody [1].
        assume: The assumptions.
    """
    second = Uncertain.fixed(1.0, "s")
    share = second / (lifetime * utilisation) * assume.draw_or_one(part.allocation_share)
    return share.to("1")


def per_second(
    what: Made, part: Part, category: Category, share: Uncertain, assume: Assumptions
) -> Uncertain:
    """Return what one second of use of a part takes in one category.

    Args:
        what: What one piece of it takes, or one gigabyte.
        part: The part.
        category: The category.
        share: Which share of a piece one second takes [1].
        assume: The assumptions.

    Raises:
        UnitError: If the factor is neither per piece nor per gigabyte.
    """
    each = made(what, assume)
    counted_in = "1" if each.unit.fits(Unit.parse(UNITS[category])) else "GB"
    return (each * Uncertain.fixed(part.count, counted_in) * share).to(UNITS[category])


def embodied_terms(part: Part, share: Uncertain, assume: Assumptions) -> Iterator[Term | Absence]:
    """Yield what making a part cost for one second of use, or why nobody can say.

    Args:
        part: The part.
        share: Which share of a piece one second takes [1].
        assume: The assumptions.
    """
    wanted: tuple[tuple[Category, Made | None, str], ...] = (
        (Category.GHG_EMBODIED, part.embodied, "greenhouse gases"),
        (Category.ADPE, part.adpe, "use of minerals"),
        (Category.PRIMARY_ENERGY, part.primary_energy, "use of primary energy"),
        (Category.WATER_EMBODIED, part.embodied_water, "use of water"),
    )
    for category, told, what in wanted:
        if told is None:
            yield Absence(category, f"no source states the {what} of making {part.source}")
        else:
            amount = per_second(told, part, category, share, assume)
            yield Term(category, part.source, Level.PLATFORM, amount)
