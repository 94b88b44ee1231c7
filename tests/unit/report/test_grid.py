"""Documents of the grid."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from wholeprint.quantities.factor import declared
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Intensity, Signal, Vintage
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.form import dumps, schema
from wholeprint.report.grid import moment_document, span_document, stats_document

HOUR = 3600.0
UNIT = Unit.parse(GRAMS_PER_KWH)


def series(values: list[float]) -> StepSeries:
    return StepSeries(HOUR * np.arange(len(values) + 1, dtype=np.float64), np.asarray(values), UNIT)


def intensity(values: list[float] | None, **more: Any) -> Intensity:
    return Intensity(Signal("GB"), series=None if values is None else series(values), **more)


def check(name: str, document: Any) -> None:
    validator: Any = Draft202012Validator(schema(name))
    validator.validate(json.loads(dumps(document)))


def test_a_moment_takes_the_step_that_holds_it() -> None:
    """The value is that of the step that holds the moment; an edge belongs to the later step."""
    document = moment_document(
        intensity([100.0, 200.0], vintages=(Vintage("neso", 5.0, None, None, "CC BY 4.0"),)), HOUR
    )

    check("grid-now", document)
    assert document["value"] is not None
    assert document["value"]["central"] == 200.0
    assert document["value"]["low"] == document["value"]["high"] == 200.0
    assert [note["code"] for note in document["notes"]] == ["doubt-not-stated"]
    assert document["step"] == {"start_unix_seconds": HOUR, "end_unix_seconds": 2 * HOUR}
    assert document["vintages"][0]["licence"] == "CC BY 4.0"


def test_a_moment_in_a_gap_takes_the_number_for_all_times() -> None:
    """Where the series knows nothing, the yearly number stands, and no step is named."""
    yearly = declared("grid.x", 150.0, GRAMS_PER_KWH)
    document = moment_document(intensity([np.nan, 200.0], factor=yearly), 10.0)

    check("grid-now", document)
    assert document["value"] is not None
    assert document["value"]["central"] == 150.0
    assert document["step"] is None


def test_a_moment_of_which_nothing_is_known_is_null() -> None:
    """No number is made up for a moment outside the series."""
    document = moment_document(intensity([100.0]), 9 * HOUR)

    check("grid-now", document)
    assert document["value"] is None


def test_a_band_becomes_the_interval() -> None:
    """Where a forecast has a band, its ends at that moment are the interval."""
    document = moment_document(
        intensity([100.0, 200.0], band=(series([90.0, 150.0]), series([110.0, 260.0]))), HOUR + 1
    )

    check("grid-now", document)
    assert document["value"] is not None
    assert (document["value"]["low"], document["value"]["high"]) == (150.0, 260.0)


def test_a_stretch_of_time_is_cut_to_what_was_asked_for() -> None:
    """Steps are cut at both ends; what is not known is counted as not covered."""
    document = span_document(
        intensity(
            [100.0, np.nan, 300.0],
            band=(series([90.0, np.nan, 250.0]), series([110.0, np.nan, 350.0])),
            notes=(Note("gap", "An hour is missing."),),
        ),
        0.5 * HOUR,
        4.5 * HOUR,
    )

    check("grid-series", document)
    assert document["edges_unix_seconds"] == [0.5 * HOUR, HOUR, 2 * HOUR, 3 * HOUR]
    assert document["values"] == [100.0, None, 300.0]
    assert document["low"] == [90.0, None, 250.0]
    assert document["covered_share"] == pytest.approx(1.5 / 4.0)
    assert document["box"] is not None
    assert document["box"]["mean"] == pytest.approx((50.0 + 300.0) / 1.5)


def test_what_stands_in_is_told_apart() -> None:
    """A typical step is marked, counted apart, and neither the least nor the most."""
    found = replace(intensity([100.0, 5.0, 300.0, np.nan]), stands_in=((HOUR, 2 * HOUR),))
    document = span_document(found, 0.0, 4 * HOUR)

    check("grid-series", document)
    assert document["stands_in"] == [False, True, False, False]
    assert (document["covered_share"], document["typical_share"]) == (0.5, 0.25)
    assert document["box"] is not None
    assert (document["box"]["minimum"], document["box"]["mean"]) == (100.0, 200.0)


def test_typical_hours_alone_are_none_that_are_known() -> None:
    """Where nobody said anything the box is of typical hours, and nothing is covered."""
    found = replace(intensity([100.0, 5.0]), stands_in=((0.0, 2 * HOUR),))
    document = span_document(found, 0.0, 2 * HOUR)

    assert (document["covered_share"], document["typical_share"]) == (0.0, 1.0)
    assert document["box"] is not None
    assert document["box"]["minimum"] == 5.0
    moment = moment_document(found, HOUR + 1)
    assert moment["value"] is not None
    assert moment["value"]["known"] == "modelled"


def test_few_hours_are_a_warning() -> None:
    """Less than four fifths of the time: a warning with the share and the time."""
    day = intensity([1.0] * 24)
    (few,) = stats_document([("GB", day)], 0.0, 48 * HOUR)["zones"]
    (enough,) = stats_document([("GB", day)], 0.0, 24 * HOUR)["zones"]

    assert [note["code"] for note in few["notes"]] == ["hours-few"]
    assert "50% of the time from 1970-01-01 to 1970-01-03" in few["notes"][0]["message"]
    assert (few["covered_share"], enough["covered_share"]) == (0.5, 1.0)
    assert enough["notes"] == []


def test_a_stretch_of_time_without_a_series_says_so() -> None:
    """Nothing by the hour: no values, no box, nothing covered, and the number for all times."""
    yearly = declared("grid.x", 150.0, GRAMS_PER_KWH)
    document = span_document(intensity(None, factor=yearly), 0.0, HOUR)

    check("grid-series", document)
    assert (document["values"], document["box"], document["covered_share"]) == ([], None, 0.0)
    assert document["elsewhere"] is not None
    assert document["elsewhere"]["value"] == 150.0


def test_series_in_few_numbers() -> None:
    """Boxes, years, calendars and the rolling month of each series, in the order given."""
    two_days = intensity([float(hour) for hour in range(48)])
    document = stats_document([("one", two_days), ("two", intensity([7.0]))], None, None)

    check("grid-stats", document)
    assert [zone["name"] for zone in document["zones"]] == ["one", "two"]
    first = document["zones"][0]
    assert first["box"]["mean"] == pytest.approx(23.5)
    assert [year["year"] for year in first["years"]] == [1970]
    assert first["day_by_hour"] is not None
    assert first["day_by_hour"]["values"][1][0] == 24.0


def test_a_long_series_is_shown_by_month_only() -> None:
    """A calendar of more than two months by day would fill the page."""
    document = stats_document([("one", intensity([1.0] * 24 * 63))], None, None)

    assert document["zones"][0]["day_by_hour"] is None
    part = stats_document([("one", intensity([1.0] * 24 * 63))], 0.0, 86400.0)
    assert part["zones"][0]["day_by_hour"] is not None
