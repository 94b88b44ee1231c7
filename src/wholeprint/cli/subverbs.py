"""Verbs inside a verb: ``wholeprint grid now``."""

import argparse
from collections.abc import Sequence

from wholeprint.cli.verb import Verb


def add(parser: argparse.ArgumentParser, subverbs: Sequence[Verb]) -> None:
    """Give a verb its inner verbs.

    Args:
        parser: The verb's.
        subverbs: The inner verbs, in the order in which help names them.
    """
    table = parser.add_subparsers(
        title="verbs", dest="subverb", metavar="VERB", required=True, help="what to do"
    )
    for subverb in subverbs:
        child = table.add_parser(
            subverb.NAME,
            help=subverb.SUMMARY,
            description=f"{subverb.SUMMARY[:1].upper()}{subverb.SUMMARY[1:]}.",
            epilog="\n".join(["examples:", *(f"  {example}" for example in subverb.EXAMPLES)]),
            formatter_class=parser.formatter_class,
            allow_abbrev=False,
        )
        subverb.configure(child)
        child.set_defaults(execute=subverb.execute)
