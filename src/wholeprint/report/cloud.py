"""Documents of machines of clouds: what a plan, or a list of names, would cost."""

from collections.abc import Mapping

from wholeprint.quantities.boundary import Boundary
from wholeprint.report.form import stamped, tool
from wholeprint.tracking.plan_figures import Figures
from wholeprint.tracking.plan_limit import Verdict
from wholeprint.tracking.plan_result import Costed, Line


def cloud_document(
    costed: Costed, asked: Mapping[str, object], verdict: Verdict | None
) -> dict[str, object]:
    """Return the document of machines and disks of clouds.

    Args:
        costed: What they cost.
        asked: What was asked for: of, name.
        verdict: Whether a limit is kept, None where none was given.
    """
    footprint = costed.footprint
    body: dict[str, object] = {
        "footprint": None,
        "boundary": Boundary().as_json(),
        "assumptions": [],
        "drivers": {},
        "notes": [],
    }
    if footprint is not None:
        body |= footprint.as_json()
    notes = [note.as_json() for note in (*costed.notes, *(footprint.notes if footprint else ()))]
    signal = costed.signal
    return stamped(
        "cloud",
        {
            "tool": tool(),
            "estimate": {
                **asked,
                "form": costed.estate.form,
                "hours": costed.hours,
                "utilisation": costed.declared_share,
            },
            "total": None if costed.total is None else _figures(costed.total),
            "partial": costed.is_partial,
            "resources": [_resource(line) for line in costed.lines],
            "by_type": {name: _figures(found) for name, found in costed.by_type.items()},
            "by_region": {name: _figures(found) for name, found in costed.by_region.items()},
            "not_counted": costed.estate.others,
            "limit": None if verdict is None else _limit(verdict),
            **body,
            "notes": notes,
            "signal": None if signal is None else signal.as_json(),
            "vintages": [],
            "told": dict(costed.told),
            "factors_version": costed.factors_version,
        },
    )


def _figures(figures: Figures) -> dict[str, object]:
    return {name: figure.as_json() for name, figure in figures.items()}


def _resource(line: Line) -> dict[str, object]:
    resource = line.resource
    unknown = resource.unknown
    if line.figures is None and not unknown:
        unknown = f"no machine of {resource.cloud} goes by {resource.instance}"
    return {
        "address": resource.address,
        "type": resource.type,
        "cloud": resource.cloud,
        "region": resource.region,
        "zone": line.zone,
        "instance": resource.instance,
        "count": resource.count,
        "disk_gb": resource.count * sum(disk.size_gb for disk in resource.disks),
        "figures": None if line.figures is None else _figures(line.figures),
        "unknown": unknown,
        "near": list(line.near),
        "source": line.source,
        "remarks": list(resource.remarks),
    }


def _limit(verdict: Verdict) -> dict[str, object]:
    return {
        "text": verdict.limit.text,
        "at": verdict.at,
        "allowed_grams": verdict.allowed_grams,
        "found_grams": verdict.found_grams,
        "kept": verdict.is_kept,
        "partial": verdict.is_partial,
    }
