"""What was fetched is kept as it was fetched, whatever befalls the file."""

import multiprocessing
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from wholeprint.grid.cache import APPLICATION_ID, VERSION, Cache
from wholeprint.grid.kept import Kept, Question, Search
from wholeprint.quantities.note import Note

SIGNAL = {
    "zone": "GB",
    "response": "average",
    "scope": "direct",
    "flow": "consumption",
    "tense": "actual",
    "accounting": "location",
    "unit": "gCO2e/kWh",
}
FORECAST = SIGNAL | {"tense": "forecast"}
QUESTION = Question("neso", "GB", "average", "direct", "", "actual", 0.0, 100.0)
ALL = Search("GB", 0.0, 1e9)


def _kept(*values: float, at: float = 120.0, tense: str = "actual") -> Kept:
    edges = [50.0 * place for place in range(len(values) + 1)]
    return Kept("neso", SIGNAL | {"tense": tense}, edges, list(values), at)


def _keep(cache: Cache, *kept: Kept, at: float = 120.0) -> None:
    cache.keep(QUESTION, at, kept)


def _plain(kept: Kept) -> Kept:
    low, high = (None if side is None else list(side) for side in (kept.low, kept.high))
    return kept._replace(
        edges_seconds=list(kept.edges_seconds), values=list(kept.values), low=low, high=high
    )


def test_what_was_kept_comes_back_whole(tmp_path: Path) -> None:
    """Every field of an answer, a gap among its values and its notes included."""
    one = Kept(
        "neso",
        FORECAST,
        [0.0, 0.1 + 0.2, 1e9],
        [1e-300, 7.0],
        120.0,
        issued_unix_seconds=110.0,
        version="v3",
        licence="CC BY 4.0",
        notes=(Note("gap", "A sentence.", 3.0, "warning"),),
        spread='{"id": "x"}',
        low=[0.0, 6.0],
        high=[1.0, 9.5],
    )
    cache = Cache(tmp_path / "new" / "grid.sqlite")

    _keep(cache, one)

    assert [_plain(found) for found in cache.find(ALL)] == [one]
    assert cache.notes == ()
    assert oct((tmp_path / "new" / "grid.sqlite").stat().st_mode & 0o777) == "0o600"


def test_each_state_of_the_past_is_kept_beside_the_earlier_ones(tmp_path: Path) -> None:
    """A revision replaces nothing; the same said again is kept once; and back is a third state."""
    cache = Cache(tmp_path / "grid.sqlite")

    for at, value in ((120.0, 1.0), (130.0, 1.0), (140.0, 2.0), (150.0, 1.0)):
        _keep(cache, _kept(value, at=at), at=at)

    assert [(found.fetched_unix_seconds, found.values[0]) for found in cache.find(ALL)] == [
        (120.0, 1.0),
        (140.0, 2.0),
        (150.0, 1.0),
    ]


def test_forecasts_are_kept_as_issued(tmp_path: Path) -> None:
    """Of two forecasts of one time both stay, and each can be had as of when it was known."""
    cache = Cache(tmp_path / "grid.sqlite")
    first, second = (_kept(value, at=at, tense="forecast") for at, value in ((10, 1.0), (20, 2.0)))
    _keep(cache, first, at=10)
    _keep(cache, second, at=20)

    assert [found.values[0] for found in cache.find(ALL)] == [1.0, 2.0]
    assert [found.values[0] for found in cache.find(ALL._replace(as_of_seconds=15))] == [1.0]


def test_a_band_that_changed_is_another_answer(tmp_path: Path) -> None:
    """Values that stay while their range widens are kept beside the narrower ones."""
    cache = Cache(tmp_path / "grid.sqlite")
    narrow = _kept(5.0)._replace(low=[4.0], high=[6.0])

    for one in (narrow, narrow, narrow._replace(high=[9.0]), _kept(5.0)):
        _keep(cache, one)

    highs = [None if one.high is None else list(one.high) for one in cache.find(ALL)]
    assert highs == [[6.0], [9.0], None]


