"""Recorded documents, as the pages are given them."""

import json
from pathlib import Path
from typing import cast

import pytest

from wholeprint.ledger.export import read_json
from wholeprint.ledger.sqlite import SqliteStore
from wholeprint.report.shapes import RunResultDocument

GOLDEN = Path(__file__).parents[2] / "golden"


@pytest.fixture
def golden() -> Path:
    """The folder of recorded runs, documents and pages."""
    return GOLDEN


@pytest.fixture
def shown() -> RunResultDocument:
    """The document of a recorded run."""
    return cast("RunResultDocument", json.loads((GOLDEN / "show.json").read_text("utf-8")))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with the recorded runs."""
    path = tmp_path / "ledger.sqlite"
    with SqliteStore(path) as store:
        for record in read_json((GOLDEN / "runs.json").read_bytes()):
            store.add(record)
    return path
