"""What is really run: the job's command under ``wholeprint run``, and its text for a shell."""

import os
import shlex
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from wholeprint.errors import JobError
from wholeprint.jobs.planned import PlannedJob

MARK = "WHOLEPRINT_JOB"
"""The variable by which every process of a job can be found again."""

OURSELVES = (sys.executable, "-P", "-m", "wholeprint")
"""This very program; ``-P``, so that a folder of that name in the job's directory is not taken."""

USUAL = (
    *("PATH", "LANG", "VIRTUAL_ENV", "CONDA_PREFIX", "PYTHONPATH", "LD_LIBRARY_PATH"),
    *("CUDA_HOME", "CUDA_VISIBLE_DEVICES"),
    *("WHOLEPRINT_STATE", "WHOLEPRINT_LEDGER"),
    *("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"),
)
"""What a job keeps of this machine's environment without being told: where programs are found, and
where its own folder and ledger lie: a service manager hands nothing on."""

ON_PATH = ("wholeprint",)
"""This program as another machine or a container finds it."""


def measured(
    job: PlannedJob, program: tuple[str, ...] = OURSELVES, *, document: str | None = None
) -> tuple[str, ...]:
    """Return the arguments that run a job under measurement.

    Args:
        job: The job.
        program: How wholeprint is called there.
        document: File for the document of the run; None writes none.

    Returns:
        ``wholeprint run`` with the job's id as a fact of the run, and the command.
    """
    given = {
        "--label": job.name,
        "--project": job.project,
        "--model": job.model,
        "--zone": job.zone,
        "--ledger": job.ledger,
        "--json": document,
    }
    # With "=", so that a value which begins with a dash is no option.
    told = [f"{option}={value}" for option, value in given.items() if value]
    return (*program, "run", f"--meta=job={job.id}", *told, "--", *job.command)


def waited(job: PlannedJob) -> tuple[str, ...]:
    """Return the arguments that let the built-in waiter see to a job.

    Args:
        job: The job, which must lie in the folder of jobs.
    """
    # The mark is for the job's own processes: a waiter must not be taken for one.
    return ("env", "-u", MARK, *OURSELVES, "jobs", "wait", job.id)


def script(job: PlannedJob, argv: Iterable[str], *, log: Path | None = None) -> str:
    """Return a text for ``sh`` that runs arguments in the job's directory.

    Every word is quoted, so that the shell hands it on letter by letter.

    Args:
        job: The job.
        argv: What to run.
        log: File for what it says; None leaves that to whoever runs the text.

    Returns:
        Lines that end with ``exec``: the program takes the place of the shell.
    """
    lines = [f"cd {shlex.quote(job.directory)} || exit 1"]
    lines += [f"export {name}={shlex.quote(value)}" for name, value in marked(job).items()]
    if log is not None:
        lines.append(f"exec >>{shlex.quote(str(log))} 2>&1 </dev/null")
    lines.append(f"exec {shlex.join(argv)}")
    return "\n".join(lines) + "\n"


def marked(job: PlannedJob) -> dict[str, str]:
    """Return the variables to set for a job: its own, and the mark by which it is found.

    Args:
        job: The job.

    Raises:
        JobError: If a variable has a name that no shell can set.
    """
    for name in job.environment:
        if not (name.isascii() and name.isidentifier()):
            raise JobError("a variable of that name cannot be set", seen=name)
    return {**job.environment, MARK: job.id}


def kept(names: Iterable[str] = ()) -> dict[str, str]:
    """Return variables of our environment that a job is to find.

    Args:
        names: Which, beside the usual ones.

    Returns:
        Those, and the usual ones that are set.

    Raises:
        JobError: If one is not set: the job would find out only when it runs.
    """
    wanted = tuple(names)
    unset = [name for name in wanted if name not in surroundings()]
    if unset:
        raise JobError(
            "a variable to keep is not set", seen=", ".join(unset), fix="Set it, or leave it out"
        )
    usual = [name for name in USUAL if name in surroundings()]
    return {name: surroundings()[name] for name in (*usual, *wanted)}


def surroundings() -> Mapping[str, str]:
    """Return our environment, to hand it on."""
    return os.environ  # noqa: TID251 - handed on, not read as a setting
