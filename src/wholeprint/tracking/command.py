"""``wholeprint run``: measure a command without getting in its way.

The command gets our terminal, our environment and its own undisturbed signals. Signals sent to us
are passed on to it; signals that the terminal sends to the whole group reach it anyway and are not
sent twice. When it ends by a signal, so do we, so that whoever started us sees what they would
have seen without us. It is never killed because of us: if we die, it goes on.
"""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from wholeprint.errors import CommandError
from wholeprint.settings import Loaded
from wholeprint.tracking import session as sessions

NOT_FOUND, NOT_EXECUTABLE = 127, 126
"""Exit statuses of the shell for a command that does not exist, or that is no program."""

_PASSED_ON = (
    signal.SIGHUP,
    signal.SIGINT,
    signal.SIGQUIT,
    signal.SIGTERM,
    signal.SIGUSR1,
    signal.SIGUSR2,
    signal.SIGALRM,
    signal.SIGWINCH,
)
_FROM_KERNEL = 0x80  # SI_KERNEL of sigaction(2): the terminal's driver, which tells the whole group


class LiveView(Protocol):
    """What is shown while the command runs."""

    def update(self, session: sessions.Session) -> None:
        """Show the state of the measurement; called about once per second."""
        ...

    def close(self) -> None:
        """Leave the terminal as it was found."""
        ...


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended.

    Attributes:
        run_id: The run in the ledger; None where it could not be recorded.
        exit_code: Its exit status, when it ended by itself.
        signal: The signal that ended it, otherwise.
        notes: What happened to the measurement.
    """

    run_id: str | None
    exit_code: int | None
    signal: int | None
    notes: tuple[str, ...]


def check(arguments: Sequence[str]) -> str:
    """Find the program of a command before anything is started.

    Args:
        arguments: The command and its arguments.

    Returns:
        The path of the program.

    Raises:
        CommandError: If there is no command, no such program, or it may not be executed.
    """
    if not arguments or not arguments[0]:
        raise CommandError(
            "there is no command to measure",
            fix="Write it behind two dashes: wholeprint run -- python train.py",
        )
    import shutil  # noqa: PLC0415 - only the wrapper needs it

    found = shutil.which(arguments[0])
    if found is not None:
        return found
    exists = os.path.exists(arguments[0])  # noqa: PTH110 - a command is a text, not a path
    raise CommandError(
        "the command is not an executable program" if exists else "there is no such command",
        seen=arguments[0],
        fix="Check its name, its permissions and PATH",
    )


def run(
    arguments: Sequence[str],
    loaded: Loaded,
    *,
    label: str | None = None,
    view: LiveView | None = None,
) -> Ended:
    """Run a command to its end and record what it used.

    Args:
        arguments: The command and its arguments; output, input and environment are ours.
        loaded: The settings.
        label: What the run is called; None is the name of the program.
        view: What is shown meanwhile; None shows nothing.

    Returns:
        How it ended.

    Raises:
        CommandError: If the command cannot be started.
    """
    program = check(arguments)
    adopt_orphans()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {*_PASSED_ON, signal.SIGCHLD})
    try:
        pid = _spawn(program, arguments, before)
        session = sessions.start(
            label or os.path.basename(arguments[0]),  # noqa: PTH119 - a text, not a path
            loaded,
            subject=sessions.Subject(
                pid, tuple(arguments) if loaded.settings.record_command else None
            ),
        )
        status = _wait(pid, session, view)
    finally:
        if view is not None:
            view.close()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    code = os.waitstatus_to_exitcode(status)
    ended = (code, None) if code >= 0 else (None, -code)
    session.stop(exit_code=ended[0], by_signal=ended[1])
    return Ended(session.run_id, *ended, tuple(note.message for note in session.notes))


def _spawn(program: str, arguments: Sequence[str], mask: set[signal.Signals | int]) -> int:
    # Python ignores these two for itself; the command must find them as we were given them.
    defaults = [signal.SIGPIPE, signal.SIGXFSZ]
    try:
        return os.posix_spawn(
            program,
            list(arguments),
            os.environ,  # noqa: TID251 - handed on whole, not read
            setsigmask=mask,
            setsigdef=defaults,
        )
    except OSError as error:
        raise CommandError(
            "the command could not be started",
            seen=f"{arguments[0]}: {error.strerror}",
            fix="A script needs a first line such as #!/bin/sh",
        ) from error


def _wait(pid: int, session: sessions.Session, view: LiveView | None) -> int:
    """Pass signals on until the command ends.

    Args:
        pid: The command.
        session: The measurement.
        view: What is shown meanwhile.

    Returns:
        The status with which the command ended, as ``waitpid`` gives it.
    """
    awaited = {*_PASSED_ON, signal.SIGCHLD}
    show_at = time.monotonic() + 1.0
    while True:
        status = reap(pid)
        if status is not None:
            return status
        patience = max(0.0, show_at - time.monotonic()) if view is not None else 3600.0
        info = signal.sigtimedwait(awaited, patience)
        if info is not None and info.si_signo != signal.SIGCHLD:
            _pass_on(pid, info)
        if view is not None and time.monotonic() >= show_at:
            view.update(session)
            show_at = time.monotonic() + 1.0


def _pass_on(pid: int, info: signal.struct_siginfo) -> None:
    if info.si_code == _FROM_KERNEL and _same_group(pid):
        return
    try:
        os.kill(pid, info.si_signo)
    except (ProcessLookupError, PermissionError):
        return  # it has just ended, or changed its user: there is nobody to pass it on to


def _same_group(pid: int) -> bool:
    try:
        return os.getpgid(pid) == os.getpgrp()
    except ProcessLookupError:
        return True


def reap(pid: int) -> int | None:
    """Collect every child that has ended, orphans of the command included.

    Args:
        pid: The command.

    Returns:
        The command's status if it was among them, otherwise None.
    """
    status: int | None = None
    while True:
        try:
            ended, how = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return status
        if ended == 0:
            return status
        if ended == pid:
            status = how


def adopt_orphans() -> None:
    """Become the parent of the command's orphans, so that what they use is still seen.

    Linux only (``PR_SET_CHILD_SUBREAPER``, prctl(2)); elsewhere orphans leave the count.
    """
    if not sys.platform.startswith("linux"):
        return
    pr_set_child_subreaper = 36
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def leave(ended: Ended) -> int:
    """End as the command ended.

    Args:
        ended: How the command ended.

    Returns:
        The exit status to leave with; when the command ended by a signal this does not return,
        unless the signal cannot be raised here.
    """
    if ended.signal is None:
        return ended.exit_code or 0
    sys.stdout.flush()
    sys.stderr.flush()
    import resource  # noqa: PLC0415 - only here

    # The command may have left a core; ours would overwrite it and tell nothing.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if ended.signal not in {signal.SIGKILL, signal.SIGSTOP}:  # these have no handler to reset
        signal.signal(ended.signal, signal.SIG_DFL)
    os.kill(os.getpid(), ended.signal)
    return 128 + ended.signal
