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
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from wholeprint.errors import CommandError
from wholeprint.settings import Loaded
from wholeprint.tracking import session as sessions
from wholeprint.tracking.guard import shielded

NOT_FOUND, NOT_EXECUTABLE = 127, 126
"""Exit statuses of the shell for a command that does not exist, or that is no program."""

PASSED_ON = (
    signal.SIGHUP,
    signal.SIGINT,
    signal.SIGQUIT,
    signal.SIGTERM,
    signal.SIGUSR1,
    signal.SIGUSR2,
    signal.SIGALRM,
    signal.SIGWINCH,
)
"""Signals that reach the command through its measurement; any other ends or misses that instead."""

_AWAITED = {*PASSED_ON, signal.SIGCHLD, signal.SIGTSTP}
_SHOW_SECONDS, _PATIENCE = 1.0, 3600.0  # [s]
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


@contextmanager
def signals_held() -> Generator[None]:
    """Hold the signals that are the command's, while something is loaded that starts threads.

    A thread that does not hold them could take one in our place, and end us.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _AWAITED)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def run(
    arguments: Sequence[str],
    loaded: Loaded,
    *,
    label: str | None = None,
    view: LiveView | None = None,
    facts: Mapping[str, object] | None = None,
) -> Ended:
    """Run a command to its end and record what it used.

    Args:
        arguments: The command and its arguments; output, input and environment are ours.
        loaded: The settings.
        label: What the run is called; None is the name of the program.
        view: What is shown meanwhile; None shows nothing.
        facts: What else is known of the run, by name.

    Returns:
        How it ended.

    Raises:
        CommandError: If the command cannot be started.
    """
    program = check(arguments)
    adopt_orphans()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _AWAITED)
    try:
        pid = _spawn(program, arguments, before)
        session = sessions.start(
            label or os.path.basename(arguments[0]),  # noqa: PTH119 - a text, not a path
            loaded,
            subject=sessions.Subject(
                pid, tuple(arguments) if loaded.settings.record_command else None
            ),
        )
        if facts:
            session.add_facts(facts)
        status = _wait(pid, _Shown(view, session) if view is not None else None)
        code = os.waitstatus_to_exitcode(status)
        ended = (code, None) if code >= 0 else (None, -code)
        session.stop(exit_code=ended[0], by_signal=ended[1])
    finally:
        _forget_signals()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
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


class _Shown:
    """A view that fails without harm: it is shown no more, and the command goes on."""

    def __init__(self, view: LiveView, session: sessions.Session) -> None:
        self._view = view
        self._session = session
        self._at_seconds = time.monotonic() + _SHOW_SECONDS
        self._failed = False

    @property
    def wait_seconds(self) -> float:
        """Time until it is to be shown again [s]."""
        return max(0.0, self._at_seconds - time.monotonic())

    def update(self) -> None:
        """Show the state of the measurement."""
        if not self._failed:
            self._try(lambda: self._view.update(self._session), "showing the live line")
        self._at_seconds = time.monotonic() + _SHOW_SECONDS

    def close(self) -> None:
        """Leave the terminal as it was found."""
        self._try(self._view.close, "giving the live line's row back")

    def _try(self, act: Callable[[], None], doing: str) -> None:
        def tried() -> bool:
            act()
            return True

        done = shielded(tried, instead=False, doing=doing, notes=self._session.notes)
        if not done and not self._failed:
            self._failed = True
            self.close()


def _wait(pid: int, shown: _Shown | None) -> int:
    """Pass signals on until the command ends.

    Args:
        pid: The command.
        shown: What is shown meanwhile.

    Returns:
        The status with which the command ended, as ``waitpid`` gives it.
    """
    while True:
        status = reap(pid)
        if status is not None:
            if shown is not None:
                shown.close()
            return status
        info = signal.sigtimedwait(_AWAITED, _PATIENCE if shown is None else shown.wait_seconds)
        number = None if info is None else info.si_signo
        if number == signal.SIGTSTP:
            _pause(shown)
        elif info is not None and number != signal.SIGCHLD:
            _pass_on(pid, info)
        if shown is not None and (number == signal.SIGWINCH or not shown.wait_seconds):
            shown.update()


def _pause(shown: _Shown | None) -> None:
    """Stop as the terminal's user asks for, with the terminal in order for whoever comes next.

    Args:
        shown: What is shown meanwhile.
    """
    if shown is not None:
        shown.close()
    # The default action and not SIGSTOP: with no shell to continue us the system does not stop us.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTSTP})
    os.kill(os.getpid(), signal.SIGTSTP)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTSTP})


def _forget_signals() -> None:
    # What the terminal's user meant for the command has reached it: it must not end us instead.
    while signal.sigtimedwait(_AWAITED, 0.0) is not None:
        pass


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


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is None:  # closed before we were started
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            continue  # nobody reads it any more: that must not change how we end


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
    _flush()
    import resource  # noqa: PLC0415 - only here

    # The command may have left a core; ours would overwrite it and tell nothing.
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if ended.signal not in {signal.SIGKILL, signal.SIGSTOP}:  # these have no handler to reset
        signal.signal(ended.signal, signal.SIG_DFL)
    os.kill(os.getpid(), ended.signal)
    return 128 + ended.signal
