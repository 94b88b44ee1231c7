"""The one quiet line that ``wholeprint run`` shows while a command runs."""

import os
import select
import sys
import termios
import time
from typing import Protocol, TextIO

from wholeprint.tracking.session import Session

PERIOD_SECONDS = 60.0
"""Time between two lines where the error stream is no terminal [s]."""

_LEAST_ROWS, _LEAST_COLUMNS = 6, 20
"""The smallest window that can spare a row."""

# ECMA-48, and DEC's extensions to it that every terminal emulator knows.
_SAVE, _RESTORE = "\x1b7", "\x1b8"  # cursor and looks
_PLAIN, _DIM = "\x1b[0m", "\x1b[2m"
_WHOLE = f"{_SAVE}\x1b[r{_RESTORE}"  # scroll the whole window; alone it would move the cursor
_ROW_BELOW = "\x1bD\x1b[A"  # a step down, which scrolls on the last row, and back up
_ERASE_BELOW = f"{_SAVE}{_PLAIN}\x1b[B\r\x1b[J{_RESTORE}"


class Phrase(Protocol):
    """Puts the state of a measurement into words."""

    def __call__(self, session: Session, /) -> str:
        """Return one line without a line feed."""
        ...


class BottomLine:
    """Keeps the last row of a terminal for the line, and lets the command scroll above it.

    The scrolling region of the terminal (DECSTBM, which package managers use for their progress
    bars) leaves the command's own output untouched. The row is given back while the terminal is
    not ours to write on: while a program has it in raw mode (editors, pagers, prompts with
    history), while we are in the background, or where the window is too low to give a row away.
    """

    def __init__(self, stream: TextIO, phrase: Phrase, *, dim: bool = True) -> None:
        self._stream = stream
        self._phrase = phrase
        self._looks = _PLAIN + _DIM if dim else _PLAIN
        self._size: os.terminal_size | None = None

    def update(self, session: Session) -> None:
        """Draw the line.

        Args:
            session: The measurement.
        """
        size = _window(self._stream)
        if size is None or not _is_ours(self._stream):
            self.close()
            return
        if not _takes_more(self._stream):
            return  # held by Ctrl-S: to wait for it would keep us from the command
        text = _one_line(self._phrase(session))[: size.columns - 1]
        parts: list[str] = []
        if size != self._size:
            parts += (_WHOLE, _ROW_BELOW)
            if self._size is not None:
                # Where a new size left the old line nobody says, but it is below the cursor.
                parts.append(_ERASE_BELOW)
        # Each time anew: the command may have reset the terminal meanwhile.
        parts.append(f"{_SAVE}\x1b[1;{size.lines - 1}r\x1b[{size.lines};1H")
        parts.append(f"{self._looks}{text}{_PLAIN}\x1b[K{_RESTORE}")
        self._size = size
        self._write("".join(parts))

    def close(self) -> None:
        """Give the row back."""
        size, self._size = self._size, None
        if size is None:
            return
        if _window(self._stream) == size:
            last_row = f"{_SAVE}\x1b[{size.lines};1H{_PLAIN}\x1b[2K{_RESTORE}"
            self._write(_WHOLE + last_row)
        else:
            self._write(_WHOLE + _ROW_BELOW + _ERASE_BELOW)

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except (OSError, ValueError):
            self._size = None  # the terminal has gone: there is nothing to give back


class PlainLines:
    """Says the line now and then, for logs."""

    def __init__(self, stream: TextIO, phrase: Phrase, period_seconds: float) -> None:
        self._stream = stream
        self._phrase = phrase
        self._period_seconds = period_seconds
        self._next = time.monotonic() + period_seconds

    def update(self, session: Session) -> None:
        """Say the line if it is time.

        Args:
            session: The measurement.
        """
        now = time.monotonic()
        if now < self._next or not _takes_more(self._stream):
            return
        # From now on: after a long stop the lines that were missed are not made up for.
        self._next = now + self._period_seconds
        try:
            self._stream.write(f"wholeprint: {_one_line(self._phrase(session))}\n")
            self._stream.flush()
        except (OSError, ValueError):
            self._next = float("inf")  # nobody reads any more

    def close(self) -> None:
        """Leave nothing behind."""