def test_what_was_asked_is_known(tmp_path: Path) -> None:
    """A question that was answered with nothing is remembered, for its kind and time only."""
    cache = Cache(tmp_path / "grid.sqlite")
    _keep(cache, at=7.0)

    assert cache.asked(QUESTION._replace(start_seconds=90, end_seconds=500)) == [(0.0, 100.0, 7.0)]
    assert cache.asked(QUESTION._replace(start_seconds=100, end_seconds=500)) == []
    assert cache.asked(QUESTION._replace(scope="lifecycle")) == []


def test_the_latest_prefers_what_was_seen(tmp_path: Path) -> None:
    """Of one moment the actual value, else the newest forecast; else the last known before it."""
    cache = Cache(tmp_path / "grid.sqlite")
    _keep(cache, _kept(1.0, at=120.0), _kept(5.0, 6.0, at=130.0, tense="forecast"))
    _keep(cache, _kept(7.0, 8.0, at=140.0, tense="forecast"))

    def latest(moment: float, start: float | None = None) -> float | None:
        begin = moment if start is None else start
        found = cache.latest(Search("GB", begin, moment, scope="direct"))
        return None if found is None else found.value

    assert [latest(10), latest(60), latest(200), latest(200, 0)] == [1.0, 8.0, None, 8.0]


def test_old_answers_can_be_removed(tmp_path: Path) -> None:
    """What was last seen before a time goes, with the questions of before; the rest stays."""
    cache = Cache(tmp_path / "grid.sqlite")
    _keep(cache, _kept(1.0, at=10.0), at=10.0)
    _keep(cache, _kept(2.0, at=20.0), at=20.0)

    pruned = cache.prune(15.0)
    assert pruned.answers == 1
    assert pruned.freed_bytes >= 0
    assert [found.values[0] for found in cache.find(ALL)] == [2.0]
    assert cache.asked(QUESTION) == [(0.0, 100.0, 20.0)]
    assert Cache(tmp_path / "none.sqlite").prune(15.0) == (0, 0)
    assert not (tmp_path / "none.sqlite").exists()


def test_reading_makes_no_file(tmp_path: Path) -> None:
    """Looking into a cache that is not there finds nothing and leaves nothing."""
    cache = Cache(tmp_path / "grid.sqlite")

    assert (cache.find(ALL), cache.latest(ALL), cache.asked(QUESTION)) == ([], None, [])
    assert (list(tmp_path.iterdir()), cache.notes) == ([], ())


def _codes(cache: Cache) -> list[str]:
    return [note.code for note in cache.notes]


def _spoil(path: Path, how: str) -> None:
    if how == "rubbish":
        path.write_bytes(os.urandom(5000))
    elif how == "another program":
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE precious (a)")
        connection.close()
    elif how == "newer":
        with sqlite3.connect(path) as connection:
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        connection.close()
    else:
        _keep(Cache(path), _kept(*range(1000)))
        content = bytearray(path.read_bytes())
        content[4096:] = bytes(len(content) - 4096)
        path.write_bytes(bytes(content))


@pytest.mark.parametrize("how", ["rubbish", "another program", "newer", "holed"])
def test_a_file_that_cannot_be_used_is_left_as_it_is(tmp_path: Path, how: str) -> None:
    """Rubbish, another program's file, a newer version's or a damaged one: a note, no change."""
    path = tmp_path / "grid.sqlite"
    _spoil(path, how)
    before = path.read_bytes()
    cache = Cache(path)

    _keep(cache, _kept(1.0))

    assert (cache.find(ALL), cache.latest(ALL), cache.prune(0.0)) == ([], None, (0, 0))
    assert _codes(cache) == ["cache-damaged"]
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_cache(tmp_path: Path) -> None:
    """A file that another process has just made, and not yet filled, is no damage."""
    path = tmp_path / "grid.sqlite"
    path.touch()
    cache = Cache(path)

    assert cache.find(ALL) == []
    _keep(cache, _kept(1.0))

    assert (len(cache.find(ALL)), cache.notes) == (1, ())


