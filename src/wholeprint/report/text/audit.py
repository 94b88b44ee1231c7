"""What an audit found, on a page."""

from wholeprint.report.audit_shapes import (
    AuditDocument,
    AuditedStatementDocument,
    FindingDocument,
)
from wholeprint.report.text.page import PROSE, WORDS, Cell, Page, Style

_STYLES: dict[str, Style] = {"contradiction": "bad", "caution": "warning", "remark": "dim"}
_MOST = 40


def audit_page(page: Page, document: AuditDocument) -> None:
    """Lay out an audit: what was read, what was found, what could not be checked.

    Args:
        page: The page.
        document: The audit.
    """
    for file in document["files"]:
        for what in file["left_out"]:
            page.line(f"{file['name']}: left out: {what}", "dim")
    for statement in document["statements"]:
        _statement(page, statement)
    page.blank()
    counts = ", ".join(
        _count(document[name], name.removesuffix("s"))
        for name in ("contradictions", "cautions", "remarks")
    )
    if document["consistent"]:
        page.line(f"Nothing contradicts. {counts}.", "good")
    else:
        page.line(f"This cannot be true as it stands. {counts}.", "bad")


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _statement(page: Page, statement: AuditedStatementDocument) -> None:
    read = _count(statement["figures"], "figure")
    if statement["rows"]:
        read += f" in {_count(statement['rows'], 'row')}"
    page.heading(statement["title"], f"{statement['id'] or statement['file']}, {read}")
    if statement["source"]:
        page.line(statement["source"], "dim")
    for found in statement["findings"][:_MOST]:
        _finding(page, found)
    left = len(statement["findings"]) - _MOST
    if left > 0:
        page.line(f"and {left} more; --json has them all", "dim")
    page.blank()
    page.table(
        (WORDS, PROSE),
        [
            (check["name"], Cell(_looked(check["places"], check["question"]), "dim"))
            for check in statement["checks"]
            if check["done"]
        ],
    )
    lacking = [
        f"{check['name']}: {each}" for check in statement["checks"] for each in check["lacking"]
    ]
    if lacking:
        page.line("could not be checked:", indent=2)
    for each in lacking[:_MOST]:
        page.line(each, "dim", indent=4)


def _looked(places: int, question: str) -> str:
    return f"{question} Looked at in {_count(places, 'place')}."


def _finding(page: Page, found: FindingDocument) -> None:
    page.line(f"{found['severity']}  {found['place']}", _STYLES[found["severity"]], indent=2)
    page.line(found["message"], indent=4)
    for why in found["why"]:
        page.line(f"what would explain it: {why}", indent=4)
    if found["resolve"]:
        page.line(f"{found['resolve']}.", "dim", indent=4)
