"""Columns over time as files: CSV and Parquet, nothing rounded."""

import csv
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from wholeprint.errors import MissingExtraError, ValueRefusedError

Columns = Mapping[str, Sequence[float]]


def write_csv(path: Path, columns: Columns) -> None:
    """Write columns as a CSV table with a line of names.

    Args:
        path: The file.
        columns: By name, all of one length.

    Raises:
        ValueRefusedError: If the file cannot be written.
    """
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            writer.writerows(map(_row, zip(*columns.values(), strict=True)))
    except OSError as error:
        raise ValueRefusedError("a table cannot be written", seen=str(error)) from error


def _row(values: Sequence[float]) -> list[str]:
    return [repr(float(value)) for value in values]


def write_parquet(path: Path, columns: Columns) -> None:
    """Write columns as a Parquet table.

    Args:
        path: The file.
        columns: By name, all of one length.

    Raises:
        MissingExtraError: If PyArrow is not installed.
        ValueRefusedError: If the file cannot be written.
    """
    try:
        arrow: Any = import_module("pyarrow")
        parquet: Any = import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError(
            "Parquet is written with PyArrow, which is not installed",
            fix="Install it: pip install 'wholeprint[parquet]'",
        ) from error
    try:
        parquet.write_table(arrow.table({k: list(v) for k, v in columns.items()}), path)
    except OSError as error:
        raise ValueRefusedError("a table cannot be written", seen=str(error)) from error
