"""Tests of turning cumulative readings into intervals."""

import math

import pytest

from wholeprint.meters.intervals import Block, IntervalBuilder, Track, coarser

NAN = math.nan


def _track(*values: float, limit: float = math.inf) -> list[float]:
    """Intervals of 1 s of a signal that starts at the first value."""
    track = Track(limit)
    track.start(values[0], 0.0)
    edges = [0.0]
    for value in values[1:]:
        edges.append(edges[-1] + 1)
        track.add(value, edges)
    return track.values


def test_differences_are_the_intervals() -> None:
    """Each interval holds what the signal grew by."""
    assert _track(0, 10, 30) == [10, 20]


def test_what_was_missed_is_spread() -> None:
    """A signal that went on counting unseen is spread evenly, and nothing is lost."""
    assert _track(0, 10, NAN, NAN, 40) == [10, 10, 10, 10]


def test_what_never_comes_back_is_a_gap() -> None:
    """Until it answers again an interval is unknown, never 0."""
    assert _track(0, 10, NAN)[-1] != 0
    assert math.isnan(_track(0, 10, NAN)[-1])


def test_a_fall_is_a_gap() -> None:
    """A cumulative signal that falls is broken, and counts on from where it is."""
    values = _track(0, 10, 5, 15)
    assert math.isnan(values[1])
    assert values[2] == 10


def test_a_jump_is_a_gap() -> None:
    """More than the limit per second is unknown, and the next interval is right again."""
    values = _track(0, 10, 1_000_000, 1_000_010, limit=100)
    assert math.isnan(values[1])
    assert values[2] == 10


def test_a_signal_that_starts_late_is_a_gap_until_then() -> None:
    """What was not readable at the start counts from its first reading."""
    values = _track(NAN, 10, 20)
    assert math.isnan(values[0])
    assert values[1] == 10


def test_an_interval_said_to_be_broken_is_a_gap() -> None:
    """A meter that says the energy is unknown is believed."""
    track = Track()
    track.start(0, 0.0)
    track.add(10, [0.0, 1.0], broken=True)
    assert math.isnan(track.values[0])


def test_a_gap_across_two_blocks_keeps_the_later_part() -> None:
    """What was handed over as a gap stays one; the part since then gets its share."""
    track = Track()
    track.start(0, 0.0)
    track.add(NAN, [0.0, 1.0])
    assert math.isnan(track.take()[0])
    track.add(20, [1.0, 2.0])
    assert track.take() == (10,)


def _builder() -> tuple[IntervalBuilder, list[str]]:
    told: list[str] = []
    builder = IntervalBuilder({"a": 100.0, "b": 100.0}, told.append)
    builder.start({"a": 0.0, "b": 0.0}, 0.0, NAN)
    return builder, told


def test_a_block_holds_everything_once() -> None:
    """Edges are one more than intervals, and the next block begins where this one ended."""
    builder, _ = _builder()
    assert builder.take() is None
    builder.add(1.0, {"a": 10, "b": 20}, 0.5, NAN)
    builder.add(2.0, {"a": 20, "b": NAN}, 1.0, NAN)
    block = builder.take()
    assert block is not None
    assert block.edges_seconds == (0.0, 1.0, 2.0)
    assert block.cpu_seconds == (0.5, 0.5)
    assert block.joules["a"] == (10, 10)
    assert block.length == 2
    assert all(math.isnan(value) for value in block.busy_seconds)
    assert builder.last_edge_seconds == 2.0
    assert builder.length == 0


def test_a_jump_is_told_by_name() -> None:
    """Whose reading cannot be believed is said, once per time."""
    builder, told = _builder()
    builder.add(1.0, {"a": 1e6, "b": 20}, 0.5, NAN)
    assert told == ["a"]


def test_a_channel_that_is_missing_is_a_gap() -> None:
    """A channel that its meter left out has not answered."""
    builder, _ = _builder()
    builder.add(1.0, {"a": 10}, 0.5, NAN)
    assert builder.misses("b") == 1
    assert builder.names == ("a", "b")


def test_the_last_interval_is_there_to_be_shown() -> None:
    """Its length, its CPU time and its energy."""
    builder, _ = _builder()
    assert builder.last()[0] == 0
    builder.add(2.0, {"a": 10, "b": 20}, 0.5, NAN)
    assert builder.last() == (2.0, 0.5, [10, 20])


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_coarser_blocks_lose_no_energy(count: int) -> None:
    """Half the detail, the same energy, and edges that still fit."""
    values = tuple(float(i) for i in range(count))
    edges = tuple(float(i) for i in range(count + 1))
    (block,) = coarser([Block(edges, values, values, {"a": values})])
    assert sum(block.joules["a"]) == sum(values)
    assert len(block.edges_seconds) == block.length + 1
    assert (block.edges_seconds[0], block.edges_seconds[-1]) == (0.0, float(count))
