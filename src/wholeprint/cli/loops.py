"""``wholeprint loops``: the feedback loops of a model, and which of them drives it when."""

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from wholeprint.cli import figure, loops_files, model_options, options, output
from wholeprint.errors import ModelError

if TYPE_CHECKING:
    from wholeprint.engine.dominance_indices import Decided
    from wholeprint.report.loops_shapes import LoopsDocument
    from wholeprint.report.text.page import Page
    from wholeprint.systems.dominance.shapes import Dominance, EnsembleDominance
    from wholeprint.systems.flat.system import System

NAME = "loops"
SUMMARY = "the feedback loops of a model: which of them drives its behaviour when, drawn and listed"
EXAMPLES = (
    "wholeprint loops rebound",
    "wholeprint loops model.yaml --diagram loops.svg --stock-flow model.svg",
    "wholeprint loops model.xmile --set 'contact rate=0.4' --animated loops.html",
    "wholeprint loops rebound --runs 1000 --json",
)

_STEPS = 20_000
"""With more steps than that only the instants that are kept are scored."""

_FEWEST_POINTS = 64
_MOST_INSTANTS = 20_000_000
"""The same of all members of an ensemble together."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    model_options.add(parser)
    model_options.add_project(parser)
    parser.add_argument(
        "--runs",
        metavar="N",
        type=options.whole,
        default=0,
        help="also: in what share of N worlds each loop dominates when",
    )
    parser.add_argument(
        "--seed", metavar="N", type=options.whole, default=0, help="which worlds (default: 0)"
    )
    parser.add_argument(
        "--decides",
        metavar="N",
        type=options.whole,
        default=0,
        help="also: which assumptions decide for how long each loop dominates (Sobol' indices "
        "with N base points, a power of two; N times two more than there are assumptions runs)",
    )
    group = parser.add_argument_group("what is told")
    group.add_argument("--links", action="store_true", help="list the links and their signs too")
    group.add_argument(
        "--threshold",
        metavar="SHARE",
        type=model_options.share,
        default=0.0,
        help="leave out loops that explain less than this on average, such as 5%% or 0.05",
    )
    group.add_argument(
        "--link-threshold",
        metavar="SHARE",
        type=model_options.share,
        default=0.0,
        help="leave variables out of the diagrams whose inputs' shares vary less than this",
    )
    group.add_argument(
        "--limit", metavar="N", type=options.whole, default=20, help="loops listed (default: 20)"
    )
    loops_files.add(parser)
    figure.add(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """List the loops, and draw what was asked for.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    figure.check(arguments)
    loops_files.check(arguments)
    opened = model_options.opened(arguments)
    from wholeprint.report.loops import Told, loops_document  # noqa: PLC0415 - loads NumPy

    dominance, every = _scored(opened)
    worlds, worlds_every = _in_worlds(arguments, opened) if arguments.runs else (None, 1)
    document = loops_document(
        opened.system,
        opened.model.title or opened.model.name,
        dominance,
        Told(
            opened.settings,
            arguments.threshold,
            arguments.limit,
            every=every,
            worlds_every=worlds_every,
            has_links=arguments.links,
            notes=opened.notes,
        ),
        worlds,
        _decided(arguments, opened) if arguments.decides else None,
    )
    if arguments.figure is not None:
        from wholeprint.report.figures.loops import draw_loops  # noqa: PLC0415 - loads Matplotlib

        draw_loops(document, arguments.figure)
    loops_files.write(arguments, opened, dominance, document)
    output.emit(document, _lay_out, as_json=arguments.json)
    figure.say_written(arguments)
    return 0


def _scored(opened: model_options.Opened) -> "tuple[Dominance, int]":
    """Return the loops of a run and their scores, and every how many of their instants are told."""
    from wholeprint.systems.dominance.analyse import analyse  # noqa: PLC0415 - loads NumPy
    from wholeprint.systems.dominance.values import states_of  # noqa: PLC0415 - as above
    from wholeprint.systems.reference import require_success, simulate  # noqa: PLC0415 - as above

    system, every = _finest(opened.system, _STEPS)
    run = require_success(simulate(system, keep=states_of(system)), unit=system.span.unit)
    return analyse(system, run, names=opened.model.loops), every


def _finest(system: "System", most: int) -> "tuple[System, int]":
    # Scores are of single steps: instants that are not kept for a plot count as well.
    if system.span.steps > most:
        return system, 1
    return replace(system, span=replace(system.span, save_every=1)), system.span.save_every


def _in_worlds(
    arguments: argparse.Namespace, opened: model_options.Opened
) -> "tuple[EnsembleDominance, int]":
    # The dominance of loops in many worlds, and every how many instants of it are told.
    from wholeprint.engine.dominance import Asked, dominance_of_members  # noqa: PLC0415 - NumPy
    from wholeprint.systems.sensitivity.design import WorldDesign  # noqa: PLC0415 - as above
    from wholeprint.systems.sensitivity.inputs import slots_of_inputs  # noqa: PLC0415 - as above

    system, every = _finest(opened.system, _MOST_INSTANTS // arguments.runs)
    inputs, places = slots_of_inputs(system, model_options.uncertain(arguments, opened))
    if not places:
        raise _nothing_uncertain(opened)
    design = WorldDesign(tuple(one.factor for one in inputs), arguments.runs, arguments.seed)
    drawn = design.values([one.belief for one in inputs], 0, arguments.runs)
    members = {slot: drawn[row] * scale for slot, row, scale in places}
    asked = Asked(names=opened.model.loops, seed=arguments.seed)
    return dominance_of_members(system, members, asked), every


def _decided(arguments: argparse.Namespace, opened: model_options.Opened) -> "Decided":
    from wholeprint.engine.dominance import Asked  # noqa: PLC0415 - loads NumPy
    from wholeprint.engine.dominance_indices import (  # noqa: PLC0415 - as above
        what_decides_dominance,
    )

    if arguments.decides < _FEWEST_POINTS or arguments.decides & (arguments.decides - 1):
        raise ModelError(
            f"the base points of --decides are a power of two from {_FEWEST_POINTS} on",
            seen=arguments.decides,
            fix="Take 256 or 1024",
        )
    inputs = model_options.uncertain(arguments, opened)
    if not inputs:
        raise _nothing_uncertain(opened)
    asked = Asked(names=opened.model.loops, seed=arguments.seed)
    return what_decides_dominance(opened.system, inputs, arguments.decides, asked)


def _nothing_uncertain(opened: model_options.Opened) -> ModelError:
    return ModelError(
        "nothing is uncertain in the model: all its worlds are alike",
        seen=opened.model.name,
        fix="Give parameters low and high, uniform, lognormal, samples or a factor",
    )


def _lay_out(page: "Page", document: "LoopsDocument") -> None:
    from wholeprint.report.text.loops import loops_page  # noqa: PLC0415 - loads Rich

    loops_page(page, document)
