"""The document of a sweep over start times, and the table of its models."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import numpy as np

from wholeprint.advice.sweep_result import Part, Period, Spread, Sweep
from wholeprint.advice.sweep_slots import IntArray
from wholeprint.errors import MissingExtraError, TableError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.quantities.intensity import Intensity
from wholeprint.report.document import tool
from wholeprint.report.form import stamped
from wholeprint.report.shapes import NoteDocument, ToolDocument

ModelColumn = FloatArray | IntArray | Sequence[str]
"""One column of the table of models."""

_AT_ONCE = 10_000
"""So many rows are made into text at once."""

COUNTED = (
    "operational emissions of the stated energy on one signal; power is constant over a run; no "
    "idle time, no building, no hardware, and no doubt about the signal"
)


class PeriodDocument(TypedDict):
    """A stretch of time and what the grid carried in it."""

    name: str
    start_unix_seconds: float
    end_unix_seconds: float
    mean_grams_per_kwh: float | None
    known_share: float


class TotalDocument(TypedDict):
    """All models started at one moment together, over the starts of a period."""

    available_starts: int
    minimum_grams: float | None
    mean_grams: float | None
    maximum_grams: float | None
    best_start_unix_seconds: float | None
    worst_start_unix_seconds: float | None
    by_average_grams: float | None
    least_excess_share: float | None
    most_excess_share: float | None
    typical_error_share: float | None


class RangeDocument(TypedDict):
    """A number of each model: the least, the median and the greatest over the models."""

    low: float | None
    median: float | None
    high: float | None


class ModelsDocument(TypedDict):
    """Each model by itself."""

    without_a_start: int
    least_excess_share: RangeDocument
    most_excess_share: RangeDocument
    typical_error_share: RangeDocument


class PartDocument(TypedDict):
    """What was found among the starts of one period."""

    period: PeriodDocument
    total: TotalDocument
    models: ModelsDocument


class FleetDocument(TypedDict):
    """What was swept."""

    table: str
    models: int
    energy_kwh: float
    duration_seconds: RangeDocument


class StartsDocument(TypedDict):
    """When runs may begin."""

    first_unix_seconds: float
    step_seconds: float
    amount: int


class QuantileDocument(TypedDict):
    """A quantile of all models together over all available starts."""

    probability: float
    total_grams: float | None


class SweepDocument(TypedDict):
    """What ``sweep`` prints."""

    schema: str
    tool: ToolDocument
    fleet: FleetDocument
    starts: StartsDocument
    signal: dict[str, str]
    sources: list[str]
    counted: str
    whole: PartDocument
    years: list[PartDocument]
    quantiles: list[QuantileDocument]
    output: NotRequired[str]
    notes: list[NoteDocument]


def sweep_document(
    found: Sweep, intensity: Intensity, table: str, output: Path | None = None
) -> dict[str, object]:
    """Return the document of a sweep.

    Args:
        found: The sweep.
        intensity: Which signal it was over.
        table: Name of the table of models.
        output: Where its models were written to, if they were.
    """
    body: dict[str, object] = {
        "tool": tool(),
        "fleet": {
            "table": table,
            "models": found.fleet.amount,
            "energy_kwh": float(found.fleet.energy_kwh.sum()),
            "duration_seconds": _range(found.fleet.duration_seconds),
        },
        "starts": {
            "first_unix_seconds": found.starts.first_seconds,
            "step_seconds": found.starts.step_seconds,
            "amount": found.starts.amount,
        },
        "signal": intensity.signal.as_json(),
        "sources": [source.title for source in intensity.sources],
        "counted": COUNTED,
        "whole": _part(found.whole),
        "years": [_part(year) for year in found.years],
        "quantiles": [
            {"probability": probability, "total_grams": _number(grams)}
            for probability, grams in zip(
                found.probabilities, found.total_quantiles_grams, strict=True
            )
        ],
        "notes": [note.as_json() for note in intensity.notes],
    }
    if output is not None:
        body["output"] = str(output)
    return stamped("sweep", body)


def _part(part: Part) -> dict[str, object]:
    total, models = part.total, part.models
    return {
        "period": _period(part.period),
        "total": {
            "available_starts": int(total.available[0]),
            **{
                name: _number(column[0])
                for name, column in (
                    ("minimum_grams", total.minimum_grams),
                    ("mean_grams", total.mean_grams),
                    ("maximum_grams", total.maximum_grams),
                    ("best_start_unix_seconds", total.best_start_seconds),
                    ("worst_start_unix_seconds", total.worst_start_seconds),
                    ("by_average_grams", total.by_average_grams),
                    ("least_excess_share", total.of_average(total.minimum_grams)),
                    ("most_excess_share", total.of_average(total.maximum_grams)),
                    ("typical_error_share", total.typical_error),
                )
            },
        },
        "models": {
            "without_a_start": int(np.count_nonzero(models.available == 0)),
            "least_excess_share": _range(models.of_average(models.minimum_grams)),
            "most_excess_share": _range(models.of_average(models.maximum_grams)),
            "typical_error_share": _range(models.typical_error),
        },
    }


def _period(period: Period) -> PeriodDocument:
    return {
        "name": period.name,
        "start_unix_seconds": period.start_seconds,
        "end_unix_seconds": period.end_seconds,
        "mean_grams_per_kwh": _number(period.mean_amount),
        "known_share": period.known_share,
    }


def _range(values: FloatArray) -> RangeDocument:
    known = values[np.isfinite(values)]
    if not known.size:
        return {"low": None, "median": None, "high": None}
    return {
        "low": float(known.min()),
        "median": float(np.median(known)),
        "high": float(known.max()),
    }


def _number(value: Any) -> float | None:  # noqa: ANN401 - an element of an array
    number = float(value)
    return number if np.isfinite(number) else None


def model_columns(found: Sweep, kept: Mapping[str, Sequence[str]]) -> dict[str, ModelColumn]:
    """Return one column for each number of each model, with all digits; NaN is not known.

    Args:
        found: The sweep.
        kept: Columns of the table that go before.
    """
    # Rows of the table are counted from one below its header, so that each is found again.
    columns: dict[str, ModelColumn] = {"row": np.arange(1, found.fleet.amount + 1)}
    columns |= kept
    columns["duration_seconds"] = found.fleet.duration_seconds
    columns["energy_kwh"] = found.fleet.energy_kwh
    columns |= _spread_columns(found.whole.models, "")
    for probability, row in zip(found.probabilities, found.quantiles_grams, strict=True):
        columns[f"quantile_{probability:g}_grams"] = row
    for year in found.years:
        columns |= _spread_columns(year.models, f"_{year.period.name}")
    return columns


def _spread_columns(spread: Spread, suffix: str) -> dict[str, ModelColumn]:
    columns: dict[str, ModelColumn] = {
        "available_starts": spread.available,
        "minimum_grams": spread.minimum_grams,
        "mean_grams": spread.mean_grams,
        "maximum_grams": spread.maximum_grams,
        "best_start_unix_seconds": spread.best_start_seconds,
        "worst_start_unix_seconds": spread.worst_start_seconds,
        "by_average_grams": spread.by_average_grams,
        "least_excess_share": spread.of_average(spread.minimum_grams),
        "most_excess_share": spread.of_average(spread.maximum_grams),
        "typical_error_share": spread.typical_error,
    }
    return {f"{name}{suffix}": column for name, column in columns.items()}


def _cells(column: ModelColumn) -> list[Any]:
    """Return the values of a column, None where it is not known."""
    if not isinstance(column, np.ndarray):
        return list(column)
    cells: list[Any] = column.tolist()
    for at in np.flatnonzero(np.isnan(column)).tolist():
        cells[at] = None
    return cells


def check_output(path: Path, *, overwrite: bool) -> None:
    """Refuse to replace a file unasked, before anything is worked out.

    Args:
        path: What is to be written.
        overwrite: Whether a file that is there may be replaced.

    Raises:
        TableError: If a file is there and may not be replaced, or its ending is unknown.
    """
    if path.suffix.casefold() not in {".csv", ".parquet"}:
        raise TableError(
            "models are written as CSV or Parquet",
            seen=str(path),
            fix="Let the name end with .csv or .parquet",
        )
    if path.exists() and not overwrite:
        raise TableError(
            "a file of that name is there already",
            seen=str(path),
            fix="Choose another name, or allow it to be replaced with --overwrite",
        )


def write_models(path: Path, columns: Mapping[str, ModelColumn]) -> None:
    """Write the table of models, as CSV or, where the name ends with ``.parquet``, as Parquet.

    Args:
        path: Where to.
        columns: Its columns.

    Raises:
        TableError: If it cannot be written.
        MissingExtraError: If Parquet is asked for and pyarrow is not installed.
    """
    try:
        if path.suffix.casefold() == ".parquet":
            _write_parquet(path, columns)
            return
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(columns)
            amount = len(next(iter(columns.values())))
            for begin in range(0, amount, _AT_ONCE):
                some = (_cells(column[begin : begin + _AT_ONCE]) for column in columns.values())
                writer.writerows(zip(*some, strict=True))
    except OSError as error:
        raise TableError(f"{path.name} cannot be written", seen=str(error)) from error


def _write_parquet(path: Path, columns: Mapping[str, ModelColumn]) -> None:
    import importlib  # noqa: PLC0415 - nobody pays for it before Parquet is asked for

    try:
        arrow: Any = importlib.import_module("pyarrow")
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise MissingExtraError(
            "Parquet needs a library that is not installed",
            seen=str(error),
            fix="pip install 'wholeprint[parquet]'",
        ) from error
    # As for data frames: what is NaN becomes null.
    arrays = {name: arrow.array(column, from_pandas=True) for name, column in columns.items()}
    parquet.write_table(arrow.table(arrays), path)
