"""Brings the runs of a program that ends into the ledger, where that is worth its cost."""

import atexit
import os
import sys
from pathlib import Path

from wholeprint.tracking.guard import shielded

WORTH_SECONDS = 10.0
"""A shorter run waits in its journal for the next reader of the ledger [s].

Folding loads SQLite and writes to the disk: some 40 ms, which a program of a minute does not
notice and a program of a second does.
"""


def at_exit(ledger: Path, journal: Path, ran_seconds: float) -> None:
    """Have a run that has ended folded when the program ends.

    Args:
        ledger: The ledger file.
        journal: The run's journal.
        ran_seconds: How long the run took [s].
    """
    if ran_seconds >= WORTH_SECONDS:
        atexit.register(now, ledger, journal, os.getpid())


def now(ledger: Path, journal: Path, pid: int) -> None:
    """Fold one run that has ended, if that is quick and possible; else it waits in its journal.

    Others' journals are left to readers: there may be many, and large ones.

    Args:
        ledger: The ledger file.
        journal: The run's journal.
        pid: The process that asked: a child that was forked from it leaves it alone.
    """
    if pid != os.getpid():
        return
    if getattr(sys, "last_type", None) is KeyboardInterrupt:
        # The interpreter will end itself by SIGINT, unless somebody evaluates a text until then,
        # as some modules do when they are imported.
        return
    from wholeprint.ledger.book import Ledger  # noqa: PLC0415 - loads SQLite, only at the end

    shielded(
        lambda: Ledger(ledger, wait_seconds=0.2).fold_run(journal),
        instead=False,
        doing="folding the journal",
        notes=[],
    )
