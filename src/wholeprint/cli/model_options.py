"""Arguments of verbs about models: which model, what is set in it, and which scenario holds."""

import argparse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wholeprint.cli import options
from wholeprint.errors import ModelError

if TYPE_CHECKING:
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
    """

    model: "Model"
    system: "System"
    settings: dict[str, float]
    scenario: "Scenario | None"


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
    model = _fed(read, arguments)
    chosen = _scenario(model, arguments.scenario)
    told = {} if chosen is None else {k: each.central for k, each in chosen.values.items()}
    settings = {**told, **dict(arguments.settings)}
    if model is read:
        return Opened(model, flat_system(arguments.model, settings), settings, chosen)
    from wholeprint.systems.flat.flatten import flatten  # noqa: PLC0415 - loads NumPy

    return Opened(model, flatten(model, settings), settings, chosen)


def _fed(model: "Model", arguments: argparse.Namespace) -> "Model":
    project = getattr(arguments, "from_project", None)
    if not project:
        return model
    if not any(each.measured for each in model.variables):
        if not getattr(arguments, "series", None):
            raise ModelError(
                f"no parameter of {model.name} says what it takes of a project's ledger",
                seen=project,
                fix="Give one measured: energy_per_run, or leave --from-project out",
            )
        return model
    from wholeprint.tracking.measures import fed_model, measures  # noqa: PLC0415 - loads NumPy

    kept = options.settings(arguments).settings.ledger
    return fed_model(model, project, measures(project, kept))


def uncertain(arguments: argparse.Namespace, found: Opened) -> "tuple[Input, ...]":
    """Return what is uncertain in an opened model: what was set by hand is not.

    Args:
        arguments: What was given.
        found: The model.

    Raises:
        ModelError: If the unit of a shared assumption does not fit.
        UnknownFactorError: If a shared assumption is not there.
    """
    from wholeprint.systems.sensitivity.inputs import inputs_of  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.assessor import default_factors  # noqa: PLC0415 - loads tables

    return inputs_of(
        found.model,
        default_factors(),
        scenario=found.scenario,
        settled=[name for name, _ in arguments.settings],
    )


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
