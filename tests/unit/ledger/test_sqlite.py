"""The ledger in one file: adding, listing, loading, deleting."""

import sqlite3
import zlib
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from wholeprint.errors import LedgerCorruptError, LedgerError, UnknownRunError, ValueRefusedError
from wholeprint.ledger.entry import ChannelRecord, RunRecord
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.ledger.store import ALL_RUNS, RunFilter, Store

Maker = Callable[..., RunRecord]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger that does not exist yet."""
    return tmp_path / "book.sqlite"


def test_a_run_comes_back_as_it_was(path: Path, a_run: Maker) -> None:
    """Every field, every number and every gap survives closing the file."""
    run = a_run()
    with SqliteStore(path) as store:
        assert store.add(run)

    with SqliteStore(path) as store:
        assert store.load(run.id).as_json() == run.as_json()
        assert store.runs(ALL_RUNS) == [run.row()]


def test_it_is_a_store(path: Path) -> None:
    """The file fits the Protocol that other stores will meet, and says its version."""
    store: Store = SqliteStore(path)

    with store:
        assert store.version == 1
        assert not store.is_known("x")


def test_adding_twice_is_adding_once(path: Path, a_run: Maker) -> None:
    """The first record of a run stays, whatever comes later under its id."""
    with SqliteStore(path) as store:
        assert store.add(a_run(label="first"))
        assert not store.add(a_run(label="second"))

        assert [row.label for row in store.runs(ALL_RUNS)] == ["first"]


def test_adding_is_whole_or_not_at_all(path: Path, a_run: Maker) -> None:
    """A run that fails in its last row leaves nothing, and the store goes on."""
    broken = ChannelRecord("x", "cpu", "rapl", None, "chip", array("d", [1, 2]))  # pyright: ignore[reportArgumentType]
    with SqliteStore(path) as store:
        with pytest.raises(LedgerError, match="NOT NULL"):
            store.add(a_run("broken", channels=(broken,)))

        assert store.runs(ALL_RUNS) == []
        assert store.add(a_run("broken"))


def test_an_id_that_names_no_file_is_refused(path: Path, a_run: Maker) -> None:
    """What could not have had a journal is not kept: a NUL would cut the id in a query."""
    with SqliteStore(path) as store, pytest.raises(ValueRefusedError):
        store.add(a_run("a\0b"))


def test_a_long_run_lies_in_several_blocks(path: Path, a_run: Maker) -> None:
    """A day at one second is cut into blocks and joined again."""
    n = 40_000
    values = array("d", (i * 0.1 for i in range(n)))
    run = a_run(
        edges=array("d", range(n + 1)),
        cpu_seconds=values,
        busy_seconds=values,
        channels=(ChannelRecord("c", "cpu", "rapl", "measured", "chip", values),),
    )
    with SqliteStore(path) as store:
        store.add(run)

        assert store.load(run.id).as_json() == run.as_json()
    with sqlite3.connect(path) as connection:
        query = "SELECT first_seconds, last_seconds FROM block WHERE series = 'cpu_seconds'"
        assert connection.execute(query).fetchall() == [
            (0.0, 16_384.0),
            (16_384.0, 32_768.0),
            (32_768.0, 40_000.0),
        ]
    connection.close()


def test_machines_are_kept_once(path: Path, a_run: Maker) -> None:
    """A thousand runs on one machine hold one description of it."""
    with SqliteStore(path) as store:
        for name in "abc":
            store.add(a_run(name))
        store.add(a_run("d", machine={}))

        assert store.load("d").machine == {}
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM machine").fetchone() == (2,)
    connection.close()


def test_lists_are_latest_first_and_limited(path: Path, a_run: Maker) -> None:
    """The limit keeps the latest."""
    with SqliteStore(path) as store:
        for number in (2, 3, 1):
            store.add(a_run(f"r{number}", started_unix_ns=number))

        assert [row.id for row in store.runs(RunFilter())] == ["r3", "r2", "r1"]
        assert [row.id for row in store.runs(RunFilter(limit=2))] == ["r3", "r2"]


def test_many_runs_come_in_the_order_asked_for(path: Path, a_run: Maker) -> None:
    """Loading many keeps the caller's order, and none is an answer too."""
    with SqliteStore(path) as store:
        for name in "abc":
            store.add(a_run(name))

        assert [run.id for run in store.load_many(["c", "a"])] == ["c", "a"]
        assert store.load_many([]) == []
        with pytest.raises(UnknownRunError, match="zzz"):
            store.load_many(["a", "zzz"])


def test_a_deleted_run_leaves_its_name_only(path: Path, a_run: Maker) -> None:
    """Its data are gone from the file's bytes, and it is never added again."""
    with SqliteStore(path) as store:
        store.add(a_run("other"))
        store.add(a_run("r", meta={"secret": "Jabberwocky"}, machine={"name": "Bandersnatch"}))
        assert store.delete("r")

        assert store.is_known("r")
        assert not store.add(a_run("r"))
        assert [row.id for row in store.runs(ALL_RUNS)] == ["other"]
        assert not store.delete("r")
    held = b"".join(file.read_bytes() for file in path.parent.glob("book.sqlite*"))
    assert b"Jabberwocky" not in held
    assert b"Bandersnatch" not in held


def test_a_run_that_never_came_can_be_deleted(path: Path, a_run: Maker) -> None:
    """A journal of it that turns up later is not folded."""
    with SqliteStore(path) as store:
        assert not store.delete("r")
        assert not store.add(a_run("r"))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE block SET data = x'00112233' WHERE series = 'edges'",
        "DELETE FROM block WHERE series = 'joules:1'",
        "DELETE FROM block WHERE series = 'cpu_seconds'",
    ],
)
def test_damaged_activity_is_refused(path: Path, a_run: Maker, damage: str) -> None:
    """A run whose columns do not hold what its row promises gives an error and no numbers."""
    with SqliteStore(path) as store:
        store.add(a_run())
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(damage)
    connection.close()

    with SqliteStore(path) as store, pytest.raises(LedgerCorruptError):
        store.load(a_run().id)


def test_activity_is_packed(path: Path, a_run: Maker) -> None:
    """Long columns are deflated (RFC 1950), which any other reader can undo."""
    n = 1000
    values = array("d", [1.5] * n)
    with SqliteStore(path) as store:
        store.add(
            a_run(
                edges=array("d", range(n + 1)),
                cpu_seconds=values,
                busy_seconds=values,
                channels=(),
            )
        )
    connection = sqlite3.connect(path)
    query = "SELECT codec, n, data FROM block WHERE series = 'cpu_seconds'"
    codec, count, data = connection.execute(query).fetchone()
    connection.close()

    assert (codec, count) == ("f8le+zlib", n)
    assert zlib.decompress(data) == values.tobytes()
