"""Verbs inside a verb."""

import argparse

import pytest

from wholeprint.cli import grid_now, grid_zones, subverbs


def test_each_inner_verb_has_its_own_arguments_and_work() -> None:
    """The inner verb that was typed takes the arguments, and is the one that is executed."""
    parser = argparse.ArgumentParser(prog="wholeprint grid")
    subverbs.add(parser, (grid_now, grid_zones))

    found = parser.parse_args(["zones", "--cloud", "gcp"])

    assert found.execute is grid_zones.execute
    assert found.cloud == "gcp"


def test_an_inner_verb_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    """The verb alone is refused."""
    parser = argparse.ArgumentParser(prog="wholeprint grid")
    subverbs.add(parser, (grid_now,))

    with pytest.raises(SystemExit):
        parser.parse_args([])
    assert "VERB" in capsys.readouterr().err
