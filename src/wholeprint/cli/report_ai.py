"""Arguments of a score after the draft for AI, and what is asked for by them."""

import argparse
from typing import TYPE_CHECKING

from wholeprint.errors import UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from wholeprint.lifecycle.sci_ai import Disclosure, Persona, Stage
    from wholeprint.tracking.assessor import Assessment

_STAGES = (
    "inception",
    "design and development",
    "deployment",
    "operation",
    "monitoring",
    "retirement",
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of a score after the draft for AI.

    Args:
        parser: Takes them.
    """
    group = parser.add_argument_group("of a carbon intensity after the draft for AI")
    group.add_argument(
        "--ai",
        choices=("provider", "consumer"),
        help="whose score: of who builds a model, or of who uses it",
    )
    group.add_argument(
        "--stage", choices=_STAGES, help="the stage of all runs (default: from their phase)"
    )
    group.add_argument(
        "--stage-of",
        metavar="STAGE=TEXT",
        action="append",
        default=[],
        help="of a stage without runs: why it is not material, or where it is counted",
    )
    group.add_argument(
        "--basis", choices=("gross", "effective"), help="whether R counts all work of a provider"
    )
    group.add_argument(
        "--strategy",
        metavar="TEXT",
        action="append",
        default=[],
        help="a strategy or an assumption that changes the score",
    )
    group.add_argument(
        "--work",
        metavar="KIND=TEXT",
        action="append",
        default=[],
        help="where a kind of work of design and development is counted, or why not",
    )


def persona(arguments: argparse.Namespace) -> "Persona | None":
    """Return whose score is wanted, None for a plain one.

    Args:
        arguments: What was given.
    """
    from wholeprint.lifecycle.sci_ai import Persona  # noqa: PLC0415 - loads NumPy

    return None if arguments.ai is None else Persona(arguments.ai)


def stage(arguments: argparse.Namespace) -> "Stage | None":
    """Return the stage of all runs, None where each has its own.

    Args:
        arguments: What was given.
    """
    from wholeprint.lifecycle.sci_ai import Stage  # noqa: PLC0415 - loads NumPy

    return None if arguments.stage is None else Stage(arguments.stage)


def disclosure(arguments: argparse.Namespace) -> "Disclosure":
    """Return what is said beside a score.

    Args:
        arguments: What was given.

    Raises:
        UnknownNameError: If a stage or a kind of work is none.
    """
    from wholeprint.lifecycle.sci_ai import DESIGN_WORK, Basis, Disclosure, Stage  # noqa: PLC0415 - loads NumPy

    stages = _named(arguments.stage_of, _STAGES, "stage")
    return Disclosure(
        rationale=arguments.rationale,
        basis=None if arguments.basis is None else Basis(arguments.basis),
        strategies=tuple(arguments.strategy),
        stages={Stage(name): text for name, text in stages.items()},
        design=_named(arguments.work, DESIGN_WORK, "kind of work"),
    )


def _named(texts: list[str], known: tuple[str, ...], what: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in texts:
        name, _, text = each.partition("=")
        if name.strip() not in known:
            raise UnknownNameError(
                f"no such {what}", seen=each, fix=f"Use one of {', '.join(known)}"
            )
        found[name.strip()] = text
    return found


def left_out(runs: "list[Assessment]", ledger: "Path") -> tuple[str, ...]:
    """Return the runs of the same project and model in the ledger that were not named.

    Args:
        runs: Those that were.
        ledger: The ledger.

    Returns:
        Their ids; what was served or monitored is no training, and is not among them.
    """
    from wholeprint.ledger.store import RunFilter  # noqa: PLC0415 - when asked
    from wholeprint.report.sci import is_development  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.assessment import runs as listed  # noqa: PLC0415 - loads NumPy

    named = {each.record.id for each in runs}
    found: dict[str, None] = {}
    pairs = {(each.record.project, each.record.model) for each in runs if each.record.project}
    for project, model in sorted(pairs, key=str):
        for row in listed(RunFilter(project=project, model=model), ledger=ledger):
            if row.id not in named and is_development(row.phase):
                found[row.id] = None
    return tuple(found)
