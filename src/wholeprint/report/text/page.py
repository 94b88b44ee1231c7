"""A page of text: headings, lines, tables; colour on a terminal and none anywhere else."""

import io
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

NARROWEST, WIDEST, USUAL = 80, 120, 100
"""Columns of a page; where no terminal says how wide it is, the usual."""

_TIGHTEST = 50
"""Columns on a terminal that is narrower still."""

_HELD = "\ue000"
"""Stands for a space that must not become a line break: Rich would break at U+00A0."""

_ASCII = str.maketrans(
    {
        "\u2013": "-",
        "\u2212": "-",
        "\u00b7": "|",
        "\u00b5": "u",
        "\u00b3": "3",
        "\u2026": "...",
        "\u00b1": "+-",
        # What plots are drawn with: from least to most.
        **dict(zip("\u2591\u2592\u2593\u2588", ":-=#", strict=True)),
        **dict(zip("\u2581\u2582\u2583\u2584\u2585\u2586\u2587", "_.,-~=+", strict=True)),
        **dict(zip("\u2500\u251c\u2524\u2502", "-||!", strict=True)),
    }
)
"""What is written for a character that the stream cannot carry."""

Style = Literal["", "bold", "dim", "good", "warning", "bad"]

_STYLES: dict[str, str] = {
    "": "",
    "bold": "bold",
    "dim": "dim",
    "good": "green",
    "warning": "yellow",
    "bad": "red",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table.

    Attributes:
        text: What it says.
        style: How it looks where there is colour.
    """

    text: str
    style: Style = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        title: What stands above it.
        right: Whether its cells end at the same place, as numbers do.
        wraps: Whether long cells go on in the next line; numbers never do.
        least: Columns of text that it keeps on the narrowest page.
        shrinks: Whether its cells are cut where the page is too narrow; numbers never are.
        keeps_end: Whether the beginning is cut: the end of an address tells it from others.
    """

    title: str = ""
    right: bool = False
    wraps: bool = False
    least: int = 0
    shrinks: bool = False
    keeps_end: bool = False


NUMBER = Column(right=True)
WORDS = Column()
PROSE = Column(wraps=True)


class Page:
    """Collects text and lays it out.

    Args:
        width: Columns.
        colour: Whether it may hold the escape codes of a terminal.
    """

    def __init__(self, width: int = USUAL, *, colour: bool = False) -> None:
        self._buffer = io.StringIO()
        self._console = Console(
            file=self._buffer,
            width=width,
            force_terminal=colour,
            color_system="standard" if colour else None,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )
        self.width = width
        self.has_colour = colour
        self._begun = False

    def title(self, text: str, aside: str = "") -> None:
        """Say what the page is about.

        Args:
            text: In bold.
            aside: Behind it, quieter.
        """
        gap = "  " if aside else ""
        self._print(Text.assemble((_held(text), "bold"), gap, (_held(aside), "dim")))

    def heading(self, text: str, aside: str = "") -> None:
        """Begin a section, with an empty line above unless the page begins with it.

        Args:
            text: In bold.
            aside: Behind it, quieter.
        """
        if self._begun:
            self.blank()
        self.title(text, aside)

    def blank(self) -> None:
        """Leave a line empty."""
        self._console.print("")

    def line(self, text: str, style: Style = "", *, indent: int = 0) -> None:
        """Say something; it wraps between words.

        Args:
            text: What to say.
            style: How it looks where there is colour.
            indent: Columns left free before it.
        """
        self._print(Padding(Text(_held(text), _STYLES[style]), (0, 0, 0, indent)))

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str | Cell]],
        *,
        indent: int = 2,
    ) -> None:
        """Lay out a table; columns that would stay empty are left out.

        Args:
            columns: Its columns.
            rows: Its rows, each with a cell for every column.
            indent: Columns left free before it.
        """
        if not rows:
            return
        cells = [[_cell(cell) for cell in row] for row in rows]
        kept = [
            i for i in range(len(columns)) if columns[i].least or any(row[i].text for row in cells)
        ]
        table = Table(
            box=None,
            pad_edge=False,
            padding=(0, 2, 0, 0),
            show_header=any(columns[i].title for i in kept),
            header_style="dim",
        )
        widths = {
            i: max(
                columns[i].least,
                cell_len(columns[i].title),
                *(cell_len(row[i].text) for row in cells),
            )
            for i in kept
        }
        room = self.width - indent - sum(widths.values()) - 2 * len(kept)
        wrapped = _wrapped(columns, widths, room)
        for i in kept:
            column = columns[i]
            # Rich would cut every column alike: the one that may be cut gives all of the room.
            most = max(column.least, widths[i] + room) if column.shrinks and room < 0 else None
            most = wrapped.get(i, most)
            if most is not None and column.keeps_end:
                for row in cells:
                    row[i] = Cell(_end(row[i].text, most), row[i].style)
            table.add_column(
                _held(column.title),
                justify="right" if column.right else "left",
                no_wrap=not column.wraps,
                overflow="fold" if column.wraps else "ellipsis",
                min_width=column.least if column.wraps or column.shrinks else widths[i],
                max_width=most,
            )
        for row in cells:
            table.add_row(*(Text(_held(row[i].text), _STYLES[row[i].style]) for i in kept))
        self._print(Padding(table, (0, 0, 0, indent)))

    def text(self) -> str:
        """Return the page."""
        lines = self._buffer.getvalue().replace(_HELD, " ").split("\n")
        return "\n".join(line.rstrip(" ") for line in lines)

    def _print(self, what: Text | Padding) -> None:
        self._console.print(what)
        self._begun = True


