"""Several zones at one moment on a page."""

from typing import Any

import numpy as np
import pytest

from wholeprint.quantities.intensity import GRAMS_PER_KWH, Flow, Intensity, Signal, Vintage
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.grid import moment_document
from wholeprint.report.grid_many import many_document
from wholeprint.report.text.grid_many import many_page
from wholeprint.report.text.page import Page

HOUR = 3600.0
AT_SECONDS = 20 * 86400.0 + 60.0


def moment(
    zone: str, grams: float, flow: Flow = Flow.CONSUMPTION, begin: float = 20 * 86400.0, **more: Any
) -> Any:
    unit = Unit.parse(GRAMS_PER_KWH)
    edges = np.array([begin, begin + HOUR])
    band = tuple(StepSeries(edges, np.array([grams * part]), unit) for part in (0.5, 2.0))
    series = StepSeries(edges, np.array([grams]), unit)
    found = Intensity(Signal(zone, flow=flow), series=series, band=band, **more)  # type: ignore[arg-type] - fields by name
    return moment_document(found, AT_SECONDS, begin)


def told(*moments: Any, width: int = 80) -> str:
    page = Page(width)
    many_page(page, many_document(moments, AT_SECONDS))
    text = page.text()
    assert max(map(len, text.splitlines())) <= width
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("width", [80, 120])
def test_zones_are_rows_of_one_table(width: int) -> None:
    """Zone, number, range and time in one row each, the cleanest first; what is alike once."""
    text = told(moment("GB", 200.0), moment("FR", 20.0), width=width)
    rows = [line.split() for line in text.splitlines()]

    assert ["FR", "20.0", "10.0", "\u2013", "40.0", "00:00\u201301:00"] in rows
    assert rows.index(["GB", "200", "100", "\u2013", "400", "00:00\u201301:00"]) == 3
    assert "All: average, lifecycle, consumption, actual, location." in text
    assert "gCO2e/kWh at 1970-01-21 00:01 UTC" in text


def test_numbers_and_times_are_whole_on_the_narrowest_page() -> None:
    """Where there is no room the name of a zone is cut, and nothing that could be misread."""
    text = told(moment("AWS-ap-northeast-1", 200.0), moment("FR", 20.0), width=50)

    assert "200 100 \u2013 400 00:00\u201301:00" in " ".join(text.split())


def test_what_differs_stands_beside_each() -> None:
    """A kind that is not everyone's is told of each zone."""
    text = told(moment("GB", 200.0), moment("US", 300.0, Flow.PRODUCTION))

    assert "300  150 \u2013 600  00:00\u201301:00  production" in text
    assert "[zones-unlike]" in text


def test_a_value_of_another_day_says_so() -> None:
    """Where a value is of the day before, its day stands before the hours."""
    text = told(moment("GB", 200.0), moment("FR", 20.0, begin=20 * 86400.0 - HOUR))

    assert "01-20 23:00\u201300:00" in text


def test_nothing_known_is_no_nought() -> None:
    """A zone without a number says that there is none."""
    text = told(moment("GB", 200.0), moment("XX", float("nan")))

    assert ["XX", "no", "data"] in [line.split() for line in text.splitlines()]


def test_notes_say_whose_they_are() -> None:
    """What is said of one zone names it, what is said of all is said once; the state stands too."""
    late, every = Note("late", "An hour is missing."), Note("all", "Nobody knows.")
    state = (Vintage("neso", 0.0, None, None, "CC BY 4.0"),)

    text = told(
        moment("GB", 200.0, notes=(late, every), vintages=state),
        moment("FR", 20.0, notes=(every,)),
    )

    assert "GB: An hour is missing. [late]" in text
    assert text.count("Nobody knows. [all]") == 1
    assert "neso, fetched 1970-01-01 00:00 UTC, CC BY 4.0" in text
