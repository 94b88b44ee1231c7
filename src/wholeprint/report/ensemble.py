"""Many runs of a model, as a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from wholeprint.engine.ensemble.ensemble import Ensemble, run_members
from wholeprint.engine.ensemble.plan import Plan
from wholeprint.quantities.distribution import FloatArray
from wholeprint.report.ensemble_shapes import (
    BoxDocument,
    CourseIndicesDocument,
    DiscoveryDocument,
    EnsembleDocument,
    ExemplarDocument,
    FanDocument,
    GroundedDocument,
    IndexDocument,
    IndicesDocument,
    OutcomeDocument,
    VariedDocument,
)
from wholeprint.report.form import stamped, tool
from wholeprint.systems.model import Model
from wholeprint.systems.sensitivity.grounded import Kept
from wholeprint.systems.sensitivity.indices import Indices, Interval
from wholeprint.systems.sensitivity.inputs import Input
from wholeprint.systems.sensitivity.prim import Box, Discovery

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles that are told."""

_NAMES = tuple(f"p{round(100 * share):02d}" for share in SHARES)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an ensemble was asked for, and what was found beside its summary.

    Attributes:
        model: The model.
        scenario: The scenario that holds, None for none.
        settings: What was set, by name.
        seed: Which design.
        condition: What scenario discovery was asked about, "" for nothing.
        discovery: What it found, None if it was not asked for.
        kept: Runs that could have given the data, None if there are none.
        by_scenario: Names of the settings that the scenario made.
        notes: What a reader must know.
    """

    model: Model
    scenario: str | None
    settings: Mapping[str, float]
    seed: int
    condition: str = ""
    discovery: Discovery | None = None
    kept: Kept | None = None
    by_scenario: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def ensemble_document(found: Ensemble, asked: Asked) -> EnsembleDocument:
    """Return the document of an ensemble.

    Args:
        found: What it gave.
        asked: What it was asked for.

    Returns:
        The document.
    """
    plan, model = found.plan, asked.model
    body: dict[str, object] = {
        "tool": tool(),
        "model": {
            "name": model.name,
            "title": model.title,
            "scenario": asked.scenario,
            "settings": dict(asked.settings),
            "by_scenario": list(asked.by_scenario),
            "notes": list(asked.notes),
        },
        "design": {
            "kind": plan.design.kind,
            "runs": plan.members,
            "seed": asked.seed,
            "plan": plan.digest,
        },
        "runs": plan.members,
        "failed": found.failed,
        "failures": [
            {
                "member": each.member,
                "step": each.step,
                "instant_amount": each.instant,
                "name": each.name,
                "what": each.what,
            }
            for each in found.failures
        ],
        "backends": list(found.backends),
        "rank_error_share": _rank_error(found),
        "inputs": [_varied(one) for one in plan.inputs],
        "outcomes": _outcomes(found),
        "time": found.times.tolist(),
        "time_unit": plan.system.span.unit,
        "series": _fans(found),
        "exemplars": _exemplars(found),
        "indices": _indices(plan, found.outcome_indices),
        "indices_over_time": _over_time(found),
        "discovery": _discovery(plan, asked),
        "grounded": None if asked.kept is None else _grounded(found, asked.kept),
    }
    return cast("EnsembleDocument", stamped("ensemble", body))


def _rank_error(found: Ensemble) -> float:
    """Return by what share of the runs a quantile's rank may be off at the most."""
    off = max(found.outcomes.sketch.off_ranks, found.series.sketch.off_ranks)
    return off / max(found.outcomes.count, 1)


def _varied(one: Input) -> VariedDocument:
    return {
        "name": one.name,
        "parameters": list(one.parameters),
        "factor": one.factor,
        "unit": one.unit,
        "distribution": one.belief.as_dict(),
    }


def _outcomes(found: Ensemble) -> list[OutcomeDocument]:
    plan, summary = found.plan, found.outcomes
    quantiles = summary.sketch.quantiles(np.array(SHARES))
    deviations = summary.deviations
    time_unit = plan.system.span.unit
    return [
        {
            "name": str(outcome),
            "word": outcome.word,
            "variable": outcome.variable,
            "unit": time_unit if outcome.word.endswith("_time") else plan.system.slots[slot].unit,
            "mean": float(summary.means[row]),
            "deviation_amount": float(deviations[row]),
            "minimum": float(summary.lows[row]),
            "minimum_member": int(summary.low_members[row]),
            "maximum": float(summary.highs[row]),
            "maximum_member": int(summary.high_members[row]),
            "quantiles": dict(zip(_NAMES, quantiles[:, row].tolist(), strict=True)),
        }
        for row, (outcome, slot) in enumerate(zip(plan.outcomes, plan.outcome_slots, strict=True))
    ]


def _fans(found: Ensemble) -> list[FanDocument]:
    plan = found.plan
    fan = found.fan(np.array(SHARES))
    shape = (len(plan.series), found.times.size)
    means, lows, highs = (
        each.reshape(shape).tolist()
        for each in (found.series.means, found.series.lows, found.series.highs)
    )
    return [
        {
            "name": plan.system.slots[slot].name,
            "unit": plan.system.slots[slot].unit,
            "mean": means[row],
            "minimum": lows[row],
            "maximum": highs[row],
            "quantiles": dict(zip(_NAMES, fan[:, row].tolist(), strict=True)),
        }
        for row, slot in enumerate(plan.series)
    ]


