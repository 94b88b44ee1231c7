"""``wholeprint demo``: small models, really trained, and what that costs here and elsewhere."""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wholeprint.cli import options, output
from wholeprint.errors import LedgerError

if TYPE_CHECKING:
    from wholeprint.report.shapes import DemoDocument
    from wholeprint.report.text.page import Page

NAME = "demo"
SUMMARY = "train small models under measurement, then place the same runs elsewhere"
EXAMPLES = ("wholeprint demo", "wholeprint demo --zone DE --elsewhere FR,IN --json")

_PROJECT = "demo"
_ELSEWHERE = ("FR", "PL")
_HOURLY_ZONE = "GB"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the verb's arguments.

    Args:
        parser: Takes them.
    """
    options.site(parser)
    parser.add_argument(
        "--elsewhere",
        metavar="ZONES",
        type=options.zones,
        default=_ELSEWHERE,
        help="the grids in which the same runs are placed afterwards (default: FR,PL)",
    )
    options.ledger(parser)
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Train, assess, place elsewhere, and show it.

    Args:
        arguments: What was given.

    Returns:
        The exit status.

    Raises:
        LedgerError: If tracking is disabled, so that no run would be recorded.
    """
    loaded = options.settings(arguments)
    _check(arguments)
    if loaded.settings.disabled:
        raise LedgerError(
            "no run would be recorded: tracking is disabled", fix="Unset WHOLEPRINT_DISABLED"
        )
    runs = _train(arguments)
    from wholeprint.cli.demo_models import CANDIDATES  # noqa: PLC0415 - other verbs do without
    from wholeprint.report.demo import Learned, demo_document  # noqa: PLC0415 - loads NumPy

    learned = [
        Learned(candidate.name, run_id, accuracy)
        for candidate, (run_id, accuracy) in zip(CANDIDATES, runs, strict=True)
    ]
    document = demo_document(
        learned,
        ledger=loaded.settings.ledger,
        elsewhere=arguments.elsewhere,
        hourly_zone=_HOURLY_ZONE,
    )
    output.emit(document, _lay_out, as_json=arguments.json)
    return 0


def _check(arguments: argparse.Namespace) -> None:
    # Everything that can be wrong is found before the first model is trained.
    from wholeprint.tracking.assessor import Assessor, default_factors  # noqa: PLC0415 - loads NumPy

    for zone in (arguments.zone, *arguments.elsewhere):
        Assessor(default_factors(), {"zone": zone, "pue": arguments.pue, "wue": arguments.wue})


def _train(arguments: argparse.Namespace) -> list[tuple[str, float]]:
    from wholeprint.cli.demo_models import CANDIDATES, digits  # noqa: PLC0415 - as above
    from wholeprint.tracking.track import track  # noqa: PLC0415 - only when something is tracked

    data = digits()
    done: list[tuple[str, float]] = []
    for number, candidate in enumerate(CANDIDATES, 1):
        print(
            f"training {number} of {len(CANDIDATES)}: {candidate.name} ...",
            file=sys.stderr,
            flush=True,
        )
        tracker = track(
            candidate.name,
            project=_PROJECT,
            model=candidate.key,
            phase="development",
            zone=arguments.zone,
            pue=arguments.pue,
            wue=arguments.wue,
            ledger=arguments.ledger,
        )
        with tracker as run:
            accuracy = candidate.train(data)
            run.note(accuracy=accuracy)
        done.append((_recorded(run.id, run.notes), accuracy))
    return done


def _recorded(run_id: str | None, notes: Sequence[str]) -> str:
    if run_id is None:
        raise LedgerError(
            "the run could not be recorded",
            seen="; ".join(notes),
            fix="See what wholeprint doctor says of the ledger",
        )
    return run_id


def _lay_out(page: "Page", document: "DemoDocument") -> None:
    from wholeprint.report.text.demo import demo_page  # noqa: PLC0415 - loads Rich

    demo_page(page, document)
