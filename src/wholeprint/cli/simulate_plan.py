"""``wholeprint simulate --runs``: what the arguments make of a model and a design."""

import argparse
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wholeprint.cli import model_options
from wholeprint.errors import ValueRefusedError
from wholeprint.systems.names import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wholeprint.engine.ensemble.plan import Plan
    from wholeprint.systems.expression.tree import Expression
    from wholeprint.systems.flat.system import System
    from wholeprint.systems.sensitivity.design import Design
    from wholeprint.systems.sensitivity.grounded import Observed
    from wholeprint.systems.sensitivity.inputs import Input
    from wholeprint.systems.sensitivity.outcomes import Outcome

_USUAL = ("final", "peak", "peak_time", "overshoot")
"""What is kept of a variable."""

_MOST_WATCHED = 4
"""Stocks that are looked at where the model names no outcome."""

_MOST_NUMBERS = 1 << 27
"""Places of a design that is held whole (1 GiB)."""

_MOVED = (("start", "initial time"), ("stop", "final time"), ("step", "time step"))


@dataclass(frozen=True, slots=True)
class Ready:
    """An ensemble that can be run.

    Attributes:
        opened: The model.
        plan: The ensemble.
        condition: What scenario discovery is asked about, None for nothing.
    """

    opened: model_options.Opened
    plan: "Plan"
    condition: "Expression | None"


def ready(arguments: argparse.Namespace) -> Ready:
    """Return the ensemble that is asked for.

    Args:
        arguments: What was given.

    Returns:
        The model, the plan, and what is asked of the runs.
    """
    from wholeprint.engine.ensemble.plan import plan_of  # noqa: PLC0415 - loads NumPy
    from wholeprint.systems.expression.parse import parse  # noqa: PLC0415 - loads Lark
    from wholeprint.systems.sensitivity.inputs import chosen_inputs  # noqa: PLC0415 - NumPy

    given = ((name, getattr(arguments, argument)) for argument, name in _MOVED)
    arguments.settings = [
        *arguments.settings,
        *((name, value) for name, value in given if value is not None),
    ]
    opened = model_options.opened(arguments)
    inputs = chosen_inputs(opened.model, model_options.uncertain(arguments, opened), arguments.over)
    system = _integrated(opened.system, arguments.method)
    condition = None if arguments.prim is None else parse(arguments.prim, what="--prim")
    outcomes, series = _watched(arguments, opened, condition)
    plan = plan_of(
        system,
        inputs,
        _design(arguments, inputs),
        outcomes=outcomes,
        series=series,
        observed=_observed(arguments),
        seed=arguments.seed,
    )
    return Ready(opened, plan, condition)


def _integrated(system: "System", method: str | None) -> "System":
    if method is None:
        return system
    from wholeprint.systems.model import Method  # noqa: PLC0415 - loads NumPy

    return replace(system, span=replace(system.span, method=Method(method)))


def _watched(
    arguments: argparse.Namespace,
    opened: model_options.Opened,
    condition: "Expression | None",
) -> "tuple[list[Outcome], list[str]]":
    """Return which outcomes are kept of each run, and of what the spread over time."""
    from wholeprint.systems.flat.values import slots_named  # noqa: PLC0415 - NumPy
    from wholeprint.systems.sensitivity.outcomes import (  # noqa: PLC0415 - as above
        Outcome,
        outcomes_in,
    )

    outcomes: list[Outcome] = []
    series: list[str] = []
    for name in arguments.keep or _usual(opened):
        asked = _one_number(name)
        if asked is not None:
            outcomes.append(asked)
            continue
        names = [opened.system.slots[slot].name for slot in slots_named(opened.system, name)]
        series += names
        outcomes += [Outcome(word, each) for each in names for word in _USUAL]
    if condition is not None:
        outcomes += outcomes_in(condition)
    return outcomes, series


def _one_number(name: str) -> "Outcome | None":
    """Return the outcome that is written as ``peak(price)``, None for a name of a variable."""
    from wholeprint.systems.expression.parse import parse  # noqa: PLC0415 - loads Lark
    from wholeprint.systems.sensitivity.outcomes import (  # noqa: PLC0415 - as above
        WORDS,
        outcome_of,
    )

    word, bracket, _ = name.partition("(")
    if not bracket or canonical(word) not in WORDS:
        return None
    return outcome_of(parse(name, what="--keep"))


def _usual(opened: model_options.Opened) -> "Sequence[str]":
    if opened.model.outcome:
        return [opened.model.outcome]
    stocks = [
        slot.name
        for slot in opened.system.slots
        if slot.role.value == "stock" and not slot.is_internal
    ]
    return stocks[:_MOST_WATCHED]


def _design(arguments: argparse.Namespace, inputs: "tuple[Input, ...]") -> "Design":
    from wholeprint.systems.sensitivity.design import (  # noqa: PLC0415 - loads NumPy
        Factorial,
        IndicesDesign,
        LatinHypercube,
        SobolSequence,
        WorldDesign,
    )

    runs, seed = arguments.runs, arguments.seed
    factors = tuple(one.factor for one in inputs)
    if arguments.design in {None, "world", "lhs"} and not arguments.sobol:
        _refuse_large(runs, len(inputs))
    if arguments.sobol:
        if not inputs:
            raise ValueRefusedError(
                "nothing is uncertain in the model, so no outcome owes anything to anything",
                fix="Give parameters low and high, or take the model without --set",
            )
        return IndicesDesign(len(inputs), runs, seed, int(arguments.second_order))
    kind = arguments.design or "world"
    if kind == "lhs":
        return LatinHypercube(factors, runs, seed)
    if kind == "sobol":
        return SobolSequence(len(inputs), runs, seed)
    if kind == "factorial":
        return Factorial.within(len(inputs), runs)
    return WorldDesign(factors, runs, seed)


def _refuse_large(runs: int, inputs: int) -> None:
    if runs * inputs > _MOST_NUMBERS:
        raise ValueRefusedError(
            "the columns of so large a design do not fit the memory",
            seen=f"{runs:,} runs of {inputs} inputs",
            fix="Take --design sobol, whose points are worked out as they are needed",
        )


def _observed(arguments: argparse.Namespace) -> "tuple[Observed, ...]":
    if arguments.data is None:
        return ()
    from wholeprint.engine.fit.data import read_measured  # noqa: PLC0415 - loads NumPy
    from wholeprint.errors import unreadable  # noqa: PLC0415 - needed for data only
    from wholeprint.systems.sensitivity.grounded import Observed  # noqa: PLC0415 - NumPy

    try:
        text = arguments.data.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueRefusedError(
            f"the data cannot be read ({unreadable(error)})", seen=str(arguments.data)
        ) from error
    return tuple(
        Observed(
            each.name,
            tuple(each.times.tolist()),
            tuple(each.values.tolist()),
            None if each.sigmas is None else tuple(each.sigmas.tolist()),
        )
        for each in read_measured(text, arguments.data.name)
    )
