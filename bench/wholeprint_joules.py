"""What wholeprint's ledger says, for the bench: measured joules of a run, and how many runs."""

from pathlib import Path
from typing import Any

from wholeprint.ledger.book import Ledger


def of(run: Any, ledger: Path) -> dict[str, float | None]:  # noqa: ANN401 - a Run of the installed one
    """Joules that the counters of a run measured, by what they cover [J].

    A channel that another contains is left out, as in every sum of wholeprint's.
    """
    record = Ledger(ledger).load(run.id)
    totals: dict[str, float | None] = {"cpu": None, "dram": None}
    for channel in record.channels:
        if channel.within is None and channel.domain in totals:
            totals[channel.domain] = (totals[channel.domain] or 0.0) + channel.total_joules()
    return totals


def count(ledger: Path) -> int:
    """Runs that the ledger holds."""
    return len(Ledger(ledger).runs())
