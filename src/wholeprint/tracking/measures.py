"""What of a project's ledger a parameter of a model may take: ``measured: runs_per_month``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn, Unpack

from wholeprint.errors import ModelError, UnitError, UnknownRunError
from wholeprint.ledger.entry import RunRecord, Status
from wholeprint.ledger.store import RunFilter
from wholeprint.quantities.source import Known, Read, Source, least_known
from wholeprint.quantities.uncertain import Uncertain
from wholeprint.quantities.units import ONE, Unit
from wholeprint.systems.check.unit_text import UnitTextError, parse_unit
from wholeprint.systems.expression.tree import Number
from wholeprint.systems.model import Equation, Kind, Model, Variable
from wholeprint.systems.text.item import nearest
from wholeprint.tracking.arguments import AssessArguments
from wholeprint.tracking.assessment import assess_many
from wholeprint.tracking.assessor import Assessment

_NANOSECONDS = 1e9
_MONTH_SECONDS = 31_536_000.0 / 12.0
_FEW_DAYS = 7.0
_DAY_SECONDS = 86_400.0
_KWH_JOULES = 3.6e6
_FEWEST = 2
_TIMES = {"week": 7 * _DAY_SECONDS, "month": _MONTH_SECONDS, "minute": 60.0, "second": 1.0}

MEASURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "runs_per_month": ("run/month", "runs that begin in a month, from the first to the last"),
        "energy_per_run": ("kWh/run", "energy of a run at the building's meter, the mean"),
        "ghg_per_run": ("kgCO2e/run", "operational emissions of a run, the mean"),
        "embodied_per_run": ("kgCO2e/run", "embodied emissions of a run, the mean"),
        "water_per_run": ("L/run", "water evaporated on site for a run, the mean"),
        "hours_per_run": ("h/run", "length of a run on the clock, the mean"),
        "accelerator_hours_per_run": ("h/run", "hours of metered accelerators of a run, the mean"),
        "accelerator_power": ("kW", "mean power of a metered accelerator while a run is on"),
        "carbon_intensity": ("kgCO2e/kWh", "operational emissions over energy, of all runs"),
        "pue": ("1", "PUE that the runs are assessed with, the mean"),
        "failed_share": ("1", "share of the runs that failed or were interrupted"),
    }
)
"""What there is: the unit, in runs where it is of runs, and what it is."""


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
    """

    name: str
    value: float
    unit: str
    known: Known
    runs_count: int
    note: str


@dataclass(frozen=True, slots=True)
class Used:
    """A parameter that took its value from a project.

    Attributes:
        parameter: Its name.
        value: What it is now [unit].
        unit: Its unit.
        declared_value: What the model has [unit].
        measure: Where the value is from.
    """

    parameter: str
    value: float
    unit: str
    declared_value: float | None
    measure: Measure


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
    for name, compute in _COMPUTED.items():
        result = compute(found)
        if result is not None:
            value, known, count, more = result
            unit, what = MEASURES[name]
            made[name] = Measure(name, value, unit, known, count, f"{what}{more}")
    return made


_Result = tuple[float, Known, int, str]


def _rate(found: Sequence[Assessment]) -> _Result | None:
    begun = sorted(each.record.started_unix_ns for each in found)
    span_seconds = (begun[-1] - begun[0]) / _NANOSECONDS
    if len(begun) < _FEWEST or span_seconds <= 0.0:
        return None
    rate = (len(begun) - 1) / span_seconds * _MONTH_SECONDS
    days = span_seconds / _DAY_SECONDS
    more = f"; all within {days:.2g} days, so a month is a guess" if days < _FEW_DAYS else ""
    return rate, Known.MEASURED if not more else Known.MODELLED, len(begun), more


def _mean_of(category: str, unit: str) -> "Callable[[Sequence[Assessment]], _Result | None]":
    def mean(found: Sequence[Assessment]) -> _Result | None:
        known = _amounts(found, category, unit)
        if not known:
            return None
        left = len(found) - len(known)
        more = f"; {left} runs have none" if left else ""
        worst = least_known(each.known for each in known)
        return sum(each.central for each in known) / len(known), worst, len(known), more

    return mean


def _amounts(found: Sequence[Assessment], category: str, unit: str) -> list[Uncertain]:
    quantities = [each.footprint[category] for each in found]
    return [each.to(unit) for each in quantities if isinstance(each, Uncertain)]


def _intensity(found: Sequence[Assessment]) -> _Result | None:
    whole_ghg = whole_energy = 0.0
    known: list[Known] = []
    for each in found:
        ghg, energy = each.footprint["ghg_operational"], each.footprint["energy"]
        if isinstance(ghg, Uncertain) and isinstance(energy, Uncertain):
            whole_ghg += ghg.to("kgCO2e").central
            whole_energy += energy.to("kWh").central
            known += [ghg.known, energy.known]
    if whole_energy <= 0.0:
        return None
    return whole_ghg / whole_energy, least_known(known), len(known) // 2, ""


def _pue(found: Sequence[Assessment]) -> _Result | None:
    factors = [
        factor
        for each in found
        for factor in each.footprint.assumptions
        if factor.id.startswith("pue.") or factor.id == "declared.pue"
    ]
    if not factors:
        return None
    mean = sum(each.central for each in factors) / len(factors)
    return mean, least_known(each.known for each in factors), len(factors), ""


def _hours(record: RunRecord) -> float:
    return (record.edges[-1] - record.edges[0]) / 3600.0 if record.edges else 0.0


