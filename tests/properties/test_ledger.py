"""What must hold for any run, any journal and any filter."""

from __future__ import annotations

import json
import math
import tempfile
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wholeprint.ledger.assemble import from_journal
from wholeprint.ledger.columns import decode, encode
from wholeprint.ledger.entry import ChannelRecord, RunRecord, Span, Status, run_from_json
from wholeprint.ledger.journal import JournalWriter
from wholeprint.ledger.reading import read_journal
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.ledger.store import RunFilter
from wholeprint.quantities.note import Note

TEXT = st.text(max_size=20)
IDS = st.from_regex(r"[^\W_][\w. -]{0,19}", fullmatch=True).filter(str.isprintable)
MAYBE = st.none() | TEXT
INTEGER = st.none() | st.integers(-(2**31), 2**31)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
GAPPY = FINITE | st.just(math.nan)
OBJECT = st.dictionaries(
    TEXT,
    st.recursive(
        st.none() | st.booleans() | st.integers() | FINITE | TEXT,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
        max_leaves=5,
    ),
    max_size=3,
)


def _column(n: int) -> st.SearchStrategy[array[float]]:
    return st.lists(GAPPY, min_size=n, max_size=n).map(lambda values: array("d", values))


@st.composite
def channels(draw: st.DrawFn, n: int) -> ChannelRecord:
    """Any counter over n intervals."""
    return ChannelRecord(
        name=draw(TEXT),
        domain=draw(TEXT),
        method=draw(TEXT),
        known=draw(TEXT),
        basis=draw(TEXT),
        joules=draw(_column(n)),
        within=draw(MAYBE),
        refresh_seconds=draw(FINITE),
        resolution_joules=draw(FINITE),
        relative_error=draw(FINITE),
    )


@st.composite
def runs(draw: st.DrawFn) -> RunRecord:
    """Any run, the shortest being one without a single interval."""
    n = draw(st.integers(0, 40))
    steps = draw(st.lists(st.floats(1e-3, 1e3), min_size=n, max_size=n))
    edges = array("d", [0.0] if n else [])
    for step in steps:
        edges.append(edges[-1] + step)
    return RunRecord(
        id=draw(IDS),
        started_unix_ns=draw(st.integers(0, 2**62)),
        ended_unix_ns=draw(st.none() | st.integers(0, 2**62)),
        status=draw(st.sampled_from(Status)),
        exit_code=draw(INTEGER),
        signal=draw(INTEGER),
        label=draw(MAYBE),
        project=draw(MAYBE),
        model=draw(MAYBE),
        phase=draw(MAYBE),
        parent=draw(MAYBE),
        group=draw(MAYBE),
        rank=draw(INTEGER),
        counted=draw(st.booleans()),
        host=draw(TEXT),
        pid=draw(st.integers(0, 2**31)),
        pid_start=draw(INTEGER),
        boot_id=draw(MAYBE),
        command=draw(st.none() | st.lists(TEXT, max_size=3).map(tuple)),
        machine=draw(OBJECT | st.just({"machine_id": "m"})),
        settings=draw(OBJECT),
        meta=draw(OBJECT),
        version=draw(TEXT),
        edges=edges,
        cpu_seconds=draw(_column(n)),
        busy_seconds=draw(_column(n)),
        channels=tuple(draw(st.lists(channels(n), max_size=3))),
        spans=tuple(draw(st.lists(st.builds(Span, TEXT, FINITE, FINITE, OBJECT), max_size=2))),
        notes=tuple(draw(st.lists(st.builds(Note, TEXT, TEXT, st.none() | FINITE), max_size=2))),
    )


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder for all the examples of a property, which is quicker than one for each."""
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@settings(deadline=None)
@given(st.lists(st.floats(), max_size=200))
def test_any_column_comes_back_bit_for_bit(values: list[float]) -> None:
    """Packing changes no bit of any number, the kind of a NaN included."""
    column = array("d", values)

    codec, data = encode(column)

    assert decode(codec, len(column), data).tobytes() == column.tobytes()


@settings(deadline=None)
@given(runs())
def test_any_run_comes_back_from_json(run: RunRecord) -> None:
    """The plain form is strict JSON and loses nothing."""
    text = json.dumps(run.as_json(), allow_nan=False)

    assert run_from_json(json.loads(text)).as_json() == run.as_json()


@settings(deadline=None)
@given(run=runs())
def test_any_run_comes_back_from_the_store(folder: Path, run: RunRecord) -> None:
    """Whatever a run holds, the store gives it back, and lists it as the run lists itself."""
    with SqliteStore(folder / "any.sqlite") as store:
        if not store.add(run):
            return  # an id of an earlier example
        assert store.load(run.id).as_json() == run.as_json()
        (row,) = store.runs(RunFilter(ids=(run.id,), include_nested=True))
        assert row == run.row()


filters = st.builds(
    RunFilter,
    ids=st.none() | st.lists(st.sampled_from("abcd"), max_size=3).map(tuple),
    prefix=st.none() | st.sampled_from(["", "a", "b%", "_"]),
    project=st.none() | st.sampled_from(["p", "P", ""]),
    status=st.none() | st.sampled_from(Status),
    machine_id=st.none() | st.just("m"),
    since_unix_ns=st.none() | st.integers(0, 6),
    until_unix_ns=st.none() | st.integers(0, 6),
    include_nested=st.booleans(),
)
small_runs = st.builds(
    RunRecord,
    id=st.just("x"),
    started_unix_ns=st.integers(0, 5),
    ended_unix_ns=st.none() | st.integers(0, 5),
    status=st.sampled_from(Status),
    project=st.none() | st.sampled_from(["p", "P", ""]),
    counted=st.booleans(),
    machine=st.sampled_from([{}, {"machine_id": "m"}, {"machine_id": 3}]),
)


@settings(deadline=None)
@given(st.lists(small_runs, max_size=4), filters)
def test_the_store_and_the_filter_agree(found: list[RunRecord], wanted: RunFilter) -> None:
    """What the store's condition finds is what the filter itself says of each run."""
    ids = ("a", "b%", "ba", "_")
    with tempfile.TemporaryDirectory() as made, SqliteStore(Path(made) / "book.sqlite") as store:
        rows = [
            run_from_json(run.as_json() | {"id": run_id})
            for run, run_id in zip(found, ids, strict=False)
        ]
        for run in rows:
            store.add(run)

        listed = {row.id for row in store.runs(wanted)}

    assert listed == {run.id for run in rows if wanted.matches(run.row())}


