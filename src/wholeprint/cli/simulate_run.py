"""``wholeprint simulate`` of one run: its course as a page, a document, a table, a figure."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from wholeprint.cli import figure, model_options, options, output
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.report.simulation import SimulationDocument
    from wholeprint.report.text.page import Page
    from wholeprint.systems.check.finding import Finding

_CLOCK = (("start", "initial time"), ("stop", "final time"), ("step", "time step"))
"""Arguments that move the clock, and the names that a model has for them."""

FOUND_WRONG = 1
"""The exit status where a check was asked for and says no."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of one run.

    Args:
        parser: Takes them.
    """
    clock = parser.add_argument_group("when it runs")
    for name, what in (("start", "first instant"), ("stop", "last instant")):
        clock.add_argument(
            f"--{name}", metavar="TIME", type=options.number, help=f"another {what} than the file's"
        )
    clock.add_argument(
        "--step", metavar="TIME", type=options.number, help="another time step than the file's"
    )
    clock.add_argument(
        "--method",
        choices=("euler", "rk4"),
        help="how stocks are integrated (default: as the file says)",
    )
    clock.add_argument(
        "--seed",
        metavar="N",
        type=options.whole,
        default=0,
        help="which random numbers, where the model has some (default: 0)",
    )
    group = parser.add_argument_group("what is told")
    group.add_argument(
        "--keep",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help="only these variables; the name of an array keeps all its elements",
    )
    group.add_argument(
        "--check",
        action="store_true",
        help="check units, structure, time step, conservation and the model's own tests too; exit "
        "status 1 where something is wrong",
    )
    files = parser.add_argument_group("files")
    for kind in ("csv", "parquet"):
        files.add_argument(
            f"--{kind}",
            metavar="FILE",
            type=Path,
            help="write the course as a table, a column for each variable",
        )


def execute(arguments: argparse.Namespace) -> int:
    """Run the model once.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    figure.check(arguments)
    _check_tables(arguments)
    moved = [
        (name, cast("float", getattr(arguments, given)))
        for given, name in _CLOCK
        if getattr(arguments, given) is not None
    ]
    arguments.settings = [*arguments.settings, *moved]
    opened = model_options.opened(arguments)
    from wholeprint.engine.single import LONG, run_single  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.simulation import (  # noqa: PLC0415 - as above
        Told,
        shown_slots,
        simulation_document,
    )
    from wholeprint.systems.check.below import below_nought  # noqa: PLC0415 - as above
    from wholeprint.systems.flat.values import slots_named  # noqa: PLC0415 - as above
    from wholeprint.systems.model import Method  # noqa: PLC0415 - as above
    from wholeprint.systems.reference import require_success  # noqa: PLC0415 - as above

    system = opened.system
    if arguments.method is not None:
        system = replace(system, span=replace(system.span, method=Method(arguments.method)))
    kept = tuple(slot for name in arguments.keep for slot in slots_named(system, name))
    # A long run keeps what is told alone; a short one is looked at in all its variables.
    is_long = len(system.slots) * system.span.steps >= LONG
    keep = (kept or shown_slots(system)) if is_long else None
    made = run_single(system, keep=keep, seed=arguments.seed)
    wrong = (*made.failures, *below_nought(opened.model, system, made))
    first = replace(made, failures=tuple(sorted(wrong, key=lambda each: each.step)))
    run = require_success(first, unit=system.span.unit)
    findings = _findings(arguments, opened)
    told = Told(
        settings=opened.settings,
        scenario=None if opened.scenario is None else opened.scenario.name,
        seed=arguments.seed,
        kept=tuple(dict.fromkeys(kept)),
        findings=findings,
        by_scenario=opened.by_scenario,
        scenario_sources=() if opened.scenario is None else opened.scenario.sources,
        inputs=model_options.believed(opened),
        notes=opened.notes,
    )
    document = simulation_document(opened.model, system, run, told)
    _write_tables(arguments, document)
    if arguments.figure is not None:
        from wholeprint.report.figures.simulation import (  # noqa: PLC0415 - loads Matplotlib
            draw_simulation,
        )

        draw_simulation(document, arguments.figure)
    output.emit(document, _lay_out, as_json=arguments.json)
    figure.say_written(arguments)
    is_wrong = findings is not None and any(each.is_wrong for each in findings)
    return FOUND_WRONG if is_wrong else 0


def _findings(
    arguments: argparse.Namespace, opened: model_options.Opened
) -> "tuple[Finding, ...] | None":
    if not arguments.check:
        return None
    from wholeprint.systems.check.check import check  # noqa: PLC0415 - loads NumPy

    return check(opened.model, opened.settings)


def _check_tables(arguments: argparse.Namespace) -> None:
    for kind in ("csv", "parquet"):
        path = cast("Path | None", getattr(arguments, kind))
        if path is None:
            continue
        if not path.absolute().parent.is_dir():
            raise ValueRefusedError("the folder is not there", seen=str(path.absolute().parent))
        if path.exists() and not arguments.overwrite:
            raise ValueRefusedError(
                "a file of that name is there already",
                seen=str(path),
                fix="Choose another name, or allow it to be replaced with --overwrite",
            )


def _write_tables(arguments: argparse.Namespace, document: "SimulationDocument") -> None:
    from wholeprint.report.series_files import (  # noqa: PLC0415 - needed for files only
        write_csv,
        write_parquet,
    )

    columns = {"time": document["time"], **document["series"]}
    if arguments.csv is not None:
        write_csv(arguments.csv, columns)
        sys.stderr.write(f"written: {arguments.csv}\n")
    if arguments.parquet is not None:
        write_parquet(arguments.parquet, columns)
        sys.stderr.write(f"written: {arguments.parquet}\n")


def _lay_out(page: "Page", document: "SimulationDocument") -> None:
    from wholeprint.report.text.simulation import simulation_page  # noqa: PLC0415 - loads Rich

    simulation_page(page, document)
