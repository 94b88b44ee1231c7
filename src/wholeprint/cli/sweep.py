"""``wholeprint sweep``: what the time of its start changes, for every model of a table."""

import argparse
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wholeprint.cli import grid_options, options, output
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.advice.sweep_result import Sweep
    from wholeprint.advice.sweep_slots import Starts
    from wholeprint.quantities.series import StepSeries
    from wholeprint.report.sweep import SweepDocument
    from wholeprint.report.text.page import Page
    from wholeprint.tracking.model_table import ModelColumns

NAME = "sweep"
SUMMARY = "what the time of its start changes, for every model of a table at every start"
EXAMPLES = (
    "wholeprint sweep models.csv --series 2022.csv 2023.csv --output swept.csv",
    "wholeprint sweep models.csv --hours train_h --watts power --zone DK1 --from 2026-01-01",
)

_LENGTHS_SECONDS = {"s": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
_MOST_STARTS = 50_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("table", metavar="TABLE", type=Path, help="a CSV file, one row per model")
    group = parser.add_argument_group("columns of the table")
    length = group.add_mutually_exclusive_group()
    length.add_argument(
        "--seconds", metavar="NAME", help="how long it runs in s (default: duration_seconds)"
    )
    length.add_argument("--hours", metavar="NAME", help="how long it runs in h")
    use = group.add_mutually_exclusive_group()
    use.add_argument("--kwh", metavar="NAME", help="energy in kWh (default: energy_kwh)")
    use.add_argument("--watts", metavar="NAME", help="mean power in W")
    group.add_argument(
        "--keep",
        metavar="NAMES",
        type=lambda text: tuple(text.split(",")),
        default=(),
        help="columns to carry over to --output, separated by commas",
    )
    group = parser.add_argument_group("the grid")
    group.add_argument(
        "--series", metavar="FILE", type=Path, nargs="+", help="CSV files that follow each other"
    )
    group.add_argument("--column", metavar="NAME", help="their column of values (default: value)")
    group.add_argument(
        "--highest",
        metavar="G",
        type=options.number,
        help="greatest value that is believed of a file, in g/kWh (default: 1300)",
    )
    group.add_argument(
        "--zone", metavar="ZONE", help=f"in place of files: a {grid_options.ZONE_HELP}"
    )
    grid_options.network(parser)
    grid_options.signal(parser)
    grid_options.period(parser)
    parser.add_argument(
        "--step",
        metavar="TIME",
        type=length_seconds,
        help="from one start to the next: 5m, 1h (default: a step of the series)",
    )
    parser.add_argument(
        "--quantiles",
        metavar="P",
        type=probabilities,
        default=(0.05, 0.25, 0.5, 0.75, 0.95),
        help="from 0 to 1, separated by commas (default: 0.05,0.25,0.5,0.75,0.95)",
    )
    parser.add_argument(
        "--output", "-o", metavar="FILE", type=Path, help="write each model: .csv or .parquet"
    )
    parser.add_argument("--overwrite", action="store_true", help="replace a file that is there")
    options.json_flag(parser)


def length_seconds(text: str) -> float:
    """Return the length of time that an argument holds [s].

    Args:
        text: Such as "300s", "5m", "1h" or "1d".

    Raises:
        argparse.ArgumentTypeError: If it is none.
    """
    unit = text.lstrip("0123456789.")
    try:
        length = float(text[: len(text) - len(unit)]) * _LENGTHS_SECONDS[unit]
    except (ValueError, KeyError):
        length = 0.0
    if not (length > 0.0 and math.isfinite(length)):
        raise argparse.ArgumentTypeError(f"{text!r} is no length of time: write 300s, 5m or 1h")
    return length


def probabilities(text: str) -> tuple[float, ...]:
    """Return the probabilities that an argument holds, rising and each once.

    Args:
        text: Numbers from 0 to 1, separated by commas.

    Raises:
        argparse.ArgumentTypeError: If one of them is none.
    """
    found = sorted({options.number(part) for part in text.split(",")})
    if not 0.0 <= found[0] <= found[-1] <= 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} goes beyond 0 to 1")
    return tuple(found)


def execute(arguments: argparse.Namespace) -> int:
    """Sweep the table.

    Args:
        arguments: What was given.

    Returns:
        The exit status.
    """
    from wholeprint.advice.sweep import sweep  # noqa: PLC0415 - loads NumPy
    from wholeprint.cli.sweep_grid import swept_over  # noqa: PLC0415 - as above
    from wholeprint.report.sweep import (  # noqa: PLC0415 - as above
        check_output,
        model_columns,
        sweep_document,
        write_models,
    )
    from wholeprint.tracking.model_table import read_models  # noqa: PLC0415 - as above

    if arguments.output is not None:
        check_output(arguments.output, overwrite=arguments.overwrite)
    models = read_models(arguments.table, _columns(arguments))
    intensity, series = swept_over(arguments)
    starts = _starts(arguments, series)
    found = sweep(models.fleet, series, starts, arguments.quantiles, _say_progress)
    _check_fits(found)
    if arguments.output is not None:
        write_models(arguments.output, model_columns(found, models.kept))
    document = sweep_document(found, intensity, str(arguments.table), arguments.output)
    output.emit(document, _lay_out, as_json=arguments.json)
    return 0


def _columns(arguments: argparse.Namespace) -> "ModelColumns":
    from wholeprint.tracking.model_table import (  # noqa: PLC0415 - loads NumPy
        SECONDS_PER_HOUR,
        ModelColumns,
    )

    in_hours = arguments.hours is not None
    return ModelColumns(
        length=arguments.hours or arguments.seconds or "duration_seconds",
        length_seconds=SECONDS_PER_HOUR if in_hours else 1.0,
        use=arguments.watts or arguments.kwh or "energy_kwh",
        is_power=arguments.watts is not None,
        kept=arguments.keep,
    )


def _check_fits(found: "Sweep") -> None:
    if not found.whole.models.available.any():
        raise ValueRefusedError(
            "no model of the table fits: at no start is the series known until its end",
            seen=f"the shortest takes {float(found.fleet.duration_seconds.min()) / 3600.0:.4g} h",
            fix="Give a longer series, or more of the time with --from and --to",
        )


def _starts(arguments: argparse.Namespace, series: "StepSeries") -> "Starts":
    from wholeprint.advice.sweep_slots import Starts  # noqa: PLC0415 - loads NumPy

    edges = series.edges_seconds
    first, end = float(edges[0]), float(edges[-1])
    if arguments.begin is not None:
        first = arguments.begin / 1e9
    if arguments.end is not None:
        end = arguments.end / 1e9
    step = arguments.step or float(min(edges[1:] - edges[:-1]))
    amount = math.ceil((end - first) / step)
    if not 0 < amount <= _MOST_STARTS:
        raise ValueRefusedError(
            "that many starts cannot be looked at",
            seen=f"{max(amount, 0):,}",
            fix="Give --from before --to, or a longer --step",
        )
    return Starts(first, step, amount)


def _say_progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} of {of:,} models" if done < of else "\r\x1b[2K")
        sys.stderr.flush()


def _lay_out(page: "Page", document: "SweepDocument") -> None:
    from wholeprint.report.text.sweep import sweep_page  # noqa: PLC0415 - loads Rich

    sweep_page(page, document)
