"""What the ledger costs a tracked program, and what reading a large one costs.

Run with ``.venv/bin/python bench/ledger_cost.py [folder]``; prints medians in milliseconds and, for
the large ledger, seconds. The folder says which disk is measured; the default is the temporary one.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable
from pathlib import Path

from wholeprint.ledger.book import Ledger
from wholeprint.ledger.entry import ChannelRecord, RunRecord
from wholeprint.ledger.export import Format, Table
from wholeprint.ledger.journal import JournalWriter, create_journal
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.ledger.store import ALL_RUNS

REPEATS = 41
MACHINE: dict[str, object] = {
    "machine_id": "m",
    "cpu_model": "Some CPU",
    "accelerators": [],
    "threads": 16,
}
CHANNELS = [
    {"name": name, "domain": "cpu", "method": "rapl", "known": "measured", "basis": "chip"}
    for name in ("package-0", "dram-0")
]


def milliseconds(action: Callable[[], object]) -> float:
    """Time one call."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1e3


def show(name: str, values: list[float], unit: str = "ms") -> None:
    """Print the median and the range."""
    middle = statistics.median(values)
    print(f"{name:<58} {middle:8.3f} {unit}   [{min(values):.3f} .. {max(values):.3f}]")


def start_fields() -> dict[str, object]:
    """Return a start record as a run writes it."""
    return {
        "started_unix_ns": time.time_ns(),
        "project": "bench",
        "phase": "training",
        "machine": MACHINE,
        "settings": {"flush_seconds": 5.0, "interval_seconds": 1.0},
    }


def block(first: int, n: int) -> dict[str, object]:
    """Return a block of n seconds."""
    return {
        "edges": [first + i + 0.000123 for i in range(n + 1)],
        "cpu": [0.731234 + i / 997 for i in range(n)],
        "busy": [1.531234 + i / 991 for i in range(n)],
        "joules": {name: [61.2345 + i / 983 for i in range(n)] for name in ("package-0", "dram-0")},
    }


def written(ledger: Path, number: int, seconds: int) -> JournalWriter:
    """Write and close a whole journal."""
    journal = create_journal(ledger, f"20261121-101530-{number:06x}", start_fields())
    journal.append("channels", {"channels": CHANNELS})
    for first in range(0, seconds, 5):
        journal.append("block", block(first, 5))
    journal.append("end", {"status": "done", "ended_unix_ns": time.time_ns(), "exit_code": 0})
    journal.close()
    return journal


def journals(folder: Path) -> None:
    """Time what happens inside the measured program."""
    journal_folder = folder / "journals"
    journal_folder.mkdir()
    writers: list[JournalWriter] = []
    creation = [
        milliseconds(
            lambda n=n: writers.append(
                JournalWriter.create(journal_folder, f"run-{n}", start_fields())
            )
        )
        for n in range(REPEATS)
    ]
    show("create a journal", creation)
    payload = block(0, 5)
    show(
        "append a block of 5 intervals",
        [milliseconds(lambda: writers[0].append("block", payload)) for _ in range(REPEATS)],
    )
    for writer in writers:
        writer.close()
    code = "import time; b = time.perf_counter(); import {}; print((time.perf_counter() - b) * 1e3)"
    for module in (
        "json, pathlib, threading",
        "wholeprint.ledger.journal",
        "wholeprint.ledger.book, wholeprint.ledger.sqlite",
    ):
        took = [
            float(
                subprocess.run(
                    [sys.executable, "-c", code.format(module)],
                    check=True,
                    capture_output=True,
                    text=True,
                ).stdout
            )
            for _ in range(9)
        ]
        show(f"import {module}", took)


def folding(folder: Path) -> None:
    """Time the end of a tracked block."""
    for seconds in (5, 60, 3600):
        new: list[float] = []
        existing: list[float] = []
        parts: list[float] = []
        shared = folder / f"shared-{seconds}" / "ledger.sqlite"
        Ledger(shared).fold_run(written(shared, 0, seconds).path)
        for n in range(1, (REPEATS if seconds < 3600 else 9)):
            path = folder / f"new-{seconds}-{n}" / "ledger.sqlite"
            journal = written(path, n, seconds)
            new.append(milliseconds(lambda p=path, j=journal: Ledger(p).fold_run(j.path)))
            journal = written(shared, n, seconds)
            existing.append(milliseconds(lambda p=shared, j=journal: Ledger(p).fold_run(j.path)))
            parts.append(milliseconds(lambda p=shared: SqliteStore(p).close()))
        show(f"fold a run of {seconds} s into a new ledger", new)
        show(f"fold a run of {seconds} s into an existing ledger", existing)
        show("  of which: open, check, close", parts)


def record(number: int, intervals: int) -> RunRecord:
    """Return a run with two counters."""
    values = array("d", [61.2345 + number / 7 + i / 983 for i in range(intervals)])
    return RunRecord(
        id=f"2026{number:08d}-abcdef",
        started_unix_ns=1_790_000_000_000_000_000 + number * 60_000_000_000,
        ended_unix_ns=1_790_000_000_000_000_000 + (number + 1) * 60_000_000_000,
        project=f"project-{number % 7}",
        phase=("development", "training", "deployment")[number % 3],
        host="host",
        machine=MACHINE,
        settings={"flush_seconds": 5.0},
        edges=array("d", [i + 0.000123 for i in range(intervals + 1)]),
        cpu_seconds=values,
        busy_seconds=values,
        channels=tuple(
            ChannelRecord(name, "cpu", "rapl", "measured", "chip", values)
            for name in ("package-0", "dram-0")
        ),
    )


def large(folder: Path) -> None:
    """Time a ledger of 10,000 runs of one minute."""
    path = folder / "large.sqlite"
    with SqliteStore(path) as store:
        began = time.perf_counter()
        for number in range(10_000):
            store.add(record(number, 60))
        print(f"{'add 10,000 runs one by one':<58} {time.perf_counter() - began:8.3f} s")
    print(f"{'its size':<58} {path.stat().st_size / 1e6:8.1f} MB")
    book = Ledger(path)
    show(
        "list 10,000 runs", [milliseconds(lambda: book.runs(ALL_RUNS)) / 1e3 for _ in range(5)], "s"
    )
    show("totals of 10,000 runs", [milliseconds(book.totals) / 1e3 for _ in range(5)], "s")
    rows = book.runs(ALL_RUNS)
    ids = [row.id for row in rows]
    show(
        "runs that overlap one of 10,000",
        [milliseconds(lambda: book.overlapping(rows[5000])) for _ in range(9)],
    )
    show(
        "load the arrays of 10,000 runs",
        [milliseconds(lambda: book.load_many(ids)) / 1e3 for _ in range(3)],
        "s",
    )
    show("load one run", [milliseconds(lambda: book.load("last")) for _ in range(9)])
    for form, table in (
        (Format.JSON, Table.RUNS),
        (Format.CSV, Table.RUNS),
        (Format.CSV, Table.ACTIVITY),
    ):
        took = (
            milliseconds(
                lambda f=form, t=table: book.export(folder / f"{f}-{t}", format=f, table=t)
            )
            / 1e3
        )
        print(f"{f'export 10,000 runs, {form} {table}':<58} {took:8.3f} s")


def main() -> None:
    """Measure everything in a folder that is removed again."""
    parent = sys.argv[1] if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory(dir=parent) as folder:
        journals(Path(folder))
        folding(Path(folder))
        large(Path(folder))


if __name__ == "__main__":
    main()
