"""The files that ``wholeprint loops`` writes."""

import argparse
from pathlib import Path

import pytest

from wholeprint.cli import loops_files
from wholeprint.errors import ValueRefusedError


def _given(**paths: Path) -> argparse.Namespace:
    none = dict.fromkeys(("diagram", "stock_flow", "animated", "csv"))
    return argparse.Namespace(**{**none, **paths}, overwrite=False)


def test_files_that_can_be_written_pass(tmp_path: Path) -> None:
    """A free name with the right suffix in a folder that is there; none at all, too."""
    loops_files.check(_given())
    loops_files.check(_given(diagram=tmp_path / "a.svg", animated=tmp_path / "a.html"))


@pytest.mark.parametrize(
    ("name", "file"),
    [("diagram", "a.txt"), ("animated", "a.svg"), ("csv", "none/a.csv"), ("stock_flow", "a.png")],
)
def test_others_are_refused_before_any_work(name: str, file: str, tmp_path: Path) -> None:
    """A wrong suffix, or a folder that is not there."""
    with pytest.raises(ValueRefusedError):
        loops_files.check(_given(**{name: tmp_path / file}))


def test_nothing_is_replaced_unasked(tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    file = tmp_path / "a.svg"
    file.write_text("mine", encoding="utf-8")

    with pytest.raises(ValueRefusedError):
        loops_files.check(_given(diagram=file))

    assert file.read_text(encoding="utf-8") == "mine"
