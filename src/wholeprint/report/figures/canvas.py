"""An empty figure and the way to a file; Matplotlib is loaded here and nowhere else."""

import io
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

from wholeprint.errors import MissingExtraError, ValueRefusedError

SUFFIXES = (".svg", ".pdf", ".png")

INK, QUIET, BLUE, ORANGE = "#222222", "#888888", "#0072b2", "#d55e00"
"""Colours that stay apart for the colour-blind. Source: Okabe and Ito, Color Universal Design."""

_RULES = {"svg.fonttype": "none", "svg.hashsalt": "wholeprint"}


_DARK = (
    "@media (prefers-color-scheme:dark){"
    'path[style*="fill: #ffffff"]{fill:#16191d!important}'
    f'text:not([style*="fill:"]),text[style*="fill: {INK}"],text[style*="fill: #000000"]'
    "{fill:#e9e9e9!important}"
    f'[style*="stroke: {INK}"],[style*="stroke: #000000"]{{stroke:#e9e9e9!important}}'
    "}"
)
"""Paper and ink of an SVG where the surroundings are dark, as in `systems.diagram.style`."""


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
    kind = path.suffix.lower()
    key = plain.get(kind)
    library = _matplotlib()
    drawn = io.BytesIO()
    with library.rc_context(_RULES):
        figure.savefig(
            drawn, format=kind[1:], dpi=160, metadata=None if key is None else {key: None}
        )
    try:
        path.write_bytes(_told(figure, drawn.getvalue()) if kind == ".svg" else drawn.getvalue())
    except OSError as error:
        raise ValueRefusedError("the figure cannot be written", seen=str(error)) from error


def _told(figure: Any, drawn: bytes) -> bytes:  # noqa: ANN401 - as above
    """Return an SVG with a title, a description, and rules for dark surroundings."""
    told: list[str] = []
    titles: list[str] = [figure.get_suptitle()]
    for axes in figure.axes:
        titles += [axes.get_title(loc=where) for where in ("left", "center", "right")]
        scales = [axes.get_ylabel(), axes.get_xlabel()]
        keys = axes.get_legend_handles_labels()[1]
        told += [" over ".join(each for each in scales if each), ", ".join(dict.fromkeys(keys))]
    title = next((each for each in titles if each), "A figure")
    words = ". ".join(each.replace("\n", " ") for each in (*titles, *told) if each)
    opened = (
        f"<title>{escape(title.replace(chr(10), ' '))}</title>\n <desc>{escape(words)}</desc>\n "
        f"<style>{_DARK}</style>\n <metadata>"
    )
    return drawn.replace(b"<metadata>", opened.encode(), 1)


def _matplotlib() -> Any:  # noqa: ANN401 - as above
    try:
        return import_module("matplotlib")
    except ImportError as error:
        raise MissingExtraError(
            "figures are drawn with Matplotlib, which is not installed",
            fix="Install it: pip install 'wholeprint[figures]'",
        ) from error
