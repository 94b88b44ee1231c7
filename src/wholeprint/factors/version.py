"""Which set of coefficients this is: a date that people read and a hash that cannot lie."""

import hashlib
from pathlib import Path

from wholeprint.factors.table import DATA

RELEASED = "2026.11.21"
"""When the tables that ship were last reviewed as a whole."""


def version(directory: Path = DATA) -> str:
    """Return the version of a set of tables.

    Args:
        directory: Where the tables stand.

    Returns:
        Date and content hash, such as ``2026.11.21+1f3a9c0d``; any change to any table
        changes the hash.
    """
    digest = hashlib.sha256()
    for path in sorted(directory.iterdir()):
        if path.suffix in {".csv", ".json"}:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return f"{RELEASED}+{digest.hexdigest()[:8]}"
