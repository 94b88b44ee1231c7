"""Where a verb's figure goes."""

import argparse
from pathlib import Path

import pytest

from wholeprint.cli import figure
from wholeprint.errors import ValueRefusedError


def parsed(*words: str, kinds: tuple[str, ...] = ()) -> argparse.Namespace:
    parser = argparse.ArgumentParser(exit_on_error=False)
    figure.add(parser, kinds)
    return parser.parse_args(words)


def test_a_figure_there_is_kept_unless_told(tmp_path: Path) -> None:
    """A file is replaced only with the word for it; what is refused names that word."""
    pytest.importorskip("matplotlib", reason="the extra 'figures' is not installed")
    path = tmp_path / "a.svg"
    figure.check(parsed("--figure", str(path)))
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(ValueRefusedError, match="--overwrite"):
        figure.check(parsed("--figure", str(path)))

    figure.check(parsed("--figure", str(path), "--overwrite"))
    assert path.read_text(encoding="utf-8") == "mine"


def test_without_a_figure_nothing_is_checked_or_said(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever asks for no figure hears of none."""
    figure.check(parsed())
    figure.say_written(parsed())

    assert capsys.readouterr() == ("", "")


def test_what_was_written_is_said_beside_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    """The word goes to standard error, so that a document on standard output stays whole."""
    figure.say_written(parsed("--figure", "a.svg"))

    assert capsys.readouterr() == ("", "written: a.svg\n")


def test_kinds_are_there_where_there_are_some() -> None:
    """The first kind is the usual one."""
    assert parsed(kinds=("boxes", "months")).kind == "boxes"
    assert not hasattr(parsed(), "kind")
