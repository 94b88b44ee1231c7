"""Which assumptions decide between two scenarios of one model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from wholeprint.advice.explain.coalitions import sets_of, shapley_of_sets
from wholeprint.engine.files import library, load
from wholeprint.errors import ModelError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.expression.tree import Number
from wholeprint.systems.flat.flatten import flatten
from wholeprint.systems.flat.system import System
from wholeprint.systems.flat.term import Constant
from wholeprint.systems.flat.values import slot_of
from wholeprint.systems.model import Kind, Model
from wholeprint.systems.names import canonical
from wholeprint.systems.reference import require_success, simulate
from wholeprint.systems.text.item import nearest

_SUFFIXES = (".yaml", ".yml", ".xmile", ".stmx", ".itmx", ".xml", ".mdl")
_AT = "@"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One parameter in which two scenarios differ, and what hangs on it.

    Attributes:
        name: The parameter.
        unit: Its unit.
        first_value: What it is in the first.
        second_value: What it is in the second.
        added_amount: What it adds on the way from the first to the second, by Shapley [unit of
            the outcome]; over all assumptions this adds up to the difference.
        share: Its share of the difference: of that of the logarithms where every outcome is
            positive, else of the difference itself [1].
        alone_amount: The outcome of the first with this one changed [unit of the outcome].
        all_but_it_amount: The outcome of the second with this one left as in the first.
    """

    name: str
    unit: str
    first_value: float
    second_value: float
    added_amount: float
    share: float
    alone_amount: float
    all_but_it_amount: float


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """Which assumptions decide between two scenarios.

    Attributes:
        model: Name of the model.
        title: What it is.
        sides: What the two are called.
        outcome: The variable that is looked at.
        unit: Its unit.
        time_unit: Unit of time of the model.
        times: The instants that are kept.
        series: The outcome of both over time.
        is_logarithmic: Whether shares are of the difference of logarithms.
        assumptions: The largest share first.
    """

    model: str
    title: str
    sides: tuple[str, str]
    outcome: str
    unit: str
    time_unit: str
    times: FloatArray
    series: tuple[FloatArray, FloatArray]
    is_logarithmic: bool
    assumptions: tuple[Assumption, ...]


def is_model(what: str) -> bool:
    """Return whether a name means a model, or a scenario of one.

    Args:
        what: Such as "rebound", "rebound@backfire" or "mine.yaml@late". A YAML file without a
            scenario is no model here: statements are YAML too.
    """
    name, _, scenario = what.rpartition(_AT)
    if not name:
        return what in library()
    return bool(scenario) and (name in library() or name.lower().endswith(_SUFFIXES))


def are_models(first: str, second: str) -> bool:
    """Return whether two names mean models: one that does makes a model file of the other.

    Args:
        first: The one.
        second: The other.
    """

    def may_be(what: str) -> bool:
        return is_model(what) or what.lower().endswith(_SUFFIXES)

    return (is_model(first) and may_be(second)) or (is_model(second) and may_be(first))


def decide(first: str, second: str, outcome: str = "") -> Decision:
    """Find out which assumptions decide between two scenarios of a model, at the end of a run.

    Args:
        first: The one: ``MODEL@SCENARIO``, or ``MODEL`` for its parameters as they stand.
        second: The other, of the same model.
        outcome: The variable to look at; empty for the one that the model names.

    Returns:
        What each assumption makes of the difference.

    Raises:
        ModelError: If the two are not of one model, or a scenario or variable is not there.
        SimulationError: If a run goes wrong.
        ValueRefusedError: If too many assumptions differ.
    """
    what, other = _parted(first), _parted(second)
    if what[0] != other[0]:
        raise ModelError(
            "the two scenarios are of different models",
            seen=f"{what[0]} and {other[0]}",
            fix="Compare two scenarios of one model",
        )
    model = load(what[0])
    system = flatten(model)
    ours, theirs = _values(model, what[1]), _values(model, other[1])
    ours, theirs = _as_it_stands(system, theirs) | ours, _as_it_stands(system, ours) | theirs
    differing = [name for name in ours if ours[name] != theirs[name]]
    slot = slot_of(system, _outcome(model, outcome))
    sets = sets_of(len(differing)) if differing else np.zeros((0, 1), dtype=np.bool_)
    inputs = {
        slot_of(system, name): np.where(row, theirs[name], ours[name])
        for name, row in zip(differing, sets, strict=True)
    }
    shared = {
        slot_of(system, name): np.full(sets.shape[1], value)
        for name, value in ours.items()
        if name not in differing and name in _changed(model, what[1], other[1])
    }
    ran = simulate(system, shared | inputs or None, keep=[slot])
    values = require_success(ran, unit=system.span.unit).values[slot]
    return _decision(
        model, (first, second), system, slot, ran.times, values, differing, ours, theirs
    )


