"""``wholeprint.track`` on blocks, functions, coroutines and generators."""

import asyncio
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Generator
from pathlib import Path

import numpy as np
import pytest

import wholeprint
from wholeprint.errors import SettingError, UnknownRunError
from wholeprint.ledger.book import Ledger
from wholeprint.ledger.entry import RunRecord
from wholeprint.ledger.store import ALL_RUNS


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "book.sqlite"


def _records(ledger: Path) -> dict[str | None, RunRecord]:
    book = Ledger(ledger)
    return {each.label: each for each in book.load_many([row.id for row in book.runs(ALL_RUNS)])}


def test_block_is_recorded_with_what_it_was_told(ledger: Path) -> None:
    """A run keeps its label, project, model, phase, place, facts, and the time it took."""
    with wholeprint.track(
        "train", project="p", model="m", phase="deployment", zone="FR", pue=1.2, ledger=ledger
    ) as run:
        run.note(parameters=10, flops=1.5, layers=[1, 2])
        run.note(parameters=12)
        time.sleep(0.05)

    record = _records(ledger)["train"]
    assert (record.id, record.status, record.counted) == (run.id, "done", True)
    assert (record.project, record.model, record.phase) == ("p", "m", "deployment")
    assert record.settings["zone"] == "FR"
    assert record.settings["pue"] == 1.2
    assert record.meta == {"parameters": 12, "flops": 1.5, "layers": [1, 2]}
    assert record.edges[-1] - record.edges[0] >= 0.05


def test_plain_function_keeps_value_name_and_error(ledger: Path) -> None:
    """A decorated function returns, raises and is named as before; each call is a run."""

    @wholeprint.track("divide", ledger=ledger)
    def divide(numerator: float, *, by: float) -> float:
        """Say what it does."""
        return numerator / by

    assert divide(1, by=4) == 0.25
    assert (divide.__name__, divide.__doc__) == ("divide", "Say what it does.")
    with pytest.raises(ZeroDivisionError):
        divide(1, by=0)

    rows = Ledger(ledger).runs()
    assert [row.status for row in rows] == ["failed", "done"]


