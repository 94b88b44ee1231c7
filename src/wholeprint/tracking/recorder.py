"""Writes a run down, and keeps what could not be written until it can be."""

import threading
from collections import deque
from collections.abc import Mapping
from pathlib import Path

from wholeprint.errors import LedgerError, ValueRefusedError
from wholeprint.ledger.journal import JournalWriter, create_journal
from wholeprint.ledger.places import journal_name, own_spool_directory, parse_name
from wholeprint.quantities.note import Note

_MOST_KEPT = 50_000
"""Lines kept in memory while the disk refuses them: some 30 MB, three days at one per flush."""


class Recorder:
    """The journal of one run, patient with a disk that is full or gone for a while.

    A line that cannot be written waits in memory, in order, for the next write. If the disk never
    comes back, what waits goes at the end into a second journal in the temporary directory, as a
    run of its own that says which run it continues.
    """

    def __init__(
        self, ledger: Path, run_id: str, start: Mapping[str, object], journal: JournalWriter
    ) -> None:
        self._ledger = ledger
        self._run_id = run_id
        self._start = start
        self._journal = journal
        self._waiting: deque[tuple[str, Mapping[str, object]]] = deque()
        self._lost = 0
        # Re-entrant: a signal's handler may write while its own thread is writing. It then only
        # appends, and the writing that it interrupted goes on with what it appended.
        self._lock = threading.RLock()
        self._draining = False
        self.trouble: str | None = None
        self.path = journal.path

    @classmethod
    def open(
        cls, ledger: Path, run_id: str, start: Mapping[str, object], notes: list[Note]
    ) -> "Recorder":
        """Begin a run's journal, beside the ledger or else in the temporary directory.

        Args:
            ledger: The ledger file.
            run_id: The run.
            start: The run's fields.
            notes: Takes a note when the journal could not lie beside the ledger.

        Returns:
            The recorder.
        """
        journal = create_journal(ledger, run_id, start)
        recorder = cls(ledger, run_id, start, journal)
        if journal.path.parent.parent != ledger.parent:
            recorder.trouble = (
                f"{ledger.parent} cannot be written; the run is kept in {journal.path} "
                "and joins the ledger when it can"
            )
            notes.append(
                Note(code="ledger-unwritable", message=recorder.trouble, severity="warning")
            )
        return recorder

    def write(self, kind: str, payload: Mapping[str, object]) -> None:
        """Write one line, now or as soon as the disk takes it.

        Args:
            kind: What kind of line it is.
            payload: The rest of the line.
        """
        with self._lock:
            self._waiting.append((kind, payload))
            if not self._draining:
                self._draining = True
                try:
                    self._drain()
                finally:
                    self._draining = False

    def _drain(self) -> None:
        try:
            while self._waiting:
                kind, payload = self._waiting[0]
                self._journal.append(kind, payload)
                self._waiting.popleft()
        except ValueRefusedError as error:
            self._waiting.popleft()  # it would be refused for ever, and all behind it would wait
            self.trouble = str(error)
        except LedgerError as error:
            self._refused(error)
        while len(self._waiting) > _MOST_KEPT:
            self._waiting.popleft()
            self._lost += 1

    def _refused(self, error: LedgerError) -> None:
        if self.trouble is None:
            self.trouble = f"the run cannot be written ({error.seen}); it waits in memory"
            note = Note(code="disk-full", message=self.trouble, severity="warning")
            self._waiting.append(("note", note.as_json()))

    def close(self, end: Mapping[str, object]) -> None:
        """Write the last line and close; nothing that can still be saved is lost.

        Args:
            end: How the run ended.
        """
        self.write("end", end)
        with self._lock:
            if self._waiting:
                self._rescue()
            self._journal.close()
            self.path = _release(self._journal)

    def _rescue(self) -> None:
        # The disk never took the rest. Another one may: the temporary directory.
        start = {
            **self._start,
            "id": f"{self._run_id}-rest",
            "label": self._start.get("label"),
            "meta": {"continues": self._run_id, "lines_lost": self._lost},
        }
        try:
            folder = own_spool_directory(self._ledger)
            rest = JournalWriter.create(folder, f"{self._run_id}-rest", start)
            for kind, payload in self._waiting:
                rest.append(kind, payload)
            rest.close()
            _release(rest)
        except LedgerError as error:
            self.trouble = (
                f"{len(self._waiting)} lines of run {self._run_id} could be written nowhere "
                f"({error.seen}): free some space"
            )
        else:
            self.trouble = (
                f"the end of run {self._run_id} could not be written beside the ledger; "
                f"it is kept in {rest.path} as run {self._run_id}-rest"
            )


def _release(journal: JournalWriter) -> Path:
    # An ended run must not look like one that still measures this process: a later run would take
    # itself for a part of it. Number 0 is no process's.
    if parse_name(journal.path) is None:
        return journal.path
    try:
        return journal.path.rename(journal.path.with_name(journal_name(journal.run_id, 0)))
    except OSError:
        return journal.path  # folded by a reader already, or unwritable: the end record says it too
