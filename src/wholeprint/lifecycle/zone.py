"""Water behind the grid of a zone, and what to do where only the country has a number."""

import math

from wholeprint.lifecycle.assumptions import Assumptions
from wholeprint.quantities.distribution import Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Known, Read, Source
from wholeprint.quantities.uncertain import Uncertain

# Litres per kilowatt-hour of the least and the greatest of the states that one source lists, Texas
# and Washington.
_STATES = (1.29, 9.50)
_Z95 = 1.6448536269514722

PART_OF_COUNTRY = Factor(
    "modelled.water.part_of_country",
    "1",
    Lognormal(1.0, math.log(_STATES[1] / _STATES[0]) / (2.0 * _Z95)),
    sources=(
        Source(
            "wri-2020",
            "Reig et al.: Guidance for Calculating Water Use Embedded in Purchased Electricity "
            "(WRI)",
            2020,
            "https://www.wri.org/research/"
            "guidance-calculating-water-use-embedded-purchased-electricity",
            "CC BY 4.0",
            Read.COMPUTED,
        ),
    ),
    known=Known.MODELLED,
    valid_for="a part of any country, though only states of the United States were looked at",
    note="water per energy of a part of a country over that of the country: the 5th and the 95th "
    "percentile are as far apart as the least and the greatest state, 1.29 and 9.50 L/kWh, as "
    "quoted by Li et al. 2023",
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
