"""What is uncertain in a model: its parameters with a belief, or that name a shared assumption."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

import numpy as np

from wholeprint.errors import ModelError, UnitError
from wholeprint.quantities.distribution import Distribution, Fixed, FloatArray, Triangular, Uniform
from wholeprint.quantities.factor import FactorSource
from wholeprint.quantities.units import Unit
from wholeprint.systems.check.unit_text import parse_unit
from wholeprint.systems.check.unit_words import in_base
from wholeprint.systems.flat.system import Role, System
from wholeprint.systems.model import Kind, Model, Scenario, Variable
from wholeprint.systems.names import canonical


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that is uncertain: all parameters that take it move together.

    Attributes:
        name: Name of the first parameter that takes it.
        parameters: Names of all parameters that take it, modules in front.
        scales: For each of them: what a value of the belief is multiplied by (units).
        belief: What is believed about it.
        unit: Unit of the belief.
        factor: Name under which the world draws it: that of the shared assumption, or one of the
            model's own.
    """

    name: str
    parameters: tuple[str, ...]
    scales: tuple[float, ...]
    belief: Distribution
    unit: str
    factor: str


@dataclass(frozen=True, slots=True)
class Switch:
    """Nought or one, each as likely as the other: what is believed about a switch.

    Attributes:
        value: Where it stands in a single run.
    """

    value: float = 0.0

    @property
    def central(self) -> float:
        """Where it stands in a single run."""
        return self.value

    def quantile(self, uniforms: FloatArray) -> FloatArray:
        """Return 0 below one half, and 1 from there on.

        Args:
            uniforms: Shares between 0 and 1 [1].
        """
        return (uniforms >= 0.5).astype(float)  # noqa: PLR2004 - as likely off as on

    def as_dict(self) -> dict[str, object]:
        """Return the distribution as plain values."""
        return {"kind": "switch", "value": self.value}


def inputs_of(
    model: Model,
    factors: FactorSource | None = None,
    *,
    scenario: Scenario | None = None,
    settled: Sequence[str] = (),
) -> tuple[Input, ...]:
    """Return what is uncertain in a model, in the order of its file.

    Parameters that name the same assumption of the shared world are one input.

    Args:
        model: The model.
        factors: Where shared assumptions are found; None: a parameter that names one keeps its own
            belief, if it has one.
        scenario: Beliefs that go before the model's own.
        settled: Parameters that were given a value: they are not doubted.

    Raises:
        ModelError: If the unit of an assumption cannot be made that of the parameter.
        UnknownFactorError: If an assumption is not there.
    """
    told = {} if scenario is None else {canonical(k): v for k, v in scenario.values.items()}
    known = {canonical(name) for name in settled}
    found: dict[str, Input] = {}
    for name, variable in _parameters(model):
        key = canonical(name)
        if key in known:
            continue
        one = _input(model, name, variable, told.get(key), factors)
        if one is None or isinstance(one.belief, Fixed):
            continue
        held = found.get(one.factor)
        found[one.factor] = one if held is None else _joined(held, one)
    return tuple(found.values())


def chosen_inputs(model: Model, inputs: Sequence[Input], names: Sequence[str]) -> tuple[Input, ...]:
    """Return the inputs somebody asked for, in that order; a switch may be asked for too.

    Args:
        model: The model.
        inputs: All that is uncertain in it.
        names: Names of parameters or of shared assumptions; empty for all inputs.

    Raises:
        ModelError: If nothing is believed about one of them.
    """
    if not names:
        return tuple(inputs)
    by_name = {canonical(name): one for one in inputs for name in (*one.parameters, one.factor)}
    switches = {
        canonical(name): Input(name, (name,), (1.0,), Switch(), "1", _own(model, name))
        for name, variable in _parameters(model)
        if variable.is_switch
    }
    found: dict[str, Input] = {}
    for name in names:
        one = by_name.get(canonical(name)) or switches.get(canonical(name))
        if one is None:
            near = get_close_matches(canonical(name), [*by_name, *switches], n=3)
            raise ModelError(
                f"nothing is believed about {name} in {model.name}, so it cannot be varied",
                seen=name,
                fix=f"Did you mean {' or '.join(near)}"
                if near
                else "Give the parameter low and high, uniform, lognormal, samples or a factor",
            )
        found[one.factor] = one
    return tuple(found.values())


_REACH = (0.05, 0.95)
_FAR = (0.001, 0.999)


def reach(belief: Distribution, shares: tuple[float, float] = _REACH) -> tuple[float, float]:
    """Return from where to where a belief goes: its ends, or two quantiles where it tells none.

    Args:
        belief: What is believed.
        shares: Which quantiles, of a belief without ends [1].
    """
    if isinstance(belief, Triangular | Uniform):
        return belief.low, belief.high
    low, high = belief.quantile(np.array(shares, dtype=np.float64)).tolist()
    return float(low), float(high)


