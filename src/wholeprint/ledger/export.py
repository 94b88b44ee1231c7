"""Taking runs out of the ledger: JSON, CSV and Parquet, with nothing rounded.

JSON holds everything in one document. CSV and Parquet hold one of two tables: ``runs``, one line
per run, or ``activity``, one line per run, interval and column. An empty place is a gap.
"""

import io
import json
import math
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, cast

from wholeprint.errors import LedgerError, MissingExtraError, ValueRefusedError
from wholeprint.ledger.entry import RunRecord, RunRow, run_from_json

FORMAT = "wholeprint-runs/1"
SCHEMA = "https://wholeprint.dev/schema/exported-runs/1"
"""The name of the JSON Schema that an exported document keeps to."""

ACTIVITY = ("run", "start_unix_seconds", "end_unix_seconds", "column", "domain", "unit", "value")
"""The columns of the activity table."""

_BATCH = 65_536


class Format(StrEnum):
    """What the runs are written as."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


class Table(StrEnum):
    """Which table a flat file holds; JSON holds both."""

    RUNS = "runs"
    ACTIVITY = "activity"


def export_runs(
    records: Iterable[RunRecord],
    destination: Path | BinaryIO,
    *,
    format: Format,  # noqa: A002 - the word that everybody uses
    table: Table = Table.RUNS,
    overwrite: bool = False,
) -> None:
    """Write runs to a file or a stream.

    Args:
        records: The runs.
        destination: A file, which appears whole or not at all; or a stream of bytes, left open.
        format: What to write.
        table: Which table, in a flat format.
        overwrite: Whether a file that is there may be replaced.

    Raises:
        LedgerError: If the file is there and may not be replaced, or cannot be written.
        MissingExtraError: If the format needs a library that is not installed.
    """
    if not isinstance(destination, Path):
        _write(records, destination, format, table)
        return
    if not overwrite and os.path.lexists(destination):  # which raises nothing for a bad folder
        raise LedgerError(
            "there is a file of that name", seen=str(destination), fix="Say that it may be replaced"
        )
    part = destination.with_name(f".{destination.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("wb") as stream:
                _write(records, stream, format, table)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(destination)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise LedgerError(
            "the export cannot be written", seen=f"{destination}: {error.strerror}"
        ) from error


def _write(records: Iterable[RunRecord], stream: BinaryIO, form: Format, table: Table) -> None:
    rows = _RUN_COLUMNS, (_run_line(record) for record in records)
    if table is Table.ACTIVITY:
        rows = ACTIVITY, (line for record in records for line in _activity_lines(record))
    match form:
        case Format.JSON:
            _write_json(records, stream)
        case Format.CSV:
            _write_csv(*rows, stream)
        case Format.PARQUET:
            _write_parquet(*rows, stream)


def _write_json(records: Iterable[RunRecord], stream: BinaryIO) -> None:
    # Run by run, so that a large ledger needs no large memory.
    stream.write(f'{{"schema": "{SCHEMA}", "format": "{FORMAT}", "runs": ['.encode())
    for number, record in enumerate(records):
        text = json.dumps(record.as_json(), allow_nan=False)
        stream.write(f"{',' if number else ''}\n{text}".encode())
    stream.write(b"\n]}\n")


def read_json(text: str | bytes) -> list[RunRecord]:
    """Read runs back from an exported JSON document.

    Args:
        text: The document.

    Returns:
        The runs.

    Raises:
        ValueRefusedError: If it is no such document.
    """
    try:
        document: object = json.loads(text)
    except ValueError as error:
        raise ValueRefusedError("this is no JSON document", seen=str(error)) from error
    plain = cast("Mapping[str, object]", document if isinstance(document, dict) else {})
    if plain.get("format") != FORMAT:
        raise ValueRefusedError(
            "this is no export of runs",
            seen=plain.get("format"),
            fix=f"Its format must be {FORMAT}",
        )
    runs = cast("Sequence[Mapping[str, object]]", plain["runs"])
    return [run_from_json(run) for run in runs]


_OBJECTS = ("command", "settings", "meta", "machine", "notes")
_RUN_COLUMNS = (*RunRow._fields, *_OBJECTS)


def _run_line(record: RunRecord) -> tuple[object, ...]:
    plain = record.as_json()
    objects = [None if plain[name] is None else json.dumps(plain[name]) for name in _OBJECTS]
    return (*record.row(), *objects)


def _activity_lines(record: RunRecord) -> Iterator[tuple[object, ...]]:
    began = record.started_unix_ns / 1e9
    times = [began + edge for edge in record.edges]
    columns = [
        ("cpu_seconds", "", "s", record.cpu_seconds),
        ("busy_seconds", "", "s", record.busy_seconds),
        *((c.name, c.domain, "J", c.joules) for c in record.channels),
    ]
    for name, domain, unit, column in columns:
        for start, end, value in zip(times, times[1:], column, strict=False):
            shown = None if math.isnan(value) else value
            yield (record.id, start, end, name, domain, unit, shown)


def _write_csv(names: Sequence[str], lines: Iterable[tuple[object, ...]], stream: BinaryIO) -> None:
    import csv  # noqa: PLC0415 - nobody pays for it before an export

    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(lines)
    finally:
        text.detach()  # leaves the stream open


_TYPES = {
    **dict.fromkeys(("rank", "pid", "started_unix_ns", "ended_unix_ns"), "int64"),
    **dict.fromkeys(("exit_code", "signal", "intervals"), "int64"),
    **dict.fromkeys(("cpu_seconds", "measured_joules", "value"), "float64"),
    **dict.fromkeys(("start_unix_seconds", "end_unix_seconds"), "float64"),
    "counted": "bool_",
}


def _write_parquet(
    names: Sequence[str], lines: Iterable[tuple[object, ...]], stream: BinaryIO
) -> None:
    arrow, parquet = _arrow()
    schema = arrow.schema([(name, getattr(arrow, _TYPES.get(name, "string"))()) for name in names])
    with parquet.ParquetWriter(stream, schema) as writer:
        for batch in _batches(lines):
            columns = zip(*batch, strict=True)
            arrays = [
                arrow.array(column, field.type)
                for column, field in zip(columns, schema, strict=True)
            ]
            writer.write_table(arrow.table(arrays, schema=schema))


def _batches(lines: Iterable[tuple[object, ...]]) -> Iterator[list[tuple[object, ...]]]:
    batch: list[tuple[object, ...]] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _arrow() -> tuple[ModuleType, ModuleType]:
    import importlib  # noqa: PLC0415 - nobody pays for it before an export

    try:
        return importlib.import_module("pyarrow"), importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError(
            "Parquet needs a library that is not installed",
            seen=str(error),
            fix="pip install 'wholeprint[parquet]'",
        ) from error
