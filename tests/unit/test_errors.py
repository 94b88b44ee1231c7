"""Errors: what they say, what they are, and that they travel."""

import pickle

import pytest

from wholeprint import errors

KINDS = sorted(
    (
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.WholeprintError)
    ),
    key=lambda kind: kind.__name__,
)


def test_an_error_says_what_it_saw_and_what_to_do() -> None:
    """The message holds what was wrong, what was seen, what to do, and the code, in that order."""
    error = errors.UnknownZoneError("there is no zone", seen="FRA2", fix="Near it: FR")

    assert str(error) == "there is no zone: saw FRA2. Near it: FR. [wp-zone]"


def test_what_was_not_seen_is_not_said() -> None:
    """An error without anything seen, or without a remedy, leaves these parts out."""
    assert str(errors.LedgerError("the ledger is away")) == "the ledger is away. [wp-ledger]"


@pytest.mark.parametrize(("seen", "shown"), [("text", "text"), ("", "''"), (0, "0"), ([1], "[1]")])
def test_what_was_seen_is_shown_as_it_is(seen: object, shown: str) -> None:
    """Text is shown bare and anything else as Python writes it; nought counts as seen."""
    assert f": saw {shown}." in str(errors.ValueRefusedError("no", seen=seen))


def test_much_that_was_seen_is_cut_and_what_to_do_still_stands() -> None:
    """A hundred thousand characters in place of a name are counted and not shown."""
    said = str(errors.ValueRefusedError("no such name", seen="x" * 100_000, fix="See the list"))

    assert len(said) < 1_000
    assert "(100000 characters). See the list. [wp-value]" in said


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_survives_a_pool_of_workers(kind: type[errors.WholeprintError]) -> None:
    """An error that is pickled, as between processes, keeps its class, parts and message."""
    error = kind("what was wrong", seen={"a": 1}, fix="Do this")

    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes, made on this line

    assert type(back) is kind
    assert (back.what, back.seen, back.fix, str(back)) == (
        error.what,
        error.seen,
        error.fix,
        str(error),
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_error_leads_to_its_paragraph(kind: type[errors.WholeprintError]) -> None:
    """The anchor of an error is its code on the page of errors."""
    assert kind("x").anchor == f"docs/reference/errors.md#{kind.code}"


def test_codes_are_shared_only_with_a_parent() -> None:
    """Two classes have one code only where the one is the other's kind."""
    for one in KINDS:
        for other in KINDS:
            if one.code == other.code:
                assert issubclass(one, other) or issubclass(other, one)


@pytest.mark.parametrize(
    ("kind", "familiar"),
    [
        (errors.ValueRefusedError, ValueError),
        (errors.UnitError, ValueError),
        (errors.BasisError, TypeError),
        (errors.UnknownRunError, LookupError),
        (errors.MissingExtraError, ImportError),
    ],
)
def test_errors_are_also_the_familiar_ones(
    kind: type[errors.WholeprintError], familiar: type[Exception]
) -> None:
    """Code that catches Python's own classes catches ours where they mean the same."""
    with pytest.raises(familiar):
        raise kind("x")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "No such file or directory"), "no such file"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "not text in UTF-8"),
        (IsADirectoryError(21, "Is a directory"), "a folder, not a file"),
        (OSError(5, "Input/output error"), "input/output error"),
        (ValueError("NUL in a line"), "NUL in a line"),
    ],
)
def test_an_unreadable_file_is_told_in_plain_words(error: Exception, words: str) -> None:
    """Nobody has to know Python's names for what may be wrong with a file."""
    assert errors.unreadable(error) == words
