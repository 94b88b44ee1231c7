"""Constants, series, subscripts and data that stand in files beside a model."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from wholeprint.engine.mdl.cells import Folder
from wholeprint.engine.mdl.outside import Beside
from wholeprint.errors import ModelError
from wholeprint.systems.model import NOWHERE

CELLS = "t,0,1,3,\na,5,6,,\nb,7,8,9,\n"


@pytest.fixture
def beside(tmp_path: Path) -> Beside:
    (tmp_path / "f.csv").write_text(CELLS, encoding="utf-8")
    return Beside(Folder(tmp_path))


def asked(cell: str) -> SimpleNamespace:
    return SimpleNamespace(file="f.csv", tab=",", cell=cell)


def test_constants(beside: Beside) -> None:
    """Numbers go across and then down; with a star, down."""
    assert beside.constants(asked("B2"), [], NOWHERE) == [5.0]
    assert beside.constants(asked("B2"), [2, 2], NOWHERE) == [5.0, 6.0, 7.0, 8.0]
    assert beside.constants(asked("B2*"), [2], NOWHERE) == [5.0, 7.0]
    with pytest.raises(ModelError, match="holds no number"):
        beside.constants(asked("D2"), [], NOWHERE)


def test_series(beside: Beside) -> None:
    """A series lies along a row or a column; points that are missing are left out."""
    first, second = beside.series(asked("B2"), "1", [2], NOWHERE)
    assert (first.xs, first.ys) == ((0, 1), (5, 6))
    assert (second.xs, second.ys) == ((0, 1, 3), (7, 8, 9))
    (down,) = beside.series(asked("C2"), "B", [], NOWHERE)
    assert (down.xs, down.ys) == ((5, 7), (6, 8))
    with pytest.raises(ModelError, match="no points"):
        beside.series(asked("E1"), "1", [], NOWHERE)


def test_subscripts(beside: Beside) -> None:
    """Elements are read from cells; numbers among them without a point."""
    node = {"file": "f.csv", "tab": ",", "firstcell": "A2", "lastcell": "A", "prefix": "p"}
    assert beside.subscripts(node, NOWHERE) == ["pa", "pb"]
    assert beside.subscripts(node | {"lastcell": "B3"}, NOWHERE) == ["pa", "p5", "pb", "p7"]


@pytest.mark.parametrize("text", ["Time\tx[A]\ty\n0\t1\t2\n1\t3\t4\n", "Time\t0\t1\nx[a]\t1\t3\n"])
def test_data(tmp_path: Path, text: str) -> None:
    """Data variables are found by name in data.tab, in columns or in rows."""
    (tmp_path / "data.tab").write_text(text, encoding="utf-8")
    found = Beside(Folder(tmp_path)).data("X", ["A"], NOWHERE)
    assert (found.xs, found.ys) == ((0, 1), (1, 3))


def test_data_given_by_the_user(tmp_path: Path, beside: Beside) -> None:
    """Files that are given are read instead; a variable that none has is told."""
    path = tmp_path / "run.csv"
    path.write_text("Time,x\n0,1\n", encoding="utf-8")
    given = Beside(beside.folder, (path,))
    assert given.data("x", [], NOWHERE).ys == (1.0,)
    with pytest.raises(ModelError, match="no file holds"):
        given.data("z", ["a"], NOWHERE)
