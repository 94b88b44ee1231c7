"""What was made once is found again, and nothing else is believed."""

import os
import stat
from pathlib import Path

import pytest

from wholeprint.engine.compiled.keep import Keep, key_of


def test_what_was_kept_is_found(tmp_path: Path) -> None:
    """By its key, whole, in a folder that nobody else may enter."""
    keep = Keep(tmp_path / "models")
    path = keep.put("k", ".so", b"code")

    assert keep.find("k", ".so") == path
    assert keep.read("k", ".so") == b"code"
    assert keep.read("other", ".so") is None
    assert stat.S_IMODE((tmp_path / "models").stat().st_mode) == 0o700


@pytest.mark.parametrize("change", ["altered", "cut", "seal", "no seal", "stranger's", "renamed"])
def test_what_was_tampered_with_is_not_believed(tmp_path: Path, change: str) -> None:
    """A file that was cut off, altered, written by others or put under another key is made anew."""
    keep = Keep(tmp_path)
    path = keep.put("k", ".so", b"the code of a kernel")
    assert path is not None
    seal = path.with_name("k.so.seal")
    key = "k"
    match change:
        case "altered":
            path.write_bytes(b"the code of a stranger")
        case "cut":
            path.write_bytes(b"the code")
        case "seal":
            seal.write_bytes(b"x" * 32)
        case "no seal":
            seal.unlink()
        case "stranger's":
            path.chmod(0o666)
        case _:
            path.rename(tmp_path / "l.so")
            seal.rename(tmp_path / "l.so.seal")
            key = "l"

    assert keep.find(key, ".so") is None
    keep.put("k", ".so", b"made anew")
    path.chmod(0o600)
    assert keep.read("k", ".so") == b"made anew"


def test_a_folder_of_another_machine_is_not_believed(tmp_path: Path) -> None:
    """Files copied from a folder with another secret have seals that do not fit."""
    theirs, ours = Keep(tmp_path / "theirs"), Keep(tmp_path / "ours")
    theirs.put("k", ".so", b"code")
    ours.put("other", ".so", b"code")
    for name in ("k.so", "k.so.seal"):
        (tmp_path / "ours" / name).write_bytes((tmp_path / "theirs" / name).read_bytes())
        (tmp_path / "ours" / name).chmod(0o600)

    assert ours.find("k", ".so") is None


def test_a_folder_that_others_may_write_is_done_without(tmp_path: Path) -> None:
    """Somebody else could put code there."""
    tmp_path.chmod(0o777)
    keep = Keep(tmp_path)

    assert keep.put("k", ".so", b"code") is None
    assert keep.find("k", ".so") is None


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    """A file stands where the folder should be: nothing is kept, and nothing is raised."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    keep = Keep(tmp_path / "file" / "models")

    assert keep.put("k", ".so", b"code") is None
    assert keep.find("k", ".so") is None
    assert Keep(None).put("k", ".so", b"code") is None


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    """The folder stays within its size."""
    keep = Keep(tmp_path)
    for age, key in enumerate(("old", "new")):
        path = keep.put(key, ".so", b"x" * 1000)
        assert path is not None
        for each in (path, path.with_name(f"{path.name}.seal")):
            os.utime(each, (1e9 + age, 1e9 + age))

    keep.prune(1500)

    assert keep.find("old", ".so") is None
    assert keep.find("new", ".so") is not None


def test_a_key_tells_its_parts_apart() -> None:
    """What ends in one part and begins in the next makes a difference."""
    assert key_of(("ab", "c")) != key_of(("a", "bc"))
    assert key_of(("a",)) == key_of(("a",))
