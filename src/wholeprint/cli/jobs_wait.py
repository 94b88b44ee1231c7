"""``wholeprint jobs wait``: wait for the times of planned jobs, and see to them."""

import argparse
import subprocess
import sys
from typing import TYPE_CHECKING

from wholeprint.cli import jobs_options, options
from wholeprint.errors import JobError

if TYPE_CHECKING:
    from wholeprint.jobs.book import Damaged

NAME = "wait"
SUMMARY = "wait for the times of planned jobs, run them, pause them and let them go on"
EXAMPLES = (
    "wholeprint jobs wait last",
    "wholeprint jobs wait --all --detach",
    "crontab -e, and add:  @reboot /path/to/wholeprint jobs wait --all",
)

_FAILED = {"failed", "interrupted", "skipped"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add its arguments.

    Args:
        parser: Takes them.
    """
    parser.add_argument("jobs", metavar="JOB", nargs="*", help=jobs_options.JOB_HELP)
    parser.add_argument("--all", action="store_true", help="every job that is not done yet")
    parser.add_argument(
        "--detach",
        action="store_true",
        help="in the background; it survives your logging out, but no restart of the machine "
        "(for that, call it at every start: crontab -e, @reboot)",
    )
    options.json_flag(parser)


def execute(arguments: argparse.Namespace) -> int:
    """Wait, or let somebody in the background wait.

    Args:
        arguments: What was given.

    Returns:
        The exit status: 1 where a job failed, was not run, or cannot be read.

    Raises:
        JobError: If no job is named, or one is not known.
    """
    what = jobs_options.hands()
    damaged: list[Damaged] = []
    if arguments.all:
        entries, damaged = what.book.entries()
        ids = [entry.job.id for entry in entries if entry.is_open]
        for each in damaged:
            _say(str(each.error))
    else:
        ids = list(dict.fromkeys(what.book.resolve(selector) for selector in arguments.jobs))
        if not ids:
            raise JobError("there is no job to wait for", fix="Name one, or add --all")
    if arguments.detach:
        if ids:
            _detach(ids)
        found = [what.book.load(each) for each in ids]
        jobs_options.emit(found, damaged, what, as_json=arguments.json)
        return 1 if damaged else 0
    return _wait(ids, damaged, as_json=arguments.json)


def _wait(ids: list[str], damaged: "list[Damaged]", *, as_json: bool) -> int:
    from wholeprint.jobs.waiter import Waiter  # noqa: PLC0415 - opened when the verb runs

    what = jobs_options.hands()
    try:
        ended = Waiter(what, _say).wait(ids)
    except KeyboardInterrupt:
        _say("left as it is; go on with: wholeprint jobs wait --all")
        raise
    jobs_options.emit(ended, damaged, what, as_json=as_json)
    return 1 if damaged or any(entry.state.value in _FAILED for entry in ended) else 0


def _detach(ids: list[str]) -> None:
    from wholeprint.jobs.command import OURSELVES  # noqa: PLC0415 - opened when the verb runs

    folder = jobs_options.hands().book.folder
    log = folder / "waiter.log"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with log.open("ab") as file:
            # A session of its own: neither a closed terminal nor Ctrl-C reaches it.
            started = subprocess.Popen(  # noqa: S603 - ourselves, with ids that we resolved
                [*OURSELVES, "jobs", "wait", *ids],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    except OSError as error:
        raise JobError(
            "nobody can wait in the background", seen=f"{log}: {error.strerror}"
        ) from error
    _say(f"process {started.pid} waits; what it says goes to {log}")
    started.returncode = 0  # it is not ours to wait for: no warning when we end before it


def _say(text: str) -> None:
    try:
        print(f"wholeprint: {text}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return  # whoever listened has gone: the jobs need their waiter all the same
