"""From a journal to the run it tells of."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from wholeprint.ledger.assemble import from_journal
from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.ledger.journal import JournalWriter
from wholeprint.ledger.reading import read_journal

Maker = Callable[..., JournalWriter]


def _run(path: Path, *, alive: bool = False) -> RunRecord:
    return from_journal(read_journal(path), alive=alive)


def _codes(run: RunRecord) -> list[str]:
    return [note.code for note in run.notes]


def _without_line(path: Path, number: int) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    del lines[number]
    path.write_bytes(b"".join(lines))


def test_blocks_are_laid_end_to_end(tmp_path: Path, a_journal: Maker) -> None:
    """Two blocks that meet are one series, and nothing needs saying."""
    run = _run(a_journal(tmp_path).path)

    assert list(run.edges) == [0, 1, 2, 3, 4]
    assert list(run.cpu_seconds) == [0.5, 0.25, 0.5, 0.25]
    assert run.row().measured_joules == 60.0
    assert run.status is Status.DONE
    assert run.settings == {"flush_seconds": 5.0}
    assert run.pid == os.getpid()
    assert run.notes == ()


def test_a_missing_block_is_a_gap_and_not_zero(tmp_path: Path, a_journal: Maker) -> None:
    """Where a block is lost the energy is unknown, in one interval of its length, with a note."""
    journal = a_journal(tmp_path, ended=False)
    journal.append("block", {"edges": [7.0, 8.0], "cpu": [1.0], "busy": [1.0], "joules": {}})

    run = _run(journal.path, alive=True)

    assert list(run.edges)[-3:] == [4.0, 7.0, 8.0]
    assert str(list(run.cpu_seconds)[-2:]) == "[nan, 1.0]"
    assert str(list(run.channels[0].joules)[-2:]) == "[nan, nan]"
    assert _codes(run) == ["gap"]


def test_a_block_that_is_there_twice_counts_once(tmp_path: Path, a_journal: Maker) -> None:
    """Energy is never counted twice because a line was."""
    path = a_journal(tmp_path).path
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], lines[2], *lines[3:]]))

    run = _run(path)

    assert run.row().measured_joules == 60.0
    assert _codes(run) == ["journal-damaged"]


def test_a_counter_that_appears_late_has_a_gap_before(tmp_path: Path, a_journal: Maker) -> None:
    """A sensor that was found later has no zeros before it was found."""
    journal = a_journal(tmp_path, ended=False)
    journal.append("channels", {"channels": [{"name": "gpu:0", "domain": "gpu:0"}]})
    journal.append(
        "block", {"edges": [4, 5], "cpu": [1], "busy": [1], "joules": {"gpu:0": [3], "odd": [2]}}
    )

    run = _run(journal.path, alive=True)

    assert [channel.name for channel in run.channels] == ["package-0", "gpu:0", "odd"]
    assert str(list(run.channels[1].joules)) == "[nan, nan, nan, nan, 3.0]"
    assert run.channels[2].known == "assumed"
    assert _codes(run) == ["journal-damaged"]


def test_a_live_writer_means_running(tmp_path: Path, a_journal: Maker) -> None:
    """Without an end, and with its writer alive, a run is on."""
    run = _run(a_journal(tmp_path, ended=False).path, alive=True)

    assert run.status is Status.RUNNING
    assert run.ended_unix_ns is None


def test_a_dead_writer_means_interrupted(tmp_path: Path, a_journal: Maker) -> None:
    """The run ends where it was last read, and the note says how much may be lost."""
    run = _run(a_journal(tmp_path, ended=False).path)

    assert run.status is Status.INTERRUPTED
    assert run.ended_unix_ns == run.started_unix_ns + 4_000_000_000
    (note,) = run.notes
    assert note.code == "interrupted"
    assert "one flush interval (5 s)" in note.message
    assert note.severity == "warning"
    assert "command" not in note.message


def test_a_dead_wrapper_may_have_left_its_command(tmp_path: Path, a_journal: Maker) -> None:
    """The command of a wrapper that was killed may have gone on, which the note says."""
    run = _run(a_journal(tmp_path, ended=False, command=["python", "x.py"]).path)

    assert run.command == ("python", "x.py")
    (note,) = run.notes
    assert note.code == "wrapper-died"
    assert "gone on, unmeasured" in note.message


@pytest.mark.parametrize(
    ("end", "status"),
    [
        ({"status": "done"}, Status.DONE),
        ({"status": "failed", "exit_code": 2}, Status.FAILED),
        ({"status": "interrupted"}, Status.INTERRUPTED),
        ({}, Status.DONE),
        ({"exit_code": 2}, Status.FAILED),
        ({"signal": 9}, Status.FAILED),
        ({"status": "running"}, Status.DONE),
    ],
)
def test_the_end_says_how_it_ended(
    tmp_path: Path, a_journal: Maker, end: dict[str, object], status: Status
) -> None:
    """The end record's word counts; without one its exit code and signal do."""
    journal = a_journal(tmp_path, ended=False)
    journal.append("end", {"ended_unix_ns": 5, **end})

    run = _run(journal.path)

    assert run.status is status
    assert run.exit_code == end.get("exit_code")
    assert run.signal == end.get("signal")


