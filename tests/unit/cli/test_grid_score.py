"""``wholeprint grid score``: its arguments. What it does is tested with the verb as a whole."""

import argparse

from wholeprint.cli import grid_score


def test_its_examples_are_understood() -> None:
    """Every example in its help is one that its parser takes."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    grid_score.configure(parser)

    for example in grid_score.EXAMPLES:
        words = example.split()
        assert words[:3] == ["wholeprint", "grid", grid_score.NAME]
        parser.parse_args(words[3:])
