"""What a grid can carry: values that cannot be true are taken out of a series, with a note.

Providers publish rubbish at times: a flat line over days while a model is down, values of a
thousand grams in a country of wind, negative ones from a power-flow model. Each such value becomes
a gap; none is corrected.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken to be possible.

    Attributes:
        low: Least value [gCO2e/kWh].
        high: Greatest value [gCO2e/kWh]; a grid of lignite alone stays below 1,300.
        flat_seconds: Longest time for which a value may stay the same to the last digit [s]. In
            nine years of Denmark and two of Great Britain's regions, told in whole grams, no true
            value above 50 g stayed for longer than 7.1 h, and broken ones did for 10 to 24 h.
        flat_above_amount: A flat line at or below this is believed: a grid of water carries little,
            always [gCO2e/kWh].
    """

    low: float = 0.0
    high: float = 1300.0
    flat_seconds: float = 8 * 3600.0
    flat_above_amount: float = 50.0


DEFAULT_LIMITS = Limits()


def plausible(
    series: StepSeries, name: str, limits: Limits = DEFAULT_LIMITS
) -> tuple[StepSeries, tuple[Note, ...]]:
    """Take out what cannot be true.

    Args:
        series: Values [gCO2e/kWh].
        name: Whose they are, for the notes.
        limits: What is taken to be possible.

    Returns:
        The series with gaps in place of what was taken out, and a note for each reason.
    """
    values = series.values
    with np.errstate(invalid="ignore"):
        negative = values < limits.low
        beyond = values > limits.high
    flat = _flat(series, limits)
    reasons = (
        ("intensity-negative", negative, "below zero"),
        ("intensity-out-of-range", beyond, f"above {limits.high:g} gCO2e/kWh"),
        (
            "intensity-flat",
            flat & ~negative & ~beyond,
            f"one and the same for more than {limits.flat_seconds / 3600.0:g} h",
        ),
    )
    notes = tuple(
        Note(code, _sentence(series, where, name, words), severity="warning")
        for code, where, words in reasons
        if bool(np.any(where))
    )
    if not notes:
        return series, ()
    kept = np.where(negative | beyond | flat, np.nan, values)
    return StepSeries(series.edges_seconds, kept, series.unit), notes


def _flat(series: StepSeries, limits: Limits) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    values: FloatArray = series.values
    changes = np.concatenate(([True], values[1:] != values[:-1]))
    begins = np.flatnonzero(changes)
    ends = np.concatenate((begins[1:], [values.size]))
    lasted = series.edges_seconds[ends] - series.edges_seconds[begins]
    level = values[begins]
    # One step, however long, is a mean over its time: only what is said again and again is flat.
    repeats = ends - begins > 1
    with np.errstate(invalid="ignore"):
        is_flat = repeats & (lasted > limits.flat_seconds) & (level > limits.flat_above_amount)
    return np.repeat(is_flat, ends - begins)


def _sentence(
    series: StepSeries, where: "np.ndarray[tuple[int], np.dtype[np.bool_]]", name: str, words: str
) -> str:
    steps = np.flatnonzero(where)
    hours = float(np.sum(np.diff(series.edges_seconds)[steps])) / 3600.0
    first = datetime.fromtimestamp(float(series.edges_seconds[steps[0]]), UTC)
    values = series.values[steps]
    low, high = float(np.min(values)), float(np.max(values))
    said = f"{low:g}" if low == high else f"{low:g} to {high:g}"
    return (
        f"{name} gives {said} gCO2e/kWh for {hours:g} h from {first:%Y-%m-%d %H:%M} UTC, which is "
        f"{words}: taken out, and nothing is put in its place."
    )
