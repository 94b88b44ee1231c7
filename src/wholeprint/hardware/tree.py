"""Small files under one root: the door through which a machine is looked at.

The root is ``/`` on the machine itself and a folder of recorded files everywhere else, so that
a machine seen once can be looked at again.
"""

import os

_MOST_CPUS = 1 << 16  # eight times what Linux can be built for: beyond it the text is rubbish


class Tree:
    """Read-only view of the small files below a root. Nothing here raises on a bad file.

    Args:
        root: The folder that stands for ``/``.
    """

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self._root = os.fspath(root).rstrip("/")

    @property
    def is_live(self) -> bool:
        """Whether this is the running machine and not a recording."""
        return not self._root

    def text(self, path: str, limit_bytes: int = 4096) -> str | None:
        """Return the beginning of a file.

        Args:
            path: Path below the root, without a leading slash.
            limit_bytes: The most that is read [bytes].

        Returns:
            The text, other bytes than ASCII replaced; None where the file cannot be read.
        """
        # Plain descriptors: the buffered readers of ``open`` cost four times as much per file.
        try:
            descriptor = os.open(f"{self._root}/{path}", os.O_RDONLY | os.O_CLOEXEC)
        except (OSError, ValueError):  # ValueError: a NUL in a path that a garbled file gave
            return None
        try:
            return os.read(descriptor, limit_bytes).decode("ascii", "replace")
        except OSError:
            return None
        finally:
            os.close(descriptor)

    def whole_text(self, path: str) -> str:
        """Return all of a file that the kernel hands out in pieces; empty where unreadable.

        Args:
            path: Path below the root, without a leading slash.

        Returns:
            The text.
        """
        try:
            with open(f"{self._root}/{path}", "rb") as file:  # noqa: PTH123  as the rest here
                return file.read().decode("ascii", "replace")
        except (OSError, ValueError):
            return ""

    def line(self, path: str) -> str | None:
        """Return the content of a one-line file without blanks around it.

        Args:
            path: Path below the root, without a leading slash.

        Returns:
            The line; None where the file is missing, empty or holds other than plain text.
        """
        return _plain(self.text(path))

    def whole(self, path: str) -> int | None:
        """Return the whole number a file holds, decimal or ``0x`` hexadecimal, or None."""
        return whole(self.text(path))

    def names(self, path: str) -> list[str]:
        """Return the sorted names in a folder; none where there is no such folder."""
        try:
            return sorted(os.listdir(f"{self._root}/{path}"))  # noqa: PTH208  hot: no Path objects
        except (OSError, ValueError):
            return []

    def has(self, path: str) -> bool:
        """Return whether a path exists below the root."""
        try:
            os.stat(f"{self._root}/{path}")  # noqa: PTH116  hot: no Path objects
        except (OSError, ValueError):
            return False
        return True


def _plain(text: str | None) -> str | None:
    """Return a text without blanks around it, or None where it is no line of plain text."""
    line = (text or "").strip().strip("\0")
    return line if line and line.isascii() and line.isprintable() else None


def whole(text: str | None) -> int | None:
    """Return the whole number written in a text, or None where there is none.

    Args:
        text: Decimal digits with an optional sign, or hexadecimal after ``0x``.

    Returns:
        The number, or None.
    """
    if text is None:
        return None
    digits = text.strip()
    try:
        return int(digits, 16) if digits[:2] in {"0x", "0X"} else int(digits)
    except ValueError:
        return None


def cpu_list(text: str | None) -> frozenset[int] | None:
    """Return the processors named by a kernel list such as ``0-3,8-11``.

    Args:
        text: The list as the kernel prints it.

    Returns:
        The processor numbers, or None where the text is no such list or is empty.
    """
    if text is None:
        return None
    found: set[int] = set()
    for part in text.strip().split(","):
        first, dash, last = part.partition("-")
        low = whole(first)
        high = whole(last) if dash else low
        if low is None or high is None or not 0 <= low <= high < _MOST_CPUS:
            return None
        found.update(range(low, high + 1))
    return frozenset(found) or None


def fields(text: str | None) -> dict[str, str]:
    """Return the ``key : value`` lines of a text up to its first blank line.

    Args:
        text: For instance the beginning of ``/proc/cpuinfo``.

    Returns:
        The first value of each key, blanks around both removed; what is not plain text is left
        out.
    """
    found: dict[str, str] = {}
    for line in (text or "").splitlines():
        if not line.strip():
            break
        key, colon, value = line.partition(":")
        said = _plain(value) if colon else None
        if said is not None:
            found.setdefault(key.strip(), said)
    return found
