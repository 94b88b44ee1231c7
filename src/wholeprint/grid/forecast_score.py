"""How good a forecast was: its error by lead time, beside forecasts that anyone could have made.

The opponents know what was known when the forecast was issued, and no more. Persistence says that
everything stays as it was in the newest known step; the naive ones say that a day, or a week,
comes again: the newest one that is wholly known at that time.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from wholeprint.errors import SeriesError
from wholeprint.grid.forecast import Forecast
from wholeprint.grid.forecast_features import DAY_SECONDS, HOUR_SECONDS, WEEK_DAYS
from wholeprint.grid.kept import Kept
from wholeprint.grid.slots import Slot, series_of
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit

LEADS_HOURS = ((0, 1), (1, 3), (3, 6), (6, 12), (12, 24), (24, 48), (48, 72), (72, 96))
"""Leads for which scores are given: from, to [h]; a step belongs to the lead at which it begins."""

TOUCH_SECONDS = 1e-3


class LeadScore(NamedTuple):
    """How a set of forecasts did at some leads. Every row counts the same steps for everyone.

    Attributes:
        from_hours: Least lead [h].
        to_hours: Lead that is no longer in it [h].
        steps: Steps that were foreseen and came to be known.
        error_amount: Mean absolute error [unit of the series].
        bias_amount: Mean of forecast minus what came [unit of the series].
        persistence_amount: Mean absolute error of persistence [unit of the series].
        day_amount: Mean absolute error of the same time on the newest day [unit of the series].
        week_amount: Mean absolute error of the same time a week before [unit of the series].
        covered_share: Share of what came that lay in the band; NaN without bands.
    """

    from_hours: float
    to_hours: float
    steps: int
    error_amount: float
    bias_amount: float
    persistence_amount: float
    day_amount: float
    week_amount: float
    covered_share: float

    @property
    def naive_amount(self) -> float:
        """Mean absolute error of the better of the two seasonal-naive forecasts."""
        return min(self.day_amount, self.week_amount)

    @property
    def skill_over_persistence(self) -> float:
        """Share of persistence's error that is avoided; below 0, it would have been better."""
        return 1.0 - self.error_amount / self.persistence_amount

    @property
    def skill_over_naive(self) -> float:
        """Share of the better seasonal-naive error that is avoided."""
        return 1.0 - self.error_amount / self.naive_amount

    @property
    def wins(self) -> bool:
        """Whether nothing that anyone could have said was as near."""
        return self.error_amount < min(self.persistence_amount, self.naive_amount)


def score(
    forecasts: Iterable[Forecast],
    actual: StepSeries,
    leads: Sequence[tuple[float, float]] = LEADS_HOURS,
) -> tuple[LeadScore, ...]:
    """Compare forecasts, as they were issued, with what came.

    Args:
        forecasts: Ours or a provider's.
        actual: What came, from a week before the first of them on.
        leads: From and to of each row [h].

    Returns:
        One row for each of the leads at which anything could be compared.

    Raises:
        SeriesError: If nothing could be compared at any lead.
    """
    found = [_compared(forecast, actual) for forecast in forecasts]
    table = np.concatenate(found, axis=1) if found else np.empty((6, 0))
    rows = [_row(table, begin, end) for begin, end in leads]
    if not any(row.steps for row in rows):
        raise SeriesError(
            "no forecast can be compared with what came",
            seen=f"{len(found)} forecasts",
            fix="Give actual values of the time that was forecast and of the week before it",
        )
    return tuple(row for row in rows if row.steps)


def as_issued(
    rows: Iterable[tuple[float, Slot]], *, model: str = "", unit: str = GRAMS_PER_KWH
) -> list[Forecast]:
    """Return a provider's stored forecasts: values with the time at which each was first seen.

    Args:
        rows: When a value was first seen [s since 1970 UTC], and the value; what was seen after
            it had begun to hold is no forecast and is passed over.
        model: Whose they are.
        unit: Unit of the values.

    Returns:
        One forecast for each time of issue, in order.
    """
    together: dict[float, list[Slot]] = defaultdict(list)
    for issued, slot in rows:
        if slot.start_seconds >= issued - TOUCH_SECONDS:
            together[issued].append(slot)
    return [
        Forecast(issued, series_of(slots, unit), model=model)
        for issued, slots in sorted(together.items())
    ]


