"""Graphical functions: points, ranges, readings."""

import pytest

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.model import Place, Reading, Table
from wholeprint.systems.xmile.elements import read_elements
from wholeprint.systems.xmile.tables import number, table_of

PLACE = Place("m.xmile", 3)


def table(text: str) -> Table:
    return table_of(read_elements(text, "m.xmile"), PLACE, "price")


def test_points() -> None:
    """Points stand as lists, parted by commas or what `sep` says."""
    found = table("<gf><xpts>0,1, 2</xpts><ypts sep=';'>3;4;5</ypts></gf>")
    assert (found.xs, found.ys, found.reading) == ((0, 1, 2), (3, 4, 5), Reading.CONTINUOUS)


def test_range_instead_of_points() -> None:
    """Without xpts the points lie evenly over the xscale (XMILE 1.0, section 4.5)."""
    assert table("<gf><xscale min='0' max='4'/><ypts>1,2,3</ypts></gf>").xs == (0, 2, 4)
    assert table("<gf><xscale min='2' max='4'/><ypts>7</ypts></gf>").xs == (2,)


@pytest.mark.parametrize(
    ("said", "reading"),
    [
        ("type='discrete'", Reading.DISCRETE),
        ("discrete='true'", Reading.DISCRETE),
        ("type='Extrapolate'", Reading.EXTRAPOLATE),
    ],
)
def test_reading(said: str, reading: Reading) -> None:
    """The type says how it is read, in the standard's words or Stella's older one."""
    assert table(f"<gf {said}><xpts>0,1</xpts><ypts>3,4</ypts></gf>").reading is reading


@pytest.mark.parametrize(
    ("text", "kind", "word"),
    [
        ("<gf/>", ModelError, "no ypts"),
        ("<gf><ypts>1,2</ypts></gf>", ModelError, "neither xpts nor xscale"),
        ("<gf><xpts>1</xpts><ypts>1,2</ypts></gf>", ModelError, "not as many"),
        ("<gf><xpts>2,1</xpts><ypts>1,2</ypts></gf>", ModelError, "do not rise"),
        ("<gf><xpts>1,x</xpts><ypts>1,2</ypts></gf>", ModelError, "no number"),
        ("<gf type='odd'><xpts>1,2</xpts><ypts>1,2</ypts></gf>", UnsupportedError, "type"),
    ],
)
def test_wrong_tables_are_refused(text: str, kind: type[Exception], word: str) -> None:
    """What is missing or does not fit is told with the place and the variable."""
    with pytest.raises(kind, match=word) as told:
        table(text)
    assert "m.xmile:3" in str(told.value)


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "", "one"])
def test_only_finite_numbers(text: str) -> None:
    """A number is a finite one."""
    with pytest.raises(ModelError, match="no number"):
        number(text, PLACE, "it")
