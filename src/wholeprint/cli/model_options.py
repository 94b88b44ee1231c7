"""Arguments of verbs about models: which model, what is set in it, and which scenario holds."""

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wholeprint.cli import options
from wholeprint.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wholeprint.systems.flat.system import System
    from wholeprint.systems.model import Model, Scenario
    from wholeprint.systems.sensitivity.inputs import Input


@dataclass(frozen=True, slots=True)
class Opened:
    """A model, read and made flat.

    Attributes:
        model: As it was read.
        system: Its flat form, with what was set.
        settings: What was set, by name.
        scenario: The scenario that holds, None for none.
        by_scenario: Those of the settings that the scenario made, by name.
        notes: What a reader must know: what was not taken from a project, what was rounded, what
            lies outside of what is believed.
    """

    model: "Model"
    system: "System"
    settings: dict[str, float]
    scenario: "Scenario | None"
    by_scenario: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def add(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that name a model and what is set in it.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "model",
        metavar="MODEL",
        help="a model of the library (rebound), or a file: .yaml, .xmile, .stmx, .mdl",
    )
    add_settings(parser)


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say what is set in a model.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "--set",
        metavar="NAME=NUMBER",
        dest="settings",
        type=setting,
        action="append",
        default=[],
        help="give a parameter, or NAME.initial of a stock, another value; may be repeated",
    )
    parser.add_argument(
        "--scenario", metavar="NAME", default="", help="a scenario of the model, by name"
    )


def add_project(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that feed a model from a project of the ledger.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "--from-project",
        metavar="P",
        help="parameters that say what they take of a ledger have it from the runs of this "
        "project; scenarios and --set go before it",
    )
    options.ledger(parser)


def setting(text: str) -> tuple[str, float]:
    """Return the name and the number of a setting.

    Args:
        text: NAME=NUMBER; the name may hold blanks.

    Raises:
        argparse.ArgumentTypeError: If it is none.
    """
    name, sign, number = text.rpartition("=")
    try:
        value = float(number)
    except ValueError:
        value = float("nan")
    if not sign or not name.strip() or value != value:  # noqa: PLR0124 - NaN alone differs from itself
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=NUMBER")
    return name.strip(), value


def share(text: str) -> float:
    """Return a share: 0.05, or 5%.

    Args:
        text: The argument.

    Raises:
        argparse.ArgumentTypeError: If it is none from 0 to 1.
    """
    digits = text.strip().removesuffix("%").strip()
    try:
        value = float(digits) / (100.0 if text.strip().endswith("%") else 1.0)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share, such as 5% or 0.05") from None
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to 1")
    return value


def opened(arguments: argparse.Namespace) -> Opened:
    """Return the model that is meant, read and made flat.

    Args:
        arguments: What was given.

    Raises:
        ModelError: If it cannot be read, or has no such scenario or parameter.
    """
    from wholeprint.engine.flat_files import flat_system, model_of  # noqa: PLC0415 - loads NumPy

    read = model_of(arguments.model)
    model, notes = _fed(read, arguments)
    chosen = _scenario(model, arguments.scenario)
    by_hand = dict(arguments.settings)
    told = {} if chosen is None else _left(chosen, by_hand)
    settings = {**told, **by_hand}
    if model is read:
        system = flat_system(arguments.model, settings)
    else:
        from wholeprint.systems.flat.flatten import flatten  # noqa: PLC0415 - loads NumPy

        system = flatten(model, settings)
    from wholeprint.systems.flat.clock import rounded  # noqa: PLC0415 - loads NumPy

    notes = (*notes, *rounded(system.span), *_beyond(model, chosen, by_hand))
    return Opened(model, system, settings, chosen, tuple(told), notes)


def _left(scenario: "Scenario", by_hand: dict[str, float]) -> dict[str, float]:
    """Return the values of a scenario that nobody set by hand."""
    from wholeprint.systems.names import canonical  # noqa: PLC0415 - needed for a scenario only

    known = {canonical(name) for name in by_hand}
    return {
        name: each.central for name, each in scenario.values.items() if canonical(name) not in known
    }


def _beyond(
    model: "Model", scenario: "Scenario | None", by_hand: dict[str, float]
) -> tuple[str, ...]:
    if not by_hand:
        return ()
    from wholeprint.systems.sensitivity.inputs import beyond  # noqa: PLC0415 - loads NumPy

    return beyond(_believed(model, scenario), by_hand)


def _believed(
    model: "Model", scenario: "Scenario | None", settled: "Sequence[str]" = ()
) -> "tuple[Input, ...]":
    from wholeprint.systems.sensitivity.inputs import inputs_of  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.assessor import default_factors  # noqa: PLC0415 - loads tables

    return inputs_of(model, default_factors(), scenario=scenario, settled=settled)


def believed(found: Opened) -> "tuple[Input, ...]":
    """Return what is believed about the parameters of an opened model, set by hand or not.

    Args:
        found: The model.

    Raises:
        ModelError: If the unit of a shared assumption does not fit.
        UnknownFactorError: If a shared assumption is not there.
    """
    return _believed(found.model, found.scenario)


def _fed(model: "Model", arguments: argparse.Namespace) -> "tuple[Model, tuple[str, ...]]":
    project = getattr(arguments, "from_project", None)
    if not project:
        return model, ()
    if not any(each.measured for each in model.variables):
        if not getattr(arguments, "series", None):
            raise ModelError(
                f"no parameter of {model.name} says what it takes of a project's ledger",
                seen=project,
                fix="Give one measured: energy_per_run, or leave --from-project out",
            )
        return model, ()
    from wholeprint.tracking.measures import (  # noqa: PLC0415 - loads NumPy
        fed_model,
        feed,
        measures,
    )

    found = measures(project, options.settings(arguments).settings.ledger)
    return fed_model(model, project, found), feed(model, found).notes


def uncertain(arguments: argparse.Namespace, found: Opened) -> "tuple[Input, ...]":
    """Return what is uncertain in an opened model: what was set by hand is not.

    Args:
        arguments: What was given.
        found: The model.

    Raises:
        ModelError: If the unit of a shared assumption does not fit.
        UnknownFactorError: If a shared assumption is not there.
    """
    return _believed(found.model, found.scenario, [name for name, _ in arguments.settings])


def _scenario(model: "Model", name: str) -> "Scenario | None":
    if not name:
        return None
    from wholeprint.systems.names import canonical  # noqa: PLC0415 - needed for a scenario only

    for each in model.scenarios:
        if canonical(each.name) == canonical(name):
            return each
    known = ", ".join(each.name for each in model.scenarios)
    raise ModelError(
        "the model has no such scenario",
        seen=name,
        fix=f"It has {known}" if known else "It has none",
    )
