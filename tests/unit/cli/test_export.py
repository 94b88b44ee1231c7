"""``wholeprint export``."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeprint.ledger.export import read_json
from wholeprint.report.form import schema, schema_id


def _piped(*words: str) -> bytes:
    """What the command writes into a pipe."""
    ran = subprocess.run(
        [sys.executable, "-m", "wholeprint", "export", *words], capture_output=True, check=True
    )
    return ran.stdout


def test_json_on_standard_output_is_every_run(ledger: Path) -> None:
    """Without a file the runs themselves are written, with all their activity."""
    assert ledger.exists()

    text = _piped("--all", "--json")

    validator: Any = Draft202012Validator(schema("exported-runs"))
    validator.validate(json.loads(text))
    assert json.loads(text)["schema"] == schema_id("exported-runs")
    assert len(read_json(text)) == 4


def test_csv_of_one_run_on_standard_output(ledger: Path) -> None:
    """A run can be named, and a table can be chosen."""
    assert ledger.exists()

    text = _piped("last-1", "--format", "csv", "--table", "activity").decode()

    lines = list(csv.DictReader(io.StringIO(text)))
    assert {line["run"] for line in lines} == {"20261121-113000-1b2c3d"}


@pytest.mark.parametrize("ending", ["json", "csv", "parquet"])
def test_the_ending_chooses_the_format(call: Any, tmp_path: Path, ending: str) -> None:
    """The document says what was written where; the format follows the file's name."""
    file = tmp_path / f"runs.{ending}"

    document = call("export", "--output", str(file), "--project", "digits", "--json").document(
        "export"
    )

    assert document["format"] == ending
    assert document["runs"] == 3
    assert (document["table"] is None) == (ending == "json")
    assert file.stat().st_size > 100


def test_a_file_is_not_replaced_unasked(call: Any, tmp_path: Path) -> None:
    """A file that is there stays unless ``--overwrite`` is given."""
    file = tmp_path / "runs.csv"
    file.write_text("mine", encoding="utf-8")

    refused = call("export", "-o", str(file))
    assert refused.status == 2
    assert file.read_text("utf-8") == "mine"

    done = call("export", "-o", str(file), "--overwrite", "--limit", "1")
    assert done.out == f"Wrote 1 run to {file}.\n"
    assert file.read_text("utf-8").startswith("id,")


def test_one_stream_holds_one_thing(call: Any) -> None:
    """A document and a table cannot share standard output."""
    assert "only one of the two" in call("export", "--json", "--format", "csv").err


class _Terminal(io.StringIO):
    """A terminal that shows what is written."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_is_spared_parquet(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that would upset a terminal are refused there."""
    monkeypatch.setattr(sys, "stdout", _Terminal())

    assert "a terminal cannot show Parquet" in call("export", "--format", "parquet").err
