"""Files beside a model: what is read, and what is never opened."""

from pathlib import Path

import pytest

from wholeprint.engine.mdl.cells import Area, Folder, Sheet, column_number, numeric
from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.model import NOWHERE


def test_text(tmp_path: Path) -> None:
    """Cells of a text are numbers or words; what parts them may be said."""
    (tmp_path / "a.csv").write_text("x;1\n;2.5\n", encoding="utf-8")
    sheet = Folder(tmp_path).sheet("a.csv", ";", NOWHERE)
    assert [[sheet.at(row, column) for column in range(2)] for row in range(2)] == [
        ["x", 1.0],
        [None, 2.5],
    ]
    assert sheet.at(9, 9) is None
    assert sheet.width == 2


def test_spreadsheet(tmp_path: Path) -> None:
    """A spreadsheet has tables and named cells; one asked for as .xls may be there as .xlsx."""
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Tab"
    book.active.append(["x", 1])
    book.active.append([None, True])
    named = openpyxl.workbook.defined_name.DefinedName("rate", attr_text="Tab!$B$1:$B$2")
    book.defined_names["rate"] = named
    book.save(tmp_path / "a.xlsx")
    sheet = Folder(tmp_path).sheet("a.xls", "tab", NOWHERE)
    assert (sheet.at(0, 1), sheet.at(1, 1)) == (1.0, 1.0)
    assert sheet.area("RATE", NOWHERE) == Area(0, 1, 2, 1)
    with pytest.raises(ModelError, match="no table of that name"):
        Folder(tmp_path).sheet("a.xlsx", "other", NOWHERE)


@pytest.mark.parametrize(
    "file", ["../a.csv", "/etc/passwd", "~/a.csv", "in/../../a.csv", "link.csv"]
)
def test_nothing_elsewhere(tmp_path: Path, file: str) -> None:
    """A file that does not lie beside the model is not opened, by whatever path or link."""
    inside = tmp_path / "models"
    inside.mkdir()
    (tmp_path / "a.csv").write_text("1\n", encoding="utf-8")
    (inside / "link.csv").symlink_to(tmp_path / "a.csv")
    with pytest.raises(ModelError, match="not beside it"):
        Folder(inside).sheet(file, ",", NOWHERE)


def test_other_files(tmp_path: Path) -> None:
    """A missing file, one of another kind, a sign for a file: told."""
    (tmp_path / "a.pdf").write_text("", encoding="utf-8")
    (tmp_path / "a.xlsx").write_text("no zip", encoding="utf-8")
    folder = Folder(tmp_path)
    with pytest.raises(ModelError, match="not beside it"):
        folder.sheet("none.csv", ",", NOWHERE)
    with pytest.raises(UnsupportedError, match="of this kind"):
        folder.sheet("a.pdf", "", NOWHERE)
    with pytest.raises(UnsupportedError, match="by a sign"):
        folder.sheet("?data", "", NOWHERE)
    with pytest.raises(ModelError, match="cannot be read"):
        folder.sheet("a.xlsx", "t", NOWHERE)


def test_a_sign_stands_for_the_file_that_the_model_says(tmp_path: Path) -> None:
    """In any case; the file it names is held to the same rules."""
    (tmp_path / "a.csv").write_text("1,2\n", encoding="utf-8")
    folder = Folder(tmp_path, signs={"?data": "a.csv", "?far": "../a.csv"})
    assert folder.sheet("?Data", ",", NOWHERE).at(0, 1) == 2.0
    with pytest.raises(ModelError, match="not opened"):
        folder.sheet("?far", ",", NOWHERE)


def test_areas() -> None:
    """A cell has letters and a number; a star makes a list go down."""
    sheet = Sheet([], {})
    assert sheet.area("B4*", NOWHERE) == Area(3, 1, is_down=True)
    assert column_number("AA") == 26
    with pytest.raises(ModelError, match="no cells of that name"):
        sheet.area("nothing", NOWHERE)


@pytest.mark.parametrize(
    ("value", "found"), [("1.5", 1.5), ("x", None), (None, None), (2.0, 2.0), ("inf", None)]
)
def test_numeric(value: float | str | None, found: float | None) -> None:
    """A cell is a number where it holds a finite one."""
    assert numeric(value) == found
