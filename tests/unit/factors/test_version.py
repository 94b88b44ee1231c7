"""The version of a set of tables follows its contents."""

from pathlib import Path

from wholeprint.factors.version import RELEASED, version


def test_a_change_of_a_table_changes_the_version(tmp_path: Path) -> None:
    """One digit in one table is another set of coefficients; a file that is no table is not."""
    table = tmp_path / "a.csv"
    table.write_text("id\n1\n", encoding="utf-8")
    before = version(tmp_path)
    (tmp_path / "readme.txt").write_text("hello", encoding="utf-8")

    assert version(tmp_path) == before
    table.write_text("id\n2\n", encoding="utf-8")
    assert version(tmp_path) != before


def test_the_version_begins_with_a_date() -> None:
    """The set that ships is dated, and then hashed."""
    date, _, digest = version().partition("+")

    assert date == RELEASED
    assert len(digest) == 8
