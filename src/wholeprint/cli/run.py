"""``wholeprint run``: measure a command."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wholeprint.errors import CommandError, SettingError
from wholeprint.settings import Loaded, Settings, load
from wholeprint.tracking.guard import describe, warn

if TYPE_CHECKING:
    from wholeprint.tracking.command import Ended, LiveView

NAME = "run"
SUMMARY = "measure a command and everything it starts"
EXAMPLES = (
    "wholeprint run -- python train.py --epochs 3",
    "wholeprint run --zone FR --project digits --model mlp -- python train.py",
    "wholeprint run --json footprint.json --quiet -- make train",
)

_SETTINGS = (
    *("project", "model", "phase", "zone", "pue", "wue", "attribution", "interval", "flush"),
    *("ledger", "meters", "quiet"),
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments.

    Args:
        parser: The verb's parser.
    """
    about = parser.add_argument_group("what the run is")
    about.add_argument("--label", metavar="L", help="name of the run; default: the program's name")
    about.add_argument("--project", metavar="P", help="project it belongs to")
    about.add_argument("--model", metavar="M", help="model that is trained or served")
    about.add_argument("--phase", metavar="PH", help="development, training, deployment, ...")
    about.add_argument(
        "--meta",
        metavar="NAME=VALUE",
        type=_fact,
        action="append",
        help="another fact about the run; may be given several times",
    )
    where = parser.add_argument_group("where it runs (never guessed)")
    where.add_argument("--zone", metavar="Z", help="grid zone: FR, DK-DK1; unknown if left out")
    where.add_argument("--pue", metavar="X", help="power usage effectiveness of the site, from 1")
    where.add_argument("--wue", metavar="W", help="water usage of the site [L/kWh of IT equipment]")
    how = parser.add_argument_group("how it is measured")
    how.add_argument(
        "--attribution",
        choices=("machine", "process"),
        help="charge counters whole (machine) or by the share of busy CPU time (process)",
    )
    how.add_argument("--interval", metavar="S", help="seconds between samples; default 1")
    how.add_argument("--flush", metavar="S", help="seconds between writes; default 5")
    how.add_argument("--meters", metavar="NAMES", help="drivers to use: rapl,nvml; default all")
    out = parser.add_argument_group("what is shown")
    out.add_argument("--json", metavar="FILE", type=Path, help="write the run's document to FILE")
    out.add_argument("--quiet", action="store_true", default=None, help="show nothing of our own")
    out.add_argument("--ledger", metavar="FILE", help="the ledger to record in")
    parser.add_argument(
        "command", nargs=argparse.REMAINDER, metavar="-- COMMAND", help="what to run"
    )


def execute(arguments: argparse.Namespace) -> int:
    """Run the command to its end, then say what it used.

    Args:
        arguments: The parsed arguments.

    Returns:
        The command's own exit status; 126 or 127 where it could not be started.

    Raises:
        SettingError: If an argument cannot be used.
        CommandError: If there is no command at all.
    """
    from wholeprint.tracking import command as commands  # noqa: PLC0415 - other verbs do without

    loaded = load({name: getattr(arguments, name) for name in _SETTINGS})
    settings = loaded.settings
    if not settings.quiet:
        for refused in loaded.refused:  # somebody else's rubbish must not stop the command
            warn(str(refused))
    with commands.signals_held():  # NumPy, which reads the zones, has threads of its own
        _check(arguments.zone, arguments.json)
    words = list(arguments.command)
    words = words[1:] if words[:1] == ["--"] else words
    try:
        commands.check(words)
    except CommandError as error:
        if not words or not words[0]:
            raise
        warn(str(error))
        missing = not os.path.exists(words[0])  # noqa: PTH110 - a command is a text, not a path
        return commands.NOT_FOUND if missing else commands.NOT_EXECUTABLE
    try:
        ended = commands.run(
            words,
            loaded,
            label=arguments.label,
            view=_view(loaded),
            facts=dict(arguments.meta or ()),
        )
    except CommandError as error:
        warn(str(error))
        return commands.NOT_EXECUTABLE
    _report(ended, settings, arguments.json)
    return commands.leave(ended)


def _fact(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} is no fact: write NAME=VALUE")
    return name.strip(), value


def _check(zone: str | None, document: Path | None) -> None:
    if zone is not None:
        from wholeprint.factors.sets import Factors  # noqa: PLC0415 - reads the table of zones
        from wholeprint.grid.zone import Zones  # noqa: PLC0415 - as above

        Zones(Factors()).resolve(zone)
    if document is not None and not document.absolute().parent.is_dir():
        raise SettingError(
            "the folder of --json does not exist", seen=str(document), fix="Make it first"
        )


def _view(loaded: Loaded) -> "LiveView | None":
    if loaded.settings.quiet:
        return None
    from wholeprint.cli.live import choose  # noqa: PLC0415 - not when quiet
    from wholeprint.tracking.live import Estimate  # noqa: PLC0415 - not when quiet

    return choose(Estimate(loaded.settings).phrase)


def _report(ended: "Ended", settings: Settings, document: Path | None) -> None:
    if ended.run_id is None or (settings.quiet and document is None):
        return
    try:
        _say(ended.run_id, settings, document)
    except Exception as error:  # noqa: BLE001 - the command's own end must come through whatever we fail at
        warn(f"run {ended.run_id} is recorded but could not be summed up: {describe(error)}")


def _say(run_id: str, settings: Settings, document: Path | None) -> None:
    from wholeprint.report.document import run_document  # noqa: PLC0415 - loads NumPy
    from wholeprint.tracking.assessment import summed_up  # noqa: PLC0415 - loads NumPy

    assessment = summed_up(run_id, ledger=settings.ledger)
    if document is not None:
        text = json.dumps(run_document(assessment), indent=2, allow_nan=False)
        waiting = document.with_name(f".{document.name}.{os.getpid()}")
        waiting.write_text(text + "\n", encoding="utf-8")
        waiting.replace(document)
    if not settings.quiet:
        from wholeprint.cli.live import begin_line  # noqa: PLC0415 - not when quiet
        from wholeprint.report.text.run import summary  # noqa: PLC0415 - loads rich

        begin_line(sys.stderr)
        summary(assessment, stream=sys.stderr)
