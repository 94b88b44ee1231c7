"""``wholeprint schedule``: when and where a job should run, and what that gains."""

import argparse
import time
from typing import TYPE_CHECKING

from wholeprint.cli import figure, grid_options, options, output
from wholeprint.cli import schedule_words as words
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.advice.decide import Decided
    from wholeprint.quantities.note import Note
    from wholeprint.report.placement import PlacementDocument
    from wholeprint.report.schedule import ScheduleDocument
    from wholeprint.report.text.page import Page

NAME = "schedule"
SUMMARY = "when and where a job should run, what that gains, and whether it gains at all"
EXAMPLES = (
    "wholeprint schedule --duration 4h --deadline 24h --zone DK1 --power 300W --fetch",
    "wholeprint schedule --like last --deadline 2026-11-23T08:00 --zones FR,DE --transfer 200g",
    "wholeprint schedule --duration 8h --deadline 24h --zone GB --pause --resume-overhead 5m",
    "wholeprint schedule --jobs jobs.csv --cap 10kW --zone GB --deadline 48h",
    "wholeprint schedule --duration 2h --deadline 24h --zone GB --launch at -- python train.py",
)
_OF_COMMAND = (
    *("launch", "label", "project", "model", "image", "checkpoint_signal", "keep", "option"),
)
_LAUNCH = ("now", "wait", "at", "systemd", "slurm", "k8s")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument(
        "command", nargs=argparse.REMAINDER, metavar="-- COMMAND", help="what to run then"
    )
    _job(parser)
    _place(parser)
    _pausing(parser)
    _numbers(parser)
    _fleet(parser)
    _handing(parser)
    figure.add(parser)
    options.ledger(parser)
    options.json_flag(parser)


