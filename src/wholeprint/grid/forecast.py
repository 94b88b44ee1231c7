"""Our own forecast of what a kilowatt-hour will carry, for zones whose provider gives none.

It is learnt from the zone's past alone: no weather, no prices, no plans of power plants. It knows
what is usual at an hour of a weekday, how the last hours, days and weeks differed from that, and
how soon such differences fade. What it does not know is in its band.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from wholeprint.errors import SeriesError, ValueRefusedError
from wholeprint.grid.forecast_features import (
    DAY_SECONDS,
    FEATURES,
    HOUR_SECONDS,
    LOOK_BACK_DAYS,
    Calendar,
    IntArray,
    Past,
    Shape,
    filled,
    seen,
)
from wholeprint.grid.forecast_fit import HOUR_GROUPS, day_part, fit_leads, knots
from wholeprint.grid.forecast_notes import doubts, no_recent, own_note
from wholeprint.grid.plausible import plausible
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

MODEL = "seasonal-1"
"""Name of the model; it changes whenever the same past would give another forecast."""

LEAST_DAYS = 90
"""Known days [day] below which nothing is learnt: four stretches, each with weeks to look back."""

STEPS_SECONDS = (900.0, 1800.0, 3600.0)
"""Steps at which the work is done [s]; a series in finer steps is forecast in the first of them."""

MOST_AGE_DAYS = 4
"""Days [day] after which the newest known value says nothing any more."""


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """What was foreseen at one moment, kept as it was issued.

    Attributes:
        issued_unix_seconds: When it was made [s since 1970 UTC].
        series: What is as likely to be exceeded as not [unit of the series].
        low: 5th percentile, on the same edges; None where whoever made it gives no band.
        high: 95th percentile, on the same edges.
        notes: What a reader should know.
        model: Who made it, and the state of the model.
    """

    issued_unix_seconds: float
    series: StepSeries
    low: StepSeries | None = None
    high: StepSeries | None = None
    notes: tuple[Note, ...] = ()
    model: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Forecaster:
    """What was learnt from the past of one zone. Plain numbers: see `as_json`.

    Attributes:
        place: Time zone whose clock days and weeks are counted by; None is UTC.
        unit: Unit of the series it was fitted on.
        step_seconds: Step at which it works [s].
        native_seconds: Step of the series it was fitted on [s].
        fitted_seconds: Beginning and end of the past it was fitted on [s since 1970 UTC].
        weights: For each fitted lead (rows) the weight of each feature.
        bands: 5th and 95th percentile of the error over the scale: two tables, leads by parts of
            the local day.
        errors: Mean absolute error at each fitted lead, on data not used for fitting [unit].
        shape: What is typical by day type and hour [unit].
    """

    place: str | None
    unit: Unit
    step_seconds: float
    native_seconds: float
    fitted_seconds: tuple[float, float]
    weights: FloatArray
    bands: FloatArray
    errors: FloatArray
    shape: Shape

    def expected_error(self, lead_seconds: float) -> float:
        """Return the mean absolute error to expect at a lead [unit].

        Args:
            lead_seconds: How long after the newest known value [s].
        """
        leads = knots(round(DAY_SECONDS / self.step_seconds))
        return float(np.interp(lead_seconds / self.step_seconds + 0.5, leads, self.errors))

    def note(self) -> Note:
        """Return what a reader of a forecast of this one should know: whose it is, how far off."""
        return own_note(MODEL, self.fitted_seconds, self.expected_error, self.unit)

    def issue(self, recent: StepSeries, at_seconds: float, until_seconds: float) -> Forecast:
        """Forecast from what is known at a moment; what `recent` holds after it is not looked at.

        Values whose step has not ended by then are not known yet. Where the newest known values
        are missing, leads count from the newest that is there. Where there is none from the last
        four days, the forecast is what is typical of the hour and the day type.

        Args:
            recent: The zone's series; of the last five weeks, better than less.
            at_seconds: When it is issued [s since 1970 UTC].
            until_seconds: How far it shall reach [s since 1970 UTC]; past four days it tends to
                what was usual of late.

        Returns:
            The forecast, from the moment of issue on.

        Raises:
            ValueRefusedError: If it would end before it begins.
        """
        if not until_seconds > at_seconds:
            raise ValueRefusedError(
                "a forecast must end after it is issued", seen=(at_seconds, until_seconds)
            )
        step = self.step_seconds
        begin = np.floor(at_seconds / step) * step
        count = int(np.ceil((until_seconds - begin) / step))
        back = round((LOOK_BACK_DAYS + MOST_AGE_DAYS) * DAY_SECONDS / step)
        start = float(begin - back * step)
        known, notes = self._known(recent, start, at_seconds, back)
        clock = Calendar.of(start, step, back + count, self.place)
        targets = np.arange(back, back + count)
        newest = np.flatnonzero(np.isfinite(known))
        last = int(newest[-1]) if newest.size else -1
        if last < back - MOST_AGE_DAYS * clock.per_day:
            table = self._typical(clock, targets)
            notes = (*notes, no_recent(MOST_AGE_DAYS))
        else:
            # The last of the five weeks that are looked at begins after `start`, whatever the age.
            past = Past(filled(known[: last + 1], clock, self.shape), clock)
            table = self._foreseen(past, last, targets)
            notes = (*notes, *doubts(known[: last + 1], clock, back - 1 - last))
        edges = self._edges(begin, at_seconds, until_seconds)
        which = np.floor((edges[:-1] - begin) / step + 1e-9).astype(np.int64)
        low, middle, high = (StepSeries(edges, row[which], self.unit) for row in table)
        return Forecast(at_seconds, middle, low, high, notes, MODEL)

    def _known(
        self, recent: StepSeries, start_seconds: float, at_seconds: float, count: int
    ) -> tuple[FloatArray, tuple[Note, ...]]:
        """Return the means of the slots before the moment, of what can be true, in our unit."""
        edges = recent.edges_seconds
        first = max(int(np.searchsorted(edges, start_seconds, side="right")) - 1, 0)
        last = int(np.searchsorted(edges, at_seconds, side="right"))
        if last - first < 2:  # noqa: PLR2004 - one step has two edges
            return np.full(count, np.nan), ()
        ratio = recent.unit.ratio(self.unit)
        cut = StepSeries(edges[first:last], recent.values[first : last - 1] * ratio, self.unit)
        clean, notes = plausible(cut, "what was known at the time of the forecast")
        return _slot_means(clean, start_seconds, self.step_seconds, count), notes

    def _foreseen(self, past: Past, origin: int, targets: IntArray) -> FloatArray:
        leads = targets - origin
        found = seen(past, np.full(targets.size, origin), leads)
        fitted = knots(past.calendar.per_day)
        lower = np.clip(np.searchsorted(fitted, leads, side="right") - 1, 0, fitted.size - 1)
        upper = np.minimum(lower + 1, fitted.size - 1)
        gap = np.maximum(fitted[upper] - fitted[lower], 1)
        part = np.clip((leads - fitted[lower]) / gap, 0.0, 1.0)
        weights = _between(self.weights[lower], self.weights[upper], part[:, None])
        hours = day_part(past.calendar.hour[targets])
        middle = found.base + found.scale * np.sum(found.features * weights, axis=1)
        below, above = (
            middle + found.scale * _between(side[lower, hours], side[upper, hours], part)
            for side in self.bands
        )
        return _ordered(below, middle, above)

    def _typical(self, clock: Calendar, targets: IntArray) -> FloatArray:
        shape = self.shape
        low, middle, high = (
            shape.at(table, clock, targets) for table in (shape.low, shape.median, shape.high)
        )
        return _ordered(low, middle, high)

    def _edges(self, begin: float, at_seconds: float, until_seconds: float) -> FloatArray:
        """Return the steps of the series itself where ours are made of whole ones, else ours."""
        own = self.native_seconds
        step = own if (self.step_seconds / own) % 1.0 == 0.0 else self.step_seconds
        inner = begin + step * np.arange(int(np.ceil((until_seconds - begin) / step)) + 1.0)
        inner = inner[(inner > at_seconds) & (inner < until_seconds)]
        return np.concatenate(([at_seconds], inner, [until_seconds]))

    def as_json(self) -> dict[str, object]:
        """Return everything as plain values, from which `from_json` makes the same forecaster."""
        return {
            "model": MODEL,
            "place": self.place,
            "unit": str(self.unit),
            "step_seconds": self.step_seconds,
            "native_seconds": self.native_seconds,
            "fitted_seconds": list(self.fitted_seconds),
            "weights": self.weights.tolist(),
            "bands": self.bands.tolist(),
            "errors": self.errors.tolist(),
            "shape": [table.tolist() for table in self.shape],
        }

    @classmethod
    def from_json(cls, document: Mapping[str, object]) -> "Forecaster":
        """Return the forecaster that a document describes.

        Args:
            document: What `as_json` wrote.

        Raises:
            SeriesError: If it was written by another model, or is not whole.
        """
        if document.get("model") != MODEL:
            raise SeriesError(
                "a forecaster of another model",
                seen=document.get("model"),
                fix="Fit it again; that takes seconds",
            )
        try:
            held = cast("dict[str, Any]", dict(document))
            begin, end = held["fitted_seconds"]
            found = cls(
                held["place"],
                Unit.parse(str(held["unit"])),
                float(held["step_seconds"]),
                float(held["native_seconds"]),
                (float(begin), float(end)),
                np.asarray(held["weights"], dtype=np.float64),
                np.asarray(held["bands"], dtype=np.float64),
                np.asarray(held["errors"], dtype=np.float64),
                Shape(*(np.asarray(table, dtype=np.float64) for table in held["shape"])),
            )
            found.check_whole()
        except (KeyError, TypeError, ValueError) as error:
            raise SeriesError(
                "a forecaster that is not whole", seen=str(error), fix="Fit it again"
            ) from error
        return found

    def check_whole(self) -> None:
        """Check that every table has the rows and columns that a forecast needs.

        Raises:
            SeriesError: If one has not.
        """
        _check_place(self.place)
        count = knots(round(DAY_SECONDS / self.step_seconds)).size
        shapes = [self.weights.shape, self.bands.shape, self.errors.shape]
        shapes += [table.shape for table in self.shape]
        wanted = [(count, FEATURES), (2, count, HOUR_GROUPS), (count,), *([(2, 24)] * 3)]
        if shapes != wanted:
            raise SeriesError("tables of other sizes", seen=shapes, fix=f"They should be {wanted}")


def fit(series: StepSeries, *, place: str | None = None) -> Forecaster:
    """Learn from the past of a zone how to forecast it.

    Args:
        series: Its past, in steps of an hour at most; what cannot be true is passed over, gaps
            too. A year is good, three months the least.
        place: Name of its time zone: "Europe/Copenhagen"; None counts days in UTC.

    Returns:
        What was learnt.

    Raises:
        SeriesError: If the past is too short or its steps are too long.
        ValueRefusedError: If there is no time zone of that name.
    """
    _check_place(place)
    native = _native_seconds(series)
    step = next((step for step in STEPS_SECONDS if step >= native), None)
    if step is None:
        raise SeriesError(
            "a forecast needs values for each hour or finer",
            seen=f"steps of {native / HOUR_SECONDS:g} h",
        )
    clean, _ = plausible(series, "the past that a forecast learns from")
    start = float(np.floor(clean.edges_seconds[0] / DAY_SECONDS) * DAY_SECONDS)
    end = float(clean.edges_seconds[-1])
    values = _slot_means(clean, start, step, int((end - start) // step))
    days = np.count_nonzero(np.isfinite(values)) * step / DAY_SECONDS
    if days < LEAST_DAYS:
        raise SeriesError(
            "too little past to learn a forecast from",
            seen=f"{days:.1f} days with known values",
            fix=f"Give at least {LEAST_DAYS} days, better a year",
        )
    clock = Calendar.of(start, step, values.size, place)
    shape = Shape.of(values, clock)
    leads = fit_leads(values, clock, shape)
    return Forecaster(
        place,
        series.unit,
        step,
        native,
        (start, end),
        np.asarray([lead.weights for lead in leads]),
        np.asarray([[lead.low for lead in leads], [lead.high for lead in leads]]),
        np.asarray([lead.error_amount for lead in leads], dtype=np.float64),
        shape,
    )


def _check_place(place: str | None) -> None:
    if place is None:
        return
    try:
        ZoneInfo(place)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueRefusedError(
            "no time zone of that name",
            seen=place,
            fix="Give a name such as Europe/Copenhagen; on systems without time zones, "
            'pip install "wholeprint[grid]" brings them',
        ) from error


def _native_seconds(series: StepSeries) -> float:
    widths = np.diff(series.edges_seconds)[np.isfinite(series.values)]
    if widths.size == 0:
        raise SeriesError("nothing is known of the past", seen="only gaps")
    return float(np.round(np.median(widths)))


def _slot_means(
    series: StepSeries, start_seconds: float, step_seconds: float, count: int
) -> FloatArray:
    edges: FloatArray = start_seconds + step_seconds * np.arange(count + 1, dtype=np.float64)
    return series.integral(edges[:-1], edges[1:]) / step_seconds


def _between(left: FloatArray, right: FloatArray, part: FloatArray) -> FloatArray:
    return left + (right - left) * part


def _ordered(low: FloatArray, middle: FloatArray, high: FloatArray) -> FloatArray:
    """Return the three, none below zero, in order."""
    middle = np.maximum(middle, 0.0)
    low = np.minimum(np.maximum(low, 0.0), middle)
    return np.stack((low, middle, np.maximum(high, middle)))
