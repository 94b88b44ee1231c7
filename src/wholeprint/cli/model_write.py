"""``wholeprint simulate MODEL --write FILE``: a model as a file of ours or as XMILE."""

import argparse
import sys
from pathlib import Path

from wholeprint.errors import ValueRefusedError, unreadable

_OURS, _XMILE = (".yaml", ".yml"), (".xmile", ".xml")
_SCREEN = "-"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the argument.

    Args:
        parser: Takes it.
    """
    parser.add_argument(
        "--write",
        metavar="FILE",
        help="do not run the model, but write it: .yaml (our form) or .xmile; - shows it",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Write the model.

    Args:
        arguments: What was given.

    Returns:
        The exit status.

    Raises:
        ValueRefusedError: If the file's name will not do, or a file is there already.
    """
    target = Path(arguments.write)
    if arguments.write != _SCREEN:
        _refuse_unless_free(target, overwrite=arguments.overwrite)
    from wholeprint.engine.files import library, text_of  # noqa: PLC0415 - loads parsers
    from wholeprint.engine.flat_files import model_of  # noqa: PLC0415 - as above

    if target.suffix.lower() in _XMILE:
        from wholeprint.systems.xmile.write import write_xmile  # noqa: PLC0415 - for XMILE only

        text = write_xmile(model_of(arguments.model))
    elif arguments.model in library():
        text = text_of(arguments.model)  # with the layout and remarks of who wrote it
    else:
        from wholeprint.systems.text.write import write_model  # noqa: PLC0415 - for our form only

        text = write_model(model_of(arguments.model))
    if arguments.write == _SCREEN:
        sys.stdout.write(text)
        return 0
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise ValueRefusedError(f"{target} cannot be written: {unreadable(wrong)}") from wrong
    sys.stderr.write(f"written: {target}\n")
    return 0


def _refuse_unless_free(target: Path, *, overwrite: bool) -> None:
    if target.suffix.lower() not in (*_OURS, *_XMILE):
        raise ValueRefusedError(
            "a model is written as .yaml or .xmile", seen=target.name, fix="Name the file so"
        )
    if target.exists() and not overwrite:
        raise ValueRefusedError(
            "a file of that name is there already",
            seen=str(target),
            fix="Choose another name, or allow it to be replaced with --overwrite",
        )