def kept_forecasts(answers: Iterable[Kept]) -> list[Forecast]:
    """Return forecasts that the cache kept, a provider's or our own, with their bands.

    Args:
        answers: What the cache found; what is no forecast is passed over.

    Returns:
        One forecast for each answer. Where a provider does not say when it made it, it counts as
        made when it was fetched.
    """
    return [_forecast(one) for one in answers if one.signal["tense"] == Tense.FORECAST.value]


def _forecast(one: Kept) -> Forecast:
    edges, unit = np.asarray(one.edges_seconds), Unit.parse(one.signal["unit"])
    values, low, high = (
        None if side is None else StepSeries(edges, np.asarray(side), unit)
        for side in (one.values, one.low, one.high)
    )
    assert values is not None  # noqa: S101 - for the type checker
    return Forecast(
        one.known_since_seconds,
        values,
        low,
        high,
        model=" ".join(filter(None, (one.provider, one.version))),
    )


def _compared(forecast: Forecast, actual: StepSeries) -> FloatArray:
    """Return rows: lead, forecast less actual, three opponents' errors, in the band."""
    issued = forecast.issued_unix_seconds
    starts, ends = forecast.series.edges_seconds[:-1], forecast.series.edges_seconds[1:]
    ratio = forecast.series.unit.ratio(actual.unit)
    said = forecast.series.values * ratio
    came = _means(actual, starts, ends)
    newest = _newest(actual, issued)
    days = np.maximum(np.ceil((ends - issued - TOUCH_SECONDS) / DAY_SECONDS), 1.0)
    weeks = WEEK_DAYS * np.ceil(days / WEEK_DAYS)
    day, week = (
        _means(actual, starts - back * DAY_SECONDS, ends - back * DAY_SECONDS)
        for back in (days, weeks)
    )
    inside = np.full(said.size, np.nan)
    if forecast.low is not None and forecast.high is not None:
        low, high = (_means(side, starts, ends) * ratio for side in (forecast.low, forecast.high))
        inside = ((came >= low) & (came <= high)).astype(np.float64)
    table = np.stack(
        [
            np.maximum(starts - issued, 0.0) / HOUR_SECONDS,
            said - came,
            np.abs(newest - came),
            np.abs(day - came),
            np.abs(week - came),
            inside,
        ]
    )
    usable = np.all(np.isfinite(table[:5]), axis=0) & (starts >= issued - TOUCH_SECONDS)
    return table[:, usable]


def _means(series: StepSeries, starts: FloatArray, ends: FloatArray) -> FloatArray:
    return series.integral(starts, ends) / (ends - starts)


def _newest(actual: StepSeries, issued: float) -> float:
    """Return the newest value whose step had ended; NaN without one."""
    last = int(np.searchsorted(actual.edges_seconds, issued + TOUCH_SECONDS, side="right")) - 1
    known = np.flatnonzero(np.isfinite(actual.values[: max(last, 0)]))
    return float(actual.values[known[-1]]) if known.size else float("nan")


def _row(table: FloatArray, from_hours: float, to_hours: float) -> LeadScore:
    within = (table[0] >= from_hours - 1e-9) & (table[0] < to_hours - 1e-9)
    here = table[:, within]
    if here.shape[1] == 0:
        none = float("nan")
        return LeadScore(from_hours, to_hours, 0, none, none, none, none, none, none)
    off: FloatArray = here[1]
    inside: FloatArray = here[5]
    persistence, day, week = (_mean(here[which]) for which in (2, 3, 4))
    return LeadScore(
        from_hours,
        to_hours,
        here.shape[1],
        _mean(np.abs(off)),
        _mean(off),
        persistence,
        day,
        week,
        _mean(inside[np.isfinite(inside)]),
    )


def _mean(values: FloatArray) -> float:
    return float(np.mean(values)) if values.size else float("nan")
