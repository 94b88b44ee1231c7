"""The document of a sweep and the table of its models."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from wholeprint.advice.sweep import starts_of, sweep
from wholeprint.advice.sweep_result import Fleet, Sweep
from wholeprint.errors import TableError
from wholeprint.quantities.intensity import GRAMS_PER_KWH, Intensity, Signal
from wholeprint.quantities.note import Note
from wholeprint.quantities.series import StepSeries
from wholeprint.quantities.source import Source
from wholeprint.quantities.units import Unit
from wholeprint.report.form import schema
from wholeprint.report.sweep import check_output, model_columns, sweep_document, write_models

NAN = float("nan")


def found(values: list[float]) -> tuple[Sweep, Intensity]:
    """Two models over some hours: one of an hour, one of two."""
    edges = 3600.0 * np.arange(len(values) + 1.0)
    series = StepSeries(edges, np.asarray(values), Unit.parse(GRAMS_PER_KWH))
    fleet = Fleet(np.asarray([3600.0, 7200.0]), np.asarray([1000.0, 500.0]))
    intensity = Intensity(
        Signal("DK1"),
        series=series,
        sources=(Source(key="file:a.csv", title="Series in a.csv"),),
        notes=(Note("gap", "a.csv leaves time out; nothing is filled in there."),),
    )
    return sweep(fleet, series, starts_of(series, 3600.0), (0.25, 1.0)), intensity


@pytest.mark.parametrize("values", [[100.0, 200.0, 400.0], [100.0, NAN, 100.0], [0.0, 0.0]])
def test_the_document_keeps_to_its_schema(values: list[float]) -> None:
    """With every number, without any, and with an average of nought, the schema holds."""
    document: Any = sweep_document(*found(values), "models.csv", Path("out.csv"))
    validator: Any = Draft202012Validator(schema("sweep"))
    validator.validate(document)

    assert document["output"] == "out.csv"
    assert document["sources"] == ["Series in a.csv"]
    assert document["notes"][0]["code"] == "gap"


def test_what_is_not_known_is_null() -> None:
    """In an hour between gaps the long model has no start; the short one has."""
    document: Any = sweep_document(*found([100.0, NAN, 300.0]), "models.csv")
    whole = document["whole"]

    assert whole["total"]["minimum_grams"] is None
    assert whole["models"]["without_a_start"] == 1
    assert whole["models"]["least_excess_share"]["low"] == pytest.approx(-0.5)
    assert document["quantiles"] == [
        {"probability": 0.25, "total_grams": None},
        {"probability": 1.0, "total_grams": None},
    ]
    assert "output" not in document


def test_columns_have_every_number_of_every_model() -> None:
    """Columns that are kept go first; where there is no start, nothing is known."""
    columns = model_columns(found([100.0, NAN, 300.0])[0], {"name": ["a", "b"]})

    assert list(columns)[:2] == ["row", "name"]
    assert list(columns["row"]) == [1, 2]
    for name, wanted in (
        ("minimum_grams", [100.0, NAN]),
        ("quantile_0.25_grams", [150.0, NAN]),
        ("available_starts_1970", [2, 0]),
    ):
        assert np.array_equal(columns[name], wanted, equal_nan=True), name
    assert {len(column) for column in columns.values()} == {2}


def test_cells_are_empty_where_nothing_is_known(tmp_path: Path) -> None:
    """In CSV an empty cell, in Parquet a null."""
    columns = model_columns(found([100.0, NAN, 300.0])[0], {"name": ["a", "b"]})
    write_models(tmp_path / "a.csv", columns)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert [row["minimum_grams"] for row in rows] == ["100.0", ""]
    assert [row["name"] for row in rows] == ["a", "b"]
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra is not installed")
    write_models(tmp_path / "a.parquet", columns)
    table = parquet.read_table(tmp_path / "a.parquet")
    assert table.column("minimum_grams").to_pylist() == [100.0, None]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """What cannot be written is said; an ending that nobody knows is refused first."""
    with pytest.raises(TableError, match="cannot be written"):
        write_models(tmp_path / "none" / "a.csv", {"a": ["1"]})
    with pytest.raises(TableError, match="CSV or Parquet"):
        check_output(tmp_path / "a.txt", overwrite=True)
