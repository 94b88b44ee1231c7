"""Where a ledger's journals lie, and how their names are read.

Beside the ledger ``book.sqlite`` lies the folder ``book.sqlite.d`` with one journal per run that is
on, ``<run id>.<pid>.jsonl``. Where that folder cannot be written (a read-only home, a full disk)
the journal goes to a folder of this user's below the temporary directory, and readers look in both.
"""

import os
import stat
from collections.abc import Collection
from pathlib import Path
from zlib import crc32

from wholeprint.errors import LedgerError, ValueRefusedError

TEMPORARY = Path("/tmp")  # noqa: S108 - the folder in it is ours alone: 0700, its owner checked
_SUFFIX = ".jsonl"
_PARTS = 2


def journal_directory(ledger: Path) -> Path:
    """Return the folder of a ledger's journals.

    Args:
        ledger: The ledger file.

    Returns:
        The folder, which need not exist.
    """
    return ledger.with_name(ledger.name + ".d")


def spool_directory(ledger: Path, temporary: Path = TEMPORARY) -> Path:
    """Return the folder of the journals that could not be written beside a ledger.

    Args:
        ledger: The ledger file.
        temporary: The machine's temporary directory.

    Returns:
        A folder of this user and this ledger, which need not exist.
    """
    whole = os.fsencode(ledger.absolute())
    return temporary / f"wholeprint-{os.getuid()}" / f"{ledger.name}-{crc32(whole):08x}.d"


def own_spool_directory(ledger: Path, temporary: Path = TEMPORARY) -> Path:
    """Make the spool folder, for this user alone.

    Args:
        ledger: The ledger file.
        temporary: The machine's temporary directory.

    Returns:
        The folder.

    Raises:
        LedgerError: If it cannot be made, or the folder that is there may be another user's.
    """
    place = spool_directory(ledger, temporary)
    try:
        for folder in (place.parent, place):
            folder.mkdir(mode=0o700, exist_ok=True)
            _refuse_foreign(folder)
    except OSError as error:
        raise LedgerError(
            "no journal can be kept in the temporary directory either",
            seen=f"{place}: {error.strerror}",
            fix="Free some space, or name a ledger in a folder that can be written",
        ) from error
    return place


def is_own(folder: Path) -> bool:
    """Tell whether a spool folder exists and only this user can have written into it.

    Args:
        folder: The spool folder of a ledger.

    Returns:
        False also where there is no such folder.
    """
    try:
        _refuse_foreign(folder.parent)
        _refuse_foreign(folder)
    except (OSError, LedgerError):
        return False
    return True


def _refuse_foreign(folder: Path) -> None:
    # In a temporary directory anybody may have put a folder, or a link, of this name before us.
    seen = folder.lstat()
    private = stat.S_ISDIR(seen.st_mode) and not seen.st_mode & 0o077
    if not private or seen.st_uid != os.getuid():
        raise LedgerError(
            "the folder for journals in the temporary directory is not this user's alone",
            seen=str(folder),
            fix="Remove it, or name a ledger in a folder that can be written",
        )


def journal_name(run_id: str, pid: int) -> str:
    """Return the file name of a journal.

    Args:
        run_id: The run.
        pid: The process that writes it.

    Returns:
        The name, without a folder.

    Raises:
        ValueRefusedError: If the run's id cannot be part of a file name.
    """
    refuse_bad_id(run_id)
    return f"{run_id}.{pid}{_SUFFIX}"


def refuse_bad_id(run_id: str) -> None:
    """Refuse an id that could not be a part of a file's name, or be typed.

    Args:
        run_id: The run.

    Raises:
        ValueRefusedError: If it is empty, hidden, holds a slash or what cannot be printed.
    """
    if not _is_id(run_id):
        raise ValueRefusedError("a run's id must be able to name a file", seen=run_id)


def _is_id(text: str) -> bool:
    return bool(text) and text.isprintable() and "/" not in text and not text.startswith(".")


def parse_name(path: Path) -> tuple[str, int] | None:
    """Read the run and the process in a journal's name.

    Args:
        path: The journal.

    Returns:
        The run's id and the process number, or None if this is not a journal's name.
    """
    return _parse(path.name)


def _parse(name: str) -> tuple[str, int] | None:
    parts = name.removesuffix(_SUFFIX).rsplit(".", 1)
    if not name.endswith(_SUFFIX) or len(parts) != _PARTS or not parts[1].isdecimal():
        return None
    if not _is_id(parts[0]):
        return None
    return parts[0], int(parts[1])


def sessions(directory: Path, pids: Collection[int] | None = None) -> list[tuple[str, int, Path]]:
    """List the journals in a folder without opening them.

    Args:
        directory: The folder; it need not exist.
        pids: Only those of these processes; None is every journal.

    Returns:
        Run id, process number and path of each, in the order of their names.

    Raises:
        LedgerError: If the folder is there and cannot be read.
    """
    try:
        names = sorted(os.listdir(directory))  # noqa: PTH208 - no Path object per foreign file
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise LedgerError(
            "the folder of journals cannot be read", seen=f"{directory}: {error.strerror}"
        ) from error
    # Thousands of ended runs may wait here: a Path is made only for what is wanted.
    parsed = ((_parse(name), name) for name in names)
    return [
        (*known, directory / name)
        for known, name in parsed
        if known is not None and (pids is None or known[1] in pids)
    ]
