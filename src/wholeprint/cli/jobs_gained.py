"""``wholeprint jobs gained``: what a plan really gained, once the grid's actual data are there."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.cli import jobs_options, options, output
from wholeprint.report.form import stamped
from wholeprint.settings import load

if TYPE_CHECKING:
    from wholeprint.jobs.gained import Actual
    from wholeprint.quantities.intensity import Intensity, Signal
    from wholeprint.report.jobs import GainedDocument
    from wholeprint.report.text.page import Page

NAME = "gained"
SUMMARY = "what a plan really gained: the run as it was beside the run without the plan"
EXAMPLES = (
    "wholeprint jobs gained last",
    "wholeprint jobs gained last --intensity actual.csv",
    "wholeprint jobs gained last --fetch --json",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    jobs_options.job(parser)
    parser.add_argument(
        "--intensity",
        metavar="FILE",
        help="what the grid really carried (CSV), in place of what is kept or shipped",
    )
    parser.add_argument("--fetch", action="store_true", help="ask the providers over the network")
    parser.add_argument(
        "--draws", metavar="N", type=options.whole, help="draws of the uncertain world (1024)"
    )
    parser.add_argument(
        "--seed", metavar="N", type=options.whole, help="which uncertain world is drawn (0)"
    )
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Say what was gained.

    Args:
        arguments: What was given.

    Returns:
        The exit status: 1 where nothing was gained, or nothing can be said.
    """
    from wholeprint.jobs.gained import Verdict, gained  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.assessor import default_factors, world_of  # noqa: PLC0415 - as above

    what = jobs_options.hands()
    runs = jobs_options.runs()
    entry = runs.seen(what.book.load(what.book.resolve(arguments.job)))
    world = world_of(arguments.draws, arguments.seed)
    found = gained(
        entry,
        runs.of(entry),
        _actual(arguments.intensity, fetch=arguments.fetch),
        default_factors(),
        world,
    )
    output.emit(stamped("gained", found.as_json()), _lay_out, as_json=arguments.json)
    return 0 if found.verdict is Verdict.GAINED else 1


def _actual(path: str | None, *, fetch: bool) -> "Actual":
    from pathlib import Path  # noqa: PLC0415 - with the rest

    from wholeprint.grid.providers.user_file import SeriesFile  # noqa: PLC0415 - loads NumPy
    from wholeprint.grid.service import Grid, Wish  # noqa: PLC0415 - as above
    from wholeprint.tracking.assessor import default_factors  # noqa: PLC0415 - as above

    def from_file(signal: "Signal", start_seconds: float, end_seconds: float) -> "Intensity":
        del start_seconds, end_seconds
        return SeriesFile(Path(path or ""), signal).intensity(signal.zone, signal)

    def from_grid(signal: "Signal", start_seconds: float, end_seconds: float) -> "Intensity":
        wish = Wish(signal.response, signal.scope, signal.flow)
        grid = Grid.of(load().settings, default_factors())
        return grid.history(signal.zone, start_seconds, end_seconds, wish, fetch=fetch)

    return from_grid if path is None else from_file


def _lay_out(page: "Page", document: "GainedDocument") -> None:
    from wholeprint.report.text.jobs import gained_page  # noqa: PLC0415 - loads Rich

    gained_page(page, document)
