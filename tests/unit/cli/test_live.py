"""The live line, on pseudo-terminals that are read back as a person would see them."""

import fcntl
import io
import os
import pty
import re
import select
import shutil
import signal
import struct
import sys
import termios
import time
import tty
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wholeprint.cli.live import BottomLine, PlainLines, TerminalLine, begin_line, choose
from wholeprint.settings import Settings
from wholeprint.tracking.session import Session

_TOKEN = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])|\x1b([78D])|([\r\n\x08])|([^\x1b])")


class Screen:
    """A terminal of which just what is needed was built: cells, cursor, scrolling region."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells = [[" "] * columns for _ in range(rows)]
        self.gone: list[str] = []
        self.strange: list[str] = []
        self.x = self.y = 0
        self.top, self.bottom = 0, rows - 1
        self._saved = (0, 0)

    def feed(self, text: str) -> None:
        """Show what was written."""
        for found in _TOKEN.finditer(text):
            numbers, letter, short, control, char = found.groups()
            if letter is not None:
                self._sequence([int(n) for n in numbers.split(";") if n], letter)
            elif short == "7":
                self._saved = (self.x, self.y)
            elif short == "8":
                self.x, self.y = self._saved
            elif short == "D" or control == "\n":
                self._down()
            elif control == "\r":
                self.x = 0
            elif char is not None and char.isprintable():
                self._put(char)

    def _put(self, char: str) -> None:
        if self.x == self.columns:
            self.x = 0
            self._down()
        self.cells[self.y][self.x] = char
        self.x += 1

    def _down(self) -> None:
        if self.y == self.bottom:
            self.gone.append("".join(self.cells.pop(self.top)).rstrip())
            self.cells.insert(self.bottom, [" "] * self.columns)
        elif self.y < self.rows - 1:
            self.y += 1

    def _sequence(self, numbers: list[int], letter: str) -> None:
        first = numbers[0] if numbers else 0
        if letter == "r":
            self.top, self.bottom = (first or 1) - 1, (numbers[1] if numbers[1:] else self.rows) - 1
            self.x = self.y = 0
        elif letter == "H":
            self.y, self.x = (first or 1) - 1, (numbers[1] if numbers[1:] else 1) - 1
        elif letter == "A":
            self.y = max(0, self.y - (first or 1))
        elif letter == "B":
            self.y = min(self.rows - 1, self.y + (first or 1))
        elif letter == "K":
            begin = 0 if first == 2 else self.x
            self.cells[self.y][begin:] = [" "] * (self.columns - begin)
        elif letter == "J":
            begin = 0 if first == 2 else self.y + 1
            if first == 0:
                self._sequence([], "K")
            for row in range(begin, self.rows):
                self.cells[row] = [" "] * self.columns
        elif letter not in "mhl":
            self.strange.append(f"{numbers}{letter}")

    @property
    def lines(self) -> list[str]:
        """The rows, from the top."""
        return ["".join(row).rstrip() for row in self.cells]

    @property
    def all_lines(self) -> list[str]:
        """What has scrolled away and what is there, as far as anything stands."""
        return [*self.gone, *("\n".join(self.lines).rstrip("\n").split("\n"))]


class Terminal:
    """A pseudo-terminal and what it shows."""

    def __init__(self, columns: int = 80, rows: int = 24) -> None:
        self.master, self._slave = pty.openpty()
        self.stream = os.fdopen(os.dup(self._slave), "w", encoding="utf-8")
        self.raw = ""
        self.resize(columns, rows)
        self.screen = Screen(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        _resize(self._slave, columns, rows)

    def command(self, text: str) -> None:
        """Write as the command does."""
        os.write(self._slave, text.encode())

    def read_by_key(self) -> None:
        """Read keys one by one, as an editor does."""
        tty.setcbreak(self._slave)

    def read_by_line(self) -> None:
        """Read lines, as after an editor's end."""
        modes = termios.tcgetattr(self._slave)
        modes[3] |= termios.ICANON | termios.ECHO
        termios.tcsetattr(self._slave, termios.TCSANOW, modes)

    def flow(self, action: int) -> None:
        """Hold or release the output, as Ctrl-S and Ctrl-Q do."""
        termios.tcflow(self._slave, action)

    def look(self) -> Screen:
        """Show all that was written until now."""
        os.write(self._slave, b"\x05")
        heard = b""
        while not heard.endswith(b"\x05"):
            heard += os.read(self.master, 65536)
        text = heard[:-1].decode()
        self.raw += text
        self.screen.feed(text)
        return self.screen

    def close(self) -> None:
        """Let go of it."""
        self.stream.close()
        os.close(self._slave)
        os.close(self.master)


