"""Documents of estimated workloads."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from wholeprint.lifecycle.workload_footprint import per
from wholeprint.report.form import stamped, tool

if TYPE_CHECKING:
    from wholeprint.tracking.assessor import Assessment
    from wholeprint.tracking.estimate_like import Published
    from wholeprint.tracking.estimate_workload import Estimate


_BY_THE_HOUR: Mapping[str, object] = {
    "name": "hardware by the hour",
    "formula": "energy = hours x power limit x utilisation, and a processor's power curve",
    "sources": [],
}


def workload_document(found: "Estimate") -> dict[str, object]:
    """Return the document of an estimated workload: an assessment, and what it was made from.

    Args:
        found: The estimate.
    """
    assessment, workload = found.assessment, found.workload
    record, told = assessment.record, assessment.told
    share = workload.quantities.get("power_share")
    usage = workload.declared.get("usage")
    asked = {
        "hardware": record.label,
        "hours": record.edges[-1] / 3600.0,
        "utilisation": usage if share is None else share.central,
        "memory_gb": workload.declared.get("memory_gb"),
        **{name: told.get(name) for name in ("zone", "pue", "wue")},
    }
    return stamped(
        "estimate",
        {
            "tool": tool(),
            "estimate": asked,
            **assessment.as_json(),
            "workload": workload.as_json(),
        },
    )


def hardware_document(assessment: "Assessment", asked: Mapping[str, object]) -> dict[str, object]:
    """Return the document of hardware used for some hours.

    Args:
        assessment: What it would cost.
        asked: What was asked for: hardware, hours, utilisation, memory, zone, PUE, WUE.
    """
    hours = assessment.record.edges[-1] / 3600.0
    each = per(assessment.footprint, hours)
    body: dict[str, object] = {
        "tool": tool(),
        "estimate": dict(asked),
        **assessment.as_json(),
        "workload": {
            "kind": "hardware",
            "declared": {
                name: value
                for name, value in asked.items()
                if value is not None and name not in {"zone", "pue", "wue"}
            },
            "methods": [dict(_BY_THE_HOUR)],
            "quantities": {},
            "per": {"hour": {name.value: amount.as_json() for name, amount in each.items()}},
            "like": None,
        },
    }
    return stamped("estimate", body)


def models_document(models: "Sequence[Published]") -> dict[str, object]:
    """Return the document of the published models that an estimate can start from.

    Args:
        models: The models.
    """
    return stamped(
        "estimate-models", {"tool": tool(), "models": [model.as_json() for model in models]}
    )
