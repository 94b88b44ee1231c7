"""``wholeprint leverage``: where a small move does much in a model."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import figure, model_options, options, output
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.cli.model_options import Opened
    from wholeprint.report.leverage import LeverageDocument
    from wholeprint.report.text.page import Page
    from wholeprint.systems.flat.system import System

NAME = "leverage"
SUMMARY = "where a small move does much: parameters, switches and loops, ranked across worlds"
EXAMPLES = (
    "wholeprint leverage rebound --outcome 'energy used'",
    "wholeprint leverage model.yaml --outcome emissions --measure total --move 20% --late 2",
    "wholeprint leverage mixed_precision --outcome emissions --loops 5 --figure levers.svg --json",
)

_MEASURES = ("final", "peak", "trough", "mean", "total", "peak_time", "trough_time")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    model_options.add(parser)
    model_options.add_project(parser)
    group = parser.add_argument_group("what is asked")
    group.add_argument(
        "--outcome",
        metavar="NAME",
        help="the variable that levers are judged by (default: the one the model names)",
    )
    group.add_argument(
        "--measure",
        choices=_MEASURES,
        default="final",
        help="what of it: its last value (default), its largest, its sum over time, ...",
    )
    group.add_argument(
        "--goal",
        choices=("lower", "higher"),
        default="lower",
        help="which way it ought to go (default: lower)",
    )
    group.add_argument(
        "--lever",
        metavar="NAME",
        action="append",
        default=[],
        help="pull this parameter or switch alone; may be repeated (default: all)",
    )
    group.add_argument(
        "--move",
        metavar="SHARE",
        type=model_options.share,
        default=0.1,
        help="by which share a parameter is moved (default: 10%%)",
    )
    group.add_argument(
        "--late",
        metavar="TIME",
        type=options.number,
        help="how much later a lever is pulled, to see what waiting costs, in the model's unit of "
        "time (default: a tenth of the run)",
    )
    group.add_argument(
        "--loops",
        metavar="N",
        type=options.whole,
        default=12,
        help="how many feedback loops are cut, the strongest first (default: 12)",
    )
    group.add_argument(
        "--runs",
        metavar="N",
        type=options.whole,
        default=1024,
        help="in how many worlds every lever is pulled (default: 1024)",
    )
    group.add_argument(
        "--seed", metavar="N", type=options.whole, default=0, help="which worlds (default: 0)"
    )
    figure.add(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Rank the levers.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    _refuse_idle(arguments)
    figure.check(arguments)
    opened = model_options.opened(arguments)
    from wholeprint.advice.leverage.shapes import Goal  # noqa: PLC0415 - loads NumPy
    from wholeprint.engine.kernel import Measure  # noqa: PLC0415 - as above
    from wholeprint.engine.leverage.ask import Scope, ask  # noqa: PLC0415 - as above
    from wholeprint.engine.leverage.pull import Question  # noqa: PLC0415 - as above
    from wholeprint.report.leverage import leverage_document  # noqa: PLC0415 - as above
    from wholeprint.systems.flat.values import slot_of  # noqa: PLC0415 - as above

    question = Question(
        slot_of(opened.system, _outcome(arguments, opened)),
        Measure(arguments.measure),
        Goal(arguments.goal),
        arguments.move,
        (_lag(arguments, opened.system),),
    )
    scope = Scope(tuple(arguments.lever), arguments.loops, arguments.runs, arguments.seed)
    inputs = model_options.uncertain(arguments, opened)
    found = ask(opened.model, opened.system, question, inputs, scope)
    document = leverage_document(opened.system, question, found, opened.notes)
    if arguments.figure is not None:
        from wholeprint.report.figures.leverage import draw_levers  # noqa: PLC0415 - as above

        draw_levers(document, arguments.figure)
    output.emit(document, _lay_out, as_json=arguments.json)
    figure.say_written(arguments)
    return 0


def _outcome(arguments: argparse.Namespace, opened: "Opened") -> str:
    found = arguments.outcome or opened.model.outcome
    if not found:
        raise ValueRefusedError(
            f"{opened.model.name} names no outcome",
            fix=f"Say which variable counts: --outcome NAME; stocks are {_stocks(opened)}",
        )
    return str(found)


def _stocks(opened: "Opened") -> str:
    named = [
        each.name
        for each in opened.system.slots
        if each.role.value == "stock" and not each.is_internal
    ]
    return ", ".join(named[:8]) or "none"


def _refuse_idle(arguments: argparse.Namespace) -> None:
    if not 0.0 < arguments.move < 1.0:
        raise ValueRefusedError(
            "--move is more than 0 and less than all of it", seen=arguments.move
        )
    if arguments.runs < 1:
        raise ValueRefusedError("--runs is at least 1", seen=arguments.runs)
    if arguments.late is not None and arguments.late <= 0.0:
        raise ValueRefusedError("--late is a time after the start", seen=arguments.late)


def _lag(arguments: argparse.Namespace, system: "System") -> float:
    whole = system.span.step * system.span.steps
    if arguments.late is None:
        return whole / 10.0
    if arguments.late >= whole:
        raise ValueRefusedError(
            "--late lies beyond the end of the run",
            seen=arguments.late,
            fix=f"The run takes {whole:g} {system.span.unit}".rstrip(),
        )
    return float(arguments.late)


def _lay_out(page: "Page", document: "LeverageDocument") -> None:
    from wholeprint.report.text.leverage import leverage_page  # noqa: PLC0415 - loads Rich

    leverage_page(page, document)
