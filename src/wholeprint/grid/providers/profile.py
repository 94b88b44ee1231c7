"""Typical years: time of day for a laptop without a network, with how little that is worth.

A typical hour is the mean of that hour in that month of past years, at the level of the year that
is asked for. It knows day from night and winter from summer, and nothing of the wind.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from wholeprint.errors import UnknownFactorError, ValueRefusedError
from wholeprint.factors.assemble import source_of, unique
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.factors.within import PART_OF_COUNTRY
from wholeprint.factors.yearly import Window
from wholeprint.grid.levels import Level, Levels
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
from wholeprint.quantities.source import Known, Source, least_known
from wholeprint.quantities.units import Unit

_COLUMNS = tuple(f"h{hour:02d}" for hour in range(HOURS))
_Z95 = 1.6448536269514722
_MOST_LEVELS = 4


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
        window = Window.for_duration(end_seconds - start_seconds)
        first = math.floor(start_seconds / HOUR_SECONDS)
        last = math.ceil(end_seconds / HOUR_SECONDS)
        edges = np.arange(first, last + 1, dtype=np.float64) * HOUR_SECONDS
        calendar = edges[:-1].astype("datetime64[s]").astype("datetime64[Y]").astype(int) + 1970
        known = Levels(self._factors, place.signal)
        levels = {int(year): known.of(place.zone, int(year)) for year in np.unique(calendar)}
        grams = np.asarray([levels[int(year)].grams for year in calendar])
        doubts = np.asarray([levels[int(year)].sigma for year in calendar])
        where = cells_of(edges[:-1])
        mean, low, high = (
            self._cells(place.zone.code, statistic)[where] * grams
            for statistic in ("mean", "low", "high")
        )
        part = _sigma(self._factors.factor(PART_OF_COUNTRY)) if place.is_larger else 0.0
        doubts = np.hypot(doubts, part)
        band = (
            mean * _widened(low / mean, doubts, -1.0),
            mean * _widened(high / mean, doubts, 1.0),
        )
        spread = self._spread(asked, place, list(levels.values()), window)
        unit = Unit.parse(GRAMS_PER_KWH)
        of_hour = tuple(float(side.sum() / mean.sum()) for side in band)
        return Intensity(
            signal=replace(place.signal, zone=asked.code),
            series=StepSeries(edges, mean, unit),
            spread=spread,
            sources=self._sources(place, levels.values()),
            notes=_notes(asked, place, levels, _width(spread, window, of_hour)),
            band=(StepSeries(edges, band[0], unit), StepSeries(edges, band[1], unit)),
            stands_in=((float(edges[0]), float(edges[-1])),),
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

    def _sources(self, place: _Place, levels: Iterable[Level]) -> tuple[Source, ...]:
        made_of = source_of(place.about, self._factors.sources)
        # Whoever published the hours did not publish these.
        ours = made_of._replace(title=f"typical hours, built from {made_of.title}")
        others = [source for level in levels for source in level.sources]
        return (
            ours,
            *(
                source._replace(title=f"the level of the year from {source.title}")
                for source in unique(others)
                if source.key != ours.key
            ),
        )

    def _spread(
        self, asked: Zone, place: _Place, levels: Sequence[Level], window: Window
    ) -> Factor:
        # Over several years the least sure one counts for all.
        sigmas = [
            place.about.required_number(f"sigma_{window.value}"),
            max(level.sigma for level in levels),
        ]
        sources = [source_of(place.about, self._factors.sources)]
        sources += [source for level in levels for source in level.sources]
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
            known=least_known(
                [Known(place.about.text("known")), *(level.known for level in levels)]
            ),
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


def _widened(ratios: FloatArray, doubts: FloatArray, side: float) -> FloatArray:
    """Return one end of a band over its middle, with the doubt about the level in it."""
    # In a skewed cell the mean may lie beyond a percentile: then it is the end itself.
    logs = np.maximum(side * np.log(ratios), 0.0)
    return np.exp(side * np.hypot(logs, _Z95 * doubts))


def _width(spread: Factor, window: Window, of_hour: tuple[float, ...]) -> str:
    low, high = of_hour
    hour = f"{low:.2g} and {high:.2g} times of it"
    if window is Window.HOUR:
        return f"In nine cases of ten an hour lies between {hour}."
    ends = math.exp(_Z95 * _sigma(spread))
    return (
        f"In nine cases of ten the mean over one {window.value} lies between {1.0 / ends:.2g} and "
        f"{ends:.2g} times of it, and a single hour between {hour}."
    )


def _at_level(levels: Mapping[int, Level]) -> str:
    every = list(levels.values())
    told = [f"{level.words} ({level.grams:.4g} gCO2e/kWh)" for level in every]
    if len(every) > _MOST_LEVELS:
        told = [told[0], f"... {told[-1]}"]
    unknown = [str(level.year) for level in every if not level.is_own]
    if not unknown:
        return ", ".join(told)
    years = unknown[0] if len(unknown) == 1 else f"{unknown[0]} to {unknown[-1]}"
    return f"{', '.join(told)}; its mean of {years} is not known here"


def _notes(asked: Zone, place: _Place, levels: Mapping[int, Level], width: str) -> tuple[Note, ...]:
    code = place.zone.code
    notes = [
        Note(
            "typical-profile",
            f"The hours are typical ones of {code}, the mean of each month and hour of "
            f"{place.about.text('years')}, at the level of {_at_level(levels)}: no hour of that "
            f"day itself is known. {width}",
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
