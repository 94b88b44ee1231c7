"""``wholeprint grid zones``: its arguments. What it does is tested with the verb as a whole."""

import argparse
from typing import Any

import pytest

from wholeprint.cli import grid_zones


def test_its_examples_are_understood() -> None:
    """Every example in its help is one that its parser takes."""
    parser = argparse.ArgumentParser(exit_on_error=False)
    grid_zones.configure(parser)

    for example in grid_zones.EXAMPLES:
        words = example.split()
        assert words[:3] == ["wholeprint", "grid", grid_zones.NAME]
        parser.parse_args(words[3:])


@pytest.mark.parametrize("text", ["Namibia", "NA", "world", "EU27", "EC1A 1BB", "eu-west-1"])
@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_one_zone_alone_has_a_page(
    call: Any, monkeypatch: pytest.MonkeyPatch, text: str, columns: str
) -> None:
    """A list in which a whole column stays empty, such as of a country alone, is laid out too."""
    monkeypatch.setenv("COLUMNS", columns)

    answer = call("grid", "zones", text)

    assert (answer.status, answer.err) == (0, "")
