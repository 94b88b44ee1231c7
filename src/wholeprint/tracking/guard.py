"""The one place where a failure of ours is kept from the program that is measured."""

import sys
from collections.abc import Callable
from typing import TypeVar

from wholeprint.quantities.note import Note

Result = TypeVar("Result")


def shielded(
    act: Callable[[], Result],
    *,
    instead: Result,
    doing: str,
    notes: list[Note],
    code: str = "internal-failure",
) -> Result:
    """Run one of our own steps so that no failure in it reaches the measured program.

    KeyboardInterrupt and SystemExit belong to the program and go through.

    Args:
        act: The step.
        instead: What the step counts as when it fails.
        doing: What the step does, for the note, as a verb with "-ing".
        notes: Takes the note that says what failed.
        code: Code of that note.

    Returns:
        The step's result, or ``instead``.
    """
    try:
        return act()
    except Exception as error:  # noqa: BLE001 - the promise: a measured program never fails because of us
        notes.append(
            Note(code=code, message=f"{doing} failed: {describe(error)}", severity="warning")
        )
        return instead


def describe(error: BaseException) -> str:
    """Say in one line what went wrong.

    Args:
        error: What was caught.

    Returns:
        The class of the error and its message.
    """
    text = str(error).strip()
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def warn(message: str) -> None:
    """Say one line on the program's error stream, if there still is one.

    Args:
        message: The line.
    """
    stream = sys.stderr
    if stream is None:  # under pythonw and in some daemons
        return
    try:
        stream.write(f"wholeprint: {message}\n")
        stream.flush()
    except Exception:  # noqa: BLE001 - somebody else's stream, closed, broken or odd: nowhere to say it
        return
