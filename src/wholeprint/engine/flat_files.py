"""Files as flat systems, kept by their content: a large model is read once, then found again."""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import wholeprint
from wholeprint.engine.compiled.keep import Keep, key_of
from wholeprint.engine.compiled.system_text import read_system, system_text
from wholeprint.errors import CompileError
from wholeprint.settings import load as load_settings
from wholeprint.systems.flat.system import System

_ENDING = ".json"
_OUTSIDE = (b"get direct", b"get xls", b"get_direct", b"get_xls")
"""What a model says where its numbers stand in other files, which are not looked at here."""


def flat_system(
    what: str, settings: Mapping[str, float] | None = None, *, keep: Keep | None = None
) -> System:
    """Return the flat system of a model.

    Args:
        what: Name of a model of the library, or the path of a file.
        settings: Values that decide the shape of the system.
        keep: Where systems are kept; None is the folder of the settings.

    Returns:
        The system, as `wholeprint.systems.flat.flatten.flatten` gives it.
    """
    chosen = dict(settings or {})
    kept = Keep(load_settings().settings.model_cache) if keep is None else keep
    key = _key(what, chosen)
    if key is not None:
        found = kept.read(key, _ENDING)
        if found is not None:
            try:
                return read_system(found.decode("utf-8"))
            except (CompileError, UnicodeDecodeError):
                pass  # another form of it: it is made anew and takes its place
    # What reads models is not loaded where nothing has to be read.
    from wholeprint.engine.files import load  # noqa: PLC0415 - see above
    from wholeprint.systems.flat.flatten import flatten  # noqa: PLC0415 - see above

    system = flatten(load(what), chosen)
    if key is not None:
        kept.put(key, _ENDING, system_text(system).encode("utf-8"))
    return system


def _key(what: str, settings: Mapping[str, float]) -> str | None:
    """Return the key of a file and of all that reads it; None where it cannot be told."""
    path = Path(what)
    try:
        content = path.read_bytes() if path.suffix else b""
    except (OSError, ValueError):
        return None  # whoever reads it says what is wrong
    text = content.lower()
    if any(each in text for each in _OUTSIDE):
        return None
    digest = hashlib.blake2b(content).hexdigest()
    told = sorted((name, float(value).hex()) for name, value in settings.items())
    return key_of(("system", path.name, digest, repr(told), _reader()))


@cache
def _reader() -> str:
    """Return what changes when the code that reads models does."""
    root = Path(wholeprint.__file__).parent
    digest = hashlib.blake2b()
    for folder in ("systems", "engine", "quantities"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".yaml"}:
                stat = path.stat()
                digest.update(f"{path.name}\0{stat.st_size}\0{stat.st_mtime_ns}\0".encode())
    try:
        parser = version("pysd")
    except PackageNotFoundError:
        parser = ""
    return f"{digest.hexdigest()} {parser}"
