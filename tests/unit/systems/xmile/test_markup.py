"""XML text: nothing that is written can end a tag or an attribute early."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.xmile.elements import read_elements
from wholeprint.systems.xmile.markup import block, escaped, leaf, opened


@pytest.mark.parametrize("text", ["<&>", 'a"b', "]]>", "a\nb", "größe'"])
def test_text_and_attributes_read_back(text: str) -> None:
    """What is written reads back as it was, in a tag and between two."""
    root = read_elements("\n".join(block("a", leaf("b", text, c=text))), "m")
    (found,) = root.all("b")
    assert (found.text, found.attributes["c"]) == (text, text)


def test_empty() -> None:
    """An element without text closes itself."""
    assert leaf("a", b="c") == ['<a b="c"/>']
    assert opened("a", {}) == "a"


@pytest.mark.parametrize("text", ["\x00", "a\x1b", "\ud800"])
def test_what_xml_cannot_hold(text: str) -> None:
    """Characters that no XML may have are refused."""
    with pytest.raises(ModelError, match="cannot hold"):
        escaped(text)
