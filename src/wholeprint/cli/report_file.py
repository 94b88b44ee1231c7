"""Arguments that say where a report is written, and by whom; and the writing."""

import argparse
import sys
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
    parser.add_argument("--overwrite", action="store_true", help="replace files that are there")
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


def check(arguments: argparse.Namespace) -> None:
    """Refuse what would replace a file unasked, before anything is worked out.

    Args:
        arguments: What was given.

    Raises:
        ValueRefusedError: If a file is there already, or both texts would go to one.
    """
    paths = [each for each in (arguments.output, arguments.bibliography) if each is not None]
    if len(paths) > 1 and paths[0].absolute() == paths[1].absolute():
        raise ValueRefusedError(
            "the report and its bibliography cannot be one file", seen=str(paths[0])
        )
    if arguments.overwrite and not paths:
        raise ValueRefusedError(
            "nothing would be done with this argument",
            seen="--overwrite",
            fix="Leave it out, or add --output FILE",
        )
    for path in paths:
        # A pipe or a device holds nothing that could be lost.
        if path.is_file() and not arguments.overwrite:
            raise ValueRefusedError(
                "a file of that name is there already",
                seen=str(path),
                fix="Choose another name, or allow it to be replaced with --overwrite",
            )


def write(path: Path, text: str) -> None:
    """Write a text to a file, and say so beside what is printed.

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
    sys.stderr.write(f"written: {path}\n")
