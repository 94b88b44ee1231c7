"""Intensities of places that no table states: from the larger place, or from all that are named.

The number of a country stands for a part of it only as far as parts of a country are alike, and
where two sources name two zones for one place the truth may be either: both are in the width.
"""

from collections.abc import Sequence

import numpy as np

from wholeprint.errors import ValueRefusedError
from wholeprint.factors.assemble import unique
from wholeprint.factors.yearly import widened
from wholeprint.quantities.distribution import Empirical, Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.source import Known, least_known

PART_OF_COUNTRY = "grid.part_of_country"
"""Id of what is believed about a part of a country over the whole of it."""

_POINTS = 64
"""Equally likely values that stand for each of several zones: percentiles are then right to 1 %."""


def part_of(whole: Factor, spread: Factor, factor_id: str) -> Factor:
    """Return what is believed about a part of a country of which only the country is known.

    Args:
        whole: The intensity of the country [gCO2e/kWh].
        spread: A part over its country; a lognormal with a median of 1 [1].
        factor_id: Id of what is returned.

    Returns:
        The intensity; its median is the country's.

    Raises:
        ValueRefusedError: If the spread is no lognormal.
    """
    if not isinstance(spread.distribution, Lognormal):
        raise ValueRefusedError("the spread of parts must be lognormal", seen=spread.id)
    return Factor(
        id=factor_id,
        unit=whole.unit,
        distribution=widened(whole.distribution, spread.distribution.sigma),
        sources=unique([*whole.sources, *spread.sources]),
        known=least_known([whole.known, spread.known]),
        valid_for=f"a part of the country: {whole.valid_for}",
        note=f"{whole.id} times {spread.id}",
    )


def either(factors: Sequence[Factor], factor_id: str) -> Factor:
    """Return what is believed where several zones are named and one of them is right.

    Args:
        factors: The intensity of each zone, all in one unit; each is taken to be as likely.
        factor_id: Id of what is returned.

    Returns:
        The intensity, as wide as all of them together.

    Raises:
        ValueRefusedError: If there are none, or they have several units.
    """
    units = {factor.unit for factor in factors}
    if len(units) != 1:
        raise ValueRefusedError("zones to choose from need one unit", seen=sorted(units))
    places = (np.arange(_POINTS) + 0.5) / _POINTS
    values = [float(value) for factor in factors for value in factor.distribution.quantile(places)]
    return Factor(
        id=factor_id,
        unit=units.pop(),
        distribution=Empirical(tuple(values)),
        sources=unique([source for factor in factors for source in factor.sources]),
        known=least_known([Known.MODELLED, *(factor.known for factor in factors)]),
        valid_for="one of several zones that are named for the place",
        note=f"as likely each: {', '.join(factor.id for factor in factors)}",
    )