def _length(found: Sequence[Assessment]) -> _Result | None:
    hours = [_hours(each.record) for each in found if each.record.edges]
    return (sum(hours) / len(hours), Known.MEASURED, len(hours), "") if hours else None


def _accelerators(record: RunRecord) -> int:
    return len({each.domain for each in record.channels if each.domain.startswith("gpu")})


def _accelerator_hours(found: Sequence[Assessment]) -> _Result | None:
    hours = [_hours(each.record) * _accelerators(each.record) for each in found]
    if not any(hours):
        return None
    return sum(hours) / len(hours), Known.MEASURED, len(hours), ""


def _accelerator_power(found: Sequence[Assessment]) -> _Result | None:
    used = [each.record for each in found if _accelerators(each.record) and each.record.edges]
    hours = sum(_hours(each) * _accelerators(each) for each in used)
    joules = sum(
        channel.total_joules()
        for each in used
        for channel in each.channels
        if channel.domain.startswith("gpu") and channel.within is None
    )
    if hours <= 0.0:
        return None
    return joules / _KWH_JOULES / hours, Known.MEASURED, len(used), ""


def _failed(found: Sequence[Assessment]) -> _Result | None:
    failed = sum(each.record.status in {Status.FAILED, Status.INTERRUPTED} for each in found)
    return failed / len(found), Known.MEASURED, len(found), ""


_COMPUTED: Mapping[str, Callable[[Sequence[Assessment]], _Result | None]] = MappingProxyType(
    {
        "runs_per_month": _rate,
        "energy_per_run": _mean_of("energy", "kWh"),
        "ghg_per_run": _mean_of("ghg_operational", "kgCO2e"),
        "embodied_per_run": _mean_of("ghg_embodied", "kgCO2e"),
        "water_per_run": _mean_of("water_onsite", "L"),
        "hours_per_run": _length,
        "accelerator_hours_per_run": _accelerator_hours,
        "accelerator_power": _accelerator_power,
        "carbon_intensity": _intensity,
        "pue": _pue,
        "failed_share": _failed,
    }
)


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
        if each.measured not in MEASURES:
            raise ModelError(
                f"{each.place}: {each.name} asks for a measure that no ledger holds",
                seen=each.measured,
                fix=nearest(each.measured, MEASURES),
            )
        measure = found.get(each.measured)
        if measure is None:
            notes.append(
                f"{each.name} keeps the {_declared(each)} that the model declares: the project's "
                f"runs do not give {each.measured}."
            )
            continue
        used.append(_used(each, measure))
    return Fed({each.parameter: each.value for each in used}, tuple(used), tuple(notes))


def fed_model(model: Model, project: str, found: Mapping[str, Measure]) -> Model:
    """Return a model whose parameters have what a project's runs say, and say so themselves.

    Such a parameter has no belief about it any more and takes no shared assumption: it is what was
    found, as surely as that is known. One that the project cannot give keeps what the model
    declares, and its note says why.

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
        why = f"The runs of {project} do not give {variable.measured}: this is what is declared."
        return replace(variable, note=f"{why} {variable.note}".strip())
    measure = used.measure
    count = "1 run" if measure.runs_count == 1 else f"{measure.runs_count} runs"
    source = Source(f"project {project}", f"{measure.note}; {count}", read=Read.COMPUTED)
    return replace(
        variable,
        equations=(Equation(Number(used.value)),),
        belief=None,
        factor="",
        known=measure.known,
        sources=(source,),
        note=f"Of {count} of {project}: {measure.note}. Declared: {_declared(variable)}.",
    )


def _used(variable: Variable, measure: Measure) -> Used:
    value = measure.value * _ratio(measure.unit, variable)
    return Used(variable.name, value, variable.unit, _number(variable), measure)


def _number(variable: Variable) -> float | None:
    value = variable.equations[0].value
    number = getattr(value, "value", None)
    return float(number) if isinstance(number, float | int) else None


def _declared(variable: Variable) -> str:
    number = _number(variable)
    unit = "" if variable.unit in {"", "1"} else f" {variable.unit}"
    return "value" if number is None else f"{number:g}{unit}"


def _ratio(unit: str, variable: Variable) -> float:
    """Return how many of a parameter's unit one of a measure's unit is.

    A run is what a model calls an experiment, a job or a training: a word that is no unit counts
    things, and as many of them must stand on the same side.

    Raises:
        ModelError: If the two units do not fit.
    """
    if not variable.unit:
        return 1.0
    try:
        (size, dimensions, things), other = _taken(unit), _taken(variable.unit)
    except (UnitError, UnitTextError):
        _refuse_unit(unit, variable)
    if not dimensions.fits(other[1]) or things != other[2]:
        _refuse_unit(unit, variable)
    return size * dimensions.ratio(other[1]) / other[0]


def _refuse_unit(unit: str, variable: Variable) -> NoReturn:
    raise ModelError(
        f"{variable.place}: {variable.name} takes {variable.measured}, which is in {unit}",
        seen=variable.unit,
        fix=f"Give the parameter the unit {unit}, or another of its kind",
    )


def _taken(text: str) -> tuple[float, Unit, int]:
    """Return a unit as a size, what is left of it, and the power of the things it counts."""
    size, whole, things = 1.0, ONE, 0
    for word, power in parse_unit(text).items():
        times = int(power)
        single = word.casefold().removesuffix("s")
        if single in _TIMES:
            size *= _TIMES[single] ** times
            part = Unit.parse("s")
        else:
            try:
                part = Unit.parse(word)
            except UnitError:
                things += times
                continue
        for _ in range(abs(times)):
            whole = whole * part if times > 0 else whole / part
    return size, whole, things
