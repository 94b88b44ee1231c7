"""``wholeprint simulate --runs``: a model many times, over what is uncertain in it."""

import argparse
import os
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, cast

from wholeprint.cli import figure, options, output, simulate_plan
from wholeprint.errors import ValueRefusedError

if TYPE_CHECKING:
    from wholeprint.engine.ensemble.ensemble import Ensemble
    from wholeprint.engine.ensemble.plan import Plan
    from wholeprint.engine.ensemble.workers import Workers
    from wholeprint.report.ensemble import Asked
    from wholeprint.report.ensemble_shapes import EnsembleDocument
    from wholeprint.report.text.page import Page

_NEEDS_RUNS = ("sobol", "prim", "over", "data", "into", "shard", "merge", "dask", "design")
_MOST_RUNS = 10**9


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of an ensemble.

    Args:
        parser: Takes them.
    """
    group = parser.add_argument_group("many runs, over what is uncertain")
    group.add_argument(
        "--runs",
        metavar="N",
        type=options.whole,
        help="run it N times; with --sobol, N base points",
    )
    group.add_argument(
        "--design",
        choices=("world", "lhs", "sobol", "factorial"),
        help="draws of the shared world (as ever), a Latin hypercube, a scrambled Sobol' sequence, "
        "every combination of a few levels",
    )
    group.add_argument(
        "--over",
        metavar="NAME",
        nargs="+",
        action="extend",
        default=[],
        help="vary these parameters, shared assumptions or switches alone",
    )
    group.add_argument(
        "--sobol", action="store_true", help="what outcomes owe to which input: Sobol' indices"
    )
    group.add_argument("--second-order", action="store_true", help="of pairs of inputs too")
    group.add_argument(
        "--prim",
        metavar="EXPR",
        help="scenario discovery: in which region does it come about? 'peak(infectious) > 100'",
    )
    group.add_argument(
        "--data",
        metavar="FILE",
        type=Path,
        help="keep the runs that could have given these measured series: a CSV, the time first",
    )
    _configure_workers(parser)


def _configure_workers(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("who runs them")
    group.add_argument(
        "--workers", metavar="N", type=options.whole, help="threads (default: one for each core)"
    )
    group.add_argument("--processes", action="store_true", help="processes instead of threads")
    group.add_argument("--dask", metavar="ADDRESS", help="a Dask cluster: address of its scheduler")
    group.add_argument(
        "--backend",
        choices=("auto", "c", "numba", "numpy"),
        default="auto",
        help="what compiles the model (default: the quickest there is)",
    )
    group.add_argument(
        "--into",
        metavar="FOLDER",
        type=Path,
        help="keep the results of chunks here: what is cut off goes on with the same command",
    )
    group.add_argument(
        "--shard", metavar="I/N", type=shard, help="run share I of N, into the folder"
    )
    group.add_argument(
        "--merge", action="store_true", help="bring the shares in the folder together"
    )


def shard(text: str) -> tuple[int, int]:
    """Return which share of how many: 2/8.

    Args:
        text: The argument.

    Raises:
        argparse.ArgumentTypeError: If it is none.
    """
    one, sign, of = text.partition("/")
    if not sign or not one.isdecimal() or not of.isdecimal() or not 1 <= int(one) <= int(of):
        raise argparse.ArgumentTypeError(f"{text!r} is no share, such as 2/8")
    return int(one), int(of)


def is_asked(arguments: argparse.Namespace) -> bool:
    """Return whether many runs are asked for.

    Args:
        arguments: What was given.

    Raises:
        ValueRefusedError: If something of many runs is asked for, and not how many.
    """
    if arguments.runs is not None:
        return True
    for name in _NEEDS_RUNS:
        if getattr(arguments, name):
            raise ValueRefusedError(
                f"--{name} is about many runs", fix="Say how many, such as --runs 1024"
            )
    return False


def execute(arguments: argparse.Namespace) -> int:
    """Run the model many times.

    Args:
        arguments: What was given.

    Returns:
        The exit status.

    Raises:
        ValueRefusedError: If the arguments do not fit each other.
        KeyboardInterrupt: If it is stopped by hand; what is kept is said before.
    """
    figure.check(arguments)
    _check(arguments)
    ready = simulate_plan.ready(arguments)
    try:
        if arguments.shard is not None:
            return _run_share(arguments, ready.plan)
        found = _run(arguments, ready.plan)
    except KeyboardInterrupt:
        sys.stderr.write(stopped(arguments.into, ready.plan))
        raise
    from wholeprint.report.ensemble import ensemble_document  # noqa: PLC0415 - loads NumPy

    document = ensemble_document(found, _asked(arguments, ready, found))
    _write_tables(arguments, found)
    if arguments.figure is not None:
        from wholeprint.report.figures.ensemble import draw_ensemble  # noqa: PLC0415 - Matplotlib

        draw_ensemble(document, arguments.figure)
    output.emit(document, _lay_out, as_json=arguments.json)
    figure.say_written(arguments)
    return 0


def stopped(folder: Path | None, plan: "Plan") -> str:
    """Return what is said where runs were cut off by hand: what is kept, and how to go on.

    Args:
        folder: Where chunks are kept, None for nowhere.
        plan: The ensemble.
    """
    if folder is None:
        return "\nstopped: nothing is kept; with --into FOLDER the same command would go on\n"
    from wholeprint.engine.ensemble.files import there  # noqa: PLC0415 - loads NumPy

    kept = sum(1 for _ in there(folder, plan.chunks))
    return (
        f"\nstopped: {kept} of {plan.chunks} chunks are kept in {folder}; the same command goes "
        "on with the rest\n"
    )


def _check(arguments: argparse.Namespace) -> None:
    if not 1 <= arguments.runs <= _MOST_RUNS:
        raise ValueRefusedError("that many runs cannot be made", seen=arguments.runs)
    if (arguments.shard is not None or arguments.merge) and arguments.into is None:
        raise ValueRefusedError("shares need a folder", fix="Name it with --into FOLDER")
    if arguments.shard is not None and arguments.merge:
        raise ValueRefusedError(
            "a share is run, or all are merged, not both", fix="Run the shares first, then --merge"
        )
    if arguments.sobol and arguments.design is not None:
        raise ValueRefusedError(
            "--sobol has a design of its own", seen=arguments.design, fix="Leave --design out"
        )
    if arguments.sobol and arguments.runs & (arguments.runs - 1):
        near = 1 << arguments.runs.bit_length()
        raise ValueRefusedError(
            "the base points of --sobol are a power of two: so many of its points are balanced",
            seen=arguments.runs,
            fix=f"Take {near // 2} or {near}",
        )
    for kind in ("csv", "parquet"):
        path = cast("Path | None", getattr(arguments, kind))
        if path is not None and path.exists() and not arguments.overwrite:
            raise ValueRefusedError(
                "a file of that name is there already",
                seen=str(path),
                fix="Choose another name, or allow it to be replaced with --overwrite",
            )


def _workers(arguments: argparse.Namespace) -> "Workers":
    from wholeprint.engine.ensemble.dask import DaskWorkers  # noqa: PLC0415 - loads NumPy
    from wholeprint.engine.ensemble.workers import (  # noqa: PLC0415 - as above
        Alone,
        Processes,
        Threads,
    )

    if arguments.dask is not None:
        return DaskWorkers(arguments.dask)
    count = arguments.workers or len(os.sched_getaffinity(0))
    if arguments.processes:
        return Processes(count)
    return Threads(count) if count > 1 else Alone()


def _run(arguments: argparse.Namespace, plan: "Plan") -> "Ensemble":
    from wholeprint.engine.ensemble.ensemble import merge, run_ensemble  # noqa: PLC0415 - NumPy

    if arguments.merge:
        return merge(plan, arguments.into)
    return run_ensemble(
        plan,
        backend=arguments.backend,
        workers=_workers(arguments),
        folder=arguments.into,
        progress=_Progress(),
    )


def _run_share(arguments: argparse.Namespace, plan: "Plan") -> int:
    from wholeprint.engine.ensemble.ensemble import run_shard  # noqa: PLC0415 - loads NumPy

    number, of = arguments.shard
    chunks = run_shard(
        plan,
        number,
        of,
        arguments.into,
        backend=arguments.backend,
        workers=_workers(arguments),
        progress=_Progress(),
    )
    sys.stderr.write(
        f"share {number} of {of}: {chunks} of {plan.chunks} chunks are in {arguments.into}\n"
    )
    return 0


def _asked(arguments: argparse.Namespace, ready: simulate_plan.Ready, found: "Ensemble") -> "Asked":
    from wholeprint.engine.ensemble.analysis import discovered, grounded  # noqa: PLC0415 - NumPy
    from wholeprint.report.ensemble import Asked  # noqa: PLC0415 - as above

    opened = ready.opened
    return Asked(
        model=opened.model,
        scenario=None if opened.scenario is None else opened.scenario.name,
        settings=opened.settings,
        seed=arguments.seed,
        condition=arguments.prim or "",
        discovery=None if ready.condition is None else discovered(found, ready.condition),
        kept=grounded(found) if ready.plan.observed else None,
        by_scenario=opened.by_scenario,
        notes=opened.notes,
    )


def _write_tables(arguments: argparse.Namespace, found: "Ensemble") -> None:
    if arguments.csv is None and arguments.parquet is None:
        return
    from wholeprint.engine.ensemble.analysis import table  # noqa: PLC0415 - loads NumPy
    from wholeprint.report.series_files import (  # noqa: PLC0415 - needed for files only
        write_csv,
        write_parquet,
    )

    columns = table(found)
    for path, write in ((arguments.csv, write_csv), (arguments.parquet, write_parquet)):
        if path is not None:
            write(path, columns)
            sys.stderr.write(f"written: {path}\n")


class _Progress:
    """Says on a terminal how many runs are done, and how long the rest will take."""

    def __init__(self) -> None:
        self._begun = monotonic()
        self._is_shown = sys.stderr.isatty()

    def __call__(self, done: int, of: int) -> None:
        if not self._is_shown:
            return
        if done >= of:
            sys.stderr.write("\r\x1b[2K")
        else:
            left = (monotonic() - self._begun) * (of - done) / max(done, 1)
            sys.stderr.write(f"\r\x1b[2K{done:,} of {of:,} runs, {left:,.0f} s left")
        sys.stderr.flush()


def _lay_out(page: "Page", document: "EnsembleDocument") -> None:
    from wholeprint.report.text.ensemble import ensemble_page  # noqa: PLC0415 - loads Rich

    ensemble_page(page, document)
