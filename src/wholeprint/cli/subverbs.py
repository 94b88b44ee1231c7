"""Verbs inside a verb: ``wholeprint grid now``."""

import argparse
from collections.abc import Sequence
from typing import Protocol


class Subverb(Protocol):
    """What a module must hold to be a verb inside another."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """What is typed, behind the verb that it belongs to."""
        ...

    @property
    def SUMMARY(self) -> str:  # noqa: N802 - a constant of the module
        """What it does, in one line."""
        ...

    @property
    def EXAMPLES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """How it is called."""
        ...

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add its arguments.

        Args:
            parser: Takes them.
        """
        ...

    def execute(self, arguments: argparse.Namespace) -> int:
        """Do what it says.

        Args:
            arguments: What was given.

        Returns:
            The exit status.
        """
        ...


def add(parser: argparse.ArgumentParser, subverbs: Sequence[Subverb]) -> None:
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
