"""A fingerprint of a value: the same for the same content, in every process."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import cast

import numpy as np


def digest(*things: object) -> str:
    """Return the SHA-256 of some values, in hexadecimal digits.

    Args:
        things: Data classes, tuples, mappings, sets, texts, numbers, arrays, in any depth.

    Raises:
        TypeError: If there is something else among them.
    """
    found = hashlib.sha256()
    waiting: list[object] = list(reversed(things))
    while waiting:  # no recursion: terms may be deep
        text, below = _taken_apart(waiting.pop())
        found.update(text)
        found.update(b"\x00")
        waiting.extend(reversed(below))
    return found.hexdigest()


def _taken_apart(thing: object) -> tuple[bytes, list[object]]:
    if isinstance(thing, Enum):
        return f"{type(thing).__name__}.{thing.name}".encode(), []
    if thing is None or isinstance(thing, bool | int | float | str):
        return f"{type(thing).__name__}:{thing!r}".encode(), []
    if is_dataclass(thing) and not isinstance(thing, type):
        names = [each.name for each in fields(thing)]
        return f"{type(thing).__name__}({','.join(names)})".encode(), [
            getattr(thing, name) for name in names
        ]
    if isinstance(thing, np.ndarray):
        array = np.ascontiguousarray(
            cast("np.ndarray[tuple[int, ...], np.dtype[np.float64]]", thing)
        )
        return f"array{array.shape}{array.dtype}".encode() + array.tobytes(), []
    if isinstance(thing, Mapping):
        pairs = list(cast("Mapping[object, object]", thing).items())
        return f"mapping{len(pairs)}".encode(), [part for pair in pairs for part in pair]
    if isinstance(thing, tuple | list):
        parts = list(cast("Iterable[object]", thing))
        return f"row{len(parts)}".encode(), parts
    if isinstance(thing, frozenset | set):
        parts = sorted(cast("Iterable[object]", thing), key=repr)
        return f"set{len(parts)}".encode(), parts
    raise TypeError(f"no fingerprint of a {type(thing).__name__}")