def _resize(descriptor: int, columns: int, rows: int) -> None:
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    made = Terminal()
    yield made
    made.close()


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(Settings(ledger=tmp_path / "book.sqlite"), [])


def _phrase(_session: Session) -> str:
    return "0:00:01  120 W  33 J"


def test_line_stands_in_the_last_row_and_output_above(terminal: Terminal, session: Session) -> None:
    """The line takes the last row; more output than the window holds scrolls above it, whole."""
    line = BottomLine(terminal.stream, _phrase)
    terminal.command("".join(f"line {n}\n" for n in range(30)))
    line.update(session)
    terminal.command("".join(f"line {n}\n" for n in range(30, 60)))
    line.update(session)
    shown = terminal.look()

    assert shown.lines[-1] == _phrase(session)
    assert shown.all_lines[:-2] == [f"line {n}" for n in range(60)]
    assert (shown.x, shown.y) == (0, 22)

    line.close()
    shown = terminal.look()
    assert (shown.lines[-1], shown.x, shown.y) == ("", 0, 22)
    assert (shown.top, shown.bottom) == (0, 23)
    assert shown.all_lines == [f"line {n}" for n in range(60)]
    assert not shown.strange


def test_an_unfinished_line_goes_on_where_it_was(terminal: Terminal, session: Session) -> None:
    """A command that writes a line in pieces, even in the last row, finds its place again."""
    line = BottomLine(terminal.stream, _phrase)
    terminal.command("\n" * 23 + "begun ")
    line.update(session)
    terminal.command("and ")
    line.update(session)
    terminal.command("ended\n")
    line.close()
    shown = terminal.look()

    assert shown.all_lines[-1] == "begun and ended"
    assert (shown.x, shown.y) == (0, 23 - 1)


def test_a_cleared_screen_and_a_reset_terminal_get_the_line_back(
    terminal: Terminal, session: Session
) -> None:
    """After the command cleared everything, or freed the row, the next second draws it anew."""
    line = BottomLine(terminal.stream, _phrase)
    line.update(session)
    terminal.command("\x1b[H\x1b[2J\x1b[r\x1b[Hclean\n")
    line.update(session)
    shown = terminal.look()

    assert shown.lines[0] == "clean"
    assert shown.lines[-1] == _phrase(session)
    assert (shown.bottom, shown.y) == (22, 1)


def test_a_new_size_moves_the_line(terminal: Terminal, session: Session) -> None:
    """In a window that has grown the old line is erased, wherever it is, and the new one drawn."""
    line = BottomLine(terminal.stream, _phrase)
    terminal.command("one\n")
    line.update(session)
    terminal.look()
    grown = Screen(100, 30)
    grown.feed("".join(f"{text}\r\n" for text in terminal.screen.lines) + "\x1b[2;1H")
    assert _phrase(session) in grown.lines
    terminal.screen = grown
    terminal.resize(100, 30)
    line.update(session)
    terminal.command("two\n")
    shown = terminal.look()

    assert shown.lines == ["one", "two", *[""] * 27, _phrase(session)]
    line.close()
    assert terminal.look().all_lines == ["one", "two"]


def test_row_is_given_back_to_a_size_that_nobody_told(terminal: Terminal, session: Session) -> None:
    """If the window changed since the last second, closing erases the line and frees the window."""
    line = BottomLine(terminal.stream, _phrase)
    terminal.command("one\n")
    line.update(session)
    terminal.look()
    terminal.resize(80, 20)
    line.close()
    shown = terminal.look()

    assert shown.all_lines == ["one"]
    assert (shown.x, shown.y, shown.bottom) == (0, 1, 23)


@pytest.mark.parametrize(("columns", "rows"), [(80, 5), (19, 24)])
def test_nothing_in_a_small_window(
    terminal: Terminal, session: Session, columns: int, rows: int
) -> None:
    """A window without a row or a column to spare gets nothing, and a line there is taken away."""
    terminal.resize(columns, rows)
    line = BottomLine(terminal.stream, _phrase)
    line.update(session)
    line.close()
    terminal.look()

    assert not terminal.raw


def test_a_long_line_is_cut_and_cannot_command(terminal: Terminal, session: Session) -> None:
    """A message longer than the row, with escape codes in it, stays in its row as plain text."""
    line = BottomLine(terminal.stream, lambda _: "\x1b[2J\nlong " * 40)
    terminal.command("one\n")
    line.update(session)
    shown = terminal.look()

    assert "\x1b[2J" not in terminal.raw
    assert shown.lines[0] == "one"
    assert 70 < len(shown.lines[-1]) < 80


