"""``wholeprint grid stats``: its arguments. What it does is tested with the verb as a whole."""

import argparse

from wholeprint.cli import grid_options, grid_stats


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
