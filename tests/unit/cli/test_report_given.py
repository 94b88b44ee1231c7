"""Arguments of a report that would be passed over."""

import argparse

import pytest

from wholeprint.cli import report, report_given
from wholeprint.errors import ValueRefusedError


def _given(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    report.configure(parser)
    return parser.parse_args(words)


@pytest.mark.parametrize(
    ("words", "fix"),
    [
        (("--format", "sci", "--source", "us"), "--off-grid"),
        (("--format", "sci", "--baseline-count", "3"), "--baseline"),
        (("--format", "sci", "--stage", "operation"), "--ai"),
        (("--format", "sci", "--strategy", "s"), "--ai"),
        (("--format", "sci", "--product", "p"), "--output FILE.yaml"),
        (("--format", "ghg", "--per", "run=1"), "--format sci or swi"),
        (("--holder", "cloud"), "--format ghg"),
    ],
)
def test_what_would_be_passed_over_is_refused(words: tuple[str, ...], fix: str) -> None:
    """An argument of another form, or that lacks the one it belongs to, is an error."""
    with pytest.raises(ValueRefusedError, match=fix):
        report_given.refuse_unused(_given(*words))


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--format", "card", "--training-type", "fine-tuning", "--bibliography", "a.bib"),
        ("--format", "sci", "--per", "run=1", "--off-grid", "45gCO2e/kWh", "--source", "us"),
        ("--format", "sci", "--product", "p", "--output", "a.yaml"),
        ("--format", "ghg", "--holder", "cloud", "--contract", "5gCO2e/kWh"),
        ("--format", "swi", "--per", "run=1", "--embodied-water", "a:1L:1year:1/1"),
    ],
)
def test_what_belongs_together_passes(words: tuple[str, ...]) -> None:
    """Each form takes its own arguments."""
    report_given.refuse_unused(_given(*words))