def test_a_program_with_the_whole_screen_has_it(terminal: Terminal, session: Session) -> None:
    """While a program reads keys one by one the row is its own; afterwards the line comes back."""
    line = BottomLine(terminal.stream, _phrase)
    line.update(session)
    terminal.read_by_key()
    line.update(session)
    shown = terminal.look()
    assert (shown.lines[-1], shown.bottom) == ("", 23)

    written = len(terminal.raw)
    line.update(session)
    terminal.look()
    assert len(terminal.raw) == written

    terminal.read_by_line()
    line.update(session)
    assert terminal.look().lines[-1] == _phrase(session)


def test_held_output_is_not_waited_for(terminal: Terminal, session: Session) -> None:
    """Ctrl-S holds the terminal; an update then returns at once, and draws when it is released."""
    line = BottomLine(terminal.stream, _phrase)
    terminal.flow(termios.TCOOFF)
    began = time.monotonic()
    line.update(session)
    taken = time.monotonic() - began
    terminal.flow(termios.TCOON)
    line.update(session)

    assert taken < 1.0  # a write would wait for ever
    assert terminal.look().lines[-1] == _phrase(session)


def test_a_terminal_that_has_gone_is_no_error(session: Session) -> None:
    """When the window was closed nothing is drawn, and nothing raises."""
    master, slave = pty.openpty()
    _resize(slave, 80, 24)
    stream = os.fdopen(slave, "w", encoding="utf-8")
    line = BottomLine(stream, _phrase)
    line.update(session)
    os.close(master)
    line.update(session)
    line.close()
    with pytest.raises(OSError, match="Input/output"):
        stream.close()  # it tries to write what we gave up


@pytest.mark.parametrize(
    ("name", "value", "seen"), [("TERM", "xterm", "\x1b[2m"), ("NO_COLOR", "1", "\x1b[0m")]
)
def test_looks_obey_no_color(
    terminal: Terminal,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    seen: str,
) -> None:
    """The line is dim, and with ``NO_COLOR`` as plain as the pages are."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(name, value)
    line = choose(_phrase, stream=terminal.stream)
    assert isinstance(line, TerminalLine)
    line.update(session)
    line.close()
    terminal.look()

    assert seen in terminal.raw
    assert ("\x1b[2m" in terminal.raw) == (name != "NO_COLOR")


def test_a_dumb_terminal_gets_plain_lines(
    terminal: Terminal, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``TERM=dumb`` means no escape code at all: a line now and then instead."""
    monkeypatch.setenv("TERM", "dumb")
    line = TerminalLine(terminal.stream, _phrase, 0.0)
    line.update(session)
    line.close()
    begin_line(terminal.stream)
    terminal.look()

    assert terminal.raw == f"wholeprint: {_phrase(session)}\r\n"


def test_plain_lines_keep_their_period(session: Session) -> None:
    """Nothing before the first period, one line each after it, and none made up after a stop."""
    out = io.StringIO()
    line = PlainLines(out, _phrase, 0.2)
    line.update(session)
    assert out.getvalue() == ""
    time.sleep(0.7)  # three periods
    line.update(session)
    line.update(session)
    line.close()

    assert out.getvalue() == f"wholeprint: {_phrase(session)}\n"


def test_plain_lines_do_not_wait_for_a_reader(session: Session) -> None:
    """A full pipe that nobody reads is passed over; a closed one silences the line."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with os.fdopen(writer, "w", encoding="utf-8") as stream:
        line = PlainLines(stream, _phrase, 0.0)
        while select.select([], [writer], [], 0.0)[1]:
            os.write(writer, b"x" * 4096)
        os.set_blocking(writer, True)
        line.update(session)  # would wait for ever
        os.close(reader)
        line.update(session)
        line.update(session)
        os.dup2(os.open(os.devnull, os.O_WRONLY), writer)


def test_no_error_stream_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that was started without an error stream has nowhere to show the line."""
    monkeypatch.setattr(sys, "stderr", None)

    assert choose(_phrase) is None


@pytest.mark.parametrize(("before", "row"), [("", 0), ("whole\n", 1), ("a", 1), ("x" * 80, 1)])
def test_what_follows_begins_a_line(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, before: str, row: int
) -> None:
    """The summary begins at a line's beginning, with no empty line before it if there it was."""
    monkeypatch.setenv("TERM", "xterm")
    terminal.command(before)
    begin_line(terminal.stream)
    terminal.stream.write("summary")
    terminal.stream.flush()
    shown = terminal.look()

    assert shown.lines[row] == "summary"
    assert shown.all_lines == [*([before.strip()] if row else []), "summary"]


Interactive = Callable[..., "Shell"]


