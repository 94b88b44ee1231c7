"""Arguments that say where a report is written, and by whom; and the writing."""

import argparse
from pathlib import Path

from wholeprint.errors import ValueRefusedError, unreadable


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "--output",
        metavar="FILE",
        type=Path,
        help="write it to a file; a score to FILE.yaml becomes a reporting file",
    )
    parser.add_argument(
        "--bibliography", metavar="FILE", type=Path, help="write the BibTeX of the sources there"
    )
    group = parser.add_argument_group("of scopes (--format ghg)")
    group.add_argument(
        "--holder",
        choices=("own", "colocation", "cloud"),
        default="own",
        help="whose inventory: hardware and building are theirs, the hardware, or neither "
        "(default: own)",
    )
    group.add_argument(
        "--contract",
        metavar="I",
        help="what a kWh carries by contract: 12gCO2e/kWh; beside the grid's, never in its place",
    )
    card = parser.add_argument_group("of a model card (--format card)")
    card.add_argument(
        "--training-type",
        choices=("pre-training", "fine-tuning"),
        help="what the runs were; left out where nobody says",
    )
    who = parser.add_argument_group("of a reporting file (--output FILE.yaml)")
    for name, said in (
        ("product", "name of the product"),
        ("release", "its version"),
        ("contact", "who answers for the report"),
        ("email", "where to reach them"),
    ):
        who.add_argument(f"--{name}", metavar="TEXT", default="", help=said)
    who.add_argument("--organization", metavar="TEXT", help="for whom")
    who.add_argument("--guid", metavar="GUID", help="name of the product for machines")


def is_yaml(path: Path | None) -> bool:
    """Return whether a file is to be a reporting file.

    Args:
        path: The file, or None.
    """
    return path is not None and path.suffix.casefold() in {".yaml", ".yml"}


def write(path: Path, text: str) -> None:
    """Write a text to a file.

    Args:
        path: The file.
        text: The text.

    Raises:
        ValueRefusedError: If it cannot be written.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ValueRefusedError(
            "the report cannot be written there", seen=f"{path}: {unreadable(error)}"
        ) from error