def test_the_end_may_change_what_the_start_said(tmp_path: Path, a_journal: Maker) -> None:
    """A label that was given while the run was on is its label; meta is merged."""
    journal = a_journal(tmp_path, ended=False, meta={"a": 1}, label="first")
    journal.append("meta", {"meta": {"b": 2}})
    journal.append("end", {"label": "second"})

    run = _run(journal.path)

    assert run.label == "second"
    assert run.meta == {"a": 1, "b": 2}


def test_without_its_start_a_run_keeps_its_activity(tmp_path: Path, a_journal: Maker) -> None:
    """The beginning's time is then known from the last write, and a note says so."""
    path = a_journal(tmp_path).path
    _without_line(path, 0)

    run = _run(path)

    assert run.id == "20261121-101530-aaaaaa"
    assert abs(run.started_unix_ns + 4_000_000_000 - path.stat().st_mtime_ns) < 1_000
    assert run.row().measured_joules == 60.0
    assert _codes(run) == ["journal-damaged"]


def test_an_empty_journal_is_a_run_without_activity(tmp_path: Path) -> None:
    """A kill before the first line leaves a run of which only the name is known."""
    path = tmp_path / "r.1.jsonl"
    path.touch()

    run = _run(path)

    assert run.status is Status.INTERRUPTED
    assert not run.edges
    assert run.row().intervals == 0


def test_rubbish_in_a_field_is_no_value(tmp_path: Path, a_journal: Maker) -> None:
    """A field of the wrong type is unknown, and the rest of the run stays."""
    fields: dict[str, object] = {
        "project": 3,
        "rank": "x",
        "machine": [],
        "command": "x",
        "counted": "yes",
    }

    run = _run(a_journal(tmp_path, **fields).path)

    assert (run.project, run.rank, run.machine, run.command) == (None, None, {}, None)
    assert run.counted
    assert run.row().measured_joules == 60.0


def test_spans_and_notes_are_kept(tmp_path: Path, a_journal: Maker) -> None:
    """What was told while the run was on stays with it."""
    journal = a_journal(tmp_path, ended=False)
    journal.append("span", {"name": "epoch", "start": 0.5, "end": 1.5, "meta": {"n": 1}})
    journal.append("note", {"code": "x", "message": "m", "at_unix_seconds": 3, "severity": "info"})
    journal.append("end", {})

    run = _run(journal.path)

    assert run.spans[0] == ("epoch", 0.5, 1.5, {"n": 1})
    assert (run.notes[0].code, run.notes[0].at_unix_seconds) == ("x", 3.0)
