"""Reading a journal back, however it was cut short or damaged."""

import math
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from wholeprint.errors import LedgerError
from wholeprint.ledger.journal import JournalWriter
from wholeprint.ledger.reading import live, read_journal

Maker = Callable[..., JournalWriter]


def _damage(path: Path, line: int, by: bytes) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    lines[line] = by
    path.write_bytes(b"".join(lines))


def test_everything_that_was_written_is_read(tmp_path: Path, a_journal: Maker) -> None:
    """Each kind of line finds its place."""
    journal = a_journal(tmp_path, ended=False)
    journal.append("span", {"name": "epoch", "start": 0.0, "end": 1.0})
    journal.append("note", {"code": "gap", "message": "m"})
    journal.append("meta", {"meta": {"a": 1, "b": 1}})
    journal.append("meta", {"meta": {"b": 2}})
    journal.append("end", {"status": "failed", "exit_code": 3})
    journal.close()

    content = read_journal(journal.path)

    assert content.run_id == "20261121-101530-aaaaaa"
    assert content.pid == os.getpid()
    assert content.start["project"] == "p"
    assert [channel["name"] for channel in content.channels] == ["package-0"]
    assert len(content.blocks) == 2
    assert math.isnan(content.blocks[0].busy_seconds[1])
    assert list(content.blocks[1].joules["package-0"]) == [10.0, 20.0]
    assert content.spans[0]["name"] == "epoch"
    assert content.notes[0]["code"] == "gap"
    assert content.meta == {"a": 1, "b": 2}
    assert content.end == {"status": "failed", "exit_code": 3}
    assert not content.damaged


@pytest.mark.parametrize(
    "by",
    [
        b"\0" * 200 + b"\n",
        b"\xff\xfe\xfd\n",
        b'{"k":"block","edges":[0,1\n',
        b"[" * 100_000 + b"\n",
        b'"text"\n',
        b'{"edges":[0,1]}\n',
        b'{"k":"block","edges":[0,1],"cpu":[1,2]}\n',
        b'{"k":"block","edges":[1,0],"cpu":[1]}\n',
        b'{"k":"block","edges":[0,null],"cpu":[1]}\n',
        b'{"k":"block","edges":[0,1],"cpu":["x"]}\n',
        b'{"k":"block","edges":[0,1],"cpu":[1' + b"0" * 400 + b"]}\n",
        b'{"k":"block","edges":[0,1e999],"cpu":[1]}\n',
        b'{"k":"block","edges":[-5e5,1],"cpu":[1]}\n',
        b'{"k":"block","edges":0}\n',
        b'{"k":"block","edges":[0]}\n',
        b'{"k":"block","edges":[0,1],"joules":[1]}\n',
        b'{"k":"span","name":3,"start":0,"end":1}\n',
        b'{"k":"span","name":"x","start":"0","end":1}\n',
        b'{"k":"channels","channels":["x"]}\n',
        b'{"k":"meta","meta":3}\n',
        b'{"k":"never heard of"}\n',
    ],
)
def test_a_damaged_line_takes_nothing_with_it(tmp_path: Path, a_journal: Maker, by: bytes) -> None:
    """A line that holds rubbish is noted with its number, and all the others are read."""
    path = a_journal(tmp_path).path
    _damage(path, 2, by)

    content = read_journal(path)

    assert len(content.damaged) == 1
    assert "line 3" in content.damaged[0]
    assert len(content.blocks) == 1
    assert content.end is not None


def test_a_last_line_without_its_end_of_line_counts_if_it_is_whole(
    tmp_path: Path, a_journal: Maker
) -> None:
    """A kill between the last byte and nothing more loses nothing."""
    path = a_journal(tmp_path).path
    path.write_bytes(path.read_bytes()[:-1])

    content = read_journal(path)

    assert content.end is not None
    assert not content.damaged


def test_a_journal_that_is_gone_is_told_from_one_that_cannot_be_read(tmp_path: Path) -> None:
    """Another process may have folded it meanwhile, which is no fault."""
    with pytest.raises(LedgerError) as caught:
        read_journal(tmp_path / "r.1.jsonl")
    assert isinstance(caught.value.__cause__, FileNotFoundError)

    (tmp_path / "s.1.jsonl").mkdir()
    with pytest.raises(LedgerError) as caught:
        read_journal(tmp_path / "s.1.jsonl")
    assert isinstance(caught.value.__cause__, IsADirectoryError)


@pytest.mark.parametrize("ask", [read_journal, live])
def test_another_file_is_no_journal(tmp_path: Path, ask: Callable[[Path], object]) -> None:
    """A file of another name is refused by name."""
    with pytest.raises(LedgerError, match="not a journal"):
        ask(tmp_path / "notes.txt")


def test_a_writer_is_alive_until_it_dies(tmp_path: Path, a_journal: Maker) -> None:
    """The journal of this process is alive, that of a child that ended is not."""
    assert live(a_journal(tmp_path, ended=False).path)

    child = os.fork()
    if child == 0:
        a_journal(tmp_path, "child", ended=False)
        os._exit(0)
    os.waitpid(child, 0)

    assert not live(tmp_path / f"child.{child}.jsonl")


def test_a_missing_journal_is_not_alive(tmp_path: Path) -> None:
    """Nobody writes a file that is not there."""
    assert not live(tmp_path / "r.1.jsonl")


def test_an_empty_journal_of_this_process_is_alive(tmp_path: Path) -> None:
    """Between making the file and its first line the process number alone must do."""
    path = tmp_path / f"r.{os.getpid()}.jsonl"
    path.touch()

    assert live(path)
