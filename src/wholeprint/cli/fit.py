"""``wholeprint fit``: what measured series say about a model's parameters."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from wholeprint.cli import figure, model_options, options, output
from wholeprint.errors import ValueRefusedError, unreadable

if TYPE_CHECKING:
    from wholeprint.cli.model_options import Opened
    from wholeprint.engine.fit.data import Measured
    from wholeprint.report.fit import FitDocument
    from wholeprint.report.text.page import Page

NAME = "fit"
SUMMARY = (
    "fit a model to what was measured: best values, what the data leave open, what it foresees"
)
EXAMPLES = (
    "wholeprint fit model.yaml measured.csv",
    "wholeprint fit model.yaml measured.csv --free 'contact rate' --hold-out 20% --draws d.csv",
    "wholeprint fit model.xmile measured.csv --bound 'delay=1:10' --figure fit.svg --json",
    "wholeprint fit model.yaml --from-project digits --series 'energy use=energy_rate'",
)

_LARGEST_BYTES = 64 * 1024 * 1024


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    model_options.add(parser)
    model_options.add_project(parser)
    group = parser.add_argument_group("what was measured")
    group.add_argument(
        "data",
        metavar="DATA",
        nargs="?",
        type=Path,
        help="a CSV file: the time, then a column per variable of the model; 'sigma NAME' holds "
        "standard errors",
    )
    group.add_argument(
        "--series",
        metavar="NAME=WHAT",
        type=_pair,
        action="append",
        default=[],
        help="compare a variable with what the ledger holds of --from-project: energy_rate, "
        "runs_rate, hours_rate, energy_so_far, runs_so_far, hours_so_far; may be repeated",
    )
    group.add_argument(
        "--every",
        choices=("day", "week", "month", "year"),
        default="month",
        help="periods of the ledger's series (default: month)",
    )
    group.add_argument(
        "--hold-out",
        metavar="SHARE",
        type=model_options.share,
        default=0.0,
        help="hide the last values from the fit and judge it by them, such as 20%%",
    )
    free = parser.add_argument_group("what is free")
    free.add_argument(
        "--free",
        metavar="NAME",
        action="append",
        default=[],
        help="fit this parameter; may be repeated (default: every one of which something is "
        "believed)",
    )
    free.add_argument(
        "--bound",
        metavar="NAME=LOW:HIGH",
        type=_bounds,
        action="append",
        default=[],
        help="fit this parameter between two values; may be repeated",
    )
    free.add_argument(
        "--steps",
        metavar="N",
        type=options.whole,
        default=1500,
        help="steps of the walk through what is plausible (default: 1500)",
    )
    free.add_argument(
        "--seed", metavar="N", type=options.whole, default=0, help="which starts and walk"
    )
    free.add_argument(
        "--draws", metavar="FILE", type=Path, help="write the plausible parameters: .csv"
    )
    figure.add(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Fit the model.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    figure.check(arguments)
    _refuse_taken(arguments)
    opened = model_options.opened(arguments)
    from wholeprint.engine.fit.fit import fit  # noqa: PLC0415 - loads NumPy
    from wholeprint.engine.fit.pose import pose  # noqa: PLC0415 - as above
    from wholeprint.report.fit import fit_document  # noqa: PLC0415 - as above

    series, source, notes = _measured(arguments, opened)
    posed = pose(opened.system, _free(arguments, opened))
    found = fit(
        posed,
        series,
        held_out_share=arguments.hold_out,
        steps=arguments.steps,
        seed=arguments.seed,
    )
    document = fit_document(
        found, opened.model.name, source, _units(opened, series), (*opened.notes, *notes)
    )
    if arguments.figure is not None:
        from wholeprint.report.figures.fit import draw_fit  # noqa: PLC0415 - as above

        draw_fit(found, posed(series), document, arguments.figure)
    if arguments.draws is not None:
        from wholeprint.report.fit import draws_text  # noqa: PLC0415 - as above

        _write(arguments.draws, draws_text(found))
    output.emit(document, _lay_out, as_json=arguments.json)
    figure.say_written(arguments)
    return 0


def _measured(
    arguments: argparse.Namespace, opened: "Opened"
) -> "tuple[list[Measured], str, list[str]]":
    if (arguments.data is None) == (not arguments.series):
        raise ValueRefusedError(
            "a fit needs measured series: a CSV file, or --from-project with --series",
            fix="Give one of the two",
        )
    if arguments.data is None:
        from wholeprint.cli.fit_project import project_series  # noqa: PLC0415 - opens the ledger

        return project_series(arguments, opened)
    from wholeprint.engine.fit.data import read_measured  # noqa: PLC0415 - loads NumPy

    path: Path = arguments.data
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise ValueRefusedError("the file is too large for measured series", seen=str(path))
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise ValueRefusedError(
            f"{path} cannot be read: {unreadable(wrong)}", fix="Give a CSV file"
        ) from wrong
    return list(read_measured(text, path.name)), path.name, []


def _free(arguments: argparse.Namespace, opened: "Opened"):  # noqa: ANN202 - a tuple of Input, whose type loads NumPy
    from wholeprint.engine.fit.pose import bounded  # noqa: PLC0415 - loads NumPy
    from wholeprint.systems.sensitivity.inputs import chosen_inputs  # noqa: PLC0415 - as above

    bounds = dict(arguments.bound)
    believed = model_options.uncertain(arguments, opened)
    named = [name for name in arguments.free if name not in bounds]
    if arguments.free or bounds:
        believed = chosen_inputs(opened.model, believed, named) if named else ()
    return bounded(opened.system, believed, bounds)


def _units(opened: "Opened", series: "list[Measured]") -> list[str]:
    from wholeprint.systems.flat.values import slot_of  # noqa: PLC0415 - loads NumPy

    return [opened.system.slots[slot_of(opened.system, each.name)].unit for each in series]


def _refuse_taken(arguments: argparse.Namespace) -> None:
    if arguments.draws is None:
        return
    if arguments.draws.suffix.lower() != ".csv":
        raise ValueRefusedError("--draws writes a .csv file", seen=str(arguments.draws))
    if arguments.draws.exists() and not arguments.overwrite:
        raise ValueRefusedError(
            "a file of that name is there already",
            seen=str(arguments.draws),
            fix="Choose another name, or allow it to be replaced with --overwrite",
        )


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as wrong:
        raise ValueRefusedError(f"{path} cannot be written: {unreadable(wrong)}") from wrong


def _pair(text: str) -> tuple[str, str]:
    name, sign, what = text.rpartition("=")
    if not sign or not name.strip() or not what.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=WHAT")
    return name.strip(), what.strip()


def _bounds(text: str) -> tuple[str, tuple[float, float]]:
    name, _, ends = text.rpartition("=")
    low, sign, high = ends.partition(":")
    if not name.strip() or not sign:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=LOW:HIGH")
    least, most = options.number(low), options.number(high)
    if least >= most:
        raise argparse.ArgumentTypeError(f"{text!r}: the first bound lies below the second")
    return name.strip(), (least, most)


def _lay_out(page: "Page", document: "FitDocument") -> None:
    from wholeprint.report.text.fit import fit_page  # noqa: PLC0415 - loads Rich

    fit_page(page, document)
