"""Carbon intensity of machine learning: one score for whoever builds a model, one for its users.

After the draft "Software Carbon Intensity for AI" of the Green Software Foundation, which is under
public review and may change. A provider's score covers the stages from inception to deployment and
retirement, per operation, training token or parameter; a consumer's covers operation and
monitoring. Units are checked as everywhere: the draft's own examples are off by a factor of 1,000.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from wholeprint.errors import ConformanceError
from wholeprint.lifecycle.sci import Component, Score, score
from wholeprint.lifecycle.sci_boundary import Item
from wholeprint.lifecycle.sci_units import Conversion, FunctionalUnit
from wholeprint.quantities.note import Note


class Persona(StrEnum):
    """Whose score it is."""

    PROVIDER = "provider"
    CONSUMER = "consumer"


class Stage(StrEnum):
    """A stage in a model's life."""

    INCEPTION = "inception"
    DESIGN = "design and development"
    DEPLOYMENT = "deployment"
    OPERATION = "operation"
    MONITORING = "monitoring"
    RETIREMENT = "retirement"


class Basis(StrEnum):
    """Whether R counts all work, or only what ended up in the model."""

    GROSS = "gross"
    EFFECTIVE = "effective"


STAGES: Mapping[Persona, tuple[Stage, ...]] = {
    Persona.PROVIDER: (Stage.INCEPTION, Stage.DESIGN, Stage.DEPLOYMENT, Stage.RETIREMENT),
    Persona.CONSUMER: (Stage.OPERATION, Stage.MONITORING),
}
"""Which stages belong to whose score. None belongs to both."""

IF_MATERIAL = (Stage.INCEPTION, Stage.RETIREMENT)
"""Stages that are in where they are material, and whose materiality has to be stated."""

PROVIDER_UNITS = ("FLOP", "training token", "parameter")
BILLED = ("token", "image", "second", "page", "inference", "execution", "request", "minute")
"""What services are billed by, with which a consumer's R should agree."""

DESIGN_WORK = (
    "data collection and preparation",
    "synthetic data",
    "training compute",
    "training storage",
    "training network",
    "distributed infrastructure",
    "selection and benchmarking",
    "evaluation",
)
"""What design and development consists of."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A component and its stage.

    Attributes:
        component: The component.
        stage: Its stage.
        left_out: Runs of the same training that are not in it: failed, intermediate, stopped early.
    """

    component: Component
    stage: Stage
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What has to be said beside a score.

    Attributes:
        rationale: Why this R.
        basis: Whether R is gross or effective, for a provider.
        strategies: Strategies and assumptions that change the score.
        stages: A statement for each stage without an entry: why it is not material, or where it is
            counted.
        design: For each kind of work of design and development, where it is counted or why not.
    """

    rationale: str = ""
    basis: Basis | None = None
    strategies: tuple[str, ...] = ()
    stages: Mapping[Stage, str] = field(default_factory=dict[Stage, str])
    design: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True, eq=False)
class AiScore:
    """A score of one persona.

    Attributes:
        persona: Whose it is.
        score: The score.
        stages: For each stage of the persona the components in it, or the statement.
        disclosure: What was said beside it.
    """

    persona: Persona
    score: Score
    stages: Mapping[Stage, str]
    disclosure: Disclosure


def ai_score(
    persona: Persona,
    entries: Sequence[Entry],
    unit: FunctionalUnit,
    disclosure: Disclosure,
    *,
    boundary: Sequence[Item] | None = None,
    conversions: Sequence[Conversion] = (),
    kept_apart: Sequence[str] = (),
) -> AiScore:
    """Return the score of a persona.

    Args:
        persona: Whose score.
        entries: The components with their stages.
        unit: R.
        disclosure: What is said beside it.
        boundary: The checklist of supporting systems.
        conversions: How what components counted becomes R.
        kept_apart: Market-based measures to be named beside the score.

    Raises:
        ConformanceError: If a stage is another persona's or has neither component nor statement,
            if runs of a training are left out, or if R or what must be said of it does not fit.
    """
    for entry in entries:
        if entry.stage not in STAGES[persona]:
            raise ConformanceError(
                f"{entry.stage.value} is no stage of a {persona.value}'s score",
                seen=entry.component.name,
                fix=f"A {persona.value} counts {', '.join(STAGES[persona])}; "
                "what belongs to the other score is reported there",
            )
        if entry.left_out:
            raise ConformanceError(
                "runs of this training are left out: all of it counts, from the first trial to "
                "the last update, also what failed or was stopped",
                seen=", ".join(entry.left_out),
                fix="Report these runs too",
            )
    stages = {stage: _stage(stage, entries, disclosure) for stage in STAGES[persona]}
    more = _check_unit(persona, unit, disclosure)
    found = score(
        [entry.component for entry in entries],
        unit,
        boundary=boundary,
        conversions=conversions,
        kept_apart=kept_apart,
    )
    notes = (*found.notes, *more, *_design_notes(persona, disclosure))
    whole = Score(
        found.unit,
        found.rate,
        found.parts,
        found.conversions,
        found.boundary,
        notes,
        found.kept_apart,
    )
    return AiScore(persona, whole, stages, disclosure)


def _stage(stage: Stage, entries: Sequence[Entry], disclosure: Disclosure) -> str:
    names = [entry.component.name for entry in entries if entry.stage is stage]
    if names:
        return ", ".join(names)
    said = disclosure.stages.get(stage, "").strip()
    if said:
        return said
    why = "whether it is material is not stated" if stage in IF_MATERIAL else "nothing is in it"
    raise ConformanceError(
        f"the stage {stage.value} is missing: {why}",
        fix="Report its runs, or state why it is not material or where it is counted: "
        f'--stage-of "{stage.value}=..."',
    )


def _check_unit(persona: Persona, unit: FunctionalUnit, disclosure: Disclosure) -> tuple[Note, ...]:
    if not disclosure.rationale.strip():
        raise ConformanceError("no reason is given for R", fix="Give it: --rationale")
    if persona is Persona.CONSUMER:
        if unit.name in BILLED:
            return ()
        message = f"A consumer's R should agree with what is billed: {', '.join(BILLED)}"
        return (Note("sci-not-billed", message, severity="warning"),)
    if unit.name not in PROVIDER_UNITS:
        raise ConformanceError(
            "a provider's R is an operation, a training token or a parameter",
            seen=unit.name,
            fix='As in --per "FLOP=5e22", --per "training token=2e12", --per "1B parameters=7e9"',
        )
    if disclosure.basis is None:
        raise ConformanceError(
            "it is not said whether R is gross or effective",
            seen=unit.name,
            fix="Gross counts all work, effective what ended up in the model: --basis gross",
        )
    return ()


def _design_notes(persona: Persona, disclosure: Disclosure) -> tuple[Note, ...]:
    silent = [name for name in DESIGN_WORK if not disclosure.design.get(name, "").strip()]
    if persona is Persona.CONSUMER or not silent:
        return ()
    message = (
        f"Nobody said where this work of design and development is counted: {', '.join(silent)}"
    )
    return (Note("sci-work-unstated", message, severity="warning"),)
