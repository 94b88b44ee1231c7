"""Decisions on a page."""

import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from wholeprint.advice.decide import Case, decide
from wholeprint.advice.doubt import fixed_error
from wholeprint.advice.plan import Task
from wholeprint.advice.rules import Pauses, Rules, Transfer
from wholeprint.quantities.factor import declared
from wholeprint.quantities.intensity import Intensity, Signal, Tense
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.units import Unit
from wholeprint.report.schedule import schedule_document
from wholeprint.report.text.moments import clock
from wholeprint.report.text.page import Page
from wholeprint.report.text.schedule import schedule_page

HOUR = 3600.0


@pytest.fixture(autouse=True)
def in_copenhagen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The reader's clock is Copenhagen's."""
    monkeypatch.setenv("TZ", "Europe/Copenhagen")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def said(values: list[float], width: int = 100, **more: Any) -> str:
    edges = HOUR * np.arange(len(values) + 1, dtype=np.float64)
    series = StepSeries(edges, np.array(values), Unit.parse("gCO2e/kWh"))
    intensity = Intensity(Signal("A", tense=Tense.FORECAST), series=series)
    told: dict[str, Any] = {"task": Task(4 * HOUR, 0.0, 24 * HOUR, 500.0)}
    told.update({"intensities": {"A": intensity}}, **more)
    case = Case(**told)
    page = Page(width)
    schedule_page(page, schedule_document(decide(case, 0.0), case, ()))
    return page.text()


def test_times_are_the_readers_and_say_their_offset() -> None:
    """The beginning of 1970 was one o'clock in Copenhagen."""
    assert clock(0.0) == "Thu 1970-01-01 01:00 +01:00"


@pytest.mark.parametrize(
    ("values", "more", "headline"),
    [
        ([300.0] * 12 + [100.0] * 12, {}, "Wait 12 h"),
        ([100.0] * 24, {}, "Run it now"),
        (
            [100.0, 900.0] * 12,
            {"rules": Rules(Pauses(resume_seconds=60.0))},
            "Run it now, with 4 pauses",
        ),
    ],
)
def test_the_headline_says_what_to_do(values: list[float], more: Any, headline: str) -> None:
    """Wait, run, or run with pauses."""
    assert said(values, **more).splitlines()[0].startswith(headline)


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_plot_marks_plan_and_at_once(width: int) -> None:
    """Both lie under the intensity, at the hours where they run."""
    lines = said([300.0] * 12 + [100.0] * 12, width).splitlines()

    plan, naive = (
        next(line for line in lines if line.lstrip().startswith(name) and "\u2588" in line)
        for name in ("plan", "at once")
    )
    assert plan.index("\u2588") > naive.index("\u2588") + (width - 24) // 3
    assert max(map(len, lines)) <= width


def test_one_value_for_the_year_is_not_plotted() -> None:
    """A line without a course would look like knowledge."""
    level = Intensity(Signal("A"), factor=declared("grid", 250.0, "gCO2e/kWh"))

    text = said([0.0], intensities={"A": level})

    assert "one value for the year" in text
    assert "\u2588" not in text


def test_waiting_is_told_to_the_minute() -> None:
    """43 and a half hours are no even number of hours."""
    values = [300.0] * 44 + [100.0] * 5

    text = said(values, task=Task(4 * HOUR, 0.5 * HOUR, 49 * HOUR, 500.0))

    assert text.startswith("Wait 1 d 19 h 30 min")


def test_what_a_move_draws_is_told_apart_from_the_work() -> None:
    """Two kilowatt-hours of work, and half of one for the data."""
    rules = Rules(transfer=Transfer(kwh=0.5), home="B")
    plain = " ".join(said([100.0] * 24).replace("\u00a0", " ").split())
    moved = " ".join(said([100.0] * 24, rules=rules).replace("\u00a0", " ").split())

    assert "4 h at 500 W: 2 kWh" in plain
    assert "more for moving" not in plain
    assert "2 kWh; 0.5 kWh more for moving, resuming and waiting" in moved


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "off by about 16 % (one standard deviation): assumed, after NESO"),
        ({"error": fixed_error(0.08)}, "off by about 8 % (one standard deviation): as you stated"),
    ],
)
def test_where_the_interval_comes_from_is_told(more: Any, words: str) -> None:
    """A forecast without a band gets one that is assumed, or that the user states."""
    text = " ".join(said([300.0] * 12 + [100.0] * 12, **more).replace("\u00a0", " ").split())

    assert words in text
