"""The shape of a statement."""

from wholeprint.advice.statement.shape import About, Figure, Origin, Row, Statement


def test_rows_are_found_by_name() -> None:
    """A row by its name, and nothing where there is none."""
    row = Row("7B", {"ghg": Figure("ghg")})
    statement = Statement("title", {}, (row,))

    assert statement.row("7B") is row
    assert statement.row("13B") is None


def test_what_is_not_said_is_empty() -> None:
    """Circumstances and origin that nobody gave say nothing."""
    assert About().counts is None
    assert About().year is None
    assert Origin().read is None
    assert not Figure("a").exact