def _exemplars(found: Ensemble) -> list[ExemplarDocument]:
    """Return whole runs: the least and the greatest of the first outcome, and its quantiles."""
    plan = found.plan
    if not plan.outcomes or not plan.series:
        return []
    name = str(plan.outcomes[0])
    chosen = {f"least {name}": int(found.outcomes.low_members[0])}
    if found.scalars is not None:
        well = np.flatnonzero(np.isfinite(found.scalars[0]))
        order = well[np.argsort(found.scalars[0, well], kind="stable")]
        for share, label in ((0.05, "5 %"), (0.5, "median"), (0.95, "95 %")):
            chosen[f"{label} of {name}"] = int(order[round(share * (order.size - 1))])
    chosen[f"greatest {name}"] = int(found.outcomes.high_members[0])
    members = list(chosen.values())
    runs = run_members(plan, members, found.backends[0])
    return [
        {
            "what": what,
            "member": member,
            "inputs": inputs_of_member(plan, member),
            "outcomes": {}
            if found.scalars is None
            else {
                str(each): float(found.scalars[row, member])
                for row, each in enumerate(plan.outcomes)
            },
            "series": {
                plan.system.slots[slot].name: runs[place, row].tolist()
                for row, slot in enumerate(plan.series)
            },
        }
        for place, (what, member) in enumerate(chosen.items())
    ]


def inputs_of_member(plan: Plan, member: int) -> dict[str, float]:
    """Return the values of the inputs in one run, by name.

    Args:
        plan: The ensemble.
        member: Number of the run.
    """
    values = plan.design.values([one.belief for one in plan.inputs], member, 1)
    return {one.name: float(values[row, 0]) for row, one in enumerate(plan.inputs)}


def _index(interval: Interval, outcome: int, place: int) -> IndexDocument:
    return {
        "value": float(interval.values[outcome, place]),
        "low": float(interval.lows[outcome, place]),
        "high": float(interval.highs[outcome, place]),
    }


def _indices(plan: Plan, found: Indices | None) -> list[IndicesDocument]:
    if found is None:
        return []
    widths = found.total.highs - found.total.lows
    return [
        {
            "outcome": str(outcome),
            "variance_amount": float(found.variances[row]),
            "settled": found.is_converged(row),
            "widest_share": float(np.max(widths[row], initial=0.0)),
            "moved_share": float(found.changes[row]),
            "points": int(found.points[row]),
            "dropped": int(found.dropped[row]),
            "effects": [
                {
                    "name": one.name,
                    "first": _index(found.first, row, place),
                    "total": _index(found.total, row, place),
                }
                for place, one in enumerate(plan.inputs)
            ],
            "pairs": [
                {
                    "names": [plan.inputs[j].name, plan.inputs[k].name],
                    "second": _index(found.second, row, place),
                }
                for place, (j, k) in enumerate(found.pairs)
            ],
        }
        for row, outcome in enumerate(plan.outcomes)
    ]


def _over_time(found: Ensemble) -> list[CourseIndicesDocument]:
    plan, own = found.plan, found.series_indices
    if own is None:
        return []
    shape = (len(plan.series), found.times.size, len(plan.inputs))
    first, total, low, high = (
        each.reshape(shape)
        for each in (own.first.values, own.total.values, own.total.lows, own.total.highs)
    )
    return [
        {
            "variable": plan.system.slots[slot].name,
            "effects": [
                {
                    "name": one.name,
                    "first": first[row, :, place].tolist(),
                    "total": total[row, :, place].tolist(),
                    "total_low": low[row, :, place].tolist(),
                    "total_high": high[row, :, place].tolist(),
                }
                for place, one in enumerate(plan.inputs)
            ],
        }
        for row, slot in enumerate(plan.series)
    ]


def _box(box: Box) -> BoxDocument:
    return {
        "coverage_share": box.coverage_share,
        "density_share": box.density_share,
        "mass_share": box.mass_share,
    }


def _discovery(plan: Plan, asked: Asked) -> DiscoveryDocument | None:
    found = asked.discovery
    if found is None:
        return None
    return {
        "condition": asked.condition,
        "cases": found.cases,
        "runs": found.runs,
        "box": _box(found.box),
        "limits": [
            {
                "name": plan.inputs[limit.input].name,
                "low": limit.low,
                "high": limit.high,
                "chance_probability": limit.chance_probability,
            }
            for limit in found.limits
        ],
        "trail": [_box(each) for each in found.trail],
    }


def _grounded(found: Ensemble, kept: Kept) -> GroundedDocument:
    plan = found.plan
    values = plan.design.values([one.belief for one in plan.inputs], 0, plan.members)
    scalars = found.scalars
    return {
        "variables": [each.name for each in plan.observed],
        "kept": int(np.count_nonzero(kept.is_kept)),
        "runs": int(kept.is_kept.size),
        "threshold_amount": kept.threshold_amount,
        "best_member": kept.best,
        "best_inputs": inputs_of_member(plan, kept.best),
        "inputs": _spread([one.name for one in plan.inputs], values[:, kept.is_kept]),
        "outcomes": {}
        if scalars is None
        else _spread([str(each) for each in plan.outcomes], scalars[:, kept.is_kept]),
    }


def _spread(names: Sequence[str], values: FloatArray) -> dict[str, dict[str, float]]:
    found = np.quantile(values, SHARES, axis=1) if values.size else np.empty((len(SHARES), 0))
    return {
        name: dict(zip(_NAMES, found[:, row].tolist(), strict=True))
        for row, name in enumerate(names[: found.shape[1]])
    }
