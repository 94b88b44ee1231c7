"""``wholeprint simulate``: runs a model of stocks and flows, once or many times."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import (
    figure,
    model_options,
    model_write,
    options,
    output,
    simulate_ensemble,
    simulate_run,
)
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.report.models import ModelsDocument
    from wholeprint.report.text.page import Page

NAME = "simulate"
SUMMARY = "run a model of stocks, flows and feedback: one of the library, or a file"
EXAMPLES = (
    "wholeprint simulate",
    "wholeprint simulate rebound",
    "wholeprint simulate rebound --set 'elasticity=1.2' --keep 'energy used' --csv course.csv",
    "wholeprint simulate model.xmile --stop 2100 --method rk4 --check --json",
    "wholeprint simulate model.mdl --write model.xmile",
    "wholeprint simulate mixed_precision --runs 1024 --sobol --figure why.svg",
    "wholeprint simulate mixed_precision --runs 4096 --prim 'final(carbon) > 500000'",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "model",
        metavar="MODEL",
        nargs="?",
        default="",
        help="a model of the library (rebound), or a file: .yaml, .xmile, .stmx, .mdl; none lists "
        "the library",
    )
    parser.add_argument("--list", action="store_true", help="list the models of the library")
    model_options.add_settings(parser)
    model_options.add_project(parser)
    simulate_run.configure(parser)
    simulate_ensemble.configure(parser)
    model_write.add(parser)
    figure.add(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Run the model, or list those that there are.

    Args:
        arguments: What was given.

    Returns:
        The exit status.

    Raises:
        ValueRefusedError: If a model is to be listed and run at once.
    """
    if arguments.list and arguments.model:
        raise ValueRefusedError(
            "a model is run or the library is listed, not both",
            seen=f"{arguments.model} --list",
            fix="Leave one of them out",
        )
    if not arguments.model:
        return _list(arguments)
    if arguments.write:
        return model_write.execute(arguments)
    if simulate_ensemble.is_asked(arguments):
        return simulate_ensemble.execute(arguments)
    return simulate_run.execute(arguments)


def _list(arguments: argparse.Namespace) -> int:
    from wholeprint.engine.files import library, load  # noqa: PLC0415 - loads parsers
    from wholeprint.report.models import models_document  # noqa: PLC0415 - as above

    document = models_document([load(name) for name in library()])
    output.emit(document, _lay_out, as_json=arguments.json)
    return 0


def _lay_out(page: "Page", document: "ModelsDocument") -> None:
    from wholeprint.report.text.models import models_page  # noqa: PLC0415 - loads Rich

    models_page(page, document)
