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


def at_exit(ledger: Path, ran_seconds: float) -> None:
    """Have a run that has ended folded when the program ends.

    Args:
        ledger: The ledger file.
        ran_seconds: How long the run took [s].
    """
    if ran_seconds >= WORTH_SECONDS:
        atexit.unregister(now)
        atexit.register(now, ledger, os.getpid())


def now(ledger: Path, pid: int) -> None:
    """Fold every run that has ended, if that is quick and possible; what is not folded waits.

    Args:
        ledger: The ledger file.
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
        lambda: Ledger(ledger, wait_seconds=0.2).fold_pending(),
        instead=None,
        doing="folding the journal",
        notes=[],
    )
