"""The public record from Python: published footprints, and any statement computed again."""

from wholeprint.advice.statement.reading import statement_of
from wholeprint.advice.statement.rebuild import Rebuilt
from wholeprint.advice.statement.rebuild import rebuild as rebuild_statement
from wholeprint.advice.statement.shape import Statement
from wholeprint.factors.published import entries, find


def published_ids() -> tuple[str, ...]:
    """Return the id of every published footprint of the table, in order."""
    return tuple(entries())


def published(wanted: str) -> Statement:
    """Return a published footprint as its publication prints it.

    Args:
        wanted: Its id, one of `published_ids`.

    Returns:
        The statement.

    Raises:
        UnknownNameError: If there is none of that id; near ones are named.
    """
    return statement_of(find(wanted).plain())


def rebuild(statement: Statement | str) -> tuple[Rebuilt, ...]:
    """Compute every figure of a statement again that follows from its other figures.

    Args:
        statement: A statement, or the id of a published one.

    Returns:
        One for each figure and each way in which it follows, in the statement's order.

    Raises:
        UnknownNameError: If it is an id, and there is none like it.
    """
    given = published(statement) if isinstance(statement, str) else statement
    return rebuild_statement(given)
