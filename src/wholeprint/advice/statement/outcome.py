"""What became of a whole statement when it was computed again."""

from collections.abc import Sequence
from enum import StrEnum

from wholeprint.advice.statement.rebuild import Rebuilt, Verdict


class Outcome(StrEnum):
    """What became of a whole statement: as good as the worst of its figures."""

    REPRODUCES = "reproduces"
    """Every printed figure that follows from others comes out, as far as digits can say."""
    NEARLY = "nearly"
    """Some are cut off instead of rounded, or off by at most 1 %."""
    CONTRADICTS = "contradicts itself"
    """At least one is off, and nothing explains it."""
    UNKNOWN = "unknown"
    """At least one cannot be computed."""
    FOLLOWS = "unchecked"
    """Nothing that is printed follows from anything else that is printed."""


def outcome(rebuilt: Sequence[Rebuilt]) -> Outcome:
    """Say what became of a statement.

    Args:
        rebuilt: Its figures, computed again.

    Returns:
        The outcome.
    """
    verdicts = {each.verdict for each in rebuilt}
    if any(verdict.contradicts for verdict in verdicts):
        return Outcome.CONTRADICTS
    if Verdict.UNKNOWN in verdicts:
        return Outcome.UNKNOWN
    if verdicts & {Verdict.CLOSE, Verdict.TRUNCATED}:
        return Outcome.NEARLY
    return Outcome.REPRODUCES if any(v.reproduces for v in verdicts) else Outcome.FOLLOWS


def rests_on_memory(rebuilt: Sequence[Rebuilt]) -> bool:
    """Say whether any printed figure rests on one that was written down from memory.

    Args:
        rebuilt: The figures of a statement, computed again.

    Returns:
        Whether one does.
    """
    return any(each.recalled for each in rebuilt)