def _job(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the job")
    group.add_argument("--duration", metavar="TIME", type=words.duration, help="how long: 4h, 90m")
    group.add_argument(
        "--deadline",
        metavar="WHEN",
        type=words.moment_to_come,
        help="when it must be done: 24h from now, or 2026-11-23T08:00 (this machine's clock)",
    )
    group.add_argument(
        "--earliest",
        metavar="WHEN",
        type=words.moment_to_come,
        help="not before (default: now); with a deadline that has passed: what would have been",
    )
    group.add_argument("--power", metavar="W", type=words.power, help="what it draws: 300W, 2kW")
    group.add_argument(
        "--hardware", metavar="NAME[:COUNT]", help="what it runs on, for its power at full load"
    )
    group.add_argument("--like", metavar="RUN", help="as long and as much power as a recorded run")
    group.add_argument(
        "--pue",
        metavar="X",
        type=options.number,
        default=1.0,
        help="facility over IT energy (default: 1, the building is not counted)",
    )
    group.add_argument(
        "--idle-power",
        metavar="W",
        type=words.power,
        default=0.0,
        help="what hardware draws that is kept waiting for it (default: none is)",
    )
    group.add_argument(
        "--waiting-carbon",
        metavar="G",
        type=options.number,
        default=0.0,
        help="what an hour of waiting hardware carries beside that, in grams: its making",
    )


def _place(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("where")
    group.add_argument("--zone", metavar="ZONE", help="where the job is now (default: the setting)")
    group.add_argument(
        "--zones", metavar="Z1,Z2", type=options.zones, help="where else it could run"
    )
    group.add_argument(
        "--transfer",
        metavar="COST",
        type=words.transfer,
        default=words.Move(),
        help="what a move takes: 0.5kWh,200g,10m or 50GB@0.01 (kWh per GB, as you believe)",
    )
    group.add_argument(
        "--residency",
        metavar="NAMES",
        type=words.residency,
        help="where it may be, and behind a ! where not: EU or GB,DK or EU,!PL",
    )


def _pausing(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("pausing")
    group.add_argument("--pause", action="store_true", help="it may stop and go on later")
    group.add_argument(
        "--resume-overhead",
        metavar="TIME",
        type=words.duration,
        default=0.0,
        help="how long it takes to be where it was, at full power",
    )
    group.add_argument(
        "--resume-energy",
        metavar="E",
        type=words.energy,
        default=0.0,
        help="what that draws beside it: 20kJ",
    )
    group.add_argument(
        "--min-piece",
        metavar="TIME",
        type=words.duration,
        default=0.0,
        help="how long it must work before it may stop again",
    )
    group.add_argument("--max-pauses", metavar="N", type=options.whole, help="how often at most")


def _numbers(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("on which numbers")
    group.add_argument(
        "--objective",
        choices=("carbon", "water", "price", "finish"),
        default="carbon",
        help="what is to become least (default: carbon)",
    )
    _file(group, "--series", "a forecast of your own (CSV), in gCO2e/kWh")
    _file(group, "--marginal-series", "the same by a marginal signal, to be held beside it")
    _file(group, "--actual", "what really came, to see what was missed")
    _file(group, "--tariff", "money per kWh: start,end,EUR/kWh or from,to,EUR/kWh (HH:MM)")
    _file(group, "--water", "litres per kWh over time (CSV)")
    group.add_argument(
        "--forecast-error",
        metavar="SHARE",
        type=options.number,
        help="how far a forecast without a band may be off, such as 0.1 (default: assumed)",
    )
    group.add_argument(
        "--draws", metavar="N", type=options.whole, help="draws of the world (default: 1024)"
    )
    grid_options.signal(parser)
    grid_options.network(parser)


def _file(group: "argparse._ArgumentGroup", name: str, told: str) -> None:  # pyright: ignore[reportPrivateUsage] - argparse gives it no other name
    group.add_argument(
        name, metavar="[ZONE=]FILE", action="append", type=words.named_file, help=told
    )


def _fleet(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("many jobs")
    group.add_argument(
        "--jobs",
        metavar="FILE",
        help="CSV with name,duration,power and, if wanted, earliest,deadline,machines (1 or more) "
        "and zones (GB;DK1); other columns are left out",
    )
    group.add_argument("--cap", metavar="W", type=words.power, help="power of a site: 10kW")
    group.add_argument("--machines", metavar="N", type=options.whole, help="machines of a site")
    group.add_argument(
        "--step",
        metavar="TIME",
        type=words.duration,
        default=1800.0,
        help="how fine starts are (default: 30m)",
    )
    group.add_argument(
        "--search",
        metavar="TIME",
        type=words.duration,
        default=30.0,
        help="how long to look for the best placement (default: 30s; 0s places greedily)",
    )


def _handing(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("handing over")
    group.add_argument(
        "--launch", choices=_LAUNCH, help="who runs the command then (default: wait, our own)"
    )
    group.add_argument("--label", metavar="L", help="name of its run")
    group.add_argument("--project", metavar="P", help="project of its run")
    group.add_argument("--model", metavar="M", help="model of its run")
    group.add_argument("--image", metavar="IMAGE", help="container image, for k8s")
    group.add_argument(
        "--if-missed",
        choices=("run-late", "skip"),
        default="run-late",
        help="what becomes of it when nobody is there at its start (default: run-late)",
    )
    group.add_argument(
        "--checkpoint-signal",
        metavar="NAME",
        help="at the end of a piece, a signal (USR1) at which it saves its state and ends, to be "
        "started again in the next; without one it is stopped and continued",
    )
    group.add_argument(
        "--keep", metavar="NAME", action="append", help="a variable of the environment to keep"
    )
    group.add_argument(
        "--option",
        metavar="TEXT",
        action="append",
        help="an option for sbatch, kubectl or systemd-run: --option=--partition=gpu",
    )
    group.add_argument(
        "--require-gain",
        action="store_true",
        help="end with 1, and hand nothing over, unless the gain is beyond doubt",
    )


def execute(arguments: argparse.Namespace) -> int:
    """Decide, say it, and hand the job over if there is one.

    Args:
        arguments: What was given.

    Returns:
        The exit status: 1 where a sure gain was required and there is none.
    """
    command = _command(arguments)
    now = time.time()
    if arguments.jobs is not None:
        return _place_many(arguments, command, now)
    from wholeprint.advice.decide import decide  # noqa: PLC0415 - loads NumPy
    from wholeprint.cli.schedule_case import case_of  # noqa: PLC0415 - as above
    from wholeprint.cli.schedule_past import standpoint  # noqa: PLC0415 - as above
    from wholeprint.report.schedule import schedule_document  # noqa: PLC0415 - as above

    figure.check(arguments)
    now = standpoint(arguments, command, now)
    told = case_of(arguments, now)
    decided = decide(told.case, now)
    is_refused = arguments.require_gain and not decided.gain.is_sure
    handed = None if is_refused or not command else _handed(arguments, command, decided)
    notes = (*told.notes, _refused(command)) if is_refused else told.notes
    document = schedule_document(decided, told.case, notes, handed)
    if arguments.figure is not None:
        from wholeprint.report.figures.schedule import draw_schedule  # noqa: PLC0415 - for a figure

        draw_schedule(document, arguments.figure)
    output.emit(document, _lay_out, as_json=arguments.json)
    figure.say_written(arguments)
    return 1 if is_refused else 0


def _refused(command: tuple[str, ...]) -> "Note":
    from wholeprint.quantities.note import Note  # noqa: PLC0415 - only to be said

    what = "The command was not handed over" if command else "This ends with status 1"
    text = f"{what}: the gain is not beyond doubt, and --require-gain asks for that."
    return Note("not-handed-over", text, severity="warning")


def _command(arguments: argparse.Namespace) -> tuple[str, ...]:
    given = tuple(arguments.command)
    command = given[1:] if given[:1] == ("--",) else given
    given_for_it = [name for name in _OF_COMMAND if getattr(arguments, name)]
    if not command and given_for_it:
        raise ValueRefusedError(
            "there is nothing to hand over",
            seen=", ".join(f"--{name.replace('_', '-')}" for name in given_for_it),
            fix="Add -- and the command",
        )
    return command


def _handed(
    arguments: argparse.Namespace, command: tuple[str, ...], decided: "Decided"
) -> dict[str, object]:
    from wholeprint.cli.schedule_launch import hand_over  # noqa: PLC0415 - only for a command

    return hand_over(arguments, command, decided)


def _place_many(arguments: argparse.Namespace, command: tuple[str, ...], now: float) -> int:
    if command:
        raise ValueRefusedError(
            "many jobs are placed, and none is handed over",
            seen=" ".join(command),
            fix="Leave the command out; plan and hand over the jobs one by one",
        )
    from wholeprint.cli.schedule_fleet import placement_of  # noqa: PLC0415 - loads NumPy

    usual = argparse.ArgumentParser(add_help=False)
    configure(usual)
    document = placement_of(arguments, now, vars(usual.parse_args([])))
    output.emit(document, _lay_out_many, as_json=arguments.json)
    return 0


def _lay_out(page: "Page", document: "ScheduleDocument") -> None:
    from wholeprint.report.text.schedule import schedule_page  # noqa: PLC0415 - loads Rich

    schedule_page(page, document)


def _lay_out_many(page: "Page", document: "PlacementDocument") -> None:
    from wholeprint.report.text.placement import placement_page  # noqa: PLC0415 - loads Rich

    placement_page(page, document)
