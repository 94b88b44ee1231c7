"""Parts of a document."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.model import Place
from wholeprint.systems.text.item import Item, nearest


def _item(value: str) -> Item:
    return Item(value, "the rate", Place("m.yaml", 3))


def test_texts_become_what_is_asked_for() -> None:
    """Numbers, whole numbers, truths, words, lists of one."""
    assert _item(" 1.5e3 ").number() == 1500.0
    assert _item("7").whole() == 7
    assert _item("True").truth()
    assert not _item("no").truth()
    assert _item("b").choice(("a", "b")) == "b"
    assert _item("x").names() == ("x",)
    assert _item("").sequence() == ()
    assert _item("").entries() == {}


@pytest.mark.parametrize("text", ["", "x", "nan", "inf", "1_000", "0x10"])
def test_what_is_no_number_is_refused(text: str) -> None:
    """With the place and what it is of."""
    with pytest.raises(ModelError, match=r"m\.yaml:3: the rate must be a number"):
        _item(text).number()


def test_a_mapping_is_no_text_and_a_text_no_mapping() -> None:
    """Each says what it is instead."""
    with pytest.raises(ModelError, match="not a mapping"):
        Item({"a": _item("1")}, "the rate").text()
    with pytest.raises(ModelError, match="must be a mapping"):
        _item("a").entries()
    with pytest.raises(ModelError, match="must be a list"):
        Item({"a": _item("1")}, "the rate").sequence()


def test_near_names_are_offered() -> None:
    """Or those that there are."""
    assert nearest("infektion", ["infection", "total"]) == "Did you mean infection"
    assert nearest("zzz", ["infection"]) == "There is infection"
    assert nearest("zzz", []) == "There is none"
