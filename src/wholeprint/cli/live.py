"""The one quiet line that ``wholeprint run`` shows while a command runs."""

import os
import shutil
import sys
import time
from typing import Protocol, TextIO

from wholeprint.tracking.session import Session

PERIOD_SECONDS = 60.0
"""Time between two lines where the error stream is no terminal [s]."""


class Phrase(Protocol):
    """Puts the state of a measurement into words."""

    def __call__(self, session: Session) -> str:
        """Return one line without a line feed."""
        ...


class BottomLine:
    """Keeps the last row of a terminal for the line, and lets the command scroll above it.

    The scrolling region of the terminal (DECSTBM, ECMA-48's private extension that every terminal
    emulator knows, and that package managers use for their progress bars) leaves the command's own
    output untouched. Nothing is shown where the window is too low to give a row away.
    """

    def __init__(self, stream: TextIO, phrase: Phrase) -> None:
        self._stream = stream
        self._phrase = phrase
        self._rows = 0

    def update(self, session: Session) -> None:
        """Draw the line.

        Args:
            session: The measurement.
        """
        columns, rows = shutil.get_terminal_size()
        if rows < 6 or columns < 20:  # noqa: PLR2004 - a row less would be missed
            self.close()
            return
        text = self._phrase(session)[: columns - 1]
        parts: list[str] = []
        if rows != self._rows:
            # Make room below the cursor, then confine scrolling to the rows above the last.
            parts.append(f"\n\x1b7\x1b[1;{rows - 1}r\x1b8\x1b[1A")
            self._rows = rows
        parts.append(f"\x1b7\x1b[{rows};1H\x1b[2K\x1b[2m{text}\x1b[22m\x1b8")
        self._write("".join(parts))

    def close(self) -> None:
        """Give the row back."""
        if self._rows:
            self._write(f"\x1b7\x1b[{self._rows};1H\x1b[2K\x1b[1;{self._rows}r\x1b8")
            self._rows = 0

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            self._rows = 0  # the terminal has gone: there is nothing to give back


class PlainLines:
    """Says the line now and then, for logs."""

    def __init__(self, stream: TextIO, phrase: Phrase, period_seconds: float) -> None:
        self._stream = stream
        self._phrase = phrase
        self._period = period_seconds
        self._next = time.monotonic() + period_seconds

    def update(self, session: Session) -> None:
        """Say the line if it is time.

        Args:
            session: The measurement.
        """
        if time.monotonic() < self._next:
            return
        self._next += self._period
        try:
            self._stream.write(f"wholeprint: {self._phrase(session)}\n")
            self._stream.flush()
        except (OSError, ValueError):
            self._next = float("inf")  # nobody reads any more

    def close(self) -> None:
        """Leave nothing behind."""


def choose(phrase: Phrase, *, stream: TextIO | None = None) -> BottomLine | PlainLines:
    """Choose how to show the line where we are.

    Args:
        phrase: Puts the state into words.
        stream: Where to show it; None is the error stream.

    Returns:
        The bottom row of a terminal, or plain lines.
    """
    out = stream or sys.stderr
    if _is_terminal(out):
        return BottomLine(out, phrase)
    return PlainLines(out, phrase, PERIOD_SECONDS)


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty() and os.get_terminal_size(stream.fileno()).lines > 0
    except (OSError, ValueError):
        return False
