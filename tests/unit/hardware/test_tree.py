"""Small files are read, and bad ones are absent rather than errors."""

from pathlib import Path

import pytest

from wholeprint.hardware.tree import Tree, cpu_list, fields, whole


@pytest.mark.parametrize(
    ("text", "cpus"),
    [
        ("0\n", {0}),
        ("0-3,8-9\n", {0, 1, 2, 3, 8, 9}),
        ("0,2,4", {0, 2, 4}),
        ("", None),
        ("3-1", None),
        ("0-", None),
        ("-1", None),
        ("0-99999999999", None),
        ("eight", None),
        (None, None),
    ],
)
def test_a_kernel_list_is_read_or_refused(text: str | None, cpus: set[int] | None) -> None:
    """Lists of processors follow the kernel's format; anything else, and vast ranges, are None."""
    assert cpu_list(text) == cpus


@pytest.mark.parametrize(
    ("text", "number"),
    [("42\n", 42), ("-1", -1), ("0x10de\n", 0x10DE), ("0X1F", 31), ("max", None), ("", None)],
)
def test_a_whole_number_is_read_or_none(text: str, number: int | None) -> None:
    """Decimal and hexadecimal numbers are read; words are None."""
    assert whole(text) == number


def test_fields_stop_at_the_first_blank_line() -> None:
    """Only the first processor's entry is taken, the first of each key."""
    assert fields("a : 1\nb\t: x: y\nb : 2\n\nc : 3\n") == {"a": "1", "b": "x: y"}


def test_a_bad_path_reads_as_absent(tmp_path: Path) -> None:
    """A missing file, a folder and a path with a NUL are all None, never an error."""
    (tmp_path / "folder").mkdir()
    tree = Tree(tmp_path)

    assert tree.text("missing") is None
    assert tree.text("folder") is None
    assert tree.text("a\0b") is None
    assert not tree.has("a\0b")
    assert tree.names("a\0b") == []
    assert not tree.whole_text("folder")


def test_a_line_of_other_than_plain_text_is_absent(tmp_path: Path) -> None:
    """Rubbish is no name."""
    (tmp_path / "good").write_text(" QEMU \n", encoding="utf-8")
    (tmp_path / "bad").write_bytes(b"\x01\xff\xfe")

    assert Tree(tmp_path).line("good") == "QEMU"
    assert Tree(tmp_path).line("bad") is None


def test_only_the_real_root_is_live(tmp_path: Path) -> None:
    """A recording is never mistaken for the running machine."""
    assert Tree("/").is_live
    assert not Tree(tmp_path).is_live
