"""Documents of the grid: what a kilowatt-hour carries over time, and a series in few numbers."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

import numpy as np

from wholeprint.grid.describe import (
    MONTH_SECONDS,
    Cells,
    box,
    clipped,
    day_by_hour,
    month_by_hour,
    rolling,
    years,
)
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.factor import Factor
from wholeprint.quantities.intensity import Intensity
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Known
from wholeprint.quantities.world import World
from wholeprint.report.form import stamped, tool
from wholeprint.report.grid_quick import UNSTATED
from wholeprint.report.grid_shapes import (
    FetchDocument,
    MomentDocument,
    SpanDocument,
    StatsDocument,
)

_Steps = np.ndarray[tuple[int], np.dtype[np.bool_]]

_DAY = 86400.0
ENOUGH_SHARE = 0.8
"""Where less of the time is recorded, a mean is that of the part and not of the whole [1]."""

MOST_DAYS_BY_DAY = 62
"""A calendar of more days than this is shown by month, where a reader can still take it in."""


def moment_document(
    intensity: Intensity, at_seconds: float, told_seconds: float | None = None
) -> MomentDocument:
    """Return the document of one moment.

    Args:
        intensity: What a kilowatt-hour carries in the zone.
        at_seconds: The moment [s since 1970 UTC].
        told_seconds: The time whose value stands for it [s since 1970 UTC]; None is the moment.
    """
    place = _place(intensity.series, at_seconds if told_seconds is None else told_seconds)
    edges = None if intensity.series is None else intensity.series.edges_seconds
    body = {
        "tool": tool(),
        "zone": intensity.signal.zone,
        "at_unix_seconds": at_seconds,
        "value": _value_at(intensity, place),
        "step": None
        if place is None or edges is None
        else {
            "start_unix_seconds": float(edges[place]),
            "end_unix_seconds": float(edges[place + 1]),
        },
        **_about(intensity),
        "notes": [note.as_json() for note in (*intensity.notes, *_unstated(intensity, place))],
    }
    return cast("MomentDocument", stamped("grid-now", body))


def span_document(intensity: Intensity, start_seconds: float, end_seconds: float) -> SpanDocument:
    """Return the document of a stretch of time.

    Args:
        intensity: What a kilowatt-hour carries in the zone.
        start_seconds: From when [s since 1970 UTC].
        end_seconds: Until when [s since 1970 UTC].
    """
    series = _within(intensity.series, start_seconds, end_seconds)
    low, high = intensity.band or (None, None)
    length = end_seconds - start_seconds
    stands_in = None if series is None else _typical_steps(series, intensity.stands_in)
    said, typical = _parted(series, stands_in)
    described = said or typical
    body = {
        "tool": tool(),
        "zone": intensity.signal.zone,
        "start_unix_seconds": start_seconds,
        "end_unix_seconds": end_seconds,
        "edges_unix_seconds": [] if series is None else series.edges_seconds.tolist(),
        "values": [] if series is None else _plain(series.values),
        "low": _clipped_values(low, series),
        "high": _clipped_values(high, series),
        "stands_in": [] if stands_in is None else stands_in.tolist(),
        "covered_share": min(_covered_seconds(said) / length, 1.0),
        "typical_share": min(_covered_seconds(typical) / length, 1.0),
        "box": None if described is None else box(described, intensity.signal.zone).as_json(),
        "elsewhere": _elsewhere(intensity),
        **_about(intensity),
    }
    return cast("SpanDocument", stamped("grid-series", body))


def _typical_steps(series: StepSeries, stretches: Sequence[tuple[float, float]]) -> _Steps:
    middles = (series.edges_seconds[:-1] + series.edges_seconds[1:]) / 2.0
    found = np.zeros(middles.size, dtype=np.bool_)
    for begin, end in stretches:
        found |= (middles >= begin) & (middles < end)
    return found


def _parted(
    series: StepSeries | None, stands_in: _Steps | None
) -> tuple[StepSeries | None, StepSeries | None]:
    """Return what somebody said, and the typical hours; None for what there is none of."""
    if series is None or stands_in is None:
        return None, None
    parts = [
        StepSeries(series.edges_seconds, np.where(mine, series.values, np.nan), series.unit)
        for mine in (~stands_in, stands_in)
    ]
    said, typical = (part if bool(np.isfinite(part.values).any()) else None for part in parts)
    return said, typical


def _covered_seconds(series: StepSeries | None) -> float:
    return 0.0 if series is None else float(box(series, "").covered_seconds)


def stats_document(
    parts: Sequence[tuple[str, Intensity]],
    start_seconds: float | None,
    end_seconds: float | None,
    notes: Sequence[Note] = (),
) -> StatsDocument:
    """Return the document of series in few numbers.

    Args:
        parts: Names and intensities with a series, in the order in which they are shown.
        start_seconds: From when [s since 1970 UTC]; None from where each begins.
        end_seconds: Until when [s since 1970 UTC]; None to where each ends.
        notes: What was left out.
    """
    body = {
        "tool": tool(),
        "start_unix_seconds": start_seconds,
        "end_unix_seconds": end_seconds,
        "zones": [_stats(name, each, start_seconds, end_seconds) for name, each in parts],
        "notes": [note.as_json() for note in notes],
    }
    return cast("StatsDocument", stamped("grid-stats", body))


def fetch_document(
    zone: str, said: Sequence[tuple[Intensity | None, tuple[Note, ...]]]
) -> FetchDocument:
    """Return the document of what was asked for and came.

    Args:
        zone: The zone that was asked for, as it was typed.
        said: What providers say, and what went wrong, for each question.
    """
    found = [each for each, _ in said if each is not None]
    notes = [
        *(note for _, told in said for note in told),
        *(n for each in found for n in each.notes),
    ]
    body = {
        "tool": tool(),
        "zone": zone,
        "fetched": [_fetched(each) for each in found if each.series is not None],
        "notes": [note.as_json() for note in dict.fromkeys(notes)],
    }
    return cast("FetchDocument", stamped("grid-fetch", body))


def _fetched(intensity: Intensity) -> dict[str, object]:
    series = cast("StepSeries", intensity.series)
    known = np.isfinite(series.values)
    return {
        "signal": intensity.signal.as_json(),
        "start_unix_seconds": float(series.edges_seconds[0]),
        "end_unix_seconds": float(series.edges_seconds[-1]),
        "covered_seconds": float(np.diff(series.edges_seconds)[known].sum()),
        "vintages": [vintage.as_json() for vintage in intensity.vintages],
    }


def _stats(
    name: str, intensity: Intensity, start_seconds: float | None, end_seconds: float | None
) -> dict[str, object]:
    whole = cast("StepSeries", intensity.series)
    begin = float(whole.edges_seconds[0]) if start_seconds is None else start_seconds
    end = float(whole.edges_seconds[-1]) if end_seconds is None else end_seconds
    series = clipped(whole, begin, end)
    described = box(series, name)
    share = min(described.covered_seconds / (end - begin), 1.0)
    month = rolling(series, MONTH_SECONDS, _DAY)
    return {
        "name": name,
        "zone": intensity.signal.zone,
        "start_unix_seconds": begin,
        "end_unix_seconds": end,
        "covered_share": share,
        "box": described.as_json(),
        "years": [year.as_json() for year in years(series)],
        "month_by_hour": month_by_hour(series).as_json(),
        "day_by_hour": _days(series),
        "rolling_month": {
            "edges_unix_seconds": month.edges_seconds.tolist(),
            "values": _plain(month.values),
        },
        **_about(intensity),
        "notes": [note.as_json() for note in (*intensity.notes, *_few(name, share, begin, end))],
    }


def _few(name: str, share: float, begin_seconds: float, end_seconds: float) -> tuple[Note, ...]:
    if share >= ENOUGH_SHARE:
        return ()
    begin, end = (
        datetime.fromtimestamp(edge, UTC).strftime("%Y-%m-%d")
        for edge in (begin_seconds, end_seconds)
    )
    text = (
        f"Only {share:.0%} of the time from {begin} to {end} is recorded for {name}: its mean and "
        "its swing are those of that part."
    )
    return (Note("hours-few", text, severity="warning"),)


def _days(series: StepSeries) -> dict[str, object] | None:
    length = float(series.edges_seconds[-1] - series.edges_seconds[0])
    cells: Cells | None = day_by_hour(series) if length <= MOST_DAYS_BY_DAY * _DAY else None
    return None if cells is None else cells.as_json()


def _about(intensity: Intensity) -> dict[str, object]:
    return {
        "signal": intensity.signal.as_json(),
        "sources": list(dict.fromkeys(source.key for source in intensity.sources)),
        "vintages": [vintage.as_json() for vintage in intensity.vintages],
        "notes": [note.as_json() for note in intensity.notes],
    }


def _place(series: StepSeries | None, at_seconds: float) -> int | None:
    if series is None:
        return None
    place = int(np.searchsorted(series.edges_seconds, at_seconds, side="right")) - 1
    known = 0 <= place < series.values.size and bool(np.isfinite(series.values[place]))
    return place if known else None


def _value_at(intensity: Intensity, place: int | None) -> dict[str, object] | None:
    if place is None or intensity.series is None:
        return _elsewhere(intensity)
    central = float(intensity.series.values[place])
    low, high = _interval(intensity, place, central)
    return {
        "value": central,
        "central": central,
        "low": low,
        "high": high,
        "unit": intensity.signal.unit,
        "known": (Known.MODELLED if intensity.stands_in else Known.PUBLISHED).value,
        "sources": list(dict.fromkeys(source.key for source in intensity.sources)),
    }


def _unstated(intensity: Intensity, place: int | None) -> tuple[Note, ...]:
    if place is None or intensity.band is not None or intensity.spread is not None:
        return ()
    return (UNSTATED,)


def _interval(intensity: Intensity, place: int, central: float) -> tuple[float, float]:
    if intensity.band is not None:
        low, high = intensity.band
        return float(low.values[place]), float(high.values[place])
    if intensity.spread is None:
        return central, central  # a note says that nobody states a doubt
    drawn = World().draw(intensity.spread)
    return central * drawn.low, central * drawn.high


def _elsewhere(intensity: Intensity) -> dict[str, object] | None:
    factor: Factor | None = intensity.factor
    return None if factor is None else World().draw(factor).as_json()


def _within(
    series: StepSeries | None, start_seconds: float, end_seconds: float
) -> StepSeries | None:
    if series is None:
        return None
    edges = series.edges_seconds
    if end_seconds <= edges[0] or start_seconds >= edges[-1]:
        return None
    part = clipped(series, start_seconds, end_seconds)
    return part if bool(np.isfinite(part.values).any()) else None


def _clipped_values(bound: StepSeries | None, series: StepSeries | None) -> list[object] | None:
    if bound is None or series is None:
        return None
    edges = series.edges_seconds
    return _plain(clipped(bound, float(edges[0]), float(edges[-1])).values)


def _plain(values: FloatArray) -> list[object]:
    return [None if value != value else value for value in values.tolist()]  # noqa: PLR0124 - NaN alone differs from itself
