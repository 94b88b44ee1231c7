"""One run as the book keeps it."""

import json
import math
from array import array
from collections.abc import Callable

import pytest

from wholeprint.ledger.entry import ChannelRecord, RunRecord, run_from_json

Maker = Callable[..., RunRecord]


def test_a_row_sums_outer_counters_only(a_run: Maker) -> None:
    """A counter inside another is never summed with it, and gaps add nothing: 10 J, not 19 J."""
    row = a_run().row()

    assert row.measured_joules == 10.0
    assert row.cpu_seconds == 0.5
    assert row.intervals == 2
    assert row.machine_id == "m"


def test_a_row_without_counters_has_no_energy(a_run: Maker) -> None:
    """A run without a sensor has no measured energy, which is not zero energy."""
    assert a_run(channels=()).row().measured_joules is None


def test_absurd_numbers_stop_nobody(a_run: Maker) -> None:
    """A damaged journal may hold any number; the row is made all the same."""
    absurd = array("d", [1.7e308, 1.7e308])
    channel = ChannelRecord("c", "cpu", "rapl", "measured", "chip", absurd)

    assert a_run(channels=(channel, channel)).row().measured_joules == math.inf


def test_a_run_comes_back_from_strict_json(a_run: Maker) -> None:
    """The plain form is JSON without NaN and holds everything."""
    run = a_run()

    text = json.dumps(run.as_json(), allow_nan=False)

    assert run_from_json(json.loads(text)).as_json() == run.as_json()


def test_json_names_the_run_id(a_run: Maker) -> None:
    """A run's document has its id under ``id``."""
    assert a_run("x").as_json()["id"] == "x"


def test_a_record_cannot_be_changed(a_run: Maker) -> None:
    """What was recorded stays as it is."""
    with pytest.raises(AttributeError):
        a_run().project = "other"  # pyright: ignore[reportAttributeAccessIssue]
