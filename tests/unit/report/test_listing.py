"""One line of a list of runs."""

from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.report.listing import row_document


def test_a_run_that_is_over_took_its_time() -> None:
    """The time a run took is from its start to its end, 2.5 s here."""
    row = RunRecord(id="r", started_unix_ns=10**9, ended_unix_ns=3_500_000_000).row()

    assert row_document(row)["seconds"] == 2.5


def test_a_run_that_is_on_counts_to_the_present() -> None:
    """A run without an end is as long as it has run; a clock that fell back makes it nought."""
    row = RunRecord(id="r", started_unix_ns=10**9, status=Status.RUNNING).row()

    assert row_document(row, now_unix_ns=4 * 10**9)["seconds"] == 3.0
    assert row_document(row, now_unix_ns=0)["seconds"] == 0.0
    assert row_document(row)["seconds"] > 1e9
