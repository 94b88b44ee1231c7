"""Where no provider foresees, we do: from what is kept of a zone's past, or ships with wholeprint.

What was learnt is put beside the cache, so that the second forecast of a zone takes milliseconds.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Protocol, cast

import numpy as np

from wholeprint.errors import BoundaryError, SeriesError, UnknownFactorError
from wholeprint.factors.sets import Factors
from wholeprint.grid.clocks import clock_of
from wholeprint.grid.forecast import LEAST_DAYS, MODEL, Forecast, Forecaster, fit
from wholeprint.grid.forecast_features import DAY_SECONDS, LOOK_BACK_DAYS
from wholeprint.grid.forecast_fit import LEAD_DAYS
from wholeprint.grid.kept import Kept
from wholeprint.grid.overlay import overlaid
from wholeprint.grid.providers.series import HourlySeries
from wholeprint.grid.stitch import Span
from wholeprint.quantities.intensity import Intensity, Signal, Tense, Vintage, check_same_signal
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Read, Source

NAME = "wholeprint"
"""Under this name of a provider our forecasts are kept as they were issued."""

PAST_DAYS = 400
"""How much of the kept past is learnt from [day]: a year, and what is looked back at before it."""

REACH_DAYS = LEAD_DAYS
"""How far ahead we foresee [day]; no further was it scored."""

ISSUE_SECONDS = 300.0
"""Forecasts are issued at whole five minutes [s], so that two at once are one."""

_REFIT_DAYS = 14
_PROFILE = "forecast-from-profile"


class Ask(Protocol):
    """The way to the zone's own past."""

    def __call__(self, span: Span, *, fetch: bool) -> tuple[Intensity | None, tuple[Note, ...]]:
        """Return what providers say of a time.

        Args:
            span: The time.
            fetch: Whether the network may be touched.
        """
        ...


class Foreseen(NamedTuple):
    """What came of foreseeing.

    Attributes:
        intensity: The forecast; None where too little is known for one.
        kept: The same, as the cache keeps it.
        notes: What went wrong, or was missing.
    """

    intensity: Intensity | None = None
    kept: Kept | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Foresight:
    """Our own forecasts of one zone.

    Attributes:
        factors: The set of coefficients, for the hours that ship with it.
        zone: Code of the zone.
        ask: The way to its past.
        folder: Where what was learnt is put; None keeps nothing.
    """

    factors: Factors
    zone: str
    ask: Ask
    folder: Path | None = None

    def foresee(self, span: Span, now_seconds: float, *, fetch: bool) -> Foreseen:
        """Foresee what can be foreseen of a time.

        Args:
            span: The time.
            now_seconds: What time it is [s since 1970 UTC]; nothing later is looked at.
            fetch: Whether the network may be touched for the last weeks, where there is enough
                of a past to learn from.

        Returns:
            The forecast from now on, at most four days; nothing where the past is too short or
            its last days are not known.
        """
        at = float(np.floor(now_seconds / ISSUE_SECONDS) * ISSUE_SECONDS)
        until = min(span.end_seconds, at + REACH_DAYS * DAY_SECONDS)
        if until <= max(at, span.start_seconds):
            return Foreseen()
        past, _ = self.ask(Span(at - PAST_DAYS * DAY_SECONDS, at), fetch=False)
        recent, notes = past, ()
        if fetch and (_days(past) >= LEAST_DAYS or self.zone in HourlySeries(self.factors).zones()):
            recent, notes = self.ask(Span(at - LOOK_BACK_DAYS * DAY_SECONDS, at), fetch=True)
        if recent is None or recent.series is None:
            return Foreseen(notes=notes)
        learnt_from = self._learnt_from(past, recent)
        try:
            made = self._made(learnt_from, recent.signal, at)
        except SeriesError as error:
            return Foreseen(notes=(*notes, _too_little(self.zone, error)))
        issued = made.issue(recent.series, at, until)
        if any(note.code == _PROFILE for note in issued.notes):
            # The typical year of the tables is no worse, and knows the month.
            return Foreseen(notes=notes)
        return Foreseen(
            _intensity(issued, made, recent, float(now_seconds)),
            _kept(issued, recent, float(now_seconds)),
            notes,
        )

    def _learnt_from(self, past: Intensity | None, recent: Intensity) -> StepSeries:
        """Return the kept past; where it is short, with the hours that ship before it."""
        kept = recent.series if past is None or past.series is None else past.series
        assert kept is not None  # noqa: S101 - for the type checker: `foresee` has looked
        if _days(past) >= LEAST_DAYS:
            return kept
        try:
            shipped = HourlySeries(self.factors).intensity(self.zone, recent.signal)
            check_same_signal(shipped.signal, recent.signal)
        except (UnknownFactorError, BoundaryError):
            return kept
        return kept if shipped.series is None else overlaid([shipped.series, kept]).series

    def _made(self, past: StepSeries, signal: Signal, at_seconds: float) -> Forecaster:
        """Return what was learnt before from nearly the same past, or else learn."""
        place = clock_of(self.zone)
        kinds = (self.zone, signal.response.value, signal.scope.value, signal.flow.value)
        path = None if self.folder is None else self.folder / f"forecaster-{'-'.join(kinds)}.json"
        held = _read(path)
        if held is not None and _still_good(held, past, place, at_seconds):
            return held
        made = fit(past, place=place)
        _write(path, made)
        return made


