"""``wholeprint grid prune``: its arguments, and what it removes."""

import argparse
import time
from pathlib import Path
from typing import Any

import pytest

from wholeprint.cli import grid_prune
from wholeprint.grid.cache import Cache
from wholeprint.grid.kept import Kept, Question, Search
from wholeprint.quantities.intensity import Signal

DAY = 86400.0


def test_its_examples_are_understood() -> None:
    """Every example in its help is one that its parser takes."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    grid_prune.configure(parser)

    for example in grid_prune.EXAMPLES:
        words = example.split()
        assert words[:3] == ["wholeprint", "grid", grid_prune.NAME]
        parser.parse_args(words[3:])


def test_it_removes_what_is_old(call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two answers the one last seen a year before goes, and how much that freed is told."""
    path = tmp_path / "grid.sqlite"
    monkeypatch.setenv("WHOLEPRINT_GRID_CACHE", str(path))
    now = time.time()
    signal = Signal("GB").as_json()
    question = Question("neso", "GB", "average", "direct", "", "actual", 0.0, 1.0)
    for at, count in ((now - 400 * DAY, 5000), (now, 3)):
        edges = [float(place) for place in range(count + 1)]
        Cache(path).keep(question, at, [Kept("neso", signal, edges, edges[1:], at)])
    before = path.stat().st_size

    document = call("grid", "prune", "--older-than", "365d", "--json").document("grid-prune")

    assert document["answers"] == 1
    assert document["freed_bytes"] == before - path.stat().st_size > 70_000
    assert len(Cache(path).find(Search("GB", 0.0, 1e6))) == 1
    again = call("grid", "prune", "--older-than", "365d")
    assert (again.status, "0 answers removed" in again.out) == (0, True)


def test_a_time_to_come_is_refused(call: Any) -> None:
    """It would remove all that is kept, forecasts that cannot be had again included."""
    answer = call("grid", "prune", "--older-than", "2999-01-01", "--json")

    assert answer.status != 0
    assert "still to come" in answer.out + answer.err


def test_a_file_that_is_no_cache_is_left_alone(
    call: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is removed from another program's file; a note and the status say so."""
    path = tmp_path / "other"
    path.write_bytes(b"not a database at all" * 100)
    monkeypatch.setenv("WHOLEPRINT_GRID_CACHE", str(path))

    answer = call("grid", "prune", "--older-than", "1d", "--json")

    assert answer.status == 1
    assert [note["code"] for note in answer.document("grid-prune")["notes"]] == ["cache-damaged"]
    assert path.stat().st_size == 2100
