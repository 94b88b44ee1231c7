"""A software carbon intensity of recorded runs, with everything that is disclosed beside it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wholeprint.errors import ConformanceError
from wholeprint.lifecycle.sci import Component, Part, Score, score
from wholeprint.lifecycle.sci_ai import AiScore, Disclosure, Entry, Persona, Stage, ai_score
from wholeprint.lifecycle.sci_baseline import Assumed, Improvement, MethodValue, assumed_of
from wholeprint.lifecycle.sci_boundary import UNSTATED, Item, checklist
from wholeprint.lifecycle.sci_units import Conversion, FunctionalUnit
from wholeprint.quantities.boundary import Boundary
from wholeprint.quantities.footprint import joined_factors
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.report.form import stamped, tool
from wholeprint.report.sci_parts import DeclaredHardware, OwnSupply, component_of
from wholeprint.tracking.assessor import Assessment

NAME, VERSION, ISO = "Software Carbon Intensity", "1.1.0", "ISO/IEC 21031:2024"
METHODOLOGY = (
    "SCI = ((E x I) + M) per R. E: energy of each run up to the building, as measured or modelled. "
    "I: what a kilowatt-hour of the region carried, without contracts. M = TE x (TiR/EL) x "
    "(RR/ToR) for each piece of hardware; TiR is the time of the run and its part of the hours in "
    "which the hardware works for nobody, EL the years that it stays installed. All of it in one "
    "set of draws; values are medians with their 5th and 95th percentile."
)
_TRAINING = ("train", "fit", "pretrain", "finetun", "fine-tun", "search", "sweep")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Asked:
    """What a score was asked for.

    Attributes:
        unit: R.
        counted: What was counted, in the singular.
        done_count: How many of it all the runs did together.
        stated: What of the boundary was stated, by the name of the system.
        conversions: How one thing that was counted becomes another.
        kept_apart: Market-based measures to be named beside the score.
        supply: The supply, where it is on no grid.
        hardware: Hardware that no table knows.
        rationale: Why this R.
        persona: Whose score it is after the draft for AI; None for a plain score.
        disclosure: What is said beside such a score.
        stage: The stage of all runs; None takes it from the phase of each.
        left_out: Runs of the same training that are not among the runs.
    """

    unit: FunctionalUnit
    counted: str
    done_count: float
    stated: Mapping[str, Item] = field(default_factory=dict[str, Item])
    conversions: tuple[Conversion, ...] = ()
    kept_apart: tuple[str, ...] = ()
    supply: OwnSupply | None = None
    hardware: tuple[DeclaredHardware, ...] = ()
    rationale: str = ""
    persona: Persona | None = None
    disclosure: Disclosure = field(default_factory=Disclosure)
    stage: Stage | None = None
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """A score, and the runs behind it.

    Attributes:
        score: The score.
        assumed: What its baseline must assume too.
        runs: The runs, assessed.
        asked: What was asked for.
        ai: The same after the draft for AI, where that was asked for.
    """

    score: Score
    assumed: Assumed
    runs: tuple[Assessment, ...]
    asked: Asked
    ai: AiScore | None = None


def scored(assessments: Sequence[Assessment], asked: Asked) -> Scored:
    """Return the score of runs.

    Args:
        assessments: The runs; one whose energy another one holds is not added.
        asked: What is asked for.

    Raises:
        ConformanceError: If E, I, M or R is missing, or no run is counted.
    """
    several = len(assessments) > 1
    runs = tuple(each for each in assessments if each.record.counted or not several)
    if not runs:
        raise ConformanceError(
            "none of these runs is counted in a sum: another run holds their energy",
            fix="Report the runs that they lie inside",
        )
    components = [_component(each, asked) for each in runs]
    items = checklist({**_known_items(runs), **asked.stated})
    if asked.persona is not None:
        ai = _ai(asked.persona, runs, components, asked, items)
        return Scored(ai.score, assumed_of(ai.score, _method(runs, asked)), runs, asked, ai)
    found = score(
        components,
        asked.unit,
        boundary=items,
        conversions=asked.conversions,
        kept_apart=asked.kept_apart,
    )
    return Scored(found, assumed_of(found, _method(runs, asked)), runs, asked)


def _ai(
    persona: Persona,
    runs: Sequence[Assessment],
    components: Sequence[Component],
    asked: Asked,
    items: Sequence[Item],
) -> AiScore:
    entries = [
        Entry(component, asked.stage or stage_of(run.record.phase), asked.left_out)
        for run, component in zip(runs, components, strict=True)
    ]
    return ai_score(
        persona,
        entries,
        asked.unit,
        asked.disclosure,
        boundary=items,
        conversions=asked.conversions,
        kept_apart=asked.kept_apart,
    )


def stage_of(phase: str | None) -> Stage:
    """Return the stage that a phase of a model's life belongs to.

    Args:
        phase: As a run was told it.

    Raises:
        ConformanceError: If it belongs to none that is known.
    """
    words = (phase or "").casefold()
    for stage, beginnings in _PHASES.items():
        if words.startswith(beginnings):
            return stage
    raise ConformanceError(
        "the stage of a run is not known",
        seen=phase or "no phase",
        fix=f"Say it for all runs: --stage, one of {', '.join(Stage)}",
    )


def is_development(phase: str | None) -> bool:
    """Return whether a run may have been part of building a model: also where nobody says.

    Args:
        phase: As the run was told it.
    """
    try:
        return phase is None or stage_of(phase) is Stage.DESIGN
    except ConformanceError:
        return True


_PHASES: Mapping[Stage, tuple[str, ...]] = {
    Stage.INCEPTION: ("inception", "scoping"),
    Stage.DESIGN: ("design", "develop", "data", "eval", "bench", *_TRAINING),
    Stage.DEPLOYMENT: ("deploy", "integrat"),
    Stage.OPERATION: ("operat", "infer", "serv", "predict"),
    Stage.MONITORING: ("monitor",),
    Stage.RETIREMENT: ("retire", "end of life"),
}


def _component(found: Assessment, asked: Asked) -> Component:
    return component_of(
        found,
        asked.counted,
        asked.done_count,
        supply=asked.supply,
        declared=asked.hardware,
    )


def _known_items(runs: Sequence[Assessment]) -> dict[str, Item]:
    boundary: Boundary = runs[0].footprint.boundary
    names = {
        "compute": "the machine that ran it: energy and hardware",
        "memory": "the machine's memory: energy and hardware",
        "storage": "the machine's own disks, in the overhead of the host; storage elsewhere is not",
    }
    items = {name: Item(name, is_in=True, reason=reason) for name, reason in names.items()}
    if boundary.idle:
        reason = "the idle power of this machine; other machines kept ready are not"
        items["idle machines"] = Item("idle machines", is_in=True, reason=reason)
    trained = [_is_training(each.record.phase) for each in runs]
    if all(trained):
        reason = "these runs are the training"
        items["model training"] = Item("model training", is_in=True, reason=reason)
    if not boundary.network:
        reason = f"moving data outside the building is not counted here, and {UNSTATED}"
        items["network"] = Item("network", is_in=None, reason=reason)
    return items


def _is_training(phase: str | None) -> bool:
    return phase is not None and phase.casefold().startswith(_TRAINING)


def _method(runs: Sequence[Assessment], asked: Asked) -> dict[str, MethodValue]:
    told = runs[0].told
    kept = (
        "signal",
        "hourly",
        "fetch",
        "lifetime_years",
        "utilisation",
        "attribution",
        "overrides",
    )
    return {
        "counted": ", ".join(
            name for name, inside in runs[0].footprint.boundary.as_json().items() if inside
        ),
        "coefficients": runs[0].factors_version,
        "emissions of power plants": sorted({_scope(each) for each in runs}),
        "declared": {name: _stable(told[name]) for name in kept if told.get(name) is not None},
        "declared hardware": [f"{each.name} {each.embodied.central:g}" for each in asked.hardware],
    }


def _stable(value: object) -> str:
    # The order in which somebody typed declarations is no assumption.
    return json.dumps(value, sort_keys=True, default=str)


def _scope(found: Assessment) -> str:
    return "" if found.signal is None else found.signal.scope.value


def sci_document(
    found: Scored, statement: str, improvement: Improvement | None = None
) -> dict[str, object]:
    """Return the document of a score.

    Args:
        found: The score.
        statement: The same in sentences.
        improvement: What an action changed, where a baseline was given.
    """
    parts = found.score.parts
    notes = dict.fromkeys(
        (*found.score.notes, *(note for run in found.runs for note in run.footprint.notes))
    )
    factors = joined_factors(each for run in found.runs for each in run.footprint.assumptions)
    return stamped(
        "sci",
        {
            "tool": tool(),
            "standard": {"name": NAME, "version": VERSION, "iso": ISO},
            "runs": [run.record.id for run in found.runs],
            "score": rate_json(found.score.rate, found.score.unit),
            "functional_unit": {
                "per": str(found.score.unit),
                "counted": found.asked.counted,
                "done_count": found.asked.done_count,
                "rationale": found.asked.rationale,
            },
            "totals": _totals(parts),
            "components": [_component_json(part, found.score.unit) for part in parts],
            "boundary": [item.as_json() for item in found.score.boundary],
            "conversions": [
                {
                    "counted": each.counted,
                    "wanted": each.wanted,
                    "factor": each.per_count,
                    "reason": each.reason,
                }
                for each in found.score.conversions
            ],
            "methodology": METHODOLOGY,
            "assumed": {"digest": found.assumed.digest, "values": dict(found.assumed.values)},
            "kept_apart": list(found.score.kept_apart),
            "ai": None if found.ai is None else _ai_json(found.ai),
            "baseline": None if improvement is None else _improvement_json(improvement),
            "statement": statement,
            "assumptions": [factor.as_json() for factor in factors],
            "notes": [note.as_json() for note in notes],
            "factors_version": found.runs[0].factors_version,
        },
    )


def rate_json(rate: Uncertain, unit: FunctionalUnit) -> dict[str, object]:
    """Return a rate as plain values, with R in its unit.

    Args:
        rate: The rate [gCO2e per R].
        unit: R.
    """
    return rate.as_json() | {"unit": f"{rate.unit}/{unit}"}


def _totals(parts: Sequence[Part]) -> dict[str, object]:
    energy, operational, embodied = parts[0].energy, parts[0].operational, parts[0].embodied
    for part in parts[1:]:
        energy = energy + part.energy
        operational = operational + part.operational
        embodied = embodied + part.embodied
    return {"E": energy.as_json(), "O": operational.as_json(), "M": embodied.as_json()}


def _component_json(part: Part, unit: FunctionalUnit) -> dict[str, object]:
    component, intensity = part.component, part.intensity
    return {
        "name": component.name,
        "method": component.method.value,
        "reserved": component.is_reserved,
        "building": component.pue or "not in it",
        "E": part.energy.as_json(),
        "I": intensity.amount.as_json(),
        "intensity": {
            "kind": intensity.kind.value,
            "region": intensity.region,
            "resolution": intensity.resolution.value,
            "accounting": intensity.accounting.value,
            "emissions": intensity.emissions,
            "source": intensity.source,
        },
        "O": part.operational.as_json(),
        "M": part.embodied.as_json(),
        "hardware": [
            {
                "name": each.name,
                "TE": each.embodied.as_json(),
                "TiR": each.reserved_time.to("h").as_json(),
                "EL": each.lifespan.to("h").as_json(),
                "RR": each.reserved.as_json(),
                "ToR": each.total.as_json(),
                "M": each.amount().as_json(),
                "evidence": each.evidence,
            }
            for each in component.hardware
        ],
        "R_count": part.per_count,
        "rate": rate_json(part.rate, unit),
    }


def _ai_json(found: AiScore) -> dict[str, object]:
    said = found.disclosure
    return {
        "standard": "SCI for AI (draft under public review)",
        "persona": found.persona.value,
        "stages": {stage.value: text for stage, text in found.stages.items()},
        "basis": None if said.basis is None else said.basis.value,
        "strategies": list(said.strategies),
        "design": dict(said.design),
    }


def _improvement_json(found: Improvement) -> dict[str, object]:
    unit = found.proposed.unit
    return {
        "score": rate_json(found.baseline.rate, unit),
        "difference": rate_json(found.difference, unit),
        "ratio": found.ratio.as_json(),
        "digest": found.digest,
    }