def test_bare_decorator_takes_the_function_s_name(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``@wholeprint.track`` without a call measures under the function's own name."""
    monkeypatch.setenv("WHOLEPRINT_LEDGER", str(ledger))

    @wholeprint.track
    def work() -> int:
        return 7

    assert work() == 7
    (label,) = _records(ledger)
    assert label is not None
    assert label.endswith("work")


def test_coroutines_run_at_once_and_each_is_a_run(ledger: Path) -> None:
    """An async function is measured from its start to its end, several at once."""

    @wholeprint.track("task", ledger=ledger)
    async def task(number: int) -> int:
        await asyncio.sleep(0.05)
        return number

    async def both() -> list[int]:
        return list(await asyncio.gather(task(1), task(2)))

    assert asyncio.run(both()) == [1, 2]
    rows = Ledger(ledger).runs(ALL_RUNS)
    assert [row.status for row in rows] == ["done", "done"]
    # The second began inside the first, in one process: one of them counts.
    assert sorted(row.counted for row in rows) == [False, True]


def test_generator_is_measured_to_its_end(ledger: Path) -> None:
    """A generator function yields, receives, returns and fails as before."""

    @wholeprint.track("batches", ledger=ledger)
    def batches() -> Generator[int, str, str]:
        heard = yield 1
        try:
            yield len(heard)
        except KeyError:
            return "caught"
        return "not caught"

    walk = batches()
    assert next(walk) == 1
    assert walk.send("four") == 4
    with pytest.raises(StopIteration) as stop:
        walk.throw(KeyError("x"))

    assert stop.value.value == "caught"
    assert _records(ledger)["batches"].status == "done"


def test_generator_that_is_left_is_done(ledger: Path) -> None:
    """A reader that has had enough of a generator is no failure."""

    @wholeprint.track("endless", ledger=ledger)
    def endless() -> Generator[int, None, None]:
        while True:
            yield 1

    for _ in endless():
        break

    assert _records(ledger)["endless"].status == "done"


def test_async_generator_passes_values_and_errors(ledger: Path) -> None:
    """An async generator function is measured, and hears what is sent and thrown into it."""
    heard: list[object] = []

    @wholeprint.track("stream", ledger=ledger)
    async def stream() -> AsyncIterator[int]:
        try:
            yield 1
            heard.append("not thrown")
        except ValueError as error:
            heard.append(str(error))
            yield 2

    async def read() -> list[int]:
        walk = stream()
        first = await anext(walk)
        second = await walk.athrow(ValueError("thrown"))  # type: ignore[attr-defined]
        return [first, second, *[each async for each in walk]]

    assert asyncio.run(read()) == [1, 2]
    assert heard == ["thrown"]
    assert _records(ledger)["stream"].status == "done"


def test_one_tracker_from_many_threads(ledger: Path) -> None:
    """A tracker that several threads enter at once ends, in each, the run that it began there."""
    tracker = wholeprint.track("shared", ledger=ledger)
    ids: set[str | None] = set()
    together = threading.Barrier(4)

    def work() -> None:
        with tracker as run:
            together.wait()
            ids.add(run.id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(ids) == 4
    assert {row.status for row in Ledger(ledger).runs(ALL_RUNS)} == {"done"}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="there is no /proc")
def test_many_blocks_leave_nothing_open(ledger: Path) -> None:
    """A program of many short blocks keeps no more descriptors and threads than of one."""

    def held() -> tuple[int, int]:
        return len(list(Path("/proc/self/fd").iterdir())), threading.active_count()

    tracker = wholeprint.track("short", ledger=ledger)
    with tracker:
        pass
    before = held()
    for _ in range(20):
        with tracker:
            pass

    assert held() == before


def test_start_and_stop_without_a_block(ledger: Path) -> None:
    """Start and stop are the same as a block; a stop too many is harmless."""
    tracker = wholeprint.track("loose", ledger=ledger)
    run = tracker.start()
    tracker.stop()
    tracker.stop()

    assert _records(ledger)["loose"].id == run.id


def test_spans_know_their_share(ledger: Path) -> None:
    """Spans lie inside each other and take the CPU time that was used between their edges."""
    with wholeprint.track("train", ledger=ledger) as run:
        with run.span("busy"):
            until = time.process_time() + 0.3
            while time.process_time() < until:
                pass
            with run.span("inner"):
                pass
        with run.span("quiet"):
            time.sleep(0.1)

    spans = {span.name: span for span in run.assess().spans}

    assert list(spans) == ["busy", "inner", "quiet"]
    # A reading is taken at each edge, so that what stands outside a span is milliseconds.
    assert spans["busy"].cpu_seconds == pytest.approx(0.3, abs=0.05)
    assert spans["quiet"].cpu_seconds < 0.05
    assert (spans["busy"].energy_share or 0) > 0.8


@pytest.mark.parametrize("value", [object(), {"a": 1}, [object()], b"bytes", np.arange(3)])
def test_facts_that_are_not_plain_become_a_note(ledger: Path, value: object) -> None:
    """A fact that is no text, number, truth value or list is left out, and the run says so."""
    with wholeprint.track("t", ledger=ledger) as run:
        run.note(fine=1, bad=value)

    record = _records(ledger)["t"]
    assert record.meta == {"fine": 1}
    assert record.status == "done"
    assert [note.code for note in record.notes if "bad" in note.message] == ["fact-left-out"]


@pytest.mark.parametrize(
    ("value", "kept"),
    [(np.float32(0.5), 0.5), (np.int64(3), 3), (np.bool_(1), True), (np.array([7]), 7)],
)
def test_numbers_of_other_libraries_are_facts(ledger: Path, value: object, kept: object) -> None:
    """What NumPy and PyTorch call a number is kept as Python's own."""
    with wholeprint.track("t", ledger=ledger) as run:
        run.note(accuracy=value)

    assert _records(ledger)["t"].meta == {"accuracy": kept}


def test_a_signal_handler_may_note(ledger: Path) -> None:
    """A handler that notes while its own thread is noting neither hangs nor loses a fact."""
    heard: list[int] = []
    with wholeprint.track("t", ledger=ledger) as run:

        def noted(_number: int, _frame: object) -> None:
            heard.append(len(heard))
            run.note(**{f"heard_{heard[-1]}": True})

        before = signal.signal(signal.SIGALRM, noted)
        signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
        until = time.monotonic() + 0.5
        step = 0
        while time.monotonic() < until:
            step += 1
            run.note(step=step)
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    meta = _records(ledger)["t"].meta
    assert meta["step"] == step
    assert len(heard) > 10
    assert all(meta[f"heard_{number}"] for number in heard)


def test_an_interrupted_start_leaves_no_ghost(ledger: Path) -> None:
    """Ctrl-C while runs begin and end leaves nothing that later runs take themselves for."""
    text = (
        "import os, random, signal, sys, wholeprint\n"
        "def stop(n, f): raise KeyboardInterrupt\n"
        # Everything is imported first: Python itself turns Ctrl-C in an import into other errors.
        "with wholeprint.track('warm', ledger=sys.argv[1]): pass\n"
        "signal.signal(signal.SIGALRM, stop)\n"
        "for _ in range(150):\n"
        "    try:\n"
        "        signal.setitimer(signal.ITIMER_REAL, random.uniform(0.0003, 0.006))\n"
        "        with wholeprint.track('hasty', ledger=sys.argv[1]): pass\n"
        "        signal.setitimer(signal.ITIMER_REAL, 0)\n"
        "    except KeyboardInterrupt: pass\n"
        "signal.setitimer(signal.ITIMER_REAL, 0)\n"
        "with wholeprint.track('clean', ledger=sys.argv[1]): pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", text, str(ledger)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert _records(ledger)["clean"].counted


def test_wrong_argument_is_refused_before_anything_runs(ledger: Path) -> None:
    """A mistake in the call itself is told at once, not noted on a run."""
    with pytest.raises(SettingError, match="pue"):
        wholeprint.track("t", pue=0.5, ledger=ledger)
    assert not ledger.exists()


def test_disabled_tracker_leaves_no_trace(ledger: Path) -> None:
    """A disabled tracker runs the block, records nothing, and says so when it is asked."""
    with wholeprint.track("t", disabled=True, ledger=ledger) as run, run.span("s"):
        run.note(a=1)

    assert run.id is None
    assert not ledger.with_name("book.sqlite.d").exists()
    with pytest.raises(UnknownRunError, match="disabled"):
        run.assess()


def test_api_and_assessment_agree(ledger: Path) -> None:
    """The run's own assessment and the one by name give the same numbers."""
    with wholeprint.track("t", zone="FR", ledger=ledger) as run:
        sum(range(100_000))

    assert run.id is not None
    own = run.assess().footprint.as_json()
    named = wholeprint.assess(run.id, ledger=ledger).footprint.as_json()
    assert own == named


def test_carbon_is_in_the_ratio_of_the_intensities(ledger: Path) -> None:
    """Placed in two grids a run keeps its energy, and its carbon is in the ratio of their means.

    Central values are products of central factors, hence equal to the last digits.
    """
    with wholeprint.track("t", ledger=ledger) as run:
        sum(range(100_000))

    here, there = run.assess(zone="FR"), run.assess(zone="PL")

    def central(found: wholeprint.Assessment, key: str) -> float:
        value = found.footprint.as_json()["footprint"][key]["central"]  # type: ignore[index]
        assert isinstance(value, float)
        return value

    def intensity(found: wholeprint.Assessment, zone: str) -> float:
        (factor,) = (f for f in found.footprint.assumptions if f.id.startswith(f"grid.{zone}."))
        return factor.central

    assert central(here, "energy") == central(there, "energy")
    assert central(there, "ghg_operational") / central(here, "ghg_operational") == pytest.approx(
        intensity(there, "PL") / intensity(here, "FR"), rel=1e-9
    )
