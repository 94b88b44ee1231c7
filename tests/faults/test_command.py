"""``wholeprint run`` leaves a command exactly as it is, whatever happens to either of them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Program = Callable[..., subprocess.CompletedProcess[str]]
Runs = Callable[[], list[dict[str, Any]]]

WRAPPER = [sys.executable, "-m", "wholeprint", "run", "--quiet"]


def _start(environ: dict[str, str], *words: str, quiet: bool = True) -> subprocess.Popen[str]:
    wrapper = WRAPPER if quiet else WRAPPER[:-1]
    return subprocess.Popen(
        [*wrapper, "--", *words],
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _child_of(pid: int) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        if children:
            return int(children[0])
        time.sleep(0.02)
    raise AssertionError("the command was never started")


def _running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


@pytest.mark.parametrize("status", [0, 1, 3, 127, 255])
def test_exit_status_is_the_command_s(environ: dict[str, str], runs: Runs, status: int) -> None:
    """Whatever status the command ends with is ours, and the run's."""
    with _start(environ, "sh", "-c", f"exit {status}") as process:
        assert process.wait(timeout=60) == status

    (run,) = runs()
    assert run["exit_code"] == status
    assert run["status"] == ("failed" if status else "done")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV, signal.SIGPIPE])
def test_death_by_signal_is_ours_too(
    environ: dict[str, str], runs: Runs, number: signal.Signals
) -> None:
    """A command that dies of a signal makes the wrapper die of it, when all is written."""
    with _start(environ, "sh", "-c", f"kill -{number.value} $$") as process:
        assert process.wait(timeout=60) == -number

    (run,) = runs()
    assert (run["status"], run["signal"]) == ("interrupted", number)


def test_streams_pass_through_untouched(environ: dict[str, str]) -> None:
    """Input, output and errors are the command's own, byte for byte, and --quiet adds nothing."""
    text = "r\u00e9sum\u00e9\x00\ttail without line feed"
    with _start(environ, "sh", "-c", "cat; echo oops >&2") as process:
        out, err = process.communicate(text, timeout=60)

    assert out == text
    assert err == "oops\n"


def test_broken_pipe_kills_the_command_as_ever(environ: dict[str, str]) -> None:
    """Python ignores SIGPIPE for itself; the command must not inherit that."""
    with _start(environ, "sh", "-c", "yes | head -1; echo ${PIPESTATUS:-}") as process:
        out, err = process.communicate(timeout=60)

    assert out.startswith("y\n")
    assert "roken pipe" not in err


def test_environment_and_folder_are_ours(environ: dict[str, str]) -> None:
    """The command sees the environment and the working folder that we were given."""
    with _start(
        environ | {"MARK": "x y"}, "sh", "-c", 'echo "$MARK"; pwd; echo ${WHOLEPRINT_RUN:-}'
    ) as process:
        out, _ = process.communicate(timeout=60)

    assert out == f"x y\n{Path.cwd()}\n\n"


def test_signals_to_us_reach_the_command(environ: dict[str, str], runs: Runs) -> None:
    """SIGTERM, SIGHUP, SIGINT and SIGUSR1 sent to us are the command's to answer."""
    script = (
        'for s in TERM HUP INT USR1; do trap "echo $s" $s; done; echo on; n=0; '
        "while [ $n -lt 100 ]; do sleep 0.05; n=$((n+1)); done & w=$!; "
        "for i in 1 2 3 4; do wait $w; done; kill $w; exit 7"
    )
    with _start(environ, "bash", "-c", script) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "on\n"
        heard: list[str] = []
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGUSR1):
            process.send_signal(number)
            heard.append(process.stdout.readline().strip())
        assert process.wait(timeout=60) == 7

    assert heard == ["TERM", "HUP", "INT", "USR1"]
    (run,) = runs()
    assert (run["status"], run["exit_code"]) == ("failed", 7)


def test_sigterm_loses_nothing(environ: dict[str, str], runs: Runs) -> None:
    """After SIGTERM under the wrapper the run reaches to the command's very end."""
    with _start(environ, "sh", "-c", "echo on; exec sleep 60") as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.7)
        sent = time.time()
        process.terminate()
        assert process.wait(timeout=60) == -signal.SIGTERM

    (run,) = runs()
    assert run["status"] == "interrupted"
    assert run["ended_unix_ns"] / 1e9 >= sent


def test_wrapper_killed_leaves_the_command_alone(environ: dict[str, str], runs: Runs) -> None:
    """If we die the command goes on unmeasured, no helper of ours survives, and the run says so."""
    process = _start(environ, "sh", "-c", "sleep 3; echo finished")
    child = _child_of(process.pid)
    time.sleep(1.0)
    process.kill()
    process.wait()
    assert process.stdout is not None
    ours = subprocess.run(
        ["pgrep", "-f", "wholeprint run"], capture_output=True, text=True, check=False
    )

    assert _running(child)
    assert str(process.pid) not in ours.stdout.split()
    assert process.stdout.read() == "finished\n"
    process.communicate()
    (run,) = runs()
    assert run["status"] == "interrupted"


