"""A series in several files, such as one for each year, as one intensity with its notes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np

from wholeprint.errors import SeriesError
from wholeprint.grid.plausible import DEFAULT_LIMITS, Limits, plausible
from wholeprint.grid.providers.user_file import Gaps, read_series
from wholeprint.grid.slots import TOUCH_SECONDS
from wholeprint.quantities.intensity import Intensity, Signal
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Source


def series_of_files(
    paths: Sequence[Path],
    signal: Signal,
    column: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Intensity:
    """Read a series from files that follow each other; what cannot be true becomes a gap.

    Args:
        paths: CSV files, in any order; see `user_file.SeriesFile` for their form.
        signal: Which number they hold; only their owner can know.
        column: The column of the values; None is ``value``.
        limits: What is taken to be possible.

    Returns:
        The intensity, with a note on what was taken out and on gaps.

    Raises:
        TableError: If a file cannot be trusted.
        SeriesError: If there is no file, or two hold the same time.
    """
    if not paths:
        raise SeriesError("a series needs at least one file", seen="none")
    parts = [(read_series(path, signal.unit, Gaps.KEEP, column), path) for path in paths]
    parts.sort(key=lambda part: float(part[0].edges_seconds[0]))
    series = _joined(parts)
    called = paths[0].name if len(paths) == 1 else f"{parts[0][1].name} to {parts[-1][1].name}"
    gaps = int(np.count_nonzero(np.isnan(series.values)))
    kept, notes = plausible(series, called, limits)
    if gaps:
        notes = (*notes, Note("gap", f"{called} leaves time out; nothing is filled in there."))
    sources = tuple(
        Source(key=f"file:{path.name}", title=f"Series in {path.name}") for _, path in parts
    )
    return Intensity(signal=signal, series=kept, sources=sources, notes=notes)


def _joined(parts: Sequence[tuple[StepSeries, Path]]) -> StepSeries:
    first = parts[0][0]
    edges, values = [first.edges_seconds], [first.values]
    for (before, early), (after, late) in pairwise(parts):
        apart = float(after.edges_seconds[0] - before.edges_seconds[-1])
        if apart < -TOUCH_SECONDS:
            raise SeriesError(
                f"{early.name} and {late.name} hold the same time",
                seen=f"{_said(after.edges_seconds[0])} to {_said(before.edges_seconds[-1])}",
                fix="Let each moment stand in one file",
            )
        if apart > TOUCH_SECONDS:
            edges.append(after.edges_seconds[:1])
            values.append(np.asarray([np.nan]))
        edges.append(after.edges_seconds[1:])
        values.append(after.values)
    return StepSeries(np.concatenate(edges), np.concatenate(values), first.unit)


def _said(unix_seconds: float) -> str:
    return datetime.fromtimestamp(float(unix_seconds), UTC).strftime("%Y-%m-%d %H:%M UTC")
