"""Typical years: time of day for a laptop without a network, with how little that is worth.

A typical hour is the mean of that hour in that month of past years, at the level of the newest
yearly number. It knows day from night and winter from summer, and nothing of the wind.
"""

import math
from typing import NamedTuple

import numpy as np

from wholeprint.errors import UnknownFactorError, ValueRefusedError
from wholeprint.factors.assemble import source_of, unique
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.factors.within import PART_OF_COUNTRY
from wholeprint.factors.yearly import Window, YearlyIntensity
from wholeprint.grid.typical import HOUR_SECONDS, HOURS, MONTHS, cells_of
from wholeprint.grid.zone import Zone, Zones
from wholeprint.quantities.distribution import FloatArray, Lognormal
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import (
    GRAMS_PER_KWH,
    Accounting,
    Flow,
    Intensity,
    Response,
    Scope,
    Signal,
    Tense,
    check_same_signal,
)
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Known, least_known
from wholeprint.quantities.units import Unit

_COLUMNS = tuple(f"h{hour:02d}" for hour in range(HOURS))
_Z95 = 1.6448536269514722


class _Place(NamedTuple):
    """Whose typical year serves, and as which number.

    Attributes:
        zone: The zone.
        about: What its typical year is made of.
        signal: Which number it is.
        is_larger: Whether it is the country of a part that was asked for.
    """

    zone: Zone
    about: Row
    signal: Signal
    is_larger: bool


class TypicalProfile:
    """Typical years of the zones that have one: by month and hour of the day.

    Args:
        factors: The set of coefficients to read.
    """

    name = "profile"

    def __init__(self, factors: Factors) -> None:
        self._factors = factors
        self._zones = Zones(factors)

    def zones(self) -> tuple[str, ...]:
        """Return the codes of the zones that have a typical year."""
        return tuple(self._factors.table("grid_profile_zones").raw("zone"))

    def intensity(self, zone: str | None, signal: Signal) -> Intensity:
        """Refuse: a typical hour needs to know which hour.

        Args:
            zone: Name, code or alias of a zone.
            signal: Which number is wanted.

        Raises:
            UnknownFactorError: Always; `between` takes the times.
        """
        raise UnknownFactorError(
            "a typical year needs to know when",
            seen=f"{zone}, {signal.scope.value}, no time",
            fix="Ask for the time between two moments, or take the yearly mean",
        )

    def between(
        self, zone: str, signal: Signal, start_seconds: float, end_seconds: float
    ) -> Intensity:
        """Return the typical hours of a stretch of time.

        Args:
            zone: Name, code or alias of a zone; a place that has no typical year takes that of
                its grid zone or, wider, of its country.
            signal: Which number is wanted; the tense is not looked at.
            start_seconds: From when [s since 1970 UTC].
            end_seconds: Until when [s since 1970 UTC].

        Returns:
            The intensity: whole hours that cover the time, for each the 5th and 95th percentile
            of single hours, and in the spread how far the mean over this stretch may be off.

        Raises:
            UnknownZoneError: If there is no zone of that name.
            UnknownFactorError: If no typical year ships for the zone or its country.
            BoundaryError: If theirs is another kind of number.
            ValueRefusedError: If the time does not end after it begins.
        """
        if not start_seconds < end_seconds:
            raise ValueRefusedError(
                "a stretch of time must end after it begins", seen=(start_seconds, end_seconds)
            )
        asked = self._zones.resolve(zone)
        place = self._place(asked)
        check_same_signal(signal, place.signal)
        level = self._factors.yearly(place.zone.code, place.signal.scope, place.signal.flow)
        window = Window.for_duration(end_seconds - start_seconds)
        spread = self._spread(asked, place, level, window)
        first = math.floor(start_seconds / HOUR_SECONDS)
        last = math.ceil(end_seconds / HOUR_SECONDS)
        edges = np.arange(first, last + 1, dtype=np.float64) * HOUR_SECONDS
        where = cells_of(edges[:-1])

        def series(statistic: str) -> StepSeries:
            cells = self._cells(place.zone.code, statistic)
            values = cells[where] * level.factor.central
            return StepSeries(edges, values, Unit.parse(GRAMS_PER_KWH))

        return Intensity(
            signal=Signal(
                asked.code,
                place.signal.response,
                place.signal.scope,
                place.signal.flow,
                Tense.ESTIMATED,
                place.signal.accounting,
            ),
            series=series("mean"),
            spread=spread,
            sources=spread.sources,
            notes=_notes(asked, place, level, spread, window),
            band=(series("low"), series("high")),
        )

    def _place(self, asked: Zone) -> _Place:
        table = self._factors.table("grid_profile_zones")
        lineage = self._zones.lineage(asked)
        for steps, zone in enumerate(lineage):
            for row in table.where("zone", zone.code):
                is_larger = any(each.kind != "cloud" for each in lineage[:steps])
                return _Place(zone, row, _signal(row, zone), is_larger)
        raise UnknownFactorError(
            "no typical year ships for that zone",
            seen=asked.code,
            fix=f"They ship for {', '.join(self.zones())}",
        )

    def _cells(self, code: str, statistic: str) -> FloatArray:
        cells = np.empty((MONTHS, HOURS))
        for row in self._factors.table("grid_profiles").where("zone", code):
            if row.text("statistic") == statistic:
                month = int(row.required_number("month")) - 1
                cells[month] = [row.required_number(hour) for hour in _COLUMNS]
        return cells.ravel()

    def _spread(self, asked: Zone, place: _Place, level: YearlyIntensity, window: Window) -> Factor:
        sigmas = [place.about.required_number(f"sigma_{window.value}"), _sigma(level.factor)]
        sources = [source_of(place.about, self._factors.sources), *level.factor.sources]
        words = f"how far a mean of one {window.value} lies from its typical value, and the level"
        if place.is_larger:
            part = self._factors.factor(PART_OF_COUNTRY)
            sigmas.append(_sigma(part))
            sources += part.sources
            words += ", and a part from its country"
        return Factor(
            id=f"grid.{asked.code}.{place.signal.scope.value}.typical_{window.value}",
            unit="1",
            distribution=Lognormal(1.0, math.hypot(*sigmas)),
            sources=unique(sources),
            known=least_known([Known(place.about.text("known")), level.factor.known]),
            valid_for=f"{place.zone.code}, {place.about.text('years')}",
            note=words,
        )


