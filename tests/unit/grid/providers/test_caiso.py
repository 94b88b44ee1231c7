"""California's files become five-minute steps in UTC, also on the days on which clocks change."""

import asyncio
from datetime import datetime
from itertools import pairwise

import numpy as np
import pytest

from wholeprint.errors import ProviderAnswerError
from wholeprint.grid.live import Reading, Want
from wholeprint.grid.providers.caiso import caiso
from wholeprint.grid.replay import Recording, ReplayDoor
from wholeprint.grid.zone import Zone
from wholeprint.quantities.intensity import Flow, Response, Scope, Tense

HERE = "https://caiso.invalid/outlook"
ZONE = Zone("US-CAL-CISO", "California ISO", "part", "US")
HEAD = "Time,Solar,Natural Gas,Batteries,Imports"


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


NOW = _seconds("2025-06-20T12:00:00-07:00")


def _want(start: str = "2025-06-10T00:00:00-07:00", hours: float = 24.0) -> Want:
    return Want(ZONE, _seconds(start), _seconds(start) + hours * 3600.0)


def _file(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows]) + "\n"


def _history(day: str, body: str | bytes = "", status: int = 200) -> Recording:
    return Recording(f"{HERE}/history/{day}/fuelsource.csv", body, status=status)


def _fetch(want: Want, *recordings: Recording, at: float = NOW) -> tuple[Reading, ...]:
    return asyncio.run(caiso({}, HERE).fetch(want, ReplayDoor(recordings, at_unix_seconds=at)))


ROW = "300,100,-50,2000"


def test_times_are_pacific_clock_time_and_begin_five_minutes() -> None:
    """In June 00:00 there is 07:00 UTC; a quarter gas is 98.5 g/kWh; storage and trade are out."""
    body = _file(f"00:00,{ROW}", "00:05,100,300,20,-9")
    (found,) = _fetch(_want(), _history("20250610", body))

    start = _seconds("2025-06-10T07:00:00Z")
    assert found.series.edges_seconds.tolist() == [start, start + 300.0, start + 600.0]
    assert found.series.values.tolist() == pytest.approx([98.5, 295.5])
    assert found.signal.flow is Flow.PRODUCTION
    assert [note.code for note in found.notes] == ["generation-apart"]
    assert "Batteries, Imports" in found.notes[0].message


def test_it_asks_day_by_day_of_the_local_calendar() -> None:
    """From the evening of the 10th UTC to the 12th: the days of California that this touches."""
    want = Want(ZONE, _seconds("2025-06-10T05:00:00Z"), _seconds("2025-06-11T07:00:00Z"))
    door = ReplayDoor([_history("20250609", _file()), _history("20250610", _file())])

    assert asyncio.run(caiso({}, f"{HERE}/").fetch(want, door)) == ()
    assert [asked.url.rsplit("/", 2)[1] for asked in door.asked] == ["20250609", "20250610"]


def test_the_midnight_at_the_end_is_the_next_days() -> None:
    """The last row may be 00:00 again; the next file says it, perhaps with another value."""
    first = _file(f"23:55,{ROW}", "00:00,1,99,0,0")
    second = _file(f"00:00,{ROW}")
    (found,) = _fetch(_want(hours=25.0), _history("20250610", first), _history("20250611", second))

    assert found.series.values.tolist() == pytest.approx([98.5, 98.5])


def _day(skip: int = -1, twice: int = -1) -> list[str]:
    hours = [hour for hour in range(24) if hour != skip for _ in range(2 if hour == twice else 1)]
    return [f"{hour:02d}:{minute:02d},{ROW}" for hour in hours for minute in range(0, 60, 5)]


@pytest.mark.parametrize(
    ("day", "rows", "count", "hours"),
    [
        ("2025-06-10", _day(), 288, 24),
        ("2025-03-09", _day(skip=2), 276, 23),
        ("2025-11-02", _day(twice=1), 300, 25),
    ],
)
def test_a_day_has_as_many_steps_as_it_is_long(
    day: str, rows: list[str], count: int, hours: int
) -> None:
    """23 hours on the second Sunday of March, 25 on the first of November, without a hole.

    Pacific time in 2025 by the IANA time zone database.
    """
    want = Want(ZONE, _seconds(f"{day}T12:00:00Z"), _seconds(f"{day}T20:00:00Z"))
    (found,) = _fetch(
        want, _history(day.replace("-", ""), _file(*rows)), at=_seconds("2026-01-01T00:00:00Z")
    )

    assert found.series.values.size == count
    assert np.all(np.isfinite(found.series.values))
    assert found.series.edges_seconds[-1] - found.series.edges_seconds[0] == hours * 3600.0
    assert all(b - a == 300.0 for a, b in pairwise(found.series.edges_seconds.tolist()))


