"""The door at which values with their times become a series."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from wholeprint.errors import BoundaryError, SeriesError
from wholeprint.grid.slots import Slot, ending, joined, local_to_utc, series_of, slots_of, starting
from wholeprint.quantities.intensity import Flow, Scope, Signal, Tense
from wholeprint.quantities.series import StepSeries

NAN = float("nan")


def test_slots_in_any_order_become_a_series_with_its_gaps() -> None:
    """Time between two slots is a gap; the same slot twice counts once."""
    series = series_of([Slot(20, 30, 3), Slot(0, 10, 1), Slot(0, 10, 1)])

    assert series.edges_seconds.tolist() == [0, 10, 20, 30]
    assert [repr(value) for value in series.values.tolist()] == ["1.0", "nan", "3.0"]


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        ([], "at least one"),
        ([Slot(10, 10, 1)], "ends before"),
        ([Slot(10, 5, 1)], "ends before"),
        ([Slot(0, 10, 1), Slot(5, 15, 1)], "same time"),
        ([Slot(0, 10, 1), Slot(0, 10, 2)], "same time"),
        ([Slot(0, 30, 1), Slot(10, 20, 1)], "same time"),
    ],
)
def test_slots_that_cannot_be_one_series_are_refused(slots: list[Slot], why: str) -> None:
    """None, one that ends before it begins, two that overlap, one inside another."""
    with pytest.raises(SeriesError, match=why):
        series_of(slots)


def test_slots_that_touch_to_rounding_make_no_gap() -> None:
    """A microsecond between two slots is a clock's rounding, and so is one of overlap."""
    assert len(series_of([Slot(0, 10, 1), Slot(10 + 1e-6, 20, 2)]).values) == 2
    assert len(series_of([Slot(0, 10, 1), Slot(10 - 1e-6, 20, 2)]).values) == 2


def test_labels_at_the_start_and_at_the_end_differ_by_one_step() -> None:
    """The same labels, half an hour apart: which of the two is meant shifts all of it."""
    assert starting([1800.0], [5.0], 1800.0) == [Slot(1800.0, 3600.0, 5.0)]
    assert ending([1800.0], [5.0], 1800.0) == [Slot(0.0, 1800.0, 5.0)]


def test_unknown_values_are_no_slots() -> None:
    """A gap of a series is not among its slots."""
    assert slots_of(series_of([Slot(0, 10, 1), Slot(10, 20, NAN)])) == [Slot(0, 10, 1)]


def _part(signal: Signal, start: float) -> tuple[Signal, StepSeries]:
    return signal, series_of([Slot(start, start + 10, 1)])


def test_parts_of_one_signal_are_joined() -> None:
    """Two stretches in the wrong order become one series, with the gap between them."""
    signal, series = joined([_part(Signal("GB"), 20), _part(Signal("GB"), 0)])

    assert signal == Signal("GB")
    assert series.known_stretches() == [(0.0, 10.0), (20.0, 30.0)]


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (Signal("FR"), SeriesError),
        (Signal("GB", tense=Tense.FORECAST), SeriesError),
        (Signal("GB", scope=Scope.DIRECT), BoundaryError),
        (Signal("GB", flow=Flow.CONSUMPTION), BoundaryError),
    ],
)
def test_two_signals_are_not_joined(other: Signal, kind: type[Exception]) -> None:
    """Another zone, tense or kind of number is refused, though the times would fit."""
    with pytest.raises(kind):
        joined([_part(Signal("GB"), 0), _part(other, 20)])


def test_parts_that_overlap_are_not_joined() -> None:
    """Which of two values for one moment counts is not decided by their order."""
    with pytest.raises(SeriesError):
        joined([_part(Signal("GB"), 0), _part(Signal("GB"), 5)])
    with pytest.raises(SeriesError, match="nothing"):
        joined([])


def _local_hours(first: datetime, count: int) -> list[datetime]:
    """The clock times of Copenhagen that pass hour by hour, as a Danish page lists them."""
    place = ZoneInfo("Europe/Copenhagen")
    moments = [
        first.replace(tzinfo=place).astimezone(UTC) + timedelta(hours=n) for n in range(count)
    ]
    return [moment.astimezone(place).replace(tzinfo=None) for moment in moments]


@pytest.mark.parametrize(
    ("day", "hours"),
    [(datetime(2023, 3, 26), 23), (datetime(2023, 10, 29), 25), (datetime(2023, 6, 1), 24)],  # noqa: DTZ001 - local times are the matter of it
)
def test_days_on_which_the_clock_changes_have_all_their_hours(day: datetime, hours: int) -> None:
    """23 hours in spring, 25 in autumn, when 2 o'clock comes twice: each an hour after another."""
    times = _local_hours(day, hours)

    found = local_to_utc(times, "Europe/Copenhagen")

    assert {time.date() for time in times} == {day.date()}
    assert _local_hours(day, hours + 1)[-1].date() != day.date()
    assert [after - before for before, after in pairwise(found)] == [3600.0] * (hours - 1)


@pytest.mark.parametrize(
    ("times", "why"),
    [
        ([datetime(2023, 3, 26, 2, 30)], "put forward"),  # noqa: DTZ001 - as above
        ([datetime(2023, 6, 1, tzinfo=UTC)], "offset"),
        ([datetime(2023, 6, 1, 5), datetime(2023, 6, 1, 4)], "order"),  # noqa: DTZ001 - as above
    ],
)
def test_local_times_that_never_were_are_refused(times: list[datetime], why: str) -> None:
    """A time that was skipped, one with an offset, and one that goes back."""
    with pytest.raises(SeriesError, match=why):
        local_to_utc(times, "Europe/Copenhagen")


def test_an_hour_that_is_told_once_is_the_first_of_the_two() -> None:
    """Where the list does not say which of the two it is, the earlier is taken, as documented."""
    (found,) = local_to_utc([datetime(2023, 10, 29, 2)], "Europe/Copenhagen")  # noqa: DTZ001 - as above

    assert found == datetime(2023, 10, 29, 0, tzinfo=UTC).timestamp()
