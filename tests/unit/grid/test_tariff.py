"""Tariffs: a series with times, or a clock of every day."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from wholeprint.errors import TableError
from wholeprint.grid.tariff import read_tariff

DAY = 86400.0
BEGIN = datetime(2026, 11, 21, tzinfo=UTC).timestamp()
SPAN = (BEGIN + 0.5 * DAY, BEGIN + 1.5 * DAY)


def written(folder: Path, text: str) -> Path:
    path = folder / "tariff.csv"
    path.write_text(text, encoding="utf-8")
    return path


def price_at(path: Path, hours: float, place: object = UTC) -> float:
    series = read_tariff(path, SPAN, place)  # pyright: ignore[reportArgumentType] - a time zone
    at = np.array([BEGIN + 3600.0 * hours])
    return float(series.integral(at, at + 60.0)[0]) / 60.0


NIGHT = "from,to,EUR/kWh\n06:00,22:00,0.32\n22:00,06:00,0.15\n"


@pytest.mark.parametrize(("hours", "price"), [(13, 0.32), (21.9, 0.32), (23, 0.15), (29, 0.15)])
def test_a_clock_holds_every_day_and_over_midnight(
    tmp_path: Path, hours: float, price: float
) -> None:
    """The night from 22 to 6 has one price on both sides of midnight."""
    assert price_at(written(tmp_path, NIGHT), hours) == pytest.approx(price)


def test_a_clock_is_the_local_one(tmp_path: Path) -> None:
    """At 21:30 UTC it is 22:30 in Copenhagen: the night has begun."""
    path = written(tmp_path, NIGHT)

    assert price_at(path, 21.5, ZoneInfo("Europe/Copenhagen")) == pytest.approx(0.15)


def test_a_clock_over_the_end_of_summer_time_leaves_no_hole(tmp_path: Path) -> None:
    """On the day with 25 hours every moment has a price."""
    place = ZoneInfo("Europe/Copenhagen")
    begin = datetime(2026, 10, 24, tzinfo=place).timestamp()

    series = read_tariff(written(tmp_path, NIGHT), (begin, begin + 3 * DAY), place)

    assert np.isfinite(series.values).all()
    assert series.edges_seconds[-1] >= begin + 3 * DAY


def test_prices_of_an_exchange_may_be_below_nought(tmp_path: Path) -> None:
    """A negative price is a price."""
    path = written(
        tmp_path,
        "start,end,EUR/MWh\n2026-11-21T12:00Z,2026-11-21T13:00Z,-5\n"
        "2026-11-21T13:00Z,2026-11-21T14:00Z,40\n",
    )

    assert price_at(path, 12.0) == -5.0


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("", "no tariff"),
        ("a,b,EUR/kWh\n1,2,3\n", "not the header"),
        ("from,to,EUR\n00:00,24:00,1\n", "price per energy"),
        ("from,to,GBP/kWh\n00:00,24:00,1\n", "price per energy"),
        ("from,to,EUR/kWh\n00:00,23:00,1\n", "hole"),
        ("from,to,EUR/kWh\n00:00,13:00,1\n12:00,24:00,1\n", "two prices"),
        ("from,to,EUR/kWh\n25:00,24:00,1\n", "time of the day"),
        ("from,to,EUR/kWh\n00:00,24:00,cheap\n", "not a price"),
        ("from,to,EUR/kWh\n00:00,24:00,nan\n", "not a price"),
        ("start,end,EUR/kWh\n2026-11-21T12:00,2026-11-21T13:00Z,1\n", "without an offset"),
        ("start,end,EUR/kWh\nsoon,later,1\n", "not a time"),
    ],
)
def test_what_cannot_be_trusted_is_refused(tmp_path: Path, text: str, match: str) -> None:
    """Each fault is named, with the file."""
    with pytest.raises(TableError, match=match):
        read_tariff(written(tmp_path, text), SPAN, UTC)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    """No file is an error with its name."""
    with pytest.raises(TableError, match=r"none\.csv cannot be read"):
        read_tariff(tmp_path / "none.csv", SPAN)
