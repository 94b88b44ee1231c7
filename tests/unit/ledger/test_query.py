"""Questions over many runs."""

from collections.abc import Callable
from typing import Any

import pytest

from wholeprint.ledger.entry import RunRecord, RunRow
from wholeprint.ledger.query import overlapping, totals

SECOND = 1_000_000_000


@pytest.fixture
def a_row(a_run: Callable[..., RunRecord]) -> Callable[..., RunRow]:
    """A maker of rows: id, first and last second, changes."""

    def make(run_id: str, first: int, last: int | None, **changes: Any) -> RunRow:
        ended = None if last is None else last * SECOND
        row = a_run(run_id, started_unix_ns=first * SECOND, ended_unix_ns=ended).row()
        return row._replace(**changes)

    return make


def test_totals_leave_out_what_another_run_holds(a_row: Callable[..., RunRow]) -> None:
    """A nested run and a following rank share the counters of another: 10 J, not 30 J."""
    rows = [
        a_row("a", 0, 10),
        a_row("nested", 2, 5, parent="a", counted=False),
        a_row("rank-1", 0, 10, group="g", rank=1, counted=False),
    ]

    (total,) = totals(rows)

    assert (total.runs, total.measured_joules, total.duration_seconds) == (1, 10.0, 10.0)


def test_totals_are_by_project_and_phase(a_row: Callable[..., RunRow]) -> None:
    """Runs without a name stand first, on their own."""
    rows = [
        a_row("a", 0, 1, project="q", phase="training"),
        a_row("b", 0, 1, project="q", phase="deployment"),
        a_row("c", 0, 2, project="q", phase="training"),
        a_row("d", 0, 1, project=None, phase=None),
    ]

    assert [(t.project, t.phase, t.runs) for t in totals(rows)] == [
        (None, None, 1),
        ("q", "deployment", 1),
        ("q", "training", 2),
    ]


def test_totals_say_what_they_do_not_know(a_row: Callable[..., RunRow]) -> None:
    """A run without a sensor is not zero joules, and one without an end has no duration."""
    rows = [a_row("a", 0, 1, measured_joules=None), a_row("b", 0, None), a_row("c", 0, 3)]

    (total,) = totals(rows)

    assert (total.runs, total.without_energy, total.unfinished) == (3, 1, 1)
    assert (total.measured_joules, total.duration_seconds) == (20.0, 4.0)
    assert totals([rows[0]])[0].measured_joules is None
    assert totals([]) == []


@pytest.mark.parametrize(
    ("first", "last", "changes", "shares"),
    [
        (5, 15, {}, True),
        (0, 30, {}, True),
        (12, 13, {}, True),
        (19, None, {}, True),
        (20, 25, {}, False),
        (0, 10, {}, False),
        (5, 15, {"counted": False}, False),
        (5, 15, {"machine_id": "other"}, False),
        (5, 15, {"machine_id": None}, True),
        (5, 15, {"machine_id": None, "host": "other"}, False),
        (5, 15, {"id": "run"}, False),
        (5, 15, {"id": "parent"}, False),
    ],
)
def test_runs_overlap_on_one_machine(
    a_row: Callable[..., RunRow],
    first: int,
    last: int | None,
    changes: dict[str, Any],
    *,
    shares: bool,
) -> None:
    """Two runs share a machine if they have a time in common, ends that touch left out."""
    run = a_row("run", 10, 20, parent="parent")
    other = a_row("other", first, last, **changes)

    assert overlapping(run, [other]) == ([other] if shares else [])
