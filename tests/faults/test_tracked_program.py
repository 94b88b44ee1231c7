"""A tracked program ends exactly as it would have, whatever happens, and its run is there."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Program = Callable[..., subprocess.CompletedProcess[str]]
Runs = Callable[[], list[dict[str, Any]]]


def _text(body: str) -> str:
    return "import os, sys, time\nimport wholeprint\n" + textwrap.dedent(body)


@pytest.mark.parametrize(
    ("body", "status", "stderr_ends", "recorded"),
    [
        ("with wholeprint.track('t'):\n    pass", 0, "", "done"),
        ("with wholeprint.track('t'):\n    sys.exit(3)", 3, "", "failed"),
        ("with wholeprint.track('t'):\n    sys.exit()", 0, "", "done"),
        (
            "with wholeprint.track('t'):\n    1 / 0",
            1,
            "ZeroDivisionError: division by zero\n",
            "failed",
        ),
        (
            "with wholeprint.track('t'):\n    raise KeyboardInterrupt",
            -2,
            "KeyboardInterrupt\n",
            "interrupted",
        ),
        ("wholeprint.track('t').start()", 0, "", "done"),
    ],
)
def test_program_ends_as_without_us(
    program: Program, runs: Runs, body: str, status: int, stderr_ends: str, recorded: str
) -> None:
    """Exit status and last words are the program's own, and the run says how it ended."""
    done = program(_text(body))

    assert done.returncode == status
    assert done.stderr.endswith(stderr_ends)
    assert done.stderr or not stderr_ends
    (run,) = runs()
    assert run["status"] == recorded


