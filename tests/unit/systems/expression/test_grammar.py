"""The grammar of equations."""

import re

import pytest

from wholeprint.systems.expression.grammar import KEYWORDS, NAME


@pytest.mark.parametrize("word", KEYWORDS)
def test_a_keyword_is_no_name(word: str) -> None:
    """Neither alone nor within a name of several words; but as the beginning of a word."""
    assert re.fullmatch(NAME, word) is None
    assert re.fullmatch(NAME, f"a {word} b") is None
    assert re.fullmatch(NAME, word.upper()) is None
    assert re.fullmatch(NAME, f"{word}x")