def test_both_killed(environ: dict[str, str], runs: Runs) -> None:
    """If both are killed the run is there, interrupted, with what was flushed."""
    process = _start(environ, "sleep", "60")
    child = _child_of(process.pid)
    time.sleep(1.2)
    began = time.time()
    process.kill()
    os.kill(child, signal.SIGKILL)
    process.communicate()

    (run,) = runs()
    assert run["status"] == "interrupted"
    # Flush interval 0.3 s; the rest is for a busy machine.
    assert run["ended_unix_ns"] / 1e9 > began - 0.3 - 0.5


def test_whole_tree_is_measured_orphans_too(environ: dict[str, str], runs: Runs) -> None:
    """Children, grandchildren and orphans of the command are part of the run."""
    burn = "import time\nwhile time.process_time() < 0.5: pass"
    script = f"({sys.executable} -c '{burn}' &) ; ({sys.executable} -c '{burn}'; true); sleep 1.5"
    with _start(environ, "sh", "-c", script) as process:
        assert process.wait(timeout=60) == 0

    (run,) = runs()
    assert 1.0 <= run["cpu_seconds"] < 2.0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ((), 2, "wp-command"),
        (("--",), 2, "wp-command"),
        (("--", ""), 2, "wp-command"),
        (("--", "no-such-program-here"), 127, "wp-command"),
        (("--", "/etc/passwd"), 126, "wp-command"),
        (("--zone", "XX", "--", "true"), 2, "wp-zone"),
        (("--pue", "0.5", "--", "true"), 2, "wp-setting"),
        (("--interval", "-1", "--", "true"), 2, "wp-setting"),
        (("--json", "/no/such/folder/x.json", "--", "true"), 2, "wp-setting"),
    ],
)
def test_wrong_use_is_a_clear_error(
    wholeprint: Program, words: tuple[str, ...], status: int, said: str
) -> None:
    """Wrong use says what was wrong with a code, and starts nothing."""
    done = wholeprint("run", *words)

    assert done.returncode == status
    assert f"[{said}]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(("last", "status"), [("exit 5", 5), ("kill -TERM $$", 143)])
def test_closed_streams_change_nothing(
    environ: dict[str, str], closed: str, last: str, status: int
) -> None:
    """With closed standard streams the command's end comes through all the same."""
    inner = f"{sys.executable} -m wholeprint run --quiet -- sh -c '{last}' {closed}"
    done = subprocess.run(["sh", "-c", inner], env=environ, capture_output=True, check=False)

    assert done.returncode == status


def test_rubbish_in_the_environment_does_not_stop_the_command(
    wholeprint: Program, runs: Runs
) -> None:
    """What somebody left in the environment is said, left out, and noted on the run."""
    done = wholeprint("run", "--", "echo", "hi", WHOLEPRINT_PUE="0.5", WHOLEPRINT_ZONE="XX")

    assert (done.returncode, done.stdout) == (0, "hi\n")
    assert "pue" in done.stderr
    assert runs()[0]["status"] == "done"


def test_full_disk_changes_nothing_for_the_command(environ: dict[str, str], tmp_path: Path) -> None:
    """With no space for the journal the command runs and ends as ever."""
    full = tmp_path / "full"
    full.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", str(full)],
        capture_output=True,
        check=False,
    )
    if mount.returncode:
        pytest.skip("needs the right to mount a small disk")
    try:
        (full / "ballast").write_bytes(b"x" * 4096)
        with _start(
            environ | {"WHOLEPRINT_LEDGER": str(full / "ledger.sqlite")},
            "sh",
            "-c",
            "echo fine; exit 5",
        ) as process:
            out, _ = process.communicate(timeout=60)
        assert (out, process.returncode) == ("fine\n", 5)
    finally:
        subprocess.run(["umount", str(full)], check=True)


def test_document_has_the_keys_that_never_change(environ: dict[str, str], tmp_path: Path) -> None:
    """--json writes the run's document to a file, whole."""
    path = tmp_path / "run.json"
    wrapper = [*WRAPPER, "--json", str(path), "--zone", "FR"]
    subprocess.run([*wrapper, "--", "sleep", "0.3"], env=environ, check=True)

    document = json.loads(path.read_text(encoding="utf-8"))

    assert document["run"]["id"]
    assert {"footprint", "boundary", "assumptions", "drivers", "notes"} <= set(document)
    assert {
        *("energy", "ghg_operational", "ghg_embodied", "water_onsite", "water_offsite"),
        *("water_embodied", "water_withdrawal", "adpe", "primary_energy", "ewaste"),
    } <= set(document["footprint"])
