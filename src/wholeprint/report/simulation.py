"""One run of a model, as a document."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict, cast

import numpy as np

from wholeprint.quantities.distribution import Distribution, FloatArray
from wholeprint.quantities.source import Source
from wholeprint.report.form import stamped, tool
from wholeprint.systems.check.finding import Finding
from wholeprint.systems.flat.system import Role, Slot, System
from wholeprint.systems.flat.term import Constant
from wholeprint.systems.model import Kind, Model, Variable
from wholeprint.systems.names import canonical
from wholeprint.systems.sensitivity.inputs import Input, reach
from wholeprint.systems.trajectory import Trajectory

_FIRST = ".initial"
_SHOWN = frozenset({Role.AUXILIARY, Role.FLOW, Role.STOCK})


@dataclass(frozen=True, slots=True)
class Told:
    """What was asked for.

    Attributes:
        settings: Numbers that were set, by name.
        scenario: The scenario that holds, None for none.
        seed: Which random numbers.
        kept: Slots that are told; none tells all that have a name.
        findings: What checks found, None where none was asked for.
        by_scenario: Names of the settings that the scenario made.
        scenario_sources: Who stands behind it.
        inputs: What is believed about parameters, shared assumptions and the scenario's included.
        notes: What a reader must know.
    """

    settings: Mapping[str, float]
    scenario: str | None = None
    seed: int = 0
    kept: tuple[int, ...] = ()
    findings: tuple[Finding, ...] | None = None
    by_scenario: tuple[str, ...] = ()
    scenario_sources: tuple[Source, ...] = ()
    inputs: tuple[Input, ...] = ()
    notes: tuple[str, ...] = ()


class ModelRunDocument(TypedDict):
    """Which model was run."""

    name: str
    title: str
    note: str
    outcomes: list[str]
    sources: list[dict[str, object]]


class SpanDocument(TypedDict):
    """When it ran."""

    start_amount: float
    stop_amount: float
    step_amount: float
    steps: int
    unit: str
    method: str


class CourseDocument(TypedDict):
    """What a variable did."""

    name: str
    kind: str
    unit: str
    start_amount: float
    end_amount: float
    peak_amount: float
    peak_time_amount: float
    trough_amount: float
    trough_time_amount: float


class AssumptionDocument(TypedDict):
    """One parameter, and what is believed about it."""

    name: str
    value: float
    unit: str
    known: str
    is_set: bool
    set_by: str
    belief: dict[str, object] | None
    believed_low_amount: float | None
    believed_high_amount: float | None
    factor: str
    sources: list[dict[str, object]]
    note: str


class FindingDocument(TypedDict):
    """What a check found."""

    check: str
    severity: str
    variable: str
    what: str
    fix: str
    file: str
    line: int


class SimulationDocument(TypedDict):
    """One run of a model."""

    schema: str
    tool: dict[str, object]
    model: ModelRunDocument
    span: SpanDocument
    scenario: str | None
    settings: dict[str, float]
    notes: list[str]
    seed: int
    time: list[float]
    series: dict[str, list[float]]
    courses: list[CourseDocument]
    assumptions: list[AssumptionDocument]
    findings: list[FindingDocument] | None


def simulation_document(
    model: Model, system: System, run: Trajectory, told: Told
) -> SimulationDocument:
    """Return the document of a run.

    Args:
        model: The model.
        system: Its flat form, as it ran.
        run: The run, of one member.
        told: What was asked for.
    """
    slots = told.kept or shown_slots(system)
    span = system.span
    body: dict[str, object] = {
        "tool": tool(),
        "model": {
            "name": model.name,
            "title": model.title,
            "note": model.note.strip(),
            "outcomes": _outcomes(model, system),
            "sources": [_source(each) for each in model.sources],
        },
        "span": {
            "start_amount": span.start,
            "stop_amount": span.end,
            "step_amount": span.step,
            "steps": span.steps,
            "unit": span.unit,
            "method": span.method.value,
        },
        "scenario": told.scenario,
        "settings": dict(told.settings),
        "notes": list(told.notes),
        "seed": told.seed,
        "time": run.times.tolist(),
        "series": {system.slots[each].name: run.values[each][:, 0].tolist() for each in slots},
        "courses": [
            _course(system.slots[each], run.times, run.values[each][:, 0]) for each in slots
        ],
        "assumptions": _assumptions(model, system, told),
        "findings": None if told.findings is None else [_finding(each) for each in told.findings],
    }
    return cast("SimulationDocument", stamped("simulation", body))


def _outcomes(model: Model, system: System) -> list[str]:
    key = canonical(model.outcome) if model.outcome else ""
    return [
        system.slots[number].name
        for number in shown_slots(system)
        if key
        and key in {canonical(system.slots[number].name), canonical(system.slots[number].variable)}
    ]


def shown_slots(system: System) -> tuple[int, ...]:
    """Return the slots that are told unless others are asked for: all that somebody named.

    Args:
        system: The system.
    """
    return tuple(
        number
        for number, slot in enumerate(system.slots)
        if slot.role in _SHOWN and not slot.is_internal
    )


def _course(slot: Slot, times: FloatArray, values: FloatArray) -> CourseDocument:
    peak, trough = int(np.argmax(values)), int(np.argmin(values))
    return {
        "name": slot.name,
        "kind": slot.role.value,
        "unit": slot.unit,
        "start_amount": float(values[0]),
        "end_amount": float(values[-1]),
        "peak_amount": float(values[peak]),
        "peak_time_amount": float(times[peak]),
        "trough_amount": float(values[trough]),
        "trough_time_amount": float(times[trough]),
    }


def _assumptions(model: Model, system: System, told: Told) -> list[AssumptionDocument]:
    variables = {
        canonical(each.name): each for each in model.variables if each.kind is Kind.PARAMETER
    }
    set_by = {canonical(name): "hand" for name in told.settings}
    set_by |= {canonical(name): "scenario" for name in told.by_scenario}
    told_slots = [
        slot for slot in system.slots if slot.role is Role.PARAMETER and not slot.is_internal
    ]
    return [
        _assumption(slot, variables.get(canonical(slot.variable)), set_by, told)
        for slot in told_slots
        # What a stock begins with is an assumption like others where somebody chose it.
        if not slot.name.endswith(_FIRST) or canonical(slot.name) in set_by
    ]


def _assumption(
    slot: Slot, variable: Variable | None, set_by: Mapping[str, str], told: Told
) -> AssumptionDocument:
    by = set_by.get(canonical(slot.name)) or set_by.get(canonical(slot.variable), "")
    belief, ends = _belief(slot, variable, told)
    # What the model says about its own value says nothing about another that took its place.
    sources = () if variable is None else variable.sources
    if by:
        sources = told.scenario_sources if by == "scenario" else ()
    return {
        "name": slot.name,
        "value": slot.term.value if isinstance(slot.term, Constant) else float("nan"),
        "unit": slot.unit,
        "known": "" if variable is None or by else variable.known.value,
        "is_set": bool(by),
        "set_by": by,
        "belief": None if belief is None else belief.as_dict(),
        "believed_low_amount": None if ends is None else ends[0],
        "believed_high_amount": None if ends is None else ends[1],
        "factor": "" if variable is None else variable.factor,
        "sources": [_source(each) for each in sources],
        "note": "" if variable is None else variable.note.strip(),
    }


def _belief(
    slot: Slot, variable: Variable | None, told: Told
) -> tuple[Distribution | None, tuple[float, float] | None]:
    """Return what is believed about a parameter, and from where to where in its own unit."""
    names = {canonical(slot.name), canonical(slot.variable)}
    for one in told.inputs:
        for name, scale in zip(one.parameters, one.scales, strict=True):
            if canonical(name) in names:
                low, high = sorted(scale * each for each in reach(one.belief))
                return one.belief, (low, high)
    belief = None if variable is None else variable.belief
    return belief, None if belief is None else reach(belief)


def _source(source: Source) -> dict[str, object]:
    return {**source._asdict(), "read": source.read.value}


def _finding(finding: Finding) -> FindingDocument:
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "variable": finding.variable,
        "what": finding.what,
        "fix": finding.fix,
        "file": finding.place.file,
        "line": finding.place.line,
    }