def test_kill_9_loses_at_most_one_flush(
    environ: dict[str, str], runs: Runs, tmp_path: Path
) -> None:
    """A killed program's run is there, interrupted, with all but the last flush interval."""
    path = tmp_path / "program.py"
    path.write_text(
        _text("with wholeprint.track('t'):\n    print('on', flush=True)\n    time.sleep(60)")
    )
    with subprocess.Popen(
        [sys.executable, str(path)], env=environ, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        began = time.time()
        time.sleep(1.5)
        process.kill()
        killed = time.time()

    (run,) = runs()

    assert run["status"] == "interrupted"
    kept = run["ended_unix_ns"] / 1e9 - began
    # 0.3 s is the flush interval; half a second more for a machine that is busy with other tests.
    assert killed - began - kept < 0.3 + 0.5


def test_fork_counts_nothing_twice(program: Program, runs: Runs) -> None:
    """A forked child that leaves the block records nothing, and its time is the parent's."""
    body = """
    with wholeprint.track('t') as run:
        pid = os.fork()
        if pid == 0:
            end = time.process_time() + 0.5
            while time.process_time() < end:
                pass
        else:
            os.waitpid(pid, 0)
    if pid == 0:
        sys.exit(0)
    print(run.id)
    """
    done = program(_text(body))

    (run,) = runs()

    assert done.returncode == 0, done.stderr
    assert run["id"] == done.stdout.strip()
    assert 0.5 <= run["cpu_seconds"] < 1.5


def test_pool_and_threads_belong_to_the_run(program: Program, runs: Runs) -> None:
    """Threads and processes of a pool are part of the run; a run inside it counts once."""
    body = """
    from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
    import multiprocessing

    def burn(seconds):
        with wholeprint.track('inner'):
            end = time.process_time() + seconds
            while time.process_time() < end:
                pass
        return os.getpid()

    if __name__ == '__main__':
        with wholeprint.track('outer'):
            with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context('spawn')) as pool:
                list(pool.map(burn, [0.4, 0.4]))
            with ThreadPoolExecutor(1) as pool:
                pool.submit(burn, 0.1).result()
    """
    done = program(_text(body))
    found = runs()

    assert done.returncode == 0, done.stderr
    (outer,) = [run for run in found if run["label"] == "outer"]
    inner = [run for run in found if run["label"] == "inner"]
    assert outer["counted"]
    assert outer["cpu_seconds"] >= 0.9
    assert len(inner) == 3
    assert all(not run["counted"] and run["parent"] == outer["id"] for run in inner)


def test_one_run_after_the_other_is_not_nested(program: Program, runs: Runs) -> None:
    """Two blocks, one after the other in one process, both count."""
    program(_text("for i in range(2):\n    with wholeprint.track(str(i)):\n        pass"))

    assert [run["counted"] for run in runs()] == [True, True]


def test_ranks_on_one_node_count_the_machine_once(
    environ: dict[str, str], runs: Runs, tmp_path: Path
) -> None:
    """Of the ranks of one job on one node exactly one counts the machine's energy."""
    path = tmp_path / "program.py"
    # Long enough for all three to be there together on a machine that is busy with other tests.
    path.write_text(_text("with wholeprint.track('rank'):\n    time.sleep(4)"))
    job = {"LOCAL_WORLD_SIZE": "3", "TORCHELASTIC_RUN_ID": "j", "MASTER_PORT": "1"}
    ranks = [
        subprocess.Popen([sys.executable, str(path)], env=environ | job | {"LOCAL_RANK": str(i)})
        for i in range(3)
    ]
    assert [rank.wait(timeout=60) for rank in ranks] == [0, 0, 0]

    found = runs()

    assert sorted(run["rank"] for run in found) == [0, 1, 2]
    assert [run["counted"] for run in found].count(True) == 1


def test_sixty_four_at_once_are_all_recorded(
    environ: dict[str, str], runs: Runs, tmp_path: Path
) -> None:
    """Of 64 tracked processes started together 64 are recorded."""
    path = tmp_path / "program.py"
    path.write_text(_text("with wholeprint.track('t'):\n    time.sleep(0.2)"))
    together = [subprocess.Popen([sys.executable, str(path)], env=environ) for _ in range(64)]
    assert {process.wait(timeout=120) for process in together} == {0}

    found = runs()

    assert len({run["id"] for run in found}) == 64
    assert {run["status"] for run in found} == {"done"}


def test_corrupt_ledger_stops_nobody(
    program: Program, wholeprint: Program, environ: dict[str, str]
) -> None:
    """A damaged ledger is left as it is, and the run waits in its journal."""
    ledger = Path(environ["WHOLEPRINT_LEDGER"])
    ledger.parent.mkdir()
    ledger.write_bytes(b"this is no database" * 100)

    done = program(_text("with wholeprint.track('t'):\n    print('fine')"))
    listed = wholeprint("runs", "--json")

    assert (done.returncode, done.stdout) == (0, "fine\n")
    assert ledger.read_bytes() == b"this is no database" * 100
    assert len(list(ledger.with_name("ledger.sqlite.d").glob("*.jsonl"))) == 1
    assert listed.returncode == 2
    assert "[wp-ledger-corrupt]" in listed.stderr


def test_locked_ledger_stops_nobody(program: Program, runs: Runs, environ: dict[str, str]) -> None:
    """A ledger that somebody holds delays nobody; the run joins it once it is free."""
    program(_text("with wholeprint.track('first'):\n    pass"))
    assert len(runs()) == 1
    holder = sqlite3.connect(environ["WHOLEPRINT_LEDGER"], isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    began = time.monotonic()
    done = program(_text("with wholeprint.track('second'):\n    pass"))
    took = time.monotonic() - began
    holder.execute("ROLLBACK")
    holder.close()

    assert done.returncode == 0
    assert took < 5
    assert {run["label"] for run in runs()} == {"first", "second"}


@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become another user")
def test_read_only_home_stops_nobody(environ: dict[str, str], tmp_path: Path) -> None:
    """Without a writable home the program runs on, and is told where the run is kept."""
    text = _text("with wholeprint.track('t') as run:\n    print('fine')\nprint(run.notes)")
    # As the user nobody, in a home that only root may write.
    # The interpreter may itself lie in root's home, so that all is imported before.
    become = (
        "import os, wholeprint\nwith wholeprint.track('first', ledger='first.sqlite'): pass\n"
        f"os.setgid(65534); os.setuid(65534)\nexec({text!r})"
    )
    for folder in (tmp_path, *tmp_path.parents[:3]):
        folder.chmod(0o755)

    done = subprocess.run(
        [sys.executable, "-c", become],
        env=environ | {"WHOLEPRINT_LEDGER": str(tmp_path / "home/ledger.sqlite")},
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("fine\n")
    # Where /tmp is open to all, as it should be, the run waits there; else it is said to be lost.
    open_to_all = bool(Path("/tmp").stat().st_mode & 0o002)  # noqa: S108
    assert ("cannot be written" if open_to_all else "could not be begun") in done.stdout


def test_unreadable_counters_are_a_stated_model(
    program: Program, wholeprint: Program, tmp_path: Path
) -> None:
    """RAPL that may not be read gives a modelled energy above zero that says so, never 0 J."""
    zone = tmp_path / "tree/sys/class/powercap/intel-rapl:0"
    zone.mkdir(parents=True)
    (zone / "name").write_text("package-0\n")
    (zone / "max_energy_range_uj").write_text("262143328850\n")
    (zone / "energy_uj").mkdir()  # reading it fails, as it does for a user without rights

    body = "with wholeprint.track('t'):\n    sum(i * i for i in range(3_000_000))"
    done = program(_text(body), WHOLEPRINT_ROOT=str(tmp_path / "tree"))
    shown = wholeprint("assess", "last", "--json")

    assert done.returncode == 0, done.stderr
    document = json.loads(shown.stdout)
    energy = document["footprint"]["energy"]
    assert energy["value"] > 0
    assert energy["known"] in {"modelled", "assumed"}
    assert {"sensor-unreadable", "energy-modelled"} <= {note["code"] for note in document["notes"]}


def test_disabled_does_nothing(program: Program, runs: Runs) -> None:
    """WHOLEPRINT_DISABLED turns tracking off altogether."""
    done = program(
        _text("with wholeprint.track('t') as run:\n    print(run.id)"), WHOLEPRINT_DISABLED="1"
    )

    assert done.stdout == "None\n"
    assert runs() == []


def test_sigterm_in_library_mode_keeps_what_was_flushed(
    environ: dict[str, str], runs: Runs, tmp_path: Path
) -> None:
    """SIGTERM ends the program as it would have; the run is there."""
    path = tmp_path / "program.py"
    path.write_text(
        _text("with wholeprint.track('t'):\n    print('on', flush=True)\n    time.sleep(60)")
    )
    with subprocess.Popen(
        [sys.executable, str(path)], env=environ, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(1)
        process.terminate()

    assert process.returncode == -signal.SIGTERM
    (run,) = runs()
    assert run["status"] == "interrupted"
