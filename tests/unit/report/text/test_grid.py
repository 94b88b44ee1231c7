"""The grid's pages."""

from typing import Any, cast

import numpy as np
import pytest

from wholeprint.quantities.factor import declared
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Intensity, Signal, Vintage
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.grid import moment_document, span_document, stats_document
from wholeprint.report.grid_shapes import FetchDocument
from wholeprint.report.text.grid import (
    clock,
    fetch_page,
    moment_page,
    span_page,
    stats_page,
)
from wholeprint.report.text.page import Page

HOUR = 3600.0
UNIT = Unit.parse(GRAMS_PER_KWH)
SIGNAL = Signal("GB")


def series(values: list[float]) -> StepSeries:
    return StepSeries(HOUR * np.arange(len(values) + 1, dtype=np.float64), np.asarray(values), UNIT)


def told(lay_out: Any, document: Any, width: int = 80) -> str:
    page = Page(width)
    lay_out(page, document)
    text = page.text()
    assert max(len(line) for line in text.splitlines()) <= width
    return text.replace("\u00a0", " ")


def test_a_moment_says_value_time_signal_and_state() -> None:
    """One line holds the number, the next ones which number it is and whose state of the data."""
    found = Intensity(
        SIGNAL,
        series=series([100.0, 200.0]),
        vintages=(Vintage("neso", 0.0, None, None, "CC BY 4.0"),),
        notes=(Note("gap", "An hour is missing."),),
    )

    text = told(moment_page, moment_document(found, HOUR))

    assert "GB  200 gCO2e/kWh" in text
    assert "1970-01-01 01:00\u201302:00 UTC" in text
    assert "average, lifecycle, production, actual, location" in text
    assert "neso, fetched 1970-01-01 00:00 UTC, CC BY 4.0" in text
    assert "[gap]" in text


def test_a_moment_without_a_number_says_so() -> None:
    """Nothing known is said in words and not as a nought."""
    text = told(moment_page, moment_document(Intensity(SIGNAL, series=series([1.0])), 9 * HOUR))

    assert "no number for this moment" in text


def test_a_stretch_names_its_extremes_and_what_is_not_covered() -> None:
    """The cleanest and the dirtiest hour stand there, and for how much only the year is known."""
    found = Intensity(
        SIGNAL,
        series=series([100.0, np.nan, 300.0, 50.0]),
        factor=declared("grid.x", 150.0, GRAMS_PER_KWH),
        band=(series([90.0, np.nan, 250.0, 40.0]), series([110.0, np.nan, 350.0, 60.0])),
    )

    text = told(span_page, span_document(found, 0.0, 4 * HOUR))

    assert "cleanest 1970-01-01 03:00 (50.0), dirtiest 1970-01-01 02:00 (300)" in text
    assert "For 25 % of the time only one number for the year is known: 150 gCO2e/kWh" in text
    # The means of 90, 250, 40 and of 110, 350, 60.
    assert "reaches on average from 127 to 173 gCO2e/kWh." in " ".join(text.split())


def test_a_stretch_of_which_nothing_is_known_by_the_hour() -> None:
    """A yearly number alone is no plot."""
    found = Intensity(SIGNAL, factor=declared("grid.x", 150.0, GRAMS_PER_KWH))

    text = told(span_page, span_document(found, 0.0, HOUR))

    assert "Nothing is known by the hour" in text


@pytest.mark.parametrize("width", [80, 120])
def test_series_in_few_numbers_fit_the_page(width: int) -> None:
    """Boxes beside each other, then years, a calendar and the rolling month of each."""
    swing = [100.0 + 50.0 * np.sin(hour / 24.0 * 2.0 * np.pi) for hour in range(24 * 70)]
    parts = [
        ("South Scotland", Intensity(Signal("GB"), series=series(swing))),
        ("London", Intensity(Signal("GB"), series=series([float("nan"), 400.0]))),
    ]

    text = told(stats_page, stats_document(parts, None, None), width)

    assert "beyond whiskers" in text
    assert "By month and hour (UTC)" in text
    assert "By day and hour (UTC)" in text
    assert "Rolling mean over 30 days" in text
    assert text.count("1970 ") >= 2


def test_what_was_fetched_is_listed() -> None:
    """Whose, which signal, from when to when; nothing that came is said too."""
    document = cast(
        "FetchDocument",
        {
            "schema": "",
            "tool": {"name": "wholeprint", "version": "0"},
            "zone": "GB",
            "fetched": [
                {
                    "signal": SIGNAL.as_json(),
                    "start_unix_seconds": 0.0,
                    "end_unix_seconds": HOUR,
                    "covered_seconds": HOUR,
                    "vintages": [Vintage("neso", 0.0).as_json()],
                }
            ],
            "notes": [],
        },
    )

    assert "neso" in told(fetch_page, document, 120)
    assert "nothing came" in told(fetch_page, {**document, "fetched": []})


def test_a_clock_is_written_to_the_minute() -> None:
    """Moments are written in UTC, to the minute."""
    assert clock(90.0).replace("\u00a0", " ") == "1970-01-01 00:01"
