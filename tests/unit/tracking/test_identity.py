"""Who runs, and inside what."""

import os
import subprocess
import sys
from pathlib import Path

from wholeprint.settings import Rank
from wholeprint.tracking.identity import NodeLeader, ancestors, enclosing_run, new_run_id


def test_run_ids_sort_by_time_and_differ() -> None:
    """Names of runs sort by when they began, and two of one second differ."""
    early, late = new_run_id(1_700_000_000), new_run_id(1_700_000_100)

    assert early[:15] == "20231114-221320"
    assert early < late
    assert new_run_id(0) != new_run_id(0)


def test_lineage_reaches_our_parent() -> None:
    """A process descends from itself, then from its parent."""
    assert ancestors(os.getpid())[:2] == (os.getpid(), os.getppid())


def test_lineage_ends_at_a_loop() -> None:
    """A loop in what the system tells does not hang the program."""
    assert ancestors(5, {5: 6, 6: 5}.get) == (5, 6)


def _any(_run_id: str, _pid: int, _path: Path) -> bool:
    return True


def test_nearest_live_run_encloses() -> None:
    """The nearest live run around a process counts, and of one process the latest."""
    found = [
        ("20250101-000000-aaaaaa", 10, Path("a")),
        ("20250101-000001-bbbbbb", 10, Path("b")),
        ("20250101-000002-cccccc", 99, Path("c")),
        ("20250101-000003-dddddd", 11, Path("d")),
    ]

    assert enclosing_run(found, (12, 11, 10), _any) == "20250101-000003-dddddd"
    assert (
        enclosing_run(found, (12, 11, 10), lambda _id, _pid, path: path.name != "d")
        == "20250101-000001-bbbbbb"
    )
    assert enclosing_run(found, (12,), _any) is None


def test_one_rank_leads_until_it_dies(tmp_path: Path) -> None:
    """Of the ranks of a job one leads; the lock of a killed leader blocks nobody."""
    job = Rank("job/1", 0)
    code = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from wholeprint.settings import Rank\n"
        "from wholeprint.tracking.identity import NodeLeader\n"
        "leader = NodeLeader(Path(sys.argv[1]), Rank('job/1', 0))\n"
        "print(leader.acquire(), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        assert not NodeLeader(tmp_path, job).acquire()
        other.kill()
        other.wait()

    mine = NodeLeader(tmp_path, job)
    assert mine.acquire()
    mine.release()
    assert NodeLeader(tmp_path, job).acquire()