@settings(deadline=None, max_examples=50)
@given(data=st.data())
def test_any_blocks_are_read_as_they_were_written(folder: Path, data: st.DataObject) -> None:
    """However a run was cut into blocks, its columns are the same."""
    n = data.draw(st.integers(1, 12))
    cuts = sorted(data.draw(st.sets(st.integers(1, n - 1)))) if n > 1 else []
    cpu, joules = data.draw(_column(n)), data.draw(_column(n))
    journal = JournalWriter.create(folder, f"r-{time.time_ns()}", {"started_unix_ns": 5})
    for first, last in zip([0, *cuts], [*cuts, n], strict=True):
        journal.append(
            "block",
            {
                "edges": [0.1 * at for at in range(first, last + 1)],
                "cpu": list(cpu[first:last]),
                "busy": [None] * (last - first),
                "joules": {"c": list(joules[first:last])},
            },
        )
    journal.append("end", {})
    journal.close()

    run = from_journal(read_journal(journal.path), alive=True)

    assert run.cpu_seconds.tobytes() == cpu.tobytes()
    assert run.channels[0].joules.tobytes() == joules.tobytes()
    assert list(run.edges) == [0.1 * at for at in range(n + 1)]


@settings(deadline=None)
@given(lines=st.lists(st.binary(max_size=60), max_size=6))
def test_no_bytes_make_reading_fail(folder: Path, lines: list[bytes]) -> None:
    """A file of any bytes is read as a run, of which little may be known."""
    path = folder / "any.1.jsonl"
    path.write_bytes(b"\n".join(lines))

    assert from_journal(read_journal(path), alive=False).id == "any"


ANYTHING = (
    OBJECT
    | GAPPY
    | st.integers()
    | st.integers(2**62, 2**66)
    | st.text(st.characters(), max_size=5)
    | st.just({"machine_id": "\ud800"})
    | st.lists(st.integers(2**62, 2**66) | GAPPY, max_size=2)
)
JSON_LINES = st.sampled_from(["start", "channels", "block", "span", "note", "meta", "end"])


@settings(deadline=None)
@given(kinds=st.lists(st.tuples(JSON_LINES, OBJECT), max_size=6), data=st.data())
def test_no_json_makes_reading_fail(
    folder: Path, kinds: list[tuple[str, dict[str, object]]], data: st.DataObject
) -> None:
    """Lines of the right kind that hold anything give a run that can be kept and loaded."""
    names = ("edges", "cpu", "busy", "joules", "name", "start", "end", "meta", "settings", "rank")
    names += ("project", "exit_code", "started_unix_ns", "ended_unix_ns", "machine", "pid_start")
    path = folder / "json.1.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for kind, payload in kinds:
            some = data.draw(st.dictionaries(st.sampled_from(names), ANYTHING))
            file.write(json.dumps({**payload, **some, "k": kind}) + "\n")

    run = from_journal(read_journal(path), alive=False)

    assert run_from_json(json.loads(json.dumps(run.as_json()))).as_json() == run.as_json()
    with SqliteStore(folder / f"json-{time.time_ns()}.sqlite") as store:
        assert store.add(run)
        assert store.load(run.id).as_json() == run.as_json()
