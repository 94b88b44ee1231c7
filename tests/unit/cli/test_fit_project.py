"""Measured series of a fit from the ledger."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wholeprint.cli.fit_project import project_series
from wholeprint.cli.main import build_parser
from wholeprint.cli.model_options import opened
from wholeprint.errors import ModelError, UnknownRunError, ValueRefusedError
from wholeprint.ledger.export import read_json
from wholeprint.ledger.sqlite import SqliteStore

GOLDEN = Path(__file__).parents[2] / "golden" / "runs.json"

MODEL = """
model: use
time: {start: 2026, stop: 2027, step: 0.25, unit: UNIT}
parameters:
  pace: {value: 1, uniform: [0, 2], unit: run/UNIT}
stocks:
  done: {initial: 0, in: [doing], unit: run}
flows:
  doing: pace [run/UNIT]
"""


def _arguments(tmp_path: Path, *words: str, unit: str = "day") -> Any:
    path = tmp_path / "use.yaml"
    path.write_text(MODEL.replace("UNIT", unit), encoding="utf-8")
    return build_parser(("fit",)).parse_args(["fit", str(path), *words])


def test_too_few_periods_are_refused(ledger: Path, tmp_path: Path) -> None:
    """The recorded runs lie within one day: nothing is stretched to make three."""
    assert ledger.exists()
    arguments = _arguments(tmp_path, "--from-project", "digits", "--series", "doing=runs_rate")

    with pytest.raises(ValueRefusedError, match="at least 3 periods"):
        project_series(arguments, opened(arguments))


def test_a_series_needs_a_project_that_is_there(ledger: Path, tmp_path: Path) -> None:
    """No project named, or none of that name."""
    assert ledger.exists()
    nameless = _arguments(tmp_path, "--series", "doing=runs_rate")
    with pytest.raises(ValueRefusedError, match="--from-project"):
        project_series(nameless, opened(nameless))
    stranger = _arguments(tmp_path, "--from-project", "nobody", "--series", "doing=runs_rate")
    with pytest.raises(UnknownRunError, match="nobody"):
        project_series(stranger, opened(stranger))


def test_a_unit_of_time_that_says_nothing_is_refused(ledger: Path, tmp_path: Path) -> None:
    """Measured instants cannot be placed on an axis of steps."""
    assert ledger.exists()
    words = ("--from-project", "digits", "--series", "doing=runs_rate")
    arguments = _arguments(tmp_path, *words, unit="turn")

    with pytest.raises(ModelError, match="unit of time"):
        project_series(arguments, opened(arguments))


def test_the_ledgers_runs_are_put_on_the_models_axis(ledger: Path, tmp_path: Path) -> None:
    """Two runs on the first day, one on the second: rates a day at 0.5, 1.5, ... from the start."""
    record = next(each for each in read_json(GOLDEN.read_bytes()) if each.id.endswith("7f3a9c"))
    assert record.ended_unix_ns is not None
    with SqliteStore(ledger) as store:
        for place, day in enumerate((0, 0, 1, 4)):
            shift = day * 86_400 * 10**9
            store.add(
                replace(
                    record,
                    id=f"{record.id}-{place}",
                    project="moved",
                    started_unix_ns=record.started_unix_ns + shift,
                    ended_unix_ns=record.ended_unix_ns + shift,
                )
            )
    words = ("--from-project", "moved", "--series", "doing=runs_rate", "--every", "day")
    arguments = _arguments(tmp_path, *words)

    (series,), source, _ = project_series(arguments, opened(arguments))

    assert source == "project moved"
    assert series.times.tolist() == pytest.approx([2026.5, 2027.5, 2028.5, 2029.5])
    assert series.values.tolist() == pytest.approx([2.0, 1.0, 0.0, 0.0])
