"""Entries of a Vensim file, and what is plain in them."""

import pytest

from wholeprint.engine.mdl.entries import Entry, entries_of, plain_number, plain_points
from wholeprint.errors import ModelError


def test_entries() -> None:
    """An entry has an equation, a unit without its range, a note; marks of groups are left out."""
    text = 'a = "x | ~" ~ kg [0,?] ~ said ~ :SUP | **** .Control ****~ Parameters | b = 1 ~~| '
    assert list(entries_of(text, "m.mdl")) == [
        Entry('a = "x | ~"', "kg", "said"),
        Entry("b = 1", "", ""),
    ]


def test_quotation_mark_without_its_fellow() -> None:
    """A note may hold an odd number of quotation marks, and so may an equation's last one."""
    assert [each.note for each in entries_of('a = 1 ~~ 6" long | b = 2 ~~ |', "m")] == [
        '6" long',
        "",
    ]


@pytest.mark.parametrize("text", ["", "words", "a = 1 ~~| b = 2 ~ kg"])
def test_cut_off(text: str) -> None:
    """A text that ends within a statement, or has none, is told."""
    with pytest.raises(ModelError, match="ends within a statement"):
        list(entries_of(text, "m.mdl"))


@pytest.mark.parametrize(
    ("text", "number"), [("5", 5.0), (" 1.5e-3 ", 1.5e-3), (".5", 0.5), ("-5", None), ("a", None)]
)
def test_plain_number(text: str, number: float | None) -> None:
    """One number without a sign is read at once."""
    assert plain_number(text) == number


def test_plain_points() -> None:
    """Points are sorted by where they lie; equal ones keep their order."""
    found = plain_points("( (2,-1), (1.5 , + 3) (2,4) )")
    assert found is not None
    assert (found.x, found.y) == ((1.5, 2.0, 2.0), (3.0, -1.0, 4.0))
    assert plain_points("(GET XLS LOOKUPS('a','b','c','d'))") is None
