"""Hourly series: those that ship with wholeprint, for showing what hours are worth."""

from datetime import UTC, datetime

import numpy as np

from wholeprint.errors import UnknownFactorError
from wholeprint.factors.assemble import source_of
from wholeprint.factors.sets import Factors
from wholeprint.factors.table import Row
from wholeprint.grid.zone import Zone, Zones
from wholeprint.quantities.intensity import (
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
from wholeprint.quantities.units import Unit

_HOURS = tuple(f"h{hour:02d}" for hour in range(24))
_HOUR_SECONDS = 3600.0
_DAY_SECONDS = 24 * _HOUR_SECONDS


class HourlySeries:
    """The hourly series that ship with wholeprint: a few zones, a few weeks and one year.

    Args:
        factors: The set of coefficients to read.
    """

    name = "series"

    def __init__(self, factors: Factors) -> None:
        self._factors = factors
        self._zones = Zones(factors)

    def zones(self) -> tuple[str, ...]:
        """Return the codes of the zones that have a series."""
        return tuple(sorted(set(self._factors.table("grid_series").raw("zone"))))

    def intensity(self, zone: str | None, signal: Signal) -> Intensity:
        """Return every shipped series of a zone, joined over time.

        Args:
            zone: Name, code or alias of a zone.
            signal: Which number is wanted; the tense may differ, and then a note says so.

        Returns:
            The intensity; the time between two series is a gap.

        Raises:
            UnknownFactorError: If no zone is given, or no series of that kind ships for it.
        """
        if zone is None:
            raise UnknownFactorError(
                "a series belongs to a zone", seen=None, fix=f"Series: {', '.join(self.zones())}"
            )
        found = self._zones.resolve(zone)
        rows = self._factors.table("grid_series").where("zone", found.code)
        if not rows:
            raise UnknownFactorError(
                "no hourly series ships for that zone",
                seen=found.code,
                fix=f"Series ship for {', '.join(self.zones())}; or bring a file of your own",
            )
        own = _signal(rows[0], found)
        check_same_signal(signal, own)
        return Intensity(
            signal=own,
            series=self._joined(rows),
            sources=tuple(dict.fromkeys(source_of(row, self._factors.sources) for row in rows)),
            notes=_notes(signal, own),
        )

    def _joined(self, rows: tuple[Row, ...]) -> StepSeries:
        days = [
            day
            for row in rows
            for day in self._factors.table("grid_hours").where("series", row.text("series"))
        ]
        days.sort(key=lambda day: day.text("day"))
        starts = [_midnight(day.text("day")) for day in days]
        edges: list[float] = []
        values: list[float] = []
        for day, start in zip(days, starts, strict=True):
            if edges and start > edges[-1]:
                values.append(np.nan)
                edges.append(start)
            elif not edges:
                edges.append(start)
            numbers = [day.number(hour) for hour in _HOURS]
            values.extend(np.nan if number is None else number for number in numbers)
            edges.extend(start + _HOUR_SECONDS * (hour + 1) for hour in range(24))
        return StepSeries(np.asarray(edges), np.asarray(values), Unit.parse(rows[0].text("unit")))


def _midnight(day: str) -> float:
    return datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()


def _signal(row: Row, zone: Zone) -> Signal:
    return Signal(
        zone=zone.code,
        response=Response(row.text("response")),
        scope=Scope(row.text("scope")),
        flow=Flow(row.text("flow")),
        tense=Tense(row.text("tense")),
        accounting=Accounting(row.text("accounting")),
        unit=row.text("unit"),
    )


def _notes(wanted: Signal, own: Signal) -> tuple[Note, ...]:
    if wanted.tense is own.tense:
        return ()
    return (
        Note(
            "tense-differs",
            f"The series of {own.zone} is {own.tense.value}, where {wanted.tense.value} "
            "was asked for.",
        ),
    )
