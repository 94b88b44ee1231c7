"""What holds for any values over time: nothing is lost, made up or counted twice at the door."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.errors import SeriesError
from wholeprint.grid.cache import Cache
from wholeprint.grid.kept import Kept, Question, Search
from wholeprint.grid.overlay import overlaid
from wholeprint.grid.plausible import plausible
from wholeprint.grid.slots import Slot, joined, local_to_utc, series_of, slots_of
from wholeprint.quantities.intensity import Signal
from wholeprint.quantities.series import StepSeries

_AMOUNTS = st.floats(min_value=-50.0, max_value=2000.0)


@st.composite
def _slots(draw: st.DrawFn, most: int = 12) -> list[Slot]:
    """Slots that do not overlap, with holes between some of them, in any order."""
    widths = draw(st.lists(st.integers(1, 7200), min_size=1, max_size=most))
    holes = draw(
        st.lists(st.sampled_from([0, 0, 0, 60, 3600]), min_size=len(widths), max_size=most)
    )
    slots: list[Slot] = []
    at = float(draw(st.integers(0, 2_000_000_000)))
    for width, hole in zip(widths, holes, strict=False):
        slots.append(Slot(at, at + width, draw(_AMOUNTS)))
        at += width + hole
    return draw(st.permutations(slots))


def _total(slots: Sequence[Slot]) -> float:
    return sum((slot.end_seconds - slot.start_seconds) * slot.value for slot in slots)


def _whole(series: StepSeries) -> tuple[float, float]:
    """The integral over all of a series, and how much of it is known [s]."""
    edges = series.edges_seconds
    found = series.known_integral(edges[:1], edges[-1:])
    return float(found.amount[0]), float(found.covered_seconds[0])


@given(_slots())
def test_a_series_adds_up_to_its_slots(slots: list[Slot]) -> None:
    """The integral is the sum over the slots, and what is covered is how long they last.

    The tolerance is the rounding of sums of a dozen numbers of up to 1e7.
    """
    amount, covered = _whole(series_of(slots))

    assert amount == pytest.approx(_total(slots), rel=1e-12, abs=1e-6)
    assert covered == sum(slot.end_seconds - slot.start_seconds for slot in slots)


@given(_slots())
def test_a_series_gives_its_slots_back(slots: list[Slot]) -> None:
    """There and back again is the same, in order."""
    assert slots_of(series_of(slots)) == sorted(slots)


@given(_slots(), st.integers(0, 11))
def test_joining_parts_is_the_same_as_the_whole(slots: list[Slot], place: int) -> None:
    """Cut anywhere and joined again, in either order, a series is what it was."""
    ordered = sorted(slots)
    cut = place % len(ordered)
    parts = [(Signal("GB"), series_of(part)) for part in (ordered[cut:], ordered[:cut]) if part]

    _, series = joined(parts)

    assert slots_of(series) == ordered


@given(_slots(), st.floats(0.01, 0.99))
def test_what_overlaps_is_never_joined(slots: list[Slot], share: float) -> None:
    """A slot that begins within another one is refused, wherever it stands and whatever it says."""
    first = min(slots)
    inside = first.start_seconds + share * (first.end_seconds - first.start_seconds)
    other = Slot(inside, first.end_seconds + 1e9, first.value)
    if first.end_seconds - inside <= 2e-3:
        return

    with pytest.raises(SeriesError):
        series_of([*slots, other])


@given(_slots(), _slots())
def test_an_overlay_takes_the_last_that_knows(old: list[Slot], new: list[Slot]) -> None:
    """Over the newer's time the integral is the newer's; the rest is what is left of the older."""
    below, above = series_of(old), series_of(new)

    series = overlaid([below, above]).series

    stretches = np.asarray(above.known_stretches())
    found = series.known_integral(stretches[:, 0], stretches[:, 1])
    assert float(found.amount.sum()) == pytest.approx(_total(new), rel=1e-9, abs=1e-3)
    hidden = float(below.known_integral(stretches[:, 0], stretches[:, 1]).amount.sum())
    assert _whole(series)[0] == pytest.approx(
        _total(new) + _total(old) - hidden, rel=1e-9, abs=1e-2
    )


@given(_slots())
def test_plausibility_takes_out_and_never_alters(slots: list[Slot]) -> None:
    """Each value stays to the last digit or becomes a gap; twice is the same as once."""
    series = series_of(slots)

    kept, notes = plausible(series, "Somebody")

    known = np.isfinite(kept.values)
    assert kept.values[known].tolist() == series.values[known].tolist()
    assert bool((kept.values[known] >= 0.0).all())
    assert bool(notes) == (int(known.sum()) < int(np.isfinite(series.values).sum()))
    if known.any():
        again, more = plausible(kept, "Somebody")
        assert again is kept
        assert more == ()


_PLACES = ("Europe/Copenhagen", "America/Los_Angeles", "Australia/Lord_Howe", "UTC")


@given(
    st.sampled_from(_PLACES),
    st.datetimes(datetime(2015, 1, 1), datetime(2035, 1, 1)),  # noqa: DTZ001 - any moment, in UTC
    st.sampled_from([300, 900, 1800, 3600]),
)
def test_local_clock_times_keep_their_moments(place: str, begin: datetime, step: int) -> None:
    """Three days of clock times as they pass lead back to the moments at which they passed.

    Lord Howe puts its clock by half an hour: with hours as steps its second half of the hour that
    comes twice cannot be told from the order, and is left out here.
    """
    if place == "Australia/Lord_Howe" and step == 3600:
        return
    zone = ZoneInfo(place)
    first = begin.replace(tzinfo=UTC, minute=0, second=0, microsecond=0)
    # Not within the hours that come twice: there the order has nothing to begin with.
    if first.astimezone(zone).fold or first.astimezone(zone).replace(fold=1).utcoffset() != (
        first.astimezone(zone).utcoffset()
    ):
        return
    moments = [first + timedelta(seconds=step * n) for n in range(3 * 86400 // step)]
    local = [moment.astimezone(zone).replace(tzinfo=None) for moment in moments]

    found = local_to_utc(local, place)

    assert found == [moment.timestamp() for moment in moments]
    assert {after - before for before, after in pairwise(found)} == {float(step)}


@settings(deadline=None, max_examples=30)  # each writes a file
@given(_slots(), st.floats(0, 2e9), st.none() | st.floats(0, 2e9), st.text(max_size=20))
def test_the_cache_gives_back_what_it_got(
    slots: list[Slot], fetched: float, issued: float | None, version: str
) -> None:
    """Values and edges to the last bit, gaps, times and any text."""
    series = series_of(slots)
    one = Kept(
        "somebody",
        Signal("GB").as_json(),
        series.edges_seconds.tolist(),
        series.values.tolist(),
        fetched,
        issued,
        version,
    )
    question = Question("somebody", "GB", "average", "lifecycle", "", "actual", 0.0, 1.0)
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder) / "grid.sqlite")
        cache.keep(question, fetched, [one])
        (found,) = cache.find(Search("GB", 0.0, 1e10))

    assert cache.notes == ()
    assert np.asarray(found.values).tobytes() == series.values.tobytes()
    assert np.asarray(found.edges_seconds).tobytes() == series.edges_seconds.tobytes()
    assert found[4:7] == one[4:7]