def test_a_time_that_never_was_is_refused() -> None:
    """On the day on which clocks go forward there is no 02:30."""
    with pytest.raises(ProviderAnswerError, match="no day in California"):
        _fetch(
            _want("2025-03-09T00:00:00-08:00"),
            _history("20250309", _file(f"02:30,{ROW}")),
        )


def test_a_blank_is_a_gap() -> None:
    """What has no value is not zero."""
    body = _file(f"00:00,{ROW}", "00:05,300,,0,0", f"00:10,{ROW}")
    (found,) = _fetch(_want(), _history("20250610", body))

    assert np.isnan(found.series.values).tolist() == [False, True, False]


@pytest.mark.parametrize(
    "absent",
    [_history("20250620", status=404), _history("20250620", "<!DOCTYPE html><html></html>")],
)
def test_the_day_that_is_not_over_has_a_file_of_its_own(absent: Recording) -> None:
    """Where history has no file for today, the current one is read."""
    current = Recording(f"{HERE}/current/fuelsource.csv", _file(f"11:50,{ROW}"))
    (found,) = _fetch(_want("2025-06-20T00:00:00-07:00"), absent, current)

    assert found.series.edges_seconds[0] == _seconds("2025-06-20T11:50:00-07:00")


def test_just_after_midnight_the_current_file_is_still_yesterdays() -> None:
    """Times of the evening, read at three past midnight, are not of this day."""
    current = Recording(f"{HERE}/current/fuelsource.csv", _file(f"23:50,{ROW}"))
    want = _want("2025-06-20T00:00:00-07:00", 1.0)

    assert (
        _fetch(
            want,
            _history("20250620", status=404),
            current,
            at=_seconds("2025-06-20T00:03:00-07:00"),
        )
        == ()
    )


def test_a_past_day_without_a_file_is_no_data() -> None:
    """The current file is not asked for what is over."""
    assert _fetch(_want(), _history("20250610", status=404)) == ()


def test_a_page_for_a_past_day_is_refused() -> None:
    """A notice of maintenance does not say that there is no data."""
    with pytest.raises(ProviderAnswerError, match="CAISO"):
        _fetch(_want(), _history("20250610", "<html></html>"))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00\x01",
        b"Time,Solar\n00:00,1\n00:05",
        b"Clock,Solar\n00:00,1\n",
        b"Time,Solar,Solar\n00:00,1,1\n",
        b"Time,Natural Gas\n00:61,1\n",
        b"Time,Natural Gas\nnoon,1\n",
        b"Time,Natural Gas\n00:00,much\n",
        b"Time,Natural Gas\n00:00,nan\n",
        b"Time,Natural Gas\n00:00,1e300\n",
        b"Time,Natural Gas\n00:05,1\n00:00,1\n00:10,1\n",
        b'Time,Natural Gas\n"00:00,1\n',
        b"Time,Natural Gas\n" + b"00:00,1\n" * 400,
    ],
)
def test_rubbish_is_refused(body: bytes) -> None:
    """Other tables, times out of order, and powers that cannot be."""
    with pytest.raises(ProviderAnswerError, match="CAISO"):
        _fetch(_want(), _history("20250610", body))


def test_an_unknown_column_is_said() -> None:
    """A kind of plant of a later year is not guessed at."""
    head = "Time,Solar,Natural Gas,Fusion"
    (found,) = _fetch(_want(), _history("20250610", _file("00:00,300,100,10", head=head)))

    assert [note.code for note in found.notes] == ["generation-unknown"]
    assert "Fusion" in found.notes[0].message


def test_it_serves_california_alone() -> None:
    """Not the state, of which it runs four fifths; no forecast, none as consumed."""
    provider = caiso({})

    assert provider.serves(_want())
    assert provider.serves(Want(ZONE, 0.0, 1.0, scope=Scope.LIFECYCLE))
    for other in (
        Want(Zone("US-CA", "California", "part", "US"), 0.0, 1.0),
        Want(ZONE, 0.0, 1.0, Tense.FORECAST),
        Want(ZONE, 0.0, 1.0, response=Response.MARGINAL),
        Want(ZONE, 0.0, 1.0, flow=Flow.CONSUMPTION),
    ):
        assert not provider.serves(other)
