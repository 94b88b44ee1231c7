"""Assess many runs of a ledger under 1,024 draws, in wholeprint's own interpreter.

Usage: ``python assess_runs.py RUNS``; prints one line of JSON. The runs are a minute each, sampled
once a second, of two machines in three zones, measured by two counters.
"""

import json
import sys
import tempfile
import time
from array import array
from pathlib import Path

from wholeprint.ledger.book import Ledger
from wholeprint.ledger.entry import ChannelRecord, RunRecord, Status
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.quantities.footprint import Category
from wholeprint.quantities.machine import Machine
from wholeprint.tracking.activity import activity_of
from wholeprint.tracking.assessor import Assessor, default_factors

SECONDS = 60
DRAWS = 1024
ZONES = ("FR", "DE", None)
MACHINES = (
    Machine(cpu_model="Intel(R) Xeon(R) Platinum 8380 CPU @ 2.30GHz", sockets=2, threads=160),
    Machine(cpu_model="AMD EPYC 7763 64-Core Processor", sockets=2, threads=256),
)


def _record(number: int) -> RunRecord:
    power = 80.0 + number % 97
    began = 1_700_000_000_000_000_000 + number * 90_000_000_000

    def channel(name: str, domain: str, watts: float) -> ChannelRecord:
        joules = array("d", [watts + (second % 7) for second in range(SECONDS)])
        return ChannelRecord(name, domain, "rapl", "measured", "chip", joules)

    return RunRecord(
        id=f"bench-{number:06d}",
        started_unix_ns=began,
        ended_unix_ns=began + SECONDS * 1_000_000_000,
        status=Status.DONE,
        project="bench",
        host="bench",
        pid=1,
        machine=MACHINES[number % 2].as_json(),
        settings={"zone": ZONES[number % 3], "pue": None, "wue": None, "attribution": "machine"},
        version="0",
        edges=array("d", [float(second) for second in range(SECONDS + 1)]),
        cpu_seconds=array("d", [0.9] * SECONDS),
        busy_seconds=array("d", [1.0] * SECONDS),
        channels=(channel("package-0", "cpu", power), channel("dram-0", "dram", power / 3.0)),
    )


def main() -> None:
    """Write the runs, then time what follows."""
    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.sqlite"
        with SqliteStore(ledger) as store:
            for number in range(count):
                store.add(_record(number))

        began = time.perf_counter()
        book = Ledger(ledger)
        records = book.load_many([row.id for row in book.runs()])
        loaded = time.perf_counter()
        activities = [activity_of(record) for record in records]
        found = Assessor(default_factors(), {"draws": DRAWS}).assess(activities)
        medians = [found.summary(category).values for category in Category]
        assessed = time.perf_counter()
        whole = sum(1 for footprint in found if footprint.categories)
        done = time.perf_counter()
    assert len(medians[0]) == whole == count
    times = {"load": loaded - began, "assess": assessed - loaded, "whole": done - assessed}
    print("RESULT " + json.dumps(times))


if __name__ == "__main__":
    main()
