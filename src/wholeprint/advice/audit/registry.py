"""Every check, and the audit that runs them all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from wholeprint.advice.audit import (
    alike,
    building,
    formulas,
    grid,
    making,
    markets,
    power,
    ratios,
    repeated,
    shares,
    units,
    water,
)
from wholeprint.advice.audit.case import Case
from wholeprint.advice.audit.finding import Done, Finding, Lacking, Severity, Told
from wholeprint.advice.audit.references import References
from wholeprint.advice.statement.shape import Statement


class Check(Protocol):
    """What a module must hold to be a check."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """One word."""
        ...

    @property
    def QUESTION(self) -> str:  # noqa: N802 - a constant of the module
        """What it asks, in one line."""
        ...

    @property
    def check(self) -> Callable[[Case], Iterator[Told]]:
        """Looks at a statement."""
        ...


CHECKS: tuple[Check, ...] = (
    units,
    formulas,
    repeated,
    power,
    building,
    grid,
    alike,
    markets,
    making,
    water,
    shares,
    ratios,
)
"""Every check, in the order in which a page names them."""

_ORDER = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit of one statement found.

    Attributes:
        statement: The statement.
        findings: What was found, the gravest first.
        done: What was looked at.
        lacking: What could not be looked at, and why.
    """

    statement: Statement
    findings: tuple[Finding, ...]
    done: tuple[Done, ...]
    lacking: tuple[Lacking, ...]

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity.

        Args:
            severity: The severity.
        """
        return tuple(each for each in self.findings if each.severity is severity)

    @property
    def is_consistent(self) -> bool:
        """Whether nothing contradicts."""
        return not self.of(Severity.CONTRADICTION)


def audit(
    statement: Statement,
    references: References | None = None,
    others: Sequence[Statement] = (),
) -> Audit:
    """Check a statement against itself, physics and what is published.

    Args:
        statement: The statement.
        references: What it is held against beside itself; nothing unless given.
        others: Statements given with it, which may print the same figures.

    Returns:
        What was found, what was looked at, and what could not be.
    """
    case = Case(statement, references, tuple(others))
    told = [each for check in CHECKS for each in _told(check, case)]
    findings: dict[tuple[str, str, str], Finding] = {}
    for each in told:
        if isinstance(each, Finding):
            findings.setdefault((each.code, each.place, each.message), each)
    return Audit(
        statement,
        tuple(sorted(findings.values(), key=lambda each: _ORDER.index(each.severity))),
        tuple(dict.fromkeys(each for each in told if isinstance(each, Done))),
        tuple(dict.fromkeys(each for each in told if isinstance(each, Lacking))),
    )


def _told(check: Check, case: Case) -> Iterator[Told]:
    try:
        yield from check.check(case)
    except ArithmeticError:
        # Numbers at the edge of what can be held: what was said before them stands.
        yield Lacking(check.NAME, "", "numbers that can be computed with")