class Shell:
    """A program on a controlling terminal, and what is typed there."""

    def __init__(
        self, arguments: list[str], environ: dict[str, str], columns: int, rows: int
    ) -> None:
        self._pid, self._master = pty.fork()
        if self._pid == 0:
            _resize(0, columns, rows)
            os.execvpe(arguments[0], arguments, environ)  # noqa: S606 - no shell is wanted
        self.screen = Screen(columns, rows)
        self.raw = ""

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._master, keys.encode())

    def until(self, there: Callable[[Screen], bool]) -> Screen:
        """Read on until the screen shows what is awaited."""
        deadline = time.monotonic() + 20
        while not there(self.screen):
            if time.monotonic() > deadline or not self._read():
                assert there(self.screen), "\n".join(self.screen.all_lines)
        return self.screen

    def end(self) -> int:
        """Read to the end and return the exit status."""
        while self._read():
            pass
        os.close(self._master)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])

    def _read(self) -> bool:
        if not select.select([self._master], [], [], 0.1)[0]:
            return True
        try:
            text = os.read(self._master, 65536).decode(errors="replace")
        except OSError:  # the other end has closed
            return False
        self.raw += text
        self.screen.feed(text)
        return True


@pytest.fixture
def interactive(tmp_path: Path) -> Interactive:
    """Start a program on an 80 x 24 terminal with a ledger of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("WHOLEPRINT_", "XDG_"))}
    kept.pop("NO_COLOR", None)
    environ = kept | {
        "HOME": str(tmp_path),
        "TERM": "xterm",
        "PS1": "$ ",
        "WHOLEPRINT_LEDGER": str(tmp_path / "book.sqlite"),
        "WHOLEPRINT_INTERVAL": "0.2",
    }

    def start(*arguments: str, columns: int = 80, rows: int = 24) -> Shell:
        return Shell(list(arguments), environ, columns, rows)

    return start


RUN = (sys.executable, "-m", "wholeprint", "run", "--")
LINES = "for i in $(seq 30); do echo line $i; sleep 0.07; done; printf last"


def _has_line(screen: Screen) -> bool:
    return re.match(r"0:00:\d\d  ~?\d+ W  .*CO2e  \[", screen.lines[-1]) is not None


def test_a_command_under_the_line(interactive: Interactive) -> None:
    """All of a command's lines stay in order, the line is seen, and the end is clean."""
    shell = interactive(*RUN, "sh", "-c", LINES, columns=100, rows=10)
    shell.until(_has_line)
    assert shell.end() == 0

    screen = shell.screen
    said = screen.all_lines
    assert said[:31] == [*(f"line {n}" for n in range(1, 31)), "last"]
    assert said[31].startswith("wholeprint: done after ")
    assert not any(each.startswith("0:00") for each in said)
    assert (screen.top, screen.bottom, screen.x, screen.strange) == (0, 9, 0, [])


def test_interrupt_gives_the_row_back(interactive: Interactive) -> None:
    """Ctrl-C ends the command and us as it would without us, with the terminal in order."""
    shell = interactive(*RUN, "sh", "-c", LINES + "; sleep 20")
    shell.until(_has_line)
    shell.type("\x03")

    assert shell.end() == -signal.SIGINT
    assert shell.screen.bottom == 23
    assert any(each.startswith("wholeprint: interrupted") for each in shell.screen.all_lines)
    assert not any(each.startswith("0:00") for each in shell.screen.all_lines)


def test_stop_and_continue(interactive: Interactive) -> None:
    """Ctrl-Z gives the row back before the shell returns; in the background it stays the shell's.

    After ``fg`` the line comes back.
    """
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("needs bash, for its job control")
    shell = interactive(bash, "--norc", "--noprofile", "--noediting", "-i", rows=12)
    shell.type(f"{' '.join(RUN)} sh -c 'sleep 60'\n")
    shell.until(_has_line)
    shell.type("\x1a")
    screen = shell.until(lambda s: any("Stopped" in each for each in s.lines))
    assert not any(each.startswith("0:00") for each in screen.lines)
    assert screen.bottom == 11

    shell.type("bg; sleep 1.5; echo qu''iet\n")
    screen = shell.until(lambda s: "quiet" in s.lines)
    assert not any(each.startswith("0:00") for each in screen.lines)
    shell.type("fg\n")
    shell.until(_has_line)
    shell.type("\x03")
    screen = shell.until(lambda s: any("interrupted" in each for each in s.lines))
    assert screen.bottom == 11
    shell.type("exit\n")
    shell.end()


def test_stop_without_a_shell_does_not_freeze(interactive: Interactive) -> None:
    """Where nobody could continue us, as first in a container, Ctrl-Z stops nothing."""
    shell = interactive(*RUN, "sh", "-c", "sleep 1.5; echo ended")
    shell.until(_has_line)
    shell.type("\x1a")

    assert shell.end() == 0
    assert any(each.endswith("ended") for each in shell.screen.all_lines)