def _signal(row: Row, zone: Zone) -> Signal:
    return Signal(
        zone=zone.code,
        response=Response(row.text("response")),
        scope=Scope(row.text("scope")),
        flow=Flow(row.text("flow")),
        tense=Tense.ESTIMATED,
        accounting=Accounting(row.text("accounting")),
    )


def _sigma(factor: Factor) -> float:
    # A level of exactly nothing has no doubt, and neither has anything that is a ratio to it.
    return factor.distribution.sigma if isinstance(factor.distribution, Lognormal) else 0.0


def _notes(
    asked: Zone, place: _Place, level: YearlyIntensity, spread: Factor, window: Window
) -> tuple[Note, ...]:
    code = place.zone.code
    ends = math.exp(_Z95 * _sigma(spread))
    notes = [
        Note(
            "typical-profile",
            f"The hours are typical ones of {code}, the mean of each month and hour of "
            f"{place.about.text('years')} at the level of {level.year} "
            f"({level.factor.central:.4g} gCO2e/kWh): no hour of that day itself is known. In nine "
            f"cases of ten the mean over one {window.value} lies between 1/{ends:.2g} and "
            f"{ends:.2g} times of it.",
            severity="warning",
        )
    ]
    if place.is_larger:
        notes.append(
            Note(
                "zone-widened",
                f"No typical year ships for {asked.code}: that of {code} stands for it, with a "
                "wider interval.",
                severity="warning",
            )
        )
    elif place.zone != asked:
        notes.append(
            Note(
                "zone-of-region",
                f"{asked.code} ({asked.location}) is taken to draw from the grid of {code}.",
            )
        )
    return tuple(notes)
