"""The files that ``wholeprint loops`` writes."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

import pytest

from wholeprint.cli.loops_files import add, check
from wholeprint.errors import ValueRefusedError


def _given(*words: str) -> Namespace:
    parser = ArgumentParser()
    parser.add_argument("--overwrite", action="store_true")
    add(parser)
    return parser.parse_args(words)


def test_files_that_can_be_written_pass(tmp_path: Path) -> None:
    """None at all, or some with the right suffix in a folder that is there."""
    check(_given())
    check(_given("--diagram", str(tmp_path / "a.svg"), "--animated", str(tmp_path / "a.HTML")))


def test_files_that_cannot_be_written_are_refused_before_any_work(tmp_path: Path) -> None:
    """Suffix, folder, a file that is there."""
    there = tmp_path / "a.csv"
    there.touch()

    with pytest.raises(ValueRefusedError, match=r"ends with \.svg"):
        check(_given("--diagram", str(tmp_path / "a.png")))
    with pytest.raises(ValueRefusedError, match="folder is not there"):
        check(_given("--stock-flow", str(tmp_path / "none" / "a.svg")))
    with pytest.raises(ValueRefusedError, match="there already"):
        check(_given("--csv", str(there)))
    check(_given("--csv", str(there), "--overwrite"))
