"""Arguments that pick runs."""

import argparse

from wholeprint.cli import picking
from wholeprint.ledger.store import RunFilter


def test_nothing_given_is_every_counted_run() -> None:
    """Without arguments the filter is the ledger's own."""
    parser = argparse.ArgumentParser()
    picking.configure(parser)

    assert picking.wanted(parser.parse_args([])) == RunFilter()


def test_each_argument_reaches_the_filter() -> None:
    """What is given is what is asked of the ledger."""
    parser = argparse.ArgumentParser()
    picking.configure(parser)
    words = "--project p --model m --phase f --status done --since 1970-01-01T00:00Z --all"

    wanted = picking.wanted(parser.parse_args(words.split()))

    assert wanted == RunFilter(
        project="p", model="m", phase="f", status="done", since_unix_ns=0, include_nested=True
    )
