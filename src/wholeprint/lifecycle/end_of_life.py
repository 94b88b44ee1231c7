"""Hardware thrown away: mass by the share of useful life taken, and what becomes of it.

Documented formal collection and recycling is all that monitors can count: what is left is lost,
hoarded, exported or recycled by people nobody protects, and which of these nobody knows.
"""

from collections.abc import Iterator

from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.lifecycle.embodied import per_second
from wholeprint.lifecycle.terms import Absence, Role, Term
from wholeprint.quantities.footprint import Category, Level
from wholeprint.quantities.profile import Part, Profile
from wholeprint.quantities.uncertain import Uncertain

RECYCLED = "formally recycled"
NOT_RECYCLED = "not formally recycled"


def end_of_life_terms(
    part: Part, share: Uncertain, recycled: Uncertain | None, assume: Assumptions
) -> Iterator[Term | Absence]:
    """Yield the waste of a part for one second of use, or why nobody can say.

    Args:
        part: The part.
        share: Which share of a piece one second takes [1].
        recycled: Which share of waste is formally recycled [1], None where nobody says.
        assume: The assumptions.
    """
    category = Category.EWASTE
    if part.mass is None:
        yield Absence(category, f"no source states the mass of {part.source}")
        return
    waste = per_second(part.mass, part, category, share, assume)
    yield Term(category, part.source, Level.PLATFORM, waste)
    if recycled is not None:
        for name, fate in ((RECYCLED, recycled), (NOT_RECYCLED, 1.0 - recycled)):
            yield Term(category, name, Level.PLATFORM, waste * fate, role=Role.OF_WHICH)


def no_minerals(profile: Profile, assume: Assumptions) -> str:
    """Return why nobody can say which critical minerals hardware takes, and what is known.

    Args:
        profile: The machine.
        assume: The assumptions.

    Returns:
        The reason, as a clause, with the number of elements where a device was analysed.
    """
    found: dict[str, None] = {}
    for device in profile.accelerators:
        # A board's own factors are named after it: accelerator.<board>.tdp.
        board = "" if device.tdp is None else device.tdp.id.rpartition(".")[0]
        elements = assume.find(f"elements.{board}") if board else None
        if elements is not None:
            board = f"a board of the family of {device.name}"
            found[f"{elements.central:g} elements were found in {board}"] = None
    reason = "no source states the mass of critical minerals in this hardware"
    return f"{reason}; {'; '.join(found)}, without their masses" if found else reason
