"""The shield between our failures and the measured program."""

import io
import sys

import pytest

from wholeprint.quantities.note import Note
from wholeprint.tracking.guard import describe, shielded, warn


def _raise(error: BaseException) -> int:
    raise error


def test_result_goes_through() -> None:
    """A step that works gives its result and leaves no note."""
    notes: list[Note] = []

    assert shielded(lambda: 7, instead=0, doing="counting", notes=notes) == 7
    assert not notes


def test_failure_becomes_a_note() -> None:
    """An exception counts as what was agreed, and a note says what failed and how."""
    notes: list[Note] = []
    got = shielded(
        lambda: _raise(OSError(28, "No space")), instead=-1, doing="writing", notes=notes, code="x"
    )

    assert got == -1
    assert [(note.code, note.severity) for note in notes] == [("x", "warning")]
    assert notes[0].message == "writing failed: OSError: [Errno 28] No space"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(3), GeneratorExit()])
def test_the_program_s_own_endings_pass(error: BaseException) -> None:
    """What ends the program is the program's: it is neither swallowed nor noted."""
    notes: list[Note] = []
    with pytest.raises(type(error)):
        shielded(lambda: _raise(error), instead=0, doing="counting", notes=notes)

    assert not notes


def test_an_error_without_words_is_named() -> None:
    """An error that says nothing is described by its class alone."""
    assert describe(ValueError()) == "ValueError"
    assert describe(ValueError(" x ")) == "ValueError: x"


def test_warning_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A warning goes to the error stream, under our name."""
    warn("careful")

    assert capsys.readouterr() == ("", "wholeprint: careful\n")


def test_no_error_stream_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an error stream, or with a closed one, there is no warning and no error."""
    monkeypatch.setattr(sys, "stderr", None)
    warn("nobody hears")
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr(sys, "stderr", closed)
    warn("nobody hears")


def test_words_that_the_stream_cannot_carry_are_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that the error stream cannot write is no error, whether or not it is said."""
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding="ascii", errors="strict"))
    warn("caf\u00e9 \udcff")
    sys.stderr.flush()

    assert raw.getvalue() in {b"", b"wholeprint: caf\\xe9 \\udcff\n"}
