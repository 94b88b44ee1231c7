"""The table of published footprints."""

from pathlib import Path

import pytest

from wholeprint.errors import TableError, UnknownNameError
from wholeprint.factors import published


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty table of our own."""
    monkeypatch.setattr(published, "FOLDER", tmp_path)
    published.entries.cache_clear()
    monkeypatch.setattr(published, "entries", published.entries.__wrapped__)
    return tmp_path


def test_every_entry_can_be_read() -> None:
    """Each is one document with the id that it is found by, and says where it stands."""
    found = published.entries()

    assert len(found) > 100
    for name, entry in found.items():
        plain = entry.plain()
        assert isinstance(plain, dict)
        assert plain["id"] == name
        assert plain["wholeprint"] == "statement/1"
        assert "source" in plain
        assert "level" in plain


def test_an_entry_is_found_by_its_id() -> None:
    """Case and spaces around it do not matter."""
    assert published.find(" Strubell-2019-NAS ").id == "strubell-2019-nas"
    assert published.find("strubell-2019-nas").text.startswith("wholeprint:")


@pytest.mark.parametrize(
    ("wanted", "near"),
    [
        ("strubel-2019-naas", "strubell-2019-nas"),
        ("zschache", "zschache-2025-table-b1"),
        ("moon landing", "wholeprint published list"),
    ],
)
def test_near_ids_are_named(wanted: str, near: str) -> None:
    """A near id is offered and never taken; a word finds the ids that hold it."""
    with pytest.raises(UnknownNameError, match=near):
        published.find(wanted)


def test_several_in_one_file(table: Path) -> None:
    """Documents are parted, remarks before them left out, and ids put in order."""
    (table / "x.yaml").write_text(
        "# a remark\nwholeprint: statement/1\nid: b\n---\nwholeprint: statement/1\nid: a\n---\n",
        encoding="utf-8",
    )

    found = published.entries()

    assert list(found) == ["a", "b"]
    assert found["b"].text == "wholeprint: statement/1\nid: b\n"
    assert found["a"].file == "x.yaml"


@pytest.mark.parametrize(
    "text",
    ["wholeprint: statement/1\ntitle: x\n", "wholeprint: a\nid: a\n---\nwholeprint: a\nid: a\n"],
    ids=["no id", "one id twice"],
)
def test_ids_are_needed_and_single(table: Path, text: str) -> None:
    """A statement without an id, or with that of another, is refused."""
    (table / "x.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(TableError):
        published.entries()


def test_an_entry_is_one_document() -> None:
    """What holds two documents is no entry."""
    with pytest.raises(TableError):
        published.Entry("a", "x.yaml", "id: a\n---\nid: b\n").plain()
