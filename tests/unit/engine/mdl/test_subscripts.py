"""Subscript ranges: parts, copies, mappings, and which dimension a variable has."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from wholeprint.engine.mdl.source import source_of
from wholeprint.engine.mdl.subscripts import Ranges, ranges_of
from wholeprint.errors import ModelError
from wholeprint.systems.model import NOWHERE, Place


def from_file(node: Mapping[str, str], place: Place) -> Sequence[str]:
    return [f"{node['prefix']}{place.line}"]


def ranges(folder: Path, text: str) -> Ranges:
    path = folder / "m.mdl"
    path.write_text("{UTF-8}\n" + text + "a = 1 ~~|\n", encoding="utf-8")
    return ranges_of(source_of(path).sections[0].statements, from_file)


def test_parts_numbers_and_copies(tmp_path: Path) -> None:
    """A range may hold other ranges and numbered elements, or be a copy."""
    found = ranges(tmp_path, "A: x, B, y ~~|\nB: (b1-b3) ~~|\nC <-> B ~~|\n")
    assert found.elements == {"a": ("x", "b1", "b2", "b3", "y"), "b": ("b1", "b2", "b3"),
                              "c": ("b1", "b2", "b3")}  # fmt: skip
    assert {each.name: each.parent for each in found.dimensions()} == {"A": "", "B": "A", "C": "A"}


def test_mappings(tmp_path: Path) -> None:
    """A mapping goes in order, or says for each element which ones it stands for."""
    found = ranges(
        tmp_path,
        "A: a1, a2 -> B, (C: c1, D) ~~|\nB: b1, b2 ~~|\nC: c1, c2, c3 ~~|\nD: c2, c3 ~~|\n",
    )
    assert found.maps["a"] == {"b": (("b1",), ("b2",)), "c": (("c1",), ("c2", "c3"))}


def test_from_file(tmp_path: Path) -> None:
    """A range may stand in a file."""
    found = ranges(tmp_path, "A: GET XLS SUBSCRIPT('f.xlsx', 't', 'A1', 'A3', 'p') ~~|\n")
    assert found.elements == {"a": ("p2",)}


def test_dimension_of_a_variable(tmp_path: Path) -> None:
    """The range that is named, else the smallest that holds all; else one is made."""
    found = ranges(tmp_path, "A: x, y, z ~~|\nB: y, z ~~|\nC: u, v ~~|\n")
    assert found.of(["B"], NOWHERE) == "B"
    assert found.of(["y", "z"], NOWHERE) == "B"
    assert found.of(["B", "x"], NOWHERE) == "A"
    assert found.expanded(found.of(["y", "u"], NOWHERE)) == ("y", "u")
    with pytest.raises(ModelError, match="neither a range nor an element"):
        found.of(["no", "y"], NOWHERE)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A: B ~~|\nB: A ~~|\n", "made of itself"),
        ("A: x, y -> B ~~|\nB: u ~~|\n", "one entry per element"),
        ("A: x, y -> B ~~|\n", "not there"),
    ],
)
def test_wrong_ranges(tmp_path: Path, text: str, word: str) -> None:
    """What makes no sense is told."""
    with pytest.raises(ModelError, match=word):
        ranges(tmp_path, text)
