"""A ledger of recorded runs, and the command line called within this process."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from wholeprint.cli.main import main
from wholeprint.ledger.export import read_json
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.report.form import schema

GOLDEN = Path(__file__).parents[2] / "golden"


@dataclass(frozen=True)
class Answer:
    """What a call printed and returned."""

    status: int
    out: str
    err: str

    def document(self, name: str) -> Any:
        """The document that was printed, after it was held against its schema."""
        document = json.loads(self.out)
        validator: Any = Draft202012Validator(schema(name))
        validator.validate(document)
        return document


Call = Callable[..., Answer]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that whoever runs the tests has set reaches them; it comes before all else."""
    for name in [name for name in os.environ if name.startswith("WHOLEPRINT_")]:
        monkeypatch.delenv(name)
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A ledger with four recorded runs, named by the environment, in an empty home."""
    path = tmp_path / "ledger.sqlite"
    with SqliteStore(path) as store:
        for record in read_json((GOLDEN / "runs.json").read_bytes()):
            store.add(record)
    monkeypatch.setenv("WHOLEPRINT_LEDGER", str(path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def call(ledger: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    """Call the command line on that ledger."""
    assert ledger.exists()

    def called(*words: str) -> Answer:
        status = main(list(words))
        printed = capsys.readouterr()
        return Answer(status, printed.out, printed.err)

    return called