def beyond(inputs: Sequence[Input], settings: Mapping[str, float]) -> tuple[str, ...]:
    """Return which settings lie outside of what is believed, in words.

    Args:
        inputs: What is believed.
        settings: Values that were set, by name.
    """
    told = {canonical(name): (name, value) for name, value in settings.items()}
    found: list[str] = []
    for one in inputs:
        for parameter, scale in zip(one.parameters, one.scales, strict=True):
            name, value = told.get(canonical(parameter), ("", 0.0))
            low, high = sorted(scale * each for each in reach(one.belief, _FAR))
            if name and not low <= value <= high:
                found.append(
                    f"{name} = {value:.7g} lies outside of what is believed, "
                    f"{low:.4g} to {high:.4g}: what the model says there was not thought of."
                )
    return tuple(found)


def slots_of_inputs(
    system: System, inputs: Sequence[Input]
) -> tuple[tuple[Input, ...], tuple[tuple[int, int, float], ...]]:
    """Return which slots of a flat system the inputs set.

    Args:
        system: The system.
        inputs: The inputs.

    Raises:
        ModelError: If an input decides the shape of the system.

    Returns:
        The inputs that set any (one that is fed from outside its module sets none), and for each
        slot: slot, position of its input among them, and what the input is multiplied by.
    """
    by_variable: dict[str, list[int]] = {}
    for position, slot in enumerate(system.slots):
        if slot.role is Role.PARAMETER:
            by_variable.setdefault(canonical(slot.variable or slot.name), []).append(position)
    kept: list[Input] = []
    places: list[tuple[int, int, float]] = []
    for one in inputs:
        own = [
            (position, len(kept), scale)
            for name, scale in zip(one.parameters, one.scales, strict=True)
            for position in _positions(system, by_variable, name)
        ]
        if own:
            _refuse_shaping(system, one, [slot for slot, _, _ in own])
            kept.append(one)
            places += own
    return tuple(kept), tuple(places)


def _refuse_shaping(system: System, one: Input, slots: Sequence[int]) -> None:
    if system.shaping.intersection(slots):
        raise ModelError(
            f"{one.name} decides the shape of {system.name} (the order of a delay, the clock), "
            "so it cannot differ from run to run",
            seen=one.name,
            fix="Set it with --set, or vary others with --over",
        )


def _positions(system: System, by_variable: Mapping[str, list[int]], name: str) -> list[int]:
    key = canonical(name)
    if key in by_variable:
        return by_variable[key]
    one = system.names.get(key)
    return [one] if one is not None and system.slots[one].role is Role.PARAMETER else []


def _parameters(model: Model, inside: str = "") -> Iterator[tuple[str, Variable]]:
    for variable in model.variables:
        if variable.kind is Kind.PARAMETER:
            yield f"{inside}{variable.name}", variable
    for module in model.modules:
        submodel = model.submodels.get(module.model)
        if submodel is None:
            continue
        fed = {canonical(f"{inside}{module.name}.{name}") for name in module.inputs}
        for name, variable in _parameters(submodel, f"{inside}{module.name}."):
            if canonical(name) not in fed:
                yield name, variable


def _input(
    model: Model,
    name: str,
    variable: Variable,
    told: Distribution | None,
    factors: FactorSource | None,
) -> Input | None:
    if told is not None:
        return Input(name, (name,), (1.0,), told, variable.unit, _own(model, name))
    if variable.factor and factors is not None:
        factor = factors.factor(variable.factor)
        scale = _scale(factor.unit, variable)
        return Input(name, (name,), (scale,), factor.distribution, factor.unit, factor.id)
    if variable.belief is None:
        return None
    key = variable.factor or _own(model, name)
    return Input(name, (name,), (1.0,), variable.belief, variable.unit, key)


def _own(model: Model, name: str) -> str:
    return f"model.{canonical(model.name)}.{canonical(name)}"


def _scale(unit: str, variable: Variable) -> float:
    if unit == variable.unit or not variable.unit:
        return 1.0
    try:
        return _ratio(unit, variable.unit)
    except UnitError as wrong:
        raise ModelError(
            f"{variable.place}: {variable.name} is in {variable.unit}, and the assumption "
            f"{variable.factor} that it takes is in {unit}",
            seen=variable.unit,
            fix=f"Give the parameter the unit {unit}",
        ) from wrong


def _ratio(unit: str, other: str) -> float:
    """Return how many of the other unit one of a unit is.

    Raises:
        UnitError: If they do not fit, or one of them is no unit.
    """
    try:
        return Unit.parse(unit).ratio(Unit.parse(other))
    except UnitError:
        # Models have words of their own, such as months: pint knows these.
        (one, dimensions), (two, others) = in_base(parse_unit(unit)), in_base(parse_unit(other))
        if dimensions != others:
            raise
        return one / two


def _joined(first: Input, second: Input) -> Input:
    if first.belief != second.belief:
        raise ModelError(
            f"{first.name} and {second.name} take the same assumption, and different things are "
            "believed about it",
            seen=first.factor,
            fix="Let both have the same belief, or give one of them no factor",
        )
    ratio = 1.0 if first.unit == second.unit else _ratio(first.unit, second.unit)
    return replace(
        first,
        parameters=first.parameters + second.parameters,
        scales=first.scales + tuple(ratio * scale for scale in second.scales),
    )
