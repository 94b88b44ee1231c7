"""How runs are asked for."""

from collections.abc import Callable

import pytest

from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.ledger.store import RunFilter

FIRST = 1_795_000_000_000_000_000
LAST = FIRST + 2_000_000_000


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (RunFilter(), True),
        (RunFilter(project="p", phase="training", machine_id="m"), True),
        (RunFilter(project="P"), False),
        (RunFilter(model="x"), False),
        (RunFilter(status=Status.DONE), True),
        (RunFilter(status="failed"), False),
        (RunFilter(ids=("x", "20261121-101530-aaaaaa")), True),
        (RunFilter(ids=()), False),
        (RunFilter(prefix="20261121"), True),
        (RunFilter(prefix="%"), False),
        (RunFilter(since_unix_ns=LAST), True),
        (RunFilter(since_unix_ns=LAST + 1), False),
        (RunFilter(until_unix_ns=FIRST), False),
        (RunFilter(until_unix_ns=FIRST + 1), True),
    ],
)
def test_a_filter_asks_what_it_was_given(
    a_run: Callable[..., RunRecord], wanted: RunFilter, *, fits: bool
) -> None:
    """Names are compared as they are, times by whether the run was on."""
    assert wanted.matches(a_run().row()) is fits


def test_a_run_that_is_on_has_no_end_before_anything(a_run: Callable[..., RunRecord]) -> None:
    """Whatever time is asked for, a run that is still on has not ended before it."""
    row = a_run(ended_unix_ns=None).row()

    assert RunFilter(since_unix_ns=LAST * 2).matches(row)


def test_runs_that_do_not_count_are_asked_for_by_name(a_run: Callable[..., RunRecord]) -> None:
    """Runs inside others are not in a list unless they are wanted."""
    row = a_run(counted=False).row()

    assert not RunFilter().matches(row)
    assert RunFilter(include_nested=True).matches(row)
