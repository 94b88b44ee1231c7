"""``wholeprint published``: footprints that others have published, computed again."""

import argparse

from wholeprint.cli import published_list, published_rebuild, published_show, subverbs

NAME = "published"
SUMMARY = "look up published footprints, and compute them again from what they print"
EXAMPLES = (
    "wholeprint published list",
    "wholeprint published show patterson-2021-nas",
    "wholeprint published rebuild --all",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the inner verbs.

    Args:
        parser: The verb's parser.
    """
    subverbs.add(parser, (published_list, published_show, published_rebuild))


def execute(arguments: argparse.Namespace) -> int:
    """Do nothing: an inner verb is always named.

    Args:
        arguments: What was given.

    Returns:
        The exit status of wrong use.
    """
    del arguments
    return 2
