"""What a forecast looks at: the local clock, stand-ins in gaps, and nothing after the origin."""

from datetime import UTC, datetime

import numpy as np
import pytest

from wholeprint.grid.forecast_features import Calendar, Past, Shape, filled, hour_of, seen

DAY = 86400.0
MONDAY = datetime(2021, 3, 1, tzinfo=UTC).timestamp()


def _calendar(days: int, place: str | None = None, begin: float = MONDAY) -> Calendar:
    return Calendar.of(begin, 1800.0, 48 * days, place)


def test_the_clock_is_the_local_one() -> None:
    """In Copenhagen, UTC+1 in winter, a Friday ends at 23:00 UTC."""
    clock = _calendar(7, "Europe/Copenhagen")
    friday_end = 4 * 48 + 46

    assert clock.hour[0] * 24.0 == pytest.approx(1.0)
    assert (clock.weekend[friday_end - 1], clock.weekend[friday_end]) == (0.0, 1.0)


def test_a_day_before_is_the_same_local_time() -> None:
    """Over the change of 2021-03-28 the same local time lies 23 hours back, else 24."""
    clock = _calendar(40, "Europe/Copenhagen")
    noon = np.array([27 * 48 + 24, 20 * 48 + 24])

    assert (noon - clock.days_before(noon, 1)).tolist() == [46, 48]
    assert clock.days_before(np.array([3]), 1).tolist() == [0]


def test_hours_are_whole() -> None:
    """A share of the day is its hour, to the last slot of it; rounding does not shift it."""
    assert hour_of(np.array([0.0, 1 / 24, 0.5, 0.999999])).tolist() == [0, 1, 12, 23]


def test_a_short_gap_is_a_line_and_a_long_one_the_usual_day() -> None:
    """A ramp over a 2 h gap is met exactly; a lost day of a daily course comes back exactly."""
    clock = _calendar(14)
    course = 100.0 + 50.0 * np.floor(24.0 * clock.hour)
    holed = course.copy()
    holed[5 * 48 : 6 * 48] = np.nan
    ramp = np.arange(14.0 * 48)
    broken = ramp.copy()
    broken[100:104] = np.nan

    assert filled(holed, clock, Shape.of(holed, clock)) == pytest.approx(course, abs=1e-9)
    assert filled(broken, clock, Shape.of(broken, clock)) == pytest.approx(ramp, abs=1e-9)


def test_what_is_missing_at_the_front_is_the_usual_day_at_the_level_known() -> None:
    """Before the first known value stands the shape of a day, moved to what is known after it."""
    clock = _calendar(14)
    course = 100.0 + 50.0 * np.floor(24.0 * clock.hour)
    shape = Shape.of(course, clock)
    cut = course + 30.0
    cut[: 7 * 48] = np.nan

    assert filled(cut, clock, shape) == pytest.approx(course + 30.0, abs=1e-9)


def test_a_shape_keeps_workdays_and_weekends_apart() -> None:
    """A weekend of 50 and workdays of 100 have those means, and bands on them."""
    clock = _calendar(28)
    shape = Shape.of(np.where(clock.weekend > 0.0, 50.0, 100.0), clock)

    assert shape.median[0] == pytest.approx(np.full(24, 100.0))
    assert shape.high[1] == pytest.approx(np.full(24, 50.0))


def test_an_hour_never_seen_takes_the_whole() -> None:
    """With two known workday hours, every other cell is the mean of what is known."""
    clock = _calendar(7)
    values = np.full(7 * 48, np.nan)
    values[:4] = (10.0, 10.0, 20.0, 20.0)

    assert Shape.of(values, clock).median[1, 12] == pytest.approx(15.0)


@pytest.mark.parametrize("lead", [1, 47, 48, 49, 192])
def test_nothing_after_the_origin_is_seen(lead: int) -> None:
    """Whatever comes after the origin, over a change of the clock too, what is seen is the same."""
    clock = _calendar(60, "Europe/Copenhagen")
    values = np.random.default_rng(1).uniform(50.0, 400.0, 50 * 48)
    origins = np.arange(40 * 48, 40 * 48 + 7)
    for origin in origins.tolist():
        changed = values.copy()
        changed[origin + 1 :] += 1000.0
        one = np.array([origin]), np.array([lead])
        # Sums of what comes before are the same; the middle of the squares moves with all values.
        told, other = (
            seen(Past(values[: origin + 1], clock), *one),
            seen(Past(changed, clock), *one),
        )

        assert told.features == pytest.approx(other.features, rel=1e-6, abs=1e-6)
        assert told.base == pytest.approx(other.base, rel=1e-9)
