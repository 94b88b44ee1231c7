"""What an audit found, as a document."""

from collections.abc import Sequence
from dataclasses import asdict

from wholeprint.advice.audit.finding import Severity
from wholeprint.advice.audit.registry import CHECKS, Audit
from wholeprint.report.form import stamped, tool
from wholeprint.tracking.statement_files import ReadFile

_FEW = 3
MOST_PLACES = 200
"""Places named for each check; a table of a million rows would fill a book."""


def audit_document(
    files: Sequence[ReadFile], audits: Sequence[tuple[str, Audit]]
) -> dict[str, object]:
    """Return the document of an audit.

    Args:
        files: What was read.
        audits: Each statement's file and audit.
    """
    counts = {
        severity: sum(len(audit.of(severity)) for _, audit in audits) for severity in Severity
    }
    return stamped(
        "audit",
        {
            "tool": tool(),
            "consistent": all(audit.is_consistent for _, audit in audits),
            "contradictions": counts[Severity.CONTRADICTION],
            "cautions": counts[Severity.CAUTION],
            "remarks": counts[Severity.REMARK],
            "files": [
                {"name": each.name, "form": each.form, "left_out": list(each.left_out)}
                for each in files
            ],
            "statements": [_statement(file, audit) for file, audit in audits],
        },
    )


def _statement(file: str, audit: Audit) -> dict[str, object]:
    said = audit.statement
    origin = said.origin
    return {
        "file": file,
        "id": said.id,
        "title": said.title,
        "source": ", ".join(
            part for part in (origin.authors, origin.title, str(origin.year or "")) if part
        ),
        "consistent": audit.is_consistent,
        "figures": len(said.figures)
        + len(said.totals)
        + sum(len(row.figures) for row in said.rows),
        "rows": len(said.rows),
        "findings": [
            {**asdict(found), "severity": found.severity.value, "why": list(found.why)}
            for found in audit.findings
        ],
        "checks": [
            {
                "name": check.NAME,
                "question": check.QUESTION,
                "places": sum(each.check == check.NAME for each in audit.done),
                "done": [
                    f"{each.place}: {each.what}" for each in audit.done if each.check == check.NAME
                ][:MOST_PLACES],
                "lacking": _lacking(audit, check.NAME)[:MOST_PLACES],
            }
            for check in CHECKS
        ],
    }


def _lacking(audit: Audit, check: str) -> list[str]:
    places: dict[str, list[str]] = {}
    for each in audit.lacking:
        if each.check == check:
            places.setdefault(each.missing, []).append(each.place)
    return [
        f"{missing} ({_named(found)})" if any(found) else missing
        for missing, found in places.items()
    ]


def _named(places: list[str]) -> str:
    more = f" and {len(places) - _FEW} more" if len(places) > _FEW else ""
    return f"{', '.join(places[:_FEW])}{more}"
