"""YAML and JSON as plain text values; nothing in them is executed."""

import json

import pytest

from wholeprint.errors import StatementError
from wholeprint.factors.documents import DEEPEST, read_json, read_yaml


def test_scalars_stay_text() -> None:
    """Digits stay as printed, and no word becomes a truth or a date."""
    assert read_yaml("a: 1.10\nb: yes\nc: 2021-01-01\nd: ~\ne: [0x10, '1']", "x") == [
        {"a": "1.10", "b": "yes", "c": "2021-01-01", "d": "~", "e": ["0x10", "1"]}
    ]


def test_several_documents() -> None:
    """Each document of a text is read; empty ones are left out."""
    assert read_yaml("a: 1\n---\n---\nb: 2\n", "x") == [{"a": "1"}, {"b": "2"}]
    assert read_yaml("", "x") == []


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system ['true']",
        "a: !!python/name:os.system",
        "a: !thing 1",
        "a: &x [1]\nb: *x",
        "a: [1",
        "a: 1\na: 2",
        "? [1, 2]\n: 3",
        "\t- x: [",
        "a: \x00",
        "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
    ],
    ids=["call", "name", "tag", "alias", "open", "twice", "list-key", "tab", "nul", "deep"],
)
def test_tricks_of_yaml_are_refused(text: str) -> None:
    """Tags that ask for objects, aliases, keys named twice, depth, and what is no YAML."""
    with pytest.raises(StatementError, match="mine"):
        read_yaml(text, "mine")


def test_depth_that_is_allowed() -> None:
    """Up to the limit a document may be nested."""
    assert read_yaml("[" * (DEEPEST - 1) + "1" + "]" * (DEEPEST - 1), "x")


def test_large_texts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text beyond the limit is refused before it is parsed."""
    monkeypatch.setattr("wholeprint.factors.documents.LARGEST_BYTES", 10)

    with pytest.raises(StatementError, match="too large"):
        read_yaml("a: 12345678901", "x")
    with pytest.raises(StatementError, match="too large"):
        read_json('{"a": 12345678901}', "x")


def test_json_numbers_stay_text() -> None:
    """Digits of JSON numbers stay as printed too."""
    assert read_json('{"a": 1.10, "b": [1e3, true, null, "x"]}', "x") == {
        "a": "1.10",
        "b": ["1e3", True, None, "x"],
    }


@pytest.mark.parametrize(
    "text", ['{"a": 1, "a": 2}', "{", "NaN", '{"a": Infinity}', "[" * 100_000], ids=str
)
def test_what_is_no_json_is_refused(text: str) -> None:
    """Keys named twice, numbers that JSON has not, depth, and what is no JSON."""
    with pytest.raises(StatementError):
        read_json(text, "mine")


def test_json_written_by_others_is_read() -> None:
    """What Python's own writer makes comes back, numbers as text."""
    assert read_json(json.dumps({"é": [1, 2.5]}), "x") == {"é": ["1", "2.5"]}