def test_a_locked_file_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    """While another process holds the file nothing is kept, and a note says so."""
    path = tmp_path / "grid.sqlite"
    _keep(Cache(path), _kept(1.0))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    cache = Cache(path, wait_seconds=0.01)

    _keep(cache, _kept(2.0))
    found = cache.find(ALL)
    other.close()

    assert (found, _codes(cache)) == ([], ["cache-locked"])
    assert [one.values[0] for one in cache.find(ALL)] == [1.0]


def test_a_place_that_cannot_be_written_is_a_note(tmp_path: Path) -> None:
    """Where the folder is a file, or the file a folder, all goes on without a cache."""
    (tmp_path / "file").touch()
    below_file, folder = Cache(tmp_path / "file" / "grid.sqlite"), Cache(tmp_path)

    for cache in (below_file, folder):
        _keep(cache, _kept(1.0))

        assert cache.find(ALL) == []
        assert set(_codes(cache)) <= {"cache-unwritable", "cache-unreadable"}
        assert "cache-unwritable" in _codes(cache)


def test_a_full_disk_is_a_note(tmp_path: Path) -> None:
    """A disk without space keeps nothing, loses nothing, and is told."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no device that is always full")
    path = tmp_path / "grid.sqlite"
    _keep(Cache(path), _kept(1.0))
    # A limit on the size of files is to SQLite what a full disk is; it binds a process of its own.
    code = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({path.stat().st_size},) * 2)\n"
        "from pathlib import Path\n"
        "from wholeprint.grid.cache import Cache\n"
        "from wholeprint.grid.kept import Kept, Question\n"
        f"signal_ = {SIGNAL!r}\n"
        "cache = Cache(Path(sys.argv[1]))\n"
        "edges = list(map(float, range(100_001)))\n"
        "cache.keep(Question('neso', 'GB', 'average', 'direct', '', 'actual', 0.0, 1.0), 1.0,"
        " [Kept('neso', signal_, edges, edges[1:], 2.0)])\n"
        "print(*(note.code for note in cache.notes))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )

    assert ran.stdout.split() == ["cache-unwritable"]
    assert [found.values[0] for found in Cache(path).find(ALL)] == [1.0]


def _write_many(path: Path, first: int) -> None:
    cache = Cache(path, wait_seconds=60.0)
    for number in range(20):
        at = float(first + number)
        cache.keep(QUESTION, at, [_kept(at, at=at)])
    if cache.notes:
        raise AssertionError(cache.notes)


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    """Four processes that make and write one file at once keep every answer."""
    path = tmp_path / "grid.sqlite"
    context = multiprocessing.get_context("fork" if sys.version_info < (3, 12) else "spawn")
    writers = [context.Process(target=_write_many, args=(path, 100 * n)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert [writer.exitcode for writer in writers] == [0] * 4
    assert len(Cache(path).find(ALL)) == 80


def test_the_latest_value_is_read_without_numpy(tmp_path: Path) -> None:
    """Reading the cache loads nothing that takes its time: "now" must come at once."""
    path = tmp_path / "grid.sqlite"
    _keep(Cache(path), _kept(1.0))
    code = (
        "import sys\nfrom pathlib import Path\nfrom wholeprint.grid.cache import Cache\n"
        "from wholeprint.grid.kept import Search\n"
        "print(Cache(Path(sys.argv[1])).latest(Search('GB', 5.0, 5.0)).value)\n"
        "print(*sorted({'numpy', 'rich', 'httpx', 'asyncio', 'tenacity'} & set(sys.modules)))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", code, str(path)], capture_output=True, text=True, check=True
    )

    assert ran.stdout.split() == ["1.0"]
