"""Files in, audits out: statements read, references found, every check run."""

from collections.abc import Sequence
from pathlib import Path

from wholeprint.advice.audit.registry import Audit
from wholeprint.advice.audit.registry import audit as audit_one
from wholeprint.advice.statement.shape import Statement
from wholeprint.factors.published import find
from wholeprint.tracking.audit_references import TableReferences
from wholeprint.tracking.statement_files import ReadFile, read_file, read_text


def audit_files(
    paths: Sequence[Path], published: Sequence[str] = ()
) -> tuple[tuple[ReadFile, ...], tuple[tuple[str, Audit], ...]]:
    """Audit the statements of files; the same figure in two of them is compared.

    Args:
        paths: The files.
        published: Ids of published footprints of our own table.

    Returns:
        What was read, and each statement's file and audit.

    Raises:
        StatementError: If a file cannot be read.
        UnknownNameError: If no published footprint has that id.
    """
    entries = [find(name) for name in published]
    files = (
        *(read_file(path) for path in paths),
        *(read_text(entry.text, f"{entry.file}, {entry.id}", "yaml") for entry in entries),
    )
    pairs = [(file.name, statement) for file in files for statement in file.statements]
    audits = audit_statements([statement for _, statement in pairs])
    return files, tuple((name, each) for (name, _), each in zip(pairs, audits, strict=True))


def audit(*files: str | Path) -> tuple[Audit, ...]:
    """Hold printed footprints against themselves, physics and the grid.

    Args:
        files: Statements in YAML or JSON, model cards, CSV tables.

    Returns:
        An audit of each statement in them.

    Raises:
        StatementError: If a file cannot be read.
    """
    return tuple(each for _, each in audit_files([Path(name) for name in files])[1])


def audit_statements(statements: Sequence[Statement]) -> tuple[Audit, ...]:
    """Audit statements that were given together.

    Args:
        statements: The statements.

    Returns:
        The audit of each.
    """
    references = TableReferences()
    return tuple(
        audit_one(each, references, [other for other in statements if other is not each])
        for each in statements
    )
