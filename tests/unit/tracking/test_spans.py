"""Named parts of a run, by hand."""

from array import array
from dataclasses import replace

import pytest

from wholeprint.ledger.entry import ChannelRecord, RunRecord, Span
from wholeprint.quantities.uncertain import NoData
from wholeprint.tracking.activity import activity_of
from wholeprint.tracking.assessor import Assessor, default_factors
from wholeprint.tracking.spans import SpanEnergy, spans_of


def _channel(name: str, joules: list[float], within: str | None = None) -> ChannelRecord:
    return ChannelRecord(
        name=name,
        domain="cpu",
        method="rapl",
        known="measured",
        basis="chip",
        joules=array("d", joules),
        within=within,
    )


RECORD = RunRecord(
    id="20260101-000000-abcdef",
    started_unix_ns=1_700_000_000_000_000_000,
    machine={"cpu_model": "AMD EPYC 7742 64-Core Processor", "sockets": 1, "threads": 128},
    settings={"zone": "FR", "pue": 1.2},
    edges=array("d", [0.0, 1.0, 2.0, 4.0]),
    cpu_seconds=array("d", [1.0, 3.0, 4.0]),
    busy_seconds=array("d", [1.0, 3.0, 4.0]),
    channels=(
        _channel("package-0", [10.0, 30.0, 60.0]),
        _channel("core", [9.0, 29.0, 59.0], within="package-0"),
    ),
    spans=(Span("second", 1.0, 2.0), Span("all", 0.0, 4.0), Span("late half", 3.0, 4.0)),
)


def _spans(record: RunRecord) -> tuple[SpanEnergy, ...]:
    activity = activity_of(record)
    footprint = Assessor(default_factors(), {}).assess([activity])[0]
    return spans_of(record, activity, footprint)


def test_shares_of_what_was_counted() -> None:
    """A part has the joules of its intervals, in part where it cuts one: 30, 100 and 30 of 100."""
    parts = {part.name: part for part in _spans(RECORD)}

    assert list(parts) == ["all", "second", "late half"]  # as they began
    assert parts["second"].energy_share == pytest.approx(0.3)
    assert parts["all"].energy_share == pytest.approx(1.0)
    assert parts["late half"].energy_share == pytest.approx(0.3)
    assert parts["late half"].cpu_seconds == pytest.approx(2.0)
    assert parts["second"].seconds == 1.0
    whole = parts["all"].energy_kwh
    assert whole is not None
    assert parts["second"].energy_kwh == pytest.approx(0.3 * whole)


def test_without_counters_the_work_tells() -> None:
    """A run that nothing measured is shared out by its CPU time: 3 of 8 seconds."""
    parts = {part.name: part for part in _spans(replace(RECORD, channels=()))}

    assert parts["second"].energy_share == pytest.approx(3 / 8)


def test_a_gap_adds_nothing() -> None:
    """An interval that no counter heard weighs nothing, and makes no part unknown."""
    record = replace(RECORD, channels=(_channel("package-0", [10.0, float("nan"), 30.0]),))
    parts = {part.name: part for part in _spans(record)}

    assert parts["second"].energy_share == pytest.approx(0.0)
    assert parts["all"].energy_share == pytest.approx(1.0)


def test_nothing_known_is_none() -> None:
    """Where neither energy nor work is known a part has its time, and no share."""
    unknown = array("d", [float("nan")] * 3)
    record = replace(RECORD, channels=(), cpu_seconds=unknown, busy_seconds=unknown)
    part = _spans(record)[0]

    assert (part.energy_share, part.energy_kwh) == (None, None)
    assert part.seconds == 4.0
    assert part.as_json()["energy_share"] is None


def test_energy_without_data_gives_shares_only() -> None:
    """Where the run's energy is unknown the shares of work stand, without kilowatt-hours."""
    record = replace(RECORD, channels=(), machine={})
    activity = activity_of(record)
    footprint = Assessor(default_factors(), {}).assess([activity])[0]
    parts = spans_of(record, activity, footprint)

    known = not isinstance(footprint["energy"], NoData)
    assert all(part.energy_share is not None for part in parts)
    assert all((part.energy_kwh is not None) == known for part in parts)


def test_no_reading_no_parts() -> None:
    """A run without an interval has no energy to share out."""
    empty = array("d")
    record = replace(RECORD, edges=empty, cpu_seconds=empty, busy_seconds=empty, channels=())

    assert _spans(record) == ()