def _decision(  # noqa: PLR0913, PLR0917 - what was run, part by part
    model: Model,
    sides: tuple[str, str],
    system: System,
    slot: int,
    times: FloatArray,
    values: FloatArray,
    differing: list[str],
    ours: Mapping[str, float],
    theirs: Mapping[str, float],
) -> Decision:
    last = values[-1]
    is_logarithmic = bool(np.all(last > 0.0))
    added = shapley_of_sets(last)
    shared = shapley_of_sets(np.log(last)) if is_logarithmic else added
    whole = float(np.sum(shared))
    units = {each.name: each.unit for each in model.variables}
    every = last.size - 1
    found = [
        Assumption(
            name=name,
            unit=units.get(name, ""),
            first_value=ours[name],
            second_value=theirs[name],
            added_amount=float(added[n]),
            share=float(shared[n]) / whole if whole else 0.0,
            alone_amount=float(last[1 << n]),
            all_but_it_amount=float(last[every ^ (1 << n)]),
        )
        for n, name in enumerate(differing)
    ]
    return Decision(
        model=model.name,
        title=model.title,
        sides=sides,
        outcome=system.slots[slot].name,
        unit=system.slots[slot].unit,
        time_unit=system.span.unit,
        times=times,
        series=(values[:, 0], values[:, -1]),
        is_logarithmic=is_logarithmic,
        assumptions=tuple(sorted(found, key=lambda each: -abs(each.share))),
    )


def _parted(what: str) -> tuple[str, str]:
    name, _, scenario = what.rpartition(_AT)
    return (name, scenario) if name else (what, "")


def _changed(model: Model, *scenarios: str) -> set[str]:
    return {name for each in scenarios if each for name in _scenario(model, each)}


def _values(model: Model, scenario: str) -> dict[str, float]:
    """Return the parameters of a scenario, under the names that the model has for them."""
    found: dict[str, float] = {}
    for each in model.variables:
        if each.kind is Kind.PARAMETER and not each.dimensions:
            (equation,) = each.equations
            if isinstance(equation.value, Number):
                found[each.name] = equation.value.value
    return found | (_scenario(model, scenario) if scenario else {})


def _as_it_stands(system: System, names: Iterable[str]) -> dict[str, float]:
    """Return what these are in the model itself: where stocks begin is no parameter of it."""
    found: dict[str, float] = {}
    for name in names:
        term = system.slots[slot_of(system, name)].term
        if isinstance(term, Constant):
            found[name] = term.value
    return found


def _scenario(model: Model, scenario: str) -> dict[str, float]:
    shown = {canonical(each.name): each.name for each in model.variables}
    for each in model.scenarios:
        if canonical(each.name) == canonical(scenario):
            return {
                shown.get(canonical(name), name): value.central
                for name, value in each.values.items()
            }
    raise ModelError(
        f"{model.name} has no such scenario",
        seen=scenario,
        fix=nearest(scenario, [each.name for each in model.scenarios]),
    )


def _outcome(model: Model, asked: str) -> str:
    if asked or model.outcome:
        return asked or model.outcome
    raise ModelError(
        f"{model.name} does not say which variable it is about", fix="Name one with --of"
    )