def page_for(stream: TextIO) -> Page:
    """Return a page that suits where it will be shown.

    Args:
        stream: Where it will be shown.

    Returns:
        A coloured page as wide as the terminal, or a plain one where there is no terminal or
        ``NO_COLOR`` asks for it.
    """
    terminal = stream.isatty()
    columns = _columns(stream)
    width = min(max(columns, _TIGHTEST if terminal else NARROWEST), WIDEST)
    # Rich reads NO_COLOR and TERM itself: it is asked, so that both are read in one way.
    probe = Console(file=stream)
    colour = terminal and not probe.no_color and probe.color_system is not None
    return Page(width, colour=colour)


def _columns(stream: TextIO) -> int:
    # A terminal is asked itself: what is piped beside it says nothing about its width.
    try:
        if stream.isatty():
            return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return USUAL
    return shutil.get_terminal_size((USUAL, 24)).columns


def write(page: Page, stream: TextIO) -> None:
    """Show a page, in characters that the stream can carry.

    Args:
        page: The page.
        stream: Where to.
    """
    text = page.text()
    encoding = stream.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.translate(_ASCII).encode(encoding, "replace").decode(encoding)
    stream.write(text)


def _wrapped(columns: Sequence[Column], widths: dict[int, int], room: int) -> dict[int, int]:
    """Return how wide columns that wrap become where there is too little room for all.

    The widest gives first, and none less than it must keep: Rich would take from all alike, then
    widen again those that must keep more, and cut off what stands out of the page.
    """
    found = {i: widths[i] for i in widths if columns[i].wraps and columns[i].least}
    if room >= 0 or sum(found[i] - columns[i].least for i in found) < -room:
        return {}
    for _ in range(-room):
        widest = max((i for i in found if found[i] > columns[i].least), key=found.__getitem__)
        found[widest] -= 1
    return found


def _end(text: str, most: int) -> str:
    """Return the end of a text that is too long, behind an ellipsis."""
    if cell_len(text) <= most:
        return text
    while cell_len(text) > most - 1:
        text = text[1:]
    return f"\u2026{text}"


def _cell(cell: str | Cell) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(cell)


def _held(text: str) -> str:
    # A label may hold anything, such as the escape codes of a terminal.
    return "".join(
        _HELD if char == "\u00a0" else char if char.isprintable() else " " for char in text
    )
