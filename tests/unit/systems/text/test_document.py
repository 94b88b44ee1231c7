"""YAML as plain parts."""

import pytest

from wholeprint.errors import ModelError
from wholeprint.systems.text.document import DEEPEST, LARGEST, read_document


def test_scalars_stay_text_and_know_their_line() -> None:
    """``1.10`` stays as it is written; a key's line is its own."""
    entries = read_document("a: 1.10\nb:\n  c: no\n", "m.yaml").entries()

    assert entries["a"].text() == "1.10"
    assert entries["b"].entries()["c"].text() == "no"
    assert entries["b"].entries()["c"].place.line == 3
    assert entries["b"].entries()["c"].what == "c of b"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [", "no YAML"),
        ("a: 1\na: 2", "m.yaml:2"),
        ("? [a]\n: 1", "no text"),
        ("", "one model"),
        ("a: \ud800", "a sign that is none"),
        ("a: \0", "no YAML"),
        ("a: 1\n---\nb: 2", "2 documents"),
        ("a: &x 1\nb: *x", "alias"),
        ("a: !!python/object:os.system x", "tag"),
        ("a: " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "levels"),
        ("#" * (LARGEST + 1), "too large"),
    ],
    ids=lambda each: str(each)[:12],
)
def test_what_is_no_plain_yaml_is_refused(text: str, words: str) -> None:
    """Nothing is executed, expanded or looked up."""
    with pytest.raises(ModelError, match=words):
        read_document(text, "m.yaml")
