"""Bringing journals into a store: each once, and none removed before the store has it."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path
from typing import NamedTuple

from wholeprint.errors import LedgerError, LedgerLockedError
from wholeprint.ledger.assemble import from_journal
from wholeprint.ledger.entry import RunRecord
from wholeprint.ledger.places import sessions
from wholeprint.ledger.reading import live, read_journal
from wholeprint.ledger.store import Store


class Pending(NamedTuple):
    """A run that is known by its journal only.

    Attributes:
        path: The journal.
        record: The run.
        over: Whether it has ended, or its writer is dead; then it may be folded.
    """

    path: Path
    record: RunRecord
    over: bool


class Left(NamedTuple):
    """A journal that stays.

    Attributes:
        path: The journal.
        reason: Why.
        pending: The run it tells of, or None if it cannot be read.
    """

    path: Path
    reason: str
    pending: Pending | None


class Folded(NamedTuple):
    """What became of several journals.

    Attributes:
        added: Runs that are in the store now and were not before.
        left: Journals that stay.
        refused: Why the store took nothing more, or None if it took all.
    """

    added: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    refused: LedgerError | None = None


def read_pending(path: Path) -> Pending | None:
    """Read a journal as a run.

    Args:
        path: The journal.

    Returns:
        The run, or None if the journal is gone: another process has folded it.

    Raises:
        LedgerError: If it is there and cannot be read.
    """
    # First the question, then the reading: a writer that was dead before cannot write meanwhile.
    alive = live(path)
    try:
        content = read_journal(path)
    except LedgerError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise
    over = content.end is not None or not alive
    return Pending(path, from_journal(content, alive=alive), over)


def fold_one(store: Store, path: Path) -> bool:
    """Fold one journal whose run is over, and remove it.

    Safe while others fold the same: the store keeps a run once, whoever comes first.

    Args:
        store: Where to.
        path: The journal.

    Returns:
        Whether the run is new in the store.

    Raises:
        LedgerError: If the journal cannot be read or the store cannot be written; then the journal
            stays.
    """
    pending = read_pending(path)
    return pending is not None and pending.over and _keep(store, pending)


def _keep(store: Store, pending: Pending) -> bool:
    added = store.add(pending.record)
    try:
        pending.path.unlink(missing_ok=True)
    except OSError as error:
        # The run is safe; the journal is met again, found known, and tried again.
        raise LedgerError(
            "the journal is in the ledger and cannot be removed",
            seen=f"{pending.path}: {error.strerror}",
            fix="Remove it",
        ) from error
    return added


def fold(store: Store, directory: Path) -> Folded:
    """Fold every journal in a folder whose run is over.

    Args:
        store: Where to.
        directory: The folder; it need not exist.

    Returns:
        What was folded and what stays; a journal that cannot be folded stops no other.
    """
    return fold_paths(lambda: nullcontext(store), [path for _, _, path in sessions(directory)])


def fold_paths(
    open_store: Callable[[], AbstractContextManager[Store]], paths: Iterable[Path]
) -> Folded:
    """Fold those of several journals whose runs are over.

    Args:
        open_store: Opens where to; not called unless there is something to fold.
        paths: The journals.

    Returns:
        What was folded and what stays; a store that cannot be opened, or is locked, is not waited
        for a second time.
    """
    added: list[str] = []
    left: list[Left] = []
    refused: LedgerError | None = None
    store: Store | None = None
    with ExitStack() as stack:
        for path in paths:
            pending = None
            try:
                pending = read_pending(path)
                if pending is None:
                    continue
                if not pending.over:
                    left.append(Left(path, "the run is on", pending))
                    continue
                if refused is None:
                    store = store or stack.enter_context(open_store())
                    if _keep(store, pending):
                        added.append(pending.record.id)
                    continue
                left.append(Left(path, str(refused), pending))
            except LedgerError as error:
                left.append(Left(path, str(error), pending))
                if pending is not None and (store is None or isinstance(error, LedgerLockedError)):
                    refused = error
    return Folded(tuple(added), tuple(left), refused)
