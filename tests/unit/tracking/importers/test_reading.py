"""Files that somebody else wrote are read, or refused with what was wrong."""

from pathlib import Path

import pytest

from wholeprint.errors import ImportRefusedError
from wholeprint.tracking.importers import reading


def _file(folder: Path, raw: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    "raw", ["é".encode(), b"\xef\xbb\xbf" + "é".encode(), "é".encode("utf-16")]
)
def test_text_in_utf_8_or_with_a_mark(tmp_path: Path, raw: bytes) -> None:
    """A byte order mark says which encoding it is; without one it is UTF-8."""
    assert reading.read_text(_file(tmp_path, raw)) == "é"


@pytest.mark.parametrize("raw", [b"", b" \n", b"\xff\x00abc\xd8", b"a\x00b", b"\xe9t\xe9"])
def test_what_is_no_text_is_refused(tmp_path: Path, raw: bytes) -> None:
    """Empty files, other encodings and zero bytes are told apart from data."""
    with pytest.raises(ImportRefusedError):
        reading.read_text(_file(tmp_path, raw))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The message says which file, and why."""
    with pytest.raises(ImportRefusedError, match="cannot be read: saw no such file"):
        reading.read_text(tmp_path / "none")


def test_a_file_has_a_greatest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is larger is not read to its end."""
    monkeypatch.setattr(reading, "MOST_BYTES", 1024 * 1024)

    with pytest.raises(ImportRefusedError, match="more than 1 MiB"):
        reading.read_bytes(_file(tmp_path, b"x" * (1024 * 1024 + 1)))


@pytest.mark.parametrize(
    "text",
    ["{", "nul", '{"a": NaN}', '{"a": -Infinity}', "[" * 100_000, '{"a": ' + "9" * 5000 + "}"],
)
def test_what_is_no_json_is_refused(text: str) -> None:
    """Neither NaN, nor a hundred thousand brackets, nor a number of five thousand digits."""
    with pytest.raises(ImportRefusedError):
        reading.parse_json(text, "file")


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,x\n2,y\n",
        '[{"a": "1", "b": "x"}, {"a": "2", "b": "y"}]',
        '{"a": "1", "b": "x"}\n{"a": "2", "b": "y"}\n',
        '{"a": "1", "b": "x"}\n\n{"a": "2", "b": "y"}',
    ],
)
def test_three_forms_of_a_table(text: str) -> None:
    """CSV, a list, and one object per line give the same records."""
    found = [dict(record) for _, record in reading.records(text, "file")]

    assert found == [{"a": "1", "b": "x"}, {"a": "2", "b": "y"}]


def test_one_object_over_many_lines_is_one_record() -> None:
    """An answer of an API is no table of lines."""
    assert [dict(r) for _, r in reading.records('{\n "a": 1\n}', "file")] == [{"a": 1}]


@pytest.mark.parametrize("text", ["a,a\n1,2\n", "a,b\n1\n", 'a,b\n"1,2\n', "[1, 2]", "{}\n[]\n"])
def test_broken_tables_are_refused(text: str) -> None:
    """A column twice, a short row, an open quote, a record that is none."""
    with pytest.raises(ImportRefusedError):
        list(reading.records(text, "file"))


@pytest.mark.parametrize("value", ["1", True, [], {}, -1, 1e300, 10**400])
def test_what_is_no_number_is_refused(value: object) -> None:
    """A text, a truth, a list, less than nothing, and what no cloud has."""
    with pytest.raises(ImportRefusedError, match="here"):
        reading.number_of(value, "here")


def test_numbers_texts_lists_and_objects() -> None:
    """What is there is returned, and nothing stays nothing."""
    assert reading.number_of(3, "here") == 3.0
    assert reading.number_of(None, "here") is None
    assert reading.text_of("a", "here") == "a"
    assert reading.text_of("", "here") is None
    assert reading.sequence(None, "here") == []
    assert reading.mapping({"a": 1}, "here") == {"a": 1}
    with pytest.raises(ImportRefusedError):
        reading.text_of(1, "here")
    with pytest.raises(ImportRefusedError):
        reading.sequence({}, "here")
    with pytest.raises(ImportRefusedError):
        reading.mapping([], "here")


def test_what_a_message_shows_is_short() -> None:
    """However long a value is, the message that names it fits a line."""
    assert len(reading.shown("x" * 10_000)) <= 80
    assert reading.shown(10**400) == "a number of very many digits"
