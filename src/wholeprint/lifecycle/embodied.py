"""What making the hardware cost, by the share of its useful life that a run took.

``amount x count x seconds / (lifetime x utilisation) x share``: the life is the part of the years
in which the hardware works for somebody, so that idle years are carried by the busy ones.
"""

from collections.abc import Iterator

from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.terms import Absence, Term
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.footprint import UNITS, Category, Level
from wholeprint.quantities.profile import Part
from wholeprint.quantities.uncertain import Uncertain


def life_share(
    part: Part, lifetime: Uncertain, utilisation: Uncertain, assume: Assumptions
) -> Uncertain:
    """Return which share of a part one second of use takes [1].

    Args:
        part: The part.
        lifetime: Its service life [year].
        utilisation: Share of that life in which it works for somebody [1].
        assume: The assumptions.
    """
    second = Uncertain.fixed(1.0, "s")
    share = second / (lifetime * utilisation) * assume.draw_or_one(part.allocation_share)
    return share.to("1") * part.count


def embodied_terms(part: Part, share: Uncertain, assume: Assumptions) -> Iterator[Term | Absence]:
    """Yield what making a part cost for one second of use, or why nobody can say.

    Args:
        part: The part.
        share: Which share of it one second takes [1].
        assume: The assumptions.
    """
    wanted: tuple[tuple[Category, Factor | None, str], ...] = (
        (Category.GHG_EMBODIED, part.embodied, "greenhouse gases"),
        (Category.ADPE, part.adpe, "use of minerals"),
        (Category.PRIMARY_ENERGY, part.primary_energy, "use of primary energy"),
        (Category.WATER_EMBODIED, part.embodied_water, "use of water"),
    )
    for category, factor, what in wanted:
        if factor is None:
            yield Absence(category, f"no source states the {what} of making {part.source}")
        else:
            amount = (assume.draw(factor) * share).to(UNITS[category])
            yield Term(category, part.source, Level.PLATFORM, amount)
