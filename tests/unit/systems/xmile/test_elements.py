"""The XML of a model is read with its lines, tolerantly, and nothing in it is trusted."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.xmile.elements import DEEPEST, MOST_ELEMENTS, read_elements


def test_lines_and_text() -> None:
    """Every element knows its line; text is that directly in it."""
    root = read_elements("<a>\n <b x='1'> two </b>\n <b/>\n</a>", "m.xmile")
    first, second = root.all("b")
    assert (root.line, first.line, second.line) == (1, 2, 3)
    assert (first.text, first.attributes, root.said("b")) == (" two ", {"x": "1"}, "two")
    assert root.first("c") is None
    assert not root.said("c")


def test_blank_lines_ahead_count() -> None:
    """A byte-order mark and blank lines before the XML are passed over, and counted."""
    root = read_elements("\ufeff\n\n<?xml version='1.0'?>\n<a/>", "m.xmile")
    assert root.line == 4


def test_undeclared_prefix_is_kept() -> None:
    """A prefix that nobody declared stays; one that stands for XMILE is taken off."""
    text = (
        "<x:xmile xmlns:x='http://docs.oasis-open.org/xmile/ns/XMILE/v1.0'>"
        "<isee:prefs/><x:model/></x:xmile>"
    )
    root = read_elements(text, "m.xmile")
    assert [each.tag for each in (root, *root.children)] == ["xmile", "isee:prefs", "model"]


def test_drawings_are_left_out() -> None:
    """What only draws the model is not kept."""
    root = read_elements("<a><views><view><aux/></view></views><aux/></a>", "m.xmile")
    assert [each.tag for each in root.children] == ["aux"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "cannot be read as XML"),
        ("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>", "cannot be read as XML"),
        ("<a>&none;</a>", "cannot be read as XML"),
        ("<a><b></a></b>", "cannot be read as XML"),
        ("no xml", "cannot be read as XML"),
        ("", "no XML element"),
        ("<a>" * (DEEPEST + 1), "too deeply"),
        ("<a>" + "<b/>" * MOST_ELEMENTS + "</a>", "too many elements"),
    ],
    ids=["entity", "outside", "unknown", "crossed", "text", "empty", "deep", "many"],
)
def test_what_is_no_model_is_refused(text: str, word: str) -> None:
    """Entities, document types, broken XML and what is too large end in an error that says so."""
    with pytest.raises(ModelError, match=word):
        read_elements(text, "m.xmile")
