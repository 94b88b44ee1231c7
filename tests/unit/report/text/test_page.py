"""The page on which text is laid out."""

import io
import os
import pty
import sys

import pytest

from wholeprint.report.text.page import (
    NUMBER,
    PROSE,
    WORDS,
    Cell,
    Column,
    Page,
    page_for,
    write,
)


def test_numbers_are_never_broken() -> None:
    """A narrow page wraps prose, and keeps a number with its unit in one line."""
    page = Page(40)
    page.table((WORDS, NUMBER, PROSE), [("carbon", "12.3\u00a0gCO2e", "word " * 12)])
    page.line("aaaa " * 6 + "12.3\u00a0gCO2e")

    lines = page.text().splitlines()

    assert all(len(line) <= 40 for line in lines)
    assert sum("12.3 gCO2e" in line for line in lines) == 2


def test_a_column_that_is_empty_takes_no_room() -> None:
    """A column without any text is left out, unless it keeps a place in line with others."""
    page = Page(80)
    page.table((WORDS, WORDS, WORDS), [("a", "", "b")], indent=0)
    page.table((WORDS, Column(least=4), WORDS), [("a", "", "b")], indent=0)

    assert page.text() == "a  b\na        b\n"


def test_a_plain_page_has_no_escape_codes_and_a_coloured_one_has() -> None:
    """Styles show on a terminal and vanish everywhere else."""
    texts: list[str] = []
    for colour in (False, True):
        page = Page(80, colour=colour)
        page.heading("Energy", "aside")
        page.line("careful", "warning")
        page.table((WORDS,), [(Cell("x", "bad"),)])
        texts.append(page.text())

    assert "\x1b" not in texts[0]
    assert "\x1b[1mEnergy" in texts[1]


def test_a_column_that_may_be_cut_makes_room_for_the_others() -> None:
    """A name in any script is cut to the width of the page, and numbers stay whole."""
    page = Page(40)
    columns = (Column(least=8, shrinks=True), NUMBER, NUMBER)
    page.table(columns, [("\u540d\u524d" * 20, "12.3\u00a0kWh", "4.5\u00a0kg")], indent=0)

    (line,) = page.text().splitlines()
    assert line.endswith("12.3 kWh  4.5 kg")
    assert line.startswith("\u540d\u524d")


def test_titles_are_never_broken() -> None:
    """A column that may be cut makes room for them too."""
    page = Page(30)
    page.table(
        (Column(least=4, shrinks=True), Column("location-based", right=True)),
        [("a long name of a place", "1\u00a0kg")],
        indent=0,
    )

    assert "location-based" in page.text()


def test_an_address_is_cut_at_its_beginning() -> None:
    """Its end tells it from others of its type; what fits stays whole."""
    page = Page(30)
    columns = (Column(least=8, shrinks=True, keeps_end=True), NUMBER)
    page.table(columns, [("aws_autoscaling_group.front", "12.3\u00a0kWh"), ("a", "1")], indent=0)

    first, second = page.text().splitlines()
    assert first == "\u2026aling_group.front  12.3 kWh"
    assert second.split() == ["a", "1"]


def test_text_is_not_markup() -> None:
    """Square brackets of a user's label are text, not Rich's markup."""
    page = Page(80)
    page.title("[bold]x[/bold]", "[red]")

    assert page.text() == "[bold]x[/bold]  [red]\n"


def test_a_label_cannot_command_the_terminal() -> None:
    """Control characters in what users wrote become spaces, wherever they stand."""
    page = Page(80, colour=True)
    page.title("a\x1b[2Jb\nc", "d\x07")
    page.table((WORDS,), [("e\x1b]0;f\x07",)], indent=0)

    assert "\x1b[2J" not in page.text()
    assert "\x1b]" not in page.text()
    assert "\x07" not in page.text()
    assert page.text().count("\n") == 2


def test_a_stream_that_is_no_terminal_gets_a_plain_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe gets 80 to 120 columns without colour, even where colour is forced on others."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    widths: list[int] = []
    for columns in ("20", "95", "400"):
        monkeypatch.setenv("COLUMNS", columns)
        page = page_for(io.StringIO())
        page.title("x")
        widths.append(page.width)
        assert page.text() == "x\n"

    assert widths == [80, 95, 120]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")
@pytest.mark.parametrize("plain", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {}])
def test_a_terminal_gets_colour_unless_it_is_refused(
    monkeypatch: pytest.MonkeyPatch, plain: dict[str, str]
) -> None:
    """``NO_COLOR`` and a dumb terminal get the text without any escape code."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in plain.items():
        monkeypatch.setenv(name, value)
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream:
        page = page_for(stream)
    os.close(ours)
    page.title("x")

    assert ("\x1b" in page.text()) == (not plain)


def test_a_stream_that_cannot_carry_our_characters_gets_others() -> None:
    """An ASCII stream gets plain signs in place of dashes and micro signs, and no error."""
    page = Page(80)
    page.line("4.6\u00a0\u00b5gCO2e [2.1\u00a0\u2013\u00a09.8] \u4e2d")
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")

    write(page, stream)
    stream.flush()

    assert raw.getvalue() == b"4.6 ugCO2e [2.1 - 9.8] ?\n"


def test_columns_that_wrap_keep_their_longest_word() -> None:
    """Where the page is too narrow the widest of them gives first; no word is broken or cut off."""
    page = Page(50)
    columns = (
        Column("name", wraps=True, least=6),
        Column("value", right=True),
        Column("source", wraps=True, least=18),
    )

    page.table(
        columns, [["months to change their habits", "1,234,567", "a-key-of-a-source, b"]], indent=0
    )

    words = page.text().split()
    assert "a-key-of-a-source," in words or "a-key-of-a-source" in words
    assert {"months", "change", "habits", "1,234,567"} <= set(words)
    assert max(map(len, page.text().splitlines())) <= 50
