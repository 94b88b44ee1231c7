"""Water behind the grid of a zone, and what to do where only the country has a number."""

from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Known
from wholeprint.quantities.uncertain import Uncertain

PART_OF_COUNTRY = Factor(
    "assumed.water.part_of_country",
    "1",
    Lognormal(1.0, 0.5),
    known=Known.ASSUMED,
    note="water per energy of a part of a country over that of the country; no source: plants "
    "differ between regions, so 90 % of the belief is between 0.44 and 2.3 times",
)


def offsite_water(
    zone: str | None, assume: Assumptions, notes: list[Note]
) -> tuple[Uncertain | None, str]:
    """Return the water that power plants consume per energy provided, or why nobody can say.

    Args:
        zone: Grid zone, None where not known.
        assume: The assumptions.
        notes: Where to write what a reader should know.

    Returns:
        The water [L/kWh] and an empty reason, or None and the reason.
    """
    if zone is None:
        return None, "the grid zone is not known"
    found = assume.find(f"water.offsite.{zone}")
    if found is not None:
        return found, ""
    country = zone.split("-", maxsplit=1)[0]
    wider = None if country == zone else assume.find(f"water.offsite.{country}")
    if wider is None:
        return None, f"no source states the water behind the grid of {zone}"
    notes.append(
        Note(
            "zone-widened",
            f"Nobody states the water behind the grid of {zone}: that of {country} stands for it, "
            "with a wider interval.",
            severity="warning",
        )
    )
    return wider * assume.draw(PART_OF_COUNTRY), ""
