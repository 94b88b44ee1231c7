"""What a project used over time."""

from dataclasses import replace
from pathlib import Path

import pytest

from wholeprint.errors import UnknownRunError, ValueRefusedError
from wholeprint.ledger.entry import RunRecord
from wholeprint.ledger.export import read_json
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.tracking.periods import by_period

GOLDEN = Path(__file__).parents[2] / "golden" / "runs.json"
DAY_NS = 86_400 * 10**9


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """One recorded run, and the same again on days 0, 0, 1 and 4 of a project."""
    record = next(each for each in read_json(GOLDEN.read_bytes()) if each.id.endswith("7f3a9c"))
    path = tmp_path / "ledger.sqlite"
    with SqliteStore(path) as store:
        for place, day in enumerate((0, 0, 1, 4)):
            store.add(_moved(record, place, day))
    return path


def _moved(record: RunRecord, place: int, day: int) -> RunRecord:
    assert record.ended_unix_ns is not None
    return replace(
        record,
        id=f"{record.id}-{place}",
        project="moved",
        counted=True,
        started_unix_ns=record.started_unix_ns + day * DAY_NS,
        ended_unix_ns=record.ended_unix_ns + day * DAY_NS,
    )


def test_runs_are_counted_where_they_began(ledger: Path) -> None:
    """Two on the first day, one on the second, none on the next; the fifth is not over."""
    found = by_period("moved", "runs_rate", "day", ledger=ledger)

    assert [each * 86_400 for each in found.amounts] == pytest.approx([2.0, 1.0, 0.0, 0.0])
    assert [each / 86_400 for each in found.instants_seconds] == [0.5, 1.5, 2.5, 3.5]
    assert found.unit == "run"


def test_what_was_used_so_far_adds_up(ledger: Path) -> None:
    """Sums stand at the ends of periods."""
    found = by_period("moved", "runs_so_far", "day", ledger=ledger)

    assert found.amounts == (2.0, 3.0, 3.0, 3.0)
    assert found.instants_seconds[0] == 86_400.0


def test_energy_and_hours_are_those_of_the_runs(ledger: Path) -> None:
    """The first day holds twice what the second does: the runs are alike."""
    for what in ("energy_so_far", "hours_so_far"):
        first, second, *_ = by_period("moved", what, "day", ledger=ledger).amounts

        assert second == pytest.approx(1.5 * first)
        assert first > 0.0


def test_what_cannot_be_told_is_refused(ledger: Path) -> None:
    """Unknown series, periods, projects, and too few periods."""
    with pytest.raises(ValueRefusedError, match="energy_rate"):
        by_period("moved", "water", ledger=ledger)
    with pytest.raises(ValueRefusedError, match="day, week"):
        by_period("moved", "runs_rate", "fortnight", ledger=ledger)
    with pytest.raises(ValueRefusedError, match="at least 3 periods"):
        by_period("moved", "runs_rate", "month", ledger=ledger)
    with pytest.raises(UnknownRunError, match="nobody"):
        by_period("nobody", "runs_rate", ledger=ledger)
