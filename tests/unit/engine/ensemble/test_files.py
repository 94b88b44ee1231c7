"""Tests of chunks on disk."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from wholeprint.engine.ensemble.digest import digest
from wholeprint.engine.ensemble.files import begin, load, save, there
from wholeprint.engine.ensemble.job import Job
from wholeprint.engine.ensemble.part import Part
from wholeprint.engine.ensemble.plan import Plan
from wholeprint.errors import SimulationError
from wholeprint.systems.sensitivity.design import IndicesDesign

Make = Callable[..., Plan]


@pytest.fixture
def part(sir_plan: Make) -> Part:
    """What a chunk gives, sums for indices among it."""
    return Job(sir_plan(0, IndicesDesign(2, 64, 1, second_order=1)), "numpy")(1)


def test_what_is_written_is_read(part: Part, tmp_path: Path) -> None:
    """Every number of a chunk comes back as it was."""
    save(tmp_path, "abc", part)

    found = load(tmp_path, "abc", 1)

    assert found is not None
    assert digest(found) == digest(part)
    assert list(there(tmp_path, 5)) == [1]
    assert not list(tmp_path.glob("*.tmp"))


def test_a_damaged_file_is_not_there(part: Part, tmp_path: Path) -> None:
    """Cut off, a bit changed, no header: the chunk is to be run again."""
    save(tmp_path, "abc", part)
    place = tmp_path / "000001.chunk"
    whole = place.read_bytes()
    for damaged in (whole[:-1], whole[:-1] + bytes([whole[-1] ^ 1]), b"", b"[1]\n", b"{}\n"):
        place.write_bytes(damaged)
        assert load(tmp_path, "abc", 1) is None
    assert load(tmp_path, "abc", 2) is None


def test_a_chunk_of_another_ensemble_is_refused(part: Part, tmp_path: Path) -> None:
    """A changed model does not mix with what was run before."""
    save(tmp_path, "abc", part)

    with pytest.raises(SimulationError, match="another ensemble"):
        load(tmp_path, "abd", 1)


def test_a_folder_belongs_to_one_ensemble(tmp_path: Path) -> None:
    """It may be begun again for the same one; for another, or in a file, it is refused."""
    place = tmp_path / "some" / "folder"
    begin(place, "abc", {"model": "sir"})
    begin(place, "abc", {"model": "sir"})

    with pytest.raises(SimulationError, match="another ensemble"):
        begin(place, "abd", {"model": "sir"})
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(SimulationError, match="cannot be kept"):
        begin(tmp_path / "file", "abc", {})


def test_a_folder_that_is_gone_is_an_error(part: Part, tmp_path: Path) -> None:
    """Nothing is lost in silence where a chunk cannot be written."""
    with pytest.raises(SimulationError, match="cannot be written"):
        save(tmp_path / "gone", "abc", replace(part, number=3))
