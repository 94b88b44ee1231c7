"""Documents: what ``--json`` prints, one shape per verb, each with a published JSON Schema."""

from collections.abc import Mapping, Sequence

from wholeprint.errors import ValueRefusedError
from wholeprint.lifecycle.compare import Comparison as CategoryComparison
from wholeprint.quantities.footprint import Footprint
from wholeprint.quantities.source import Source
from wholeprint.quantities.uncertain import NoData
from wholeprint.report.form import stamped, tool
from wholeprint.tracking.assessment import Comparison
from wholeprint.tracking.assessor import Assessment, run_summary


def run_document(assessment: Assessment) -> dict[str, object]:
    """Return the document of one run: what ran, what it used, what that costs.

    Args:
        assessment: The run, assessed.
    """
    return stamped("run", {"tool": tool(), **assessment.as_json()})


def assessment_document(assessments: Sequence[Assessment]) -> dict[str, object]:
    """Return the document of one or several runs, assessed as asked.

    Args:
        assessments: The runs, at least one. Where there are several, their sum is the footprint; a
            run whose energy another one holds is listed and not added.

    Raises:
        ValueRefusedError: If there are several and none is counted in totals.
    """
    if len(assessments) == 1:
        return stamped("assessment", {"tool": tool(), **assessments[0].as_json()})
    return stamped(
        "assessment",
        {
            "tool": tool(),
            "runs": [_part(assessment) for assessment in assessments],
            **_total(assessments).as_json(),
            "signal": _common_signal(assessments),
            "vintages": [
                vintage.as_json()
                for vintage in dict.fromkeys(v for each in assessments for v in each.vintages)
            ],
            "told": dict(assessments[0].told),
            "factors_version": assessments[0].factors_version,
        },
    )


def _part(assessment: Assessment) -> dict[str, object]:
    footprint = assessment.footprint.as_json()["footprint"]
    return {"run": run_summary(assessment.record), "footprint": footprint}


def _total(assessments: Sequence[Assessment]) -> Footprint:
    counted = [each.footprint for each in assessments if each.record.counted]
    if not counted:
        raise ValueRefusedError(
            "none of these runs is counted in a sum: another run holds their energy",
            seen=", ".join(assessment.record.id for assessment in assessments),
            fix="Assess them one by one, or the runs that they lie inside",
        )
    total = counted[0]
    for footprint in counted[1:]:
        total = total + footprint
    return total


def _common_signal(assessments: Sequence[Assessment]) -> dict[str, str] | None:
    first = assessments[0].signal
    same = all(assessment.signal == first for assessment in assessments)
    return None if first is None or not same else first.as_json()


def comparison_document(comparison: Comparison) -> dict[str, object]:
    """Return the document of two runs compared, draw by draw.

    Args:
        comparison: The comparison; differences are the second less the first.
    """
    body = comparison.as_json() | {
        "categories": {
            name.value: {**each.as_json(), "verdict": verdict(each)}
            for name, each in comparison.categories.items()
        }
    }
    return stamped("comparison", {"tool": tool(), **body})


def verdict(compared: CategoryComparison) -> str:
    """Return which of two results is less, where their paired difference leaves nought out.

    Args:
        compared: One category of two results.

    Returns:
        "first is less", "second is less", "undecided" or "no data".
    """
    difference = compared.difference
    if isinstance(difference, NoData):
        return "no data"
    if difference.low > 0.0:
        return "first is less"
    return "second is less" if difference.high < 0.0 else "undecided"


def estimate_document(assessment: Assessment, asked: Mapping[str, object]) -> dict[str, object]:
    """Return the document of an estimate.

    Args:
        assessment: What would run, assessed.
        asked: What was asked for: hardware, hours, utilisation, zone, PUE.
    """
    return stamped("estimate", {"tool": tool(), "estimate": dict(asked), **assessment.as_json()})


def cite_document(run_ids: Sequence[str], sources: Sequence[Source]) -> dict[str, object]:
    """Return the document of the sources behind results.

    Args:
        run_ids: The runs; none where every source is listed.
        sources: The sources, each once.
    """
    listed = [source._asdict() | {"read": source.read.value} for source in sources]
    return stamped("cite", {"tool": tool(), "runs": list(run_ids), "sources": listed})