def _days(past: Intensity | None) -> float:
    if past is None or past.series is None:
        return 0.0
    return sum(end - start for start, end in past.series.known_stretches()) / DAY_SECONDS


def _still_good(held: Forecaster, past: StepSeries, place: str | None, at_seconds: float) -> bool:
    known = past.known_stretches()
    if not known or held.place != place or held.fitted_seconds[1] > at_seconds:
        return False
    moved = (known[0][0] - held.fitted_seconds[0], known[-1][1] - held.fitted_seconds[1])
    return max(map(abs, moved)) < _REFIT_DAYS * DAY_SECONDS


def _read(path: Path | None) -> Forecaster | None:
    try:
        told = "" if path is None else path.read_text(encoding="utf-8")
        return Forecaster.from_json(cast("Mapping[str, object]", json.loads(told)))
    except (OSError, ValueError, AttributeError, RecursionError):
        # Nothing there, another model's, or damaged: it is learnt again, which takes a second.
        return None


def _write(path: Path | None, made: Forecaster) -> None:
    if path is None:
        return
    beside = path.with_suffix(".new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside.write_text(json.dumps(made.as_json()), encoding="utf-8")
        beside.replace(path)
    except OSError:
        # It is learnt again next time; the cache says itself that nothing can be written.
        return


def _too_little(zone: str, error: SeriesError) -> Note:
    return Note(
        "forecast-no-past",
        f"No forecast of our own for {zone}: {error.what}, {error.seen}. "
        f"`wholeprint grid fetch {zone}` for the last year gives it one to learn from.",
    )


def _intensity(
    issued: Forecast, made: Forecaster, recent: Intensity, now_seconds: float
) -> Intensity:
    band = None if issued.low is None or issued.high is None else (issued.low, issued.high)
    source = Source(
        key="own-forecast",
        title="wholeprint's own forecast",
        read=Read.COMPUTED,
        licence=_licence(recent),
    )
    return Intensity(
        signal=replace(recent.signal, tense=Tense.FORECAST),
        series=issued.series,
        spread=recent.spread,
        sources=(source, *recent.sources),
        notes=(made.note(), *issued.notes),
        vintages=(
            Vintage(NAME, now_seconds, issued.issued_unix_seconds, issued.model, _licence(recent)),
        ),
        band=band,
    )


def _kept(issued: Forecast, recent: Intensity, now_seconds: float) -> Kept:
    signal, low, high = replace(recent.signal, tense=Tense.FORECAST), issued.low, issued.high
    return Kept(
        provider=NAME,
        signal=signal.as_json(),
        edges_seconds=cast("list[float]", issued.series.edges_seconds.tolist()),
        values=cast("list[float]", issued.series.values.tolist()),
        fetched_unix_seconds=now_seconds,
        issued_unix_seconds=issued.issued_unix_seconds,
        version=MODEL,
        licence=_licence(recent),
        notes=issued.notes,
        spread="" if recent.spread is None else json.dumps(recent.spread.as_json()),
        low=None if low is None else cast("list[float]", low.values.tolist()),
        high=None if high is None else cast("list[float]", high.values.tolist()),
    )


def _licence(recent: Intensity) -> str:
    return "; ".join(dict.fromkeys(one.licence for one in recent.vintages if one.licence))
