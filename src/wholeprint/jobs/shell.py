"""The door to other people's programs: one is run with its arguments, never through a shell."""

import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn, Protocol

from wholeprint.errors import JobError

_LONGEST_SECONDS = 60.0

INSTALL: Mapping[str, str] = {
    "at": "Install it (apt install at) and start its service (systemctl enable --now atd)",
    "atrm": "Install it: apt install at",
    "systemd-run": "This needs a system with systemd; elsewhere use the methods at or wait",
    "systemctl": "This needs a system with systemd",
    "sbatch": "Call it on a login node of a Slurm cluster, or install slurm-client",
    "scancel": "Call it on a login node of a Slurm cluster, or install slurm-client",
    "scontrol": "Call it on a login node of a Slurm cluster, or install slurm-client",
    "kubectl": "Install kubectl and let it reach a cluster: kubectl cluster-info",
}
"""What to do where a program is not there."""


class Result(NamedTuple):
    """What a program answered.

    Attributes:
        status: Its exit status; negative where a signal ended it.
        out: What it wrote on standard output.
        err: What it wrote on standard error.
    """

    status: int
    out: str = ""
    err: str = ""


class Shell(Protocol):
    """Whoever can run a program to its end."""

    def run(self, argv: Sequence[str], stdin: str = "") -> Result:
        """Run a program to its end.

        Args:
            argv: The program and its arguments.
            stdin: What it reads.

        Returns:
            What it answered.

        Raises:
            JobError: If it is not there, or does not end.
        """
        ...


class SystemShell:
    """This machine.

    Args:
        directory: Where programs are run; None is the working directory.
    """

    def __init__(self, directory: Path | None = None) -> None:
        self._directory = directory

    def run(self, argv: Sequence[str], stdin: str = "") -> Result:
        """Run a program to its end.

        Args:
            argv: The program and its arguments.
            stdin: What it reads.

        Returns:
            What it answered.

        Raises:
            JobError: If it is not there, cannot be run, or does not end within a minute.
        """
        if shutil.which(argv[0]) is None:
            _refuse_missing(argv[0])
        try:
            done = subprocess.run(  # noqa: S603 - a list of arguments, and no shell
                list(argv),
                input=stdin.encode("utf-8", "surrogateescape"),
                capture_output=True,
                cwd=self._directory,
                timeout=_LONGEST_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise JobError(
                f"{argv[0]} could not be run", seen=f"{type(error).__name__}: {error}"
            ) from error
        out, err = (part.decode("utf-8", "replace") for part in (done.stdout, done.stderr))
        return Result(done.returncode, out, err)


class RecordingShell:
    """A twin that runs nothing: it notes what it was asked for, and answers what it was told.

    Args:
        answers: What each program answers, by its name; or a function of its arguments. A program
            without an answer is not installed.
    """

    def __init__(self, answers: Mapping[str, Result | Callable[[Sequence[str]], Result]]) -> None:
        self._answers = answers
        self.calls: list[tuple[tuple[str, ...], str]] = []

    def run(self, argv: Sequence[str], stdin: str = "") -> Result:
        """Note a call and answer it.

        Args:
            argv: The program and its arguments.
            stdin: What it would read.

        Returns:
            What it was told to answer.

        """
        self.calls.append((tuple(argv), stdin))
        answer = self._answers.get(argv[0])
        if answer is None:
            _refuse_missing(argv[0])
        return answer if isinstance(answer, Result) else answer(argv)


def _refuse_missing(program: str) -> NoReturn:
    raise JobError(
        f"{program} is not installed here",
        fix=INSTALL.get(program, "Check its name and PATH"),
    )


def asked(shell: Shell, argv: Sequence[str], stdin: str = "") -> Result:
    """Run a program that must succeed.

    Args:
        shell: Runs it.
        argv: The program and its arguments.
        stdin: What it reads.

    Returns:
        What it answered.

    Raises:
        JobError: If it is not there or fails; the message holds what it said.
    """
    result = shell.run(argv, stdin)
    if result.status != 0:
        said = " ".join((result.err or result.out).split())[-400:]
        raise JobError(
            f"{argv[0]} refused", seen=said or f"status {result.status}", fix=_fix(argv[0], said)
        )
    return result


def _fix(program: str, said: str) -> str:
    if program in {"systemd-run", "systemctl"} and "bus" in said:
        return "Log in with a session of your own, or: loginctl enable-linger"
    if program == "at" and "atd" in said:
        return "Start its service: systemctl enable --now atd"
    return ""
