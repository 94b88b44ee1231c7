"""What a reader should know of a forecast of ours."""

from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np

from wholeprint.grid.forecast_features import HOUR_SECONDS, LOOK_BACK_DAYS, Calendar
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.note import Note
from wholeprint.quantities.units import Unit

SHOWN_HOURS = (1, 6, 24, 72)
"""Leads whose expected error is told [h]."""

_LATE_SECONDS = 2 * HOUR_SECONDS
_MANY_GAPS = 0.05


def own_note(
    model: str,
    fitted_seconds: tuple[float, float],
    expected_error: Callable[[float], float],
    unit: Unit,
) -> Note:
    """Return what a reader of our own forecast should know: whose it is, and how far off.

    Args:
        model: Name of the model.
        fitted_seconds: Beginning and end of the past it learnt from [s since 1970 UTC].
        expected_error: The mean absolute error at a lead [s] on values it had not seen [unit].
        unit: Unit of the series.
    """
    errors = ", ".join(
        f"{expected_error(hours * HOUR_SECONDS):.3g} at {hours} h" for hours in SHOWN_HOURS
    )
    begin, end = (datetime.fromtimestamp(edge, UTC) for edge in fitted_seconds)
    return Note(
        "own-forecast",
        f"No provider's forecast was at hand: this one is ours ({model}), learnt from the zone's "
        f"own values of {begin:%Y-%m-%d} to {end:%Y-%m-%d}. Its mean absolute error on values it "
        f"had not seen was {errors} ahead [{unit}].",
    )


def no_recent(age_days: int) -> Note:
    """Return the note on a forecast that no recent value went into.

    Args:
        age_days: Days for which nothing is known [day].
    """
    return Note(
        "forecast-from-profile",
        f"No value of the last {age_days} days is known, so the forecast is what is typical "
        "of each hour on workdays and at weekends, with the range of all of the past.",
        severity="warning",
    )


def doubts(known: FloatArray, clock: Calendar, late_slots: int) -> tuple[Note, ...]:
    """Return what makes a forecast worse than its expected error says.

    Args:
        known: One value for each slot up to the newest known; NaN where nobody knows.
        clock: Of the slots.
        late_slots: How many slots before the issue are not known.
    """
    notes: list[Note] = []
    if late_slots * clock.step_seconds >= _LATE_SECONDS:
        hours = late_slots * clock.step_seconds / HOUR_SECONDS
        notes.append(
            Note(
                "forecast-old-values",
                f"The newest known value ended {hours:g} h before the forecast was issued: its "
                "error is that of a forecast so much further ahead.",
                severity="warning",
            )
        )
    window = known[-LOOK_BACK_DAYS * clock.per_day :]
    share = 1.0 - np.count_nonzero(np.isfinite(window)) / window.size
    if share > _MANY_GAPS:
        notes.append(
            Note(
                "forecast-gaps",
                f"{share:.0%} of the five weeks that a forecast looks back at are not known; what "
                "is typical of the hour stands in for them.",
                severity="warning",
            )
        )
    return tuple(notes)
