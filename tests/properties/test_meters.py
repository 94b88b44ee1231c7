"""What holds for every course of energy: counters and intervals lose nothing and add nothing."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wholeprint.meters.counter import Counter
from wholeprint.meters.intervals import Block, Track, coarser

RANGE_JOULES = 262_143.0

watts = st.floats(0, 900, allow_nan=False)
seconds = st.floats(0.01, 60, allow_nan=False)


@given(
    start_joules=st.floats(0, RANGE_JOULES, exclude_max=True),
    course=st.lists(st.tuples(seconds, watts), min_size=1, max_size=50),
)
def test_a_wrapping_counter_gives_back_the_energy(
    start_joules: float, course: list[tuple[float, float]]
) -> None:
    """Any course of ordinary power, from any count, comes out whole to within rounding."""
    counter = Counter(RANGE_JOULES)
    counter.start(start_joules, 0.0)
    at = used = 0.0
    for length, power in course:
        at += length
        used += length * power
        assert counter.advance((start_joules + used) % RANGE_JOULES, at) == ""
    assert counter.joules == pytest.approx(used, abs=1e-6 * len(course), rel=1e-9)


@given(st.lists(st.tuples(seconds, st.floats(-RANGE_JOULES, RANGE_JOULES)), max_size=50))
def test_no_counter_runs_backwards(steps: list[tuple[float, float]]) -> None:
    """Whatever a counter shows, its joules never fall."""
    counter = Counter(RANGE_JOULES)
    counter.start(0.0, 0.0)
    at = 0.0
    for length, shown in steps:
        before = counter.joules
        at += length
        counter.advance(abs(shown), at)
        assert counter.joules >= before


@given(
    st.lists(
        st.tuples(seconds, st.floats(0, 1e6, allow_nan=False), st.booleans()),
        min_size=1,
        max_size=30,
    )
)
def test_intervals_keep_the_total(course: list[tuple[float, float, bool]]) -> None:
    """However many readings fail, as long as the last succeeds the intervals sum to the total."""
    track = Track()
    track.start(0.0, 0.0)
    edges, total = [0.0], 0.0
    for number, (length, grown, fails) in enumerate(course, start=1):
        edges.append(edges[-1] + length)
        total += grown
        last = number == len(course)
        track.add(math.nan if fails and not last else total, edges)
    assert sum(track.values) == pytest.approx(total, rel=1e-9, abs=1e-6)
    assert all(value >= 0 for value in track.values)


@given(st.lists(st.floats(0, 1e6, allow_nan=False), min_size=1, max_size=40))
def test_coarser_keeps_the_total(values: list[float]) -> None:
    """Joining intervals two by two keeps sum, ends and shape."""
    edges = tuple(float(number) for number in range(len(values) + 1))
    block = Block(edges, tuple(values), tuple(values), {"a": tuple(values)})
    (joined,) = coarser([block])
    assert sum(joined.joules["a"]) == pytest.approx(sum(values))
    assert len(joined.edges_seconds) == joined.length + 1
    assert joined.edges_seconds[-1] == edges[-1]
