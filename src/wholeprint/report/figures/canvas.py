"""An empty figure and the way to a file; Matplotlib is loaded here and nowhere else."""

from importlib import import_module
from pathlib import Path
from typing import Any

from wholeprint.errors import MissingExtraError, ValueRefusedError

SUFFIXES = (".svg", ".pdf", ".png")

INK, QUIET, BLUE, ORANGE = "#222222", "#888888", "#0072b2", "#d55e00"
"""Colours that stay apart for the colour-blind. Source: Okabe and Ito, Color Universal Design."""

_RULES = {"svg.fonttype": "none", "svg.hashsalt": "wholeprint"}


def check_path(path: Path) -> None:
    """Refuse a file that could not be drawn, before any work is done for it.

    Args:
        path: The file.

    Raises:
        ValueRefusedError: If its name has no suffix that is known, or its folder is not there.
        MissingExtraError: If Matplotlib is not installed.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ValueRefusedError(
            "a figure's file name says its kind",
            seen=path.name,
            fix=f"End it with one of {', '.join(SUFFIXES)}",
        )
    if not path.absolute().parent.is_dir():
        raise ValueRefusedError(
            "the folder of the figure is not there", seen=str(path.absolute().parent)
        )
    _matplotlib()


def check_free(path: Path, *, overwrite: bool) -> None:
    """Refuse to replace a file unasked.

    Args:
        path: The file.
        overwrite: Whether a file that is there may be replaced.

    Raises:
        ValueRefusedError: If a file is there and may not be replaced.
    """
    if path.exists() and not overwrite:
        raise ValueRefusedError(
            "a file of that name is there already",
            seen=str(path),
            fix="Choose another name, or allow it to be replaced with --overwrite",
        )


def new_figure(size_inches: tuple[float, float]) -> Any:  # noqa: ANN401 - Matplotlib's types are loaded with it
    """Return an empty figure.

    Args:
        size_inches: How wide and how high it is [in].

    Returns:
        A Matplotlib figure that belongs to no window.

    Raises:
        MissingExtraError: If Matplotlib is not installed.
    """
    _matplotlib()
    return import_module("matplotlib.figure").Figure(figsize=size_inches, layout="constrained")


def quiet(axes: Any) -> None:  # noqa: ANN401 - as above
    """Take away what says nothing: the frame above and at the right, and all loud ink.

    Args:
        axes: The axes.
    """
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("bottom", "left"):
        axes.spines[side].set_color(QUIET)
    axes.tick_params(color=QUIET, labelcolor=INK, labelsize=8)
    axes.yaxis.label.set(color=INK, fontsize=9)


def save(figure: Any, path: Path) -> None:  # noqa: ANN401 - as above
    """Write a figure; the same figure gives the same bytes.

    Args:
        figure: The figure.
        path: The file; its suffix says of which kind.

    Raises:
        ValueRefusedError: If the file cannot be written.
    """
    plain: dict[str, str | None] = {".svg": "Date", ".pdf": "CreationDate"}
    key = plain.get(path.suffix.lower())
    library = _matplotlib()
    try:
        with library.rc_context(_RULES):
            figure.savefig(path, dpi=160, metadata=None if key is None else {key: None})
    except OSError as error:
        raise ValueRefusedError("the figure cannot be written", seen=str(error)) from error


def _matplotlib() -> Any:  # noqa: ANN401 - as above
    try:
        return import_module("matplotlib")
    except ImportError as error:
        raise MissingExtraError(
            "figures are drawn with Matplotlib, which is not installed",
            fix="Install it: pip install 'wholeprint[figures]'",
        ) from error
