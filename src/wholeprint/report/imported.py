"""Documents of clouds' own reports, and of what we estimate beside them."""

from collections.abc import Callable

from wholeprint.report.form import stamped, tool
from wholeprint.tracking.beside import Beside
from wholeprint.tracking.importers.reported import Report, Row, by_method, summed_kg


def imported_document(
    report: Report, name: str, found: Beside | None = None, other: tuple[str, str] = ("", "")
) -> dict[str, object]:
    """Return the document of a cloud's own report.

    Args:
        report: The report.
        name: The file that it was read from.
        found: The report beside our estimate, None where none was asked for.
        other: What stands beside it, "plan" or "usage", and its file.
    """
    return stamped(
        "imported",
        {
            "tool": tool(),
            "imported": {"tool": report.tool, "name": name},
            "months": list(report.months()),
            "totals_kg": _sums(report, report.rows),
            "by_scope_kg": _grouped(report, lambda row: row.scope),
            "by_month_kg": _grouped(report, lambda row: row.month),
            "by_service_kg": _grouped(report, lambda row: row.service or "unknown"),
            "by_region_kg": _grouped(report, lambda row: row.region or "unknown"),
            "rows": [_row(row) for row in report.rows],
            "notes": [note.as_json() for note in report.notes],
            "beside": None if found is None else _beside(found, other),
        },
    )


def _sums(report: Report, rows: tuple[Row, ...]) -> dict[str, float]:
    # Location- and market-based numbers stand beside each other, and are never added.
    held = {name: by_method(rows, name) for name in report.methods()}
    return {name: summed_kg(found) for name, found in held.items() if found}


def _grouped(report: Report, name_of: Callable[[Row], str]) -> dict[str, dict[str, float]]:
    groups: dict[str, list[Row]] = {}
    for row in report.rows:
        groups.setdefault(name_of(row), []).append(row)
    return {name: _sums(report, tuple(rows)) for name, rows in sorted(groups.items())}


def _row(row: Row) -> dict[str, object]:
    return {
        "provider": row.provider,
        "account": row.account,
        "service": row.service,
        "region": row.region,
        "month": row.month,
        "scope": row.scope,
        "method": row.method,
        "kg": row.emitted_kg,
        "model_version": row.model_version,
        "resource": row.resource,
    }


def _beside(found: Beside, other: tuple[str, str]) -> dict[str, object]:
    return {
        "of": other[0],
        "name": other[1],
        "lines": [
            {
                "month": line.month,
                "region": line.region,
                "reported_kg": dict(line.reported_kg),
                "reported_operational_kg": dict(line.operational_kg),
                "reported_embodied_kg": dict(line.embodied_kg),
                "ours": None
                if line.ours is None
                else {name: figure.as_json() for name, figure in line.ours.items()},
            }
            for line in found.lines
        ],
        "reasons": [{"code": each.code, "text": each.text} for each in found.reasons],
    }
