"""What a store of runs must do, whatever keeps it, and how runs are asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from wholeprint.ledger.entry import RunRecord, RunRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RunFilter:
    """Which runs are wanted; what is not given does not matter.

    Attributes:
        ids: Exactly these.
        prefix: Those whose id begins so.
        project: Those of this project.
        model: Those of this model.
        phase: Those of this phase.
        status: Those that have come so far.
        machine_id: Those on this machine.
        since_unix_ns: Those that were still on at or after this time [ns].
        until_unix_ns: Those that began before this time [ns].
        include_nested: Whether runs that totals do not count (inside another, following ranks) are
            wanted too.
        limit: At most so many, the latest.
    """

    ids: tuple[str, ...] | None = None
    prefix: str | None = None
    project: str | None = None
    model: str | None = None
    phase: str | None = None
    status: str | None = None
    machine_id: str | None = None
    since_unix_ns: int | None = None
    until_unix_ns: int | None = None
    include_nested: bool = False
    limit: int | None = None

    def matches(self, row: RunRow) -> bool:
        """Tell whether a run is wanted, its place in the order and the limit aside.

        Args:
            row: The run.

        Returns:
            Whether it is.
        """
        same = all(
            wanted is None or getattr(row, name) == wanted
            for name, wanted in ((name, getattr(self, name)) for name in SAME)
        )
        ended = row.ended_unix_ns
        return (
            same
            and (self.ids is None or row.id in self.ids)
            and (self.prefix is None or row.id.startswith(self.prefix))
            and (self.since_unix_ns is None or ended is None or ended >= self.since_unix_ns)
            and (self.until_unix_ns is None or row.started_unix_ns < self.until_unix_ns)
            and (self.include_nested or row.counted)
        )


SAME = ("project", "model", "phase", "status", "machine_id")
"""The fields that a filter compares as they are."""

ALL_RUNS = RunFilter(include_nested=True)
"""Every run, counted or not."""


class Store(Protocol):
    """A place that keeps runs for good: a file here, a database server later.

    Every method raises a LedgerError when the place cannot be read or written.
    """

    @property
    def version(self) -> int:
        """The number of the last migration that was applied."""
        ...

    def add(self, record: RunRecord) -> bool:
        """Keep a run, whole or not at all; a run that is known, or was deleted, stays as it is.

        Args:
            record: The run.

        Returns:
            Whether it was new.

        Raises:
            ValueRefusedError: If its id could not name a file.
        """
        ...

    def runs(self, wanted: RunFilter) -> list[RunRow]:
        """List runs, the latest first.

        Args:
            wanted: Which.

        Returns:
            One row each.
        """
        ...

    def load(self, run_id: str) -> RunRecord:
        """Return one run, whole.

        Args:
            run_id: Its id, in full.

        Raises:
            UnknownRunError: If there is none of that id.
        """
        ...

    def load_many(self, run_ids: Sequence[str]) -> list[RunRecord]:
        """Return several runs, whole, in the order asked for, in a fixed number of queries.

        Args:
            run_ids: Their ids, in full.

        Raises:
            UnknownRunError: If one is not there.
        """
        ...

    def delete(self, run_id: str) -> bool:
        """Remove a run and remember only that it was deleted.

        Args:
            run_id: Its id, in full; it need not be known.

        Returns:
            Whether it was there.
        """
        ...

    def is_known(self, run_id: str) -> bool:
        """Tell whether a run is here or was deleted.

        Args:
            run_id: Its id, in full.
        """
        ...

    def close(self) -> None:
        """Let go of the place."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...
