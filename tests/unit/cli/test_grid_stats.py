"""``wholeprint grid stats``: its arguments. What it does is tested with the verb as a whole."""

import argparse
from pathlib import Path

import pytest

from wholeprint.cli import grid_options, grid_stats
from wholeprint.cli.main import main


def test_its_examples_are_understood() -> None:
    """Every example in its help is one that its parser takes."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    grid_stats.configure(parser)

    for example in grid_stats.EXAMPLES:
        words = example.split()
        assert words[:3] == ["wholeprint", "grid", grid_stats.NAME]
        parser.parse_args(words[3:])


def test_nothing_is_taken_as_stated_of_a_file() -> None:
    """Left out, the signal is not stated: of a zone it is direct, of a file it is in a note."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    grid_stats.configure(parser)

    told = parser.parse_args(["--series", "own.csv"])
    assert (told.signal, told.flow) == (None, None)
    assert grid_options.wish(told).scope.value == "direct"


def test_a_file_gets_no_identity_on_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its heading says that it is as it was given; what is stated in full is spelled out."""
    file = tmp_path / "own.csv"
    file.write_text("start,value\n2026-01-01T00Z,100\n2026-01-01T01Z,200\n", encoding="utf-8")

    assert main(["grid", "stats", "--series", f"t={file}"]) == 0
    assert "as you gave it" in capsys.readouterr().out
    told = ["--signal", "direct", "--flow", "production"]
    assert main(["grid", "stats", "--series", f"t={file}", *told]) == 0
    assert "average, direct, production" in capsys.readouterr().out
