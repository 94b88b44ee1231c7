"""Taking runs out of the ledger."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from wholeprint.errors import LedgerError, MissingExtraError, ValueRefusedError
from wholeprint.ledger.entry import RunRecord
from wholeprint.ledger.export import ACTIVITY, Format, Table, export_runs, read_json

Maker = Callable[..., RunRecord]


def _exported(runs: list[RunRecord], form: Format, table: Table = Table.RUNS) -> bytes:
    stream = io.BytesIO()
    export_runs(runs, stream, format=form, table=table)
    assert not stream.closed
    return stream.getvalue()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_comes_back_whole(a_run: Maker, count: int) -> None:
    """The document holds everything there is, for any number of runs."""
    runs = [a_run(f"r{number}") for number in range(count)]

    back = read_json(_exported(runs, Format.JSON))

    assert [run.as_json() for run in back] == [run.as_json() for run in runs]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other/1", "runs": []}'])
def test_another_document_is_refused(text: str) -> None:
    """A document of another kind is not read as runs."""
    with pytest.raises(ValueRefusedError):
        read_json(text)


def test_csv_lists_runs(a_run: Maker) -> None:
    """One line per run, fields that are objects as JSON, what is unknown empty."""
    text = _exported([a_run(), a_run("b", command=None)], Format.CSV).decode()

    first, second = csv.DictReader(io.StringIO(text))
    assert first["id"] == "20261121-101530-aaaaaa"
    assert float(first["measured_joules"]) == 10.0
    assert json.loads(first["command"]) == ["python", "träin.py"]
    assert json.loads(first["machine"]) == {"machine_id": "m", "threads": 2}
    assert second["command"] == ""
    assert second["label"] == ""


def test_csv_holds_every_interval(a_run: Maker) -> None:
    """The activity is in long form, each number exactly as it was, a gap empty."""
    run = a_run(started_unix_ns=1_000_000_000)
    text = _exported([run], Format.CSV, Table.ACTIVITY).decode()

    lines = list(csv.DictReader(io.StringIO(text)))
    assert tuple(lines[0]) == ACTIVITY
    assert len(lines) == 8
    package = [line for line in lines if line["column"] == "package-0"]
    assert [(p["start_unix_seconds"], p["end_unix_seconds"], p["value"]) for p in package] == [
        ("1.0", "2.0", "10.0"),
        ("2.0", "3.0", ""),
    ]
    assert {(line["column"], line["unit"], line["domain"]) for line in lines} == {
        ("cpu_seconds", "s", ""),
        ("busy_seconds", "s", ""),
        ("package-0", "J", "cpu"),
        ("core-0", "J", "cpu"),
    }


@pytest.mark.parametrize("table", list(Table))
def test_parquet_holds_what_csv_holds(a_run: Maker, table: Table) -> None:
    """The two flat formats have the same columns and values, Parquet with types."""
    parquet = pytest.importorskip("pyarrow.parquet")
    runs = [a_run(), a_run("b", exit_code=3, counted=False, label="ü")]

    rows = parquet.read_table(io.BytesIO(_exported(runs, Format.PARQUET, table))).to_pylist()
    lines = list(csv.DictReader(io.StringIO(_exported(runs, Format.CSV, table).decode())))

    shown = [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]
    assert shown == lines


def test_parquet_of_nothing_has_its_columns() -> None:
    """An empty export can be read like any other."""
    parquet = pytest.importorskip("pyarrow.parquet")

    empty = parquet.read_table(io.BytesIO(_exported([], Format.PARQUET, Table.ACTIVITY)))

    assert tuple(empty.column_names) == ACTIVITY
    assert empty.num_rows == 0


def test_without_its_library_parquet_says_what_to_install() -> None:
    """The error holds the command that helps."""
    code = (
        "import io, sys\nsys.modules['pyarrow'] = None\n"
        "from wholeprint.ledger.export import Format, export_runs\n"
        "export_runs([], io.BytesIO(), format=Format.PARQUET)"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert MissingExtraError.code in ended.stderr
    assert "pip install 'wholeprint[parquet]'" in ended.stderr


def test_a_file_is_not_replaced_unless_told(tmp_path: Path, a_run: Maker) -> None:
    """What is there stays until the caller says otherwise."""
    path = tmp_path / "runs.json"
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(LedgerError, match="there is a file"):
        export_runs([a_run()], path, format=Format.JSON)
    assert path.read_text(encoding="utf-8") == "mine"

    export_runs([a_run()], path, format=Format.JSON, overwrite=True)
    assert len(read_json(path.read_bytes())) == 1


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path, a_run: Maker) -> None:
    """An export that fails half-way leaves the old file and no parts."""
    path = tmp_path / "runs.json"
    path.write_text("mine", encoding="utf-8")

    def runs() -> object:
        yield a_run()
        raise LedgerError("the ledger went away")

    with pytest.raises(LedgerError, match="went away"):
        export_runs(runs(), path, format=Format.JSON, overwrite=True)  # pyright: ignore[reportArgumentType] - it is a generator of runs

    assert [file.name for file in tmp_path.iterdir()] == ["runs.json"]
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_missing_is_an_error_of_the_ledger(tmp_path: Path) -> None:
    """The error names the file that was wanted."""
    with pytest.raises(LedgerError, match=r"missing/runs\.csv"):
        export_runs([], tmp_path / "missing" / "runs.csv", format=Format.CSV)
