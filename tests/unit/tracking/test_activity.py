"""From a record of the ledger to what an assessment starts from."""

from array import array
from dataclasses import replace

import numpy as np
import pytest

from wholeprint.ledger.entry import ChannelRecord, RunRecord, Status
from wholeprint.quantities.basis import Basis
from wholeprint.quantities.note import Note
from wholeprint.quantities.source import Known
from wholeprint.tracking.activity import activity_of, nothing_yet

RECORD = RunRecord(
    id="20260101-000000-abcdef",
    started_unix_ns=1_700_000_000_500_000_000,
    machine={"cpu_model": "Chip 9000", "threads": 8, "of tomorrow": True},
    settings={"zone": "FR", "pue": 1.2, "wue": 0.5, "attribution": "process"},
    edges=array("d", [0.0, 1.0, 2.5]),
    cpu_seconds=array("d", [0.5, float("nan")]),
    busy_seconds=array("d", [1.0, 2.0]),
    channels=(
        ChannelRecord(
            name="core",
            domain="cpu",
            method="rapl",
            known="measured",
            basis="chip",
            joules=array("d", [10.0, float("nan")]),
            within="package-0",
            refresh_seconds=0.001,
            resolution_joules=6e-5,
            relative_error=0.01,
        ),
    ),
    notes=(Note("gap", "kept"),),
)


def test_fields_and_columns_are_kept() -> None:
    """Time, work, counters, place and notes of the record are those of the activity."""
    activity = activity_of(RECORD)

    assert activity.edges.tolist() == [1_700_000_000.5, 1_700_000_001.5, 1_700_000_003.0]
    assert activity.seconds == 2.5
    assert activity.cpu_seconds[0] == 0.5
    assert np.isnan(activity.cpu_seconds[1])
    assert (activity.zone, activity.pue, activity.wue) == ("FR", 1.2, 0.5)
    assert activity.attribution == "process"
    assert (activity.machine.cpu_model, activity.machine.threads) == ("Chip 9000", 8)
    assert activity.notes == RECORD.notes
    (channel,) = activity.channels
    assert (channel.known, channel.basis) == (Known.MEASURED, Basis.CHIP)
    assert (channel.within, channel.relative_error) == ("package-0", 0.01)
    assert np.isnan(channel.joules[1])


def test_a_run_of_an_older_release_has_unknown_settings() -> None:
    """Settings that were not recorded are unknown, and the counters the machine's."""
    activity = activity_of(replace(RECORD, settings={"flush_seconds": 5.0}))

    assert (activity.zone, activity.pue, activity.wue) == (None, None, None)
    assert activity.attribution == "machine"


def test_a_run_without_a_reading_has_no_interval_and_says_so() -> None:
    """A run that was cut short before its first block is a moment, with a note."""
    empty = array("d")
    activity = activity_of(
        replace(RECORD, edges=empty, cpu_seconds=empty, busy_seconds=empty, channels=())
    )

    assert activity.edges.tolist() == [1_700_000_000.5]
    assert activity.seconds == 0.0
    assert [note.code for note in activity.notes] == ["gap", "gap"]


@pytest.mark.parametrize("edges", [array("d"), array("d", [0.0, 1.0, 2.5])])
def test_a_run_that_is_on_says_so(edges: "array[float]") -> None:
    """Of a run that has not ended the figures are said to cover what was written so far."""
    columns = array("d", [1.0] * max(0, len(edges) - 1))
    running = replace(
        RECORD,
        status=Status.RUNNING,
        edges=edges,
        cpu_seconds=columns,
        busy_seconds=columns,
        channels=(),
        notes=(),
    )

    assert [note.code for note in activity_of(running).notes] == ["running"]


def test_nothing_yet() -> None:
    """A run that has just begun has a place and no interval."""
    activity = nothing_yet("FR")

    assert (activity.zone, activity.seconds, len(activity.cpu_seconds)) == ("FR", 0.0, 0)
