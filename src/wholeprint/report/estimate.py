"""Documents of estimated workloads."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from wholeprint.report.form import stamped, tool

if TYPE_CHECKING:
    from wholeprint.tracking.estimate_like import Published
    from wholeprint.tracking.estimate_workload import Estimate


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


def models_document(models: "Sequence[Published]") -> dict[str, object]:
    """Return the document of the published models that an estimate can start from.

    Args:
        models: The models.
    """
    return stamped(
        "estimate-models", {"tool": tool(), "models": [model.as_json() for model in models]}
    )
