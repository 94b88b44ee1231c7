"""What of a project's ledger a parameter of a model may take: ``measured: runs_per_month``."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Unpack

from wholeprint.errors import UnknownRunError
from wholeprint.ledger.entry import Status
from wholeprint.ledger.store import RunFilter
from wholeprint.quantities.distribution import Empirical
from wholeprint.quantities.source import Known, Read, Source
from wholeprint.systems.check.ledger_measures import MEASURES, ratio, unit_of
from wholeprint.systems.expression.tree import Number
from wholeprint.systems.model import Equation, Kind, Model, Variable
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessment import assess_many
from wholeprint.tracking.project_means import COMPUTED, FEWEST_DAYS

_NEEDS: Mapping[str, str] = MappingProxyType(
    {"runs_per_month": f"it takes two runs or more, {FEWEST_DAYS:g} days apart at least"}
)
"""What a measure takes that a project may not have."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number of a project.

    Attributes:
        name: One of `MEASURES`.
        value: The number [unit].
        unit: Its unit.
        known: How it is known: as surely as the least sure of what is in it.
        runs_count: Of how many runs it is.
        note: What it is, and what to mind.
        belief: What is believed about it [unit]; None where nothing is doubted.
    """

    name: str
    value: float
    unit: str
    known: Known
    runs_count: int
    note: str
    belief: Empirical | None = None


@dataclass(frozen=True, slots=True)
class Used:
    """A parameter that took its value from a project.

    Attributes:
        parameter: Its name.
        value: What it is now [unit].
        unit: Its unit.
        declared_value: What the model has [unit].
        measure: Where the value is from.
        belief: What is believed about it [unit]; None where nothing is doubted.
    """

    parameter: str
    value: float
    unit: str
    declared_value: float | None
    measure: Measure
    belief: Empirical | None = None


@dataclass(frozen=True, slots=True)
class Fed:
    """A model fed from a project.

    Attributes:
        settings: Values of parameters, by name.
        used: The same, with where each is from.
        notes: Which parameters keep what the model declares, and why.
    """

    settings: Mapping[str, float]
    used: tuple[Used, ...]
    notes: tuple[str, ...]


def measures(
    project: str, ledger: Path | None = None, **arguments: Unpack[AssessArguments]
) -> Mapping[str, Measure]:
    """Return what a project's runs say.

    Every counted run that is over counts, also one that failed: it was run.

    Args:
        project: The project.
        ledger: The ledger; None is the one of the settings.
        arguments: How to assess the runs.

    Returns:
        The measures that the ledger can give, by name; those that it cannot are left out.

    Raises:
        UnknownRunError: If no run of the project is over.
    """
    wanted = RunFilter(project=project)
    found = [
        each
        for each in assess_many(wanted, ledger=ledger, **arguments)
        if each.record.status is not Status.RUNNING
    ]
    if not found:
        raise UnknownRunError(
            "no run of this project is over",
            seen=project,
            fix="See wholeprint runs for the projects that there are",
        )
    made: dict[str, Measure] = {}
    for name, compute in COMPUTED.items():
        result = compute(found)
        if result is not None:
            unit, what = MEASURES[name]
            note = f"{what}{result.more}"
            made[name] = Measure(
                name, result.value, unit, result.known, result.runs_count, note, result.belief
            )
    return made


def feed(model: Model, found: Mapping[str, Measure]) -> Fed:
    """Return the parameters of a model that take their value from a project.

    Args:
        model: The model; its parameters say with ``measured`` what they take.
        found: What `measures` gave.

    Returns:
        Values in the parameters' own units, where each is from, and what keeps the declared value.

    Raises:
        ModelError: If the model asks for what no ledger holds, or a unit does not fit.
    """
    used: list[Used] = []
    notes: list[str] = []
    for each in model.variables:
        if each.kind is not Kind.PARAMETER or not each.measured:
            continue
        unit_of(each)
        measure = found.get(each.measured)
        if measure is None:
            notes.append(
                f"{each.name} keeps the {_declared(each)} that the model declares: the project's "
                f"runs do not give {_missing(each)}."
            )
            continue
        used.append(_used(each, measure))
    return Fed({each.parameter: each.value for each in used}, tuple(used), tuple(notes))


def fed_model(model: Model, project: str, found: Mapping[str, Measure]) -> Model:
    """Return a model whose parameters have what a project's runs say, and say so themselves.

    Such a parameter takes no shared assumption any more: it is what was found, with the doubt that
    the assessments of the runs have, and as surely as that is known. One that the project cannot
    give keeps what the model declares, and its note says why.

    Args:
        model: The model.
        project: The project.
        found: What `measures` gave.

    Raises:
        ModelError: As `feed`.
    """
    used = {each.parameter: each for each in feed(model, found).used}
    return replace(
        model, variables=tuple(_fed(each, project, used.get(each.name)) for each in model.variables)
    )


def _fed(variable: Variable, project: str, used: Used | None) -> Variable:
    if used is None:
        if variable.kind is not Kind.PARAMETER or not variable.measured:
            return variable
        why = f"The runs of {project} do not give {_missing(variable)}: this is what is declared."
        return replace(variable, note=f"{why} {variable.note}".strip())
    measure = used.measure
    count = "1 run" if measure.runs_count == 1 else f"{measure.runs_count} runs"
    source = Source(f"project {project}", f"{measure.note}; {count}", read=Read.COMPUTED)
    return replace(
        variable,
        equations=(Equation(Number(used.value)),),
        belief=used.belief,
        factor="",
        known=measure.known,
        sources=(source,),
        note=f"Of {count} of {project}: {measure.note}. Declared: {_declared(variable)}.",
    )


def _used(variable: Variable, measure: Measure) -> Used:
    times = ratio(measure.unit, variable)
    belief = measure.belief
    if belief is not None:
        belief = Empirical(tuple(times * each for each in belief.values))
    value = measure.value * times
    return Used(variable.name, value, variable.unit, _number(variable), measure, belief)


def _missing(variable: Variable) -> str:
    needs = _NEEDS.get(variable.measured, "")
    return f"{variable.measured} ({needs})" if needs else variable.measured


def _number(variable: Variable) -> float | None:
    value = variable.equations[0].value
    number = getattr(value, "value", None)
    return float(number) if isinstance(number, float | int) else None


def _declared(variable: Variable) -> str:
    number = _number(variable)
    unit = "" if variable.unit in {"", "1"} else f" {variable.unit}"
    return "value" if number is None else f"{number:g}{unit}"