class TerminalLine:
    """Shows the line on a terminal, in the way that this terminal can.

    What it can is asked of Rich, which is loaded a second after the command has begun.
    """

    def __init__(self, stream: TextIO, phrase: Phrase, period_seconds: float) -> None:
        self._stream = stream
        self._phrase = phrase
        self._plain = PlainLines(stream, phrase, period_seconds)
        self._chosen: BottomLine | PlainLines | None = None

    def update(self, session: Session) -> None:
        """Show the line.

        Args:
            session: The measurement.
        """
        if self._chosen is None:
            self._chosen = self._choice()
        self._chosen.update(session)

    def _choice(self) -> BottomLine | PlainLines:
        from rich.console import Console  # noqa: PLC0415 - not before the command has begun

        # Rich reads TERM and NO_COLOR itself: the line obeys them in the way that the pages do.
        probe = Console(file=self._stream)
        if probe.is_dumb_terminal:
            return self._plain
        return BottomLine(self._stream, self._phrase, dim=not probe.no_color)

    def close(self) -> None:
        """Leave the terminal as it was found."""
        if self._chosen is not None:
            self._chosen.close()


def choose(phrase: Phrase, *, stream: TextIO | None = None) -> TerminalLine | PlainLines | None:
    """Choose how to show the line where we are.

    Args:
        phrase: Puts the state into words.
        stream: Where to show it; None is the error stream.

    Returns:
        The bottom row of a terminal, or plain lines; None where there is no error stream.
    """
    out = stream or sys.stderr
    if out is None:  # closed by who started us
        return None
    if _is_terminal(out):
        return TerminalLine(out, phrase, PERIOD_SECONDS)
    return PlainLines(out, phrase, PERIOD_SECONDS)


def begin_line(stream: TextIO) -> None:
    """Go to the beginning of a line, where the command has left one unfinished on a terminal.

    As many spaces as fill a line stay on an empty one and run over from any other, as in the
    prompt of zsh. A pipe or a file is left as it is: there the command's bytes are its own.

    Args:
        stream: Where more is to be written.
    """
    from rich.console import Console  # noqa: PLC0415 - the page that follows needs it too

    if not _is_terminal(stream) or Console(file=stream).is_dumb_terminal:
        return
    columns = os.get_terminal_size(stream.fileno()).columns
    stream.write(" " * columns + "\r\x1b[K")


def _one_line(text: str) -> str:
    # A message may hold anything, such as the escape codes of a terminal.
    return "".join(char if char.isprintable() else " " for char in text)


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty() and os.get_terminal_size(stream.fileno()).lines > 0
    except (OSError, ValueError):
        return False


def _window(stream: TextIO) -> os.terminal_size | None:
    """Return the size of a terminal, None where it has no row to spare.

    Args:
        stream: The terminal itself: standard output may well be a pipe.
    """
    try:
        size = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return None
    return size if size.lines >= _LEAST_ROWS and size.columns >= _LEAST_COLUMNS else None


def _is_ours(stream: TextIO) -> bool:
    """Return whether lines scroll by on a terminal, and ours may be among them.

    Args:
        stream: The terminal.
    """
    try:
        local_modes = termios.tcgetattr(stream.fileno())[3]
    except (OSError, ValueError, termios.error):
        return False
    return bool(local_modes & termios.ICANON) and _is_in_foreground(stream)


def _is_in_foreground(stream: TextIO) -> bool:
    try:
        return os.tcgetpgrp(stream.fileno()) == os.getpgrp()
    except OSError:
        return True  # not the terminal that controls us: it has no foreground for us


def _takes_more(stream: TextIO) -> bool:
    """Return whether a line can be written without waiting.

    Args:
        stream: Where to.
    """
    try:
        return bool(select.select([], [stream.fileno()], [], 0.0)[1])
    except (OSError, ValueError):
        return True  # no file behind it, or a closed one: writing says what is wrong
