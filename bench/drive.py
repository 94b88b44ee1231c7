"""Track one block with one tool, in that tool's own interpreter, and print what happened.

Usage: ``python drive.py TOOL FOLDER [--interval S] [--seconds S] [--in-step]
[--footprint]``. Times are read
from the machine's monotonic clock, so that other processes can be compared with them. With
``--in-step`` the program says when it is ready, started and done, and waits for a line before
each step, so that many of them, or an observer, can go together.
"""

import sys
import time


def _step(word: str, wait: bool) -> None:  # noqa: FBT001 - a script of one page
    if wait:
        print(word, flush=True)
        sys.stdin.readline()


def main() -> None:
    """Track a block that sleeps, and print one line of JSON."""
    arguments = sys.argv[1:]
    tool, folder = arguments[:2]

    def option(name: str, default: float) -> float:
        return float(arguments[arguments.index(name) + 1]) if name in arguments else default

    in_step = "--in-step" in arguments
    interval, seconds = option("--interval", 1.0), option("--seconds", 0.0)

    from adapters import ADAPTERS

    kind = ADAPTERS[tool]
    exec(kind.statement)  # noqa: S102 - our own constant: the import is not part of the block
    _step("imported", in_step)

    began = time.monotonic()
    tracker = kind(folder, interval)
    built = time.monotonic()
    tracker.start()
    started = time.monotonic()
    _step("started", in_step)
    if seconds:
        time.sleep(seconds)
    stopping = time.monotonic()
    tracker.stop()
    stopped = time.monotonic()
    if "--footprint" in arguments and hasattr(tracker, "footprint"):
        tracker.footprint()
    answered = time.monotonic()

    try:
        joules = tracker.joules()
    except Exception as error:  # noqa: BLE001 - a figure it cannot give is a result of the bench
        joules = {"error": f"{type(error).__name__}: {error}"}

    import json

    line = {
        "began": began,
        "built": built,
        "started": started,
        "stopping": stopping,
        "stopped": stopped,
        "answered": answered,
        "joules": joules,
    }
    print("RESULT " + json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
