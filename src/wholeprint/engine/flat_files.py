"""Model files, kept by their content: a large model is read once, then found again."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from wholeprint.engine.compiled.keep import Keep, key_of
from wholeprint.engine.compiled.system_text import read_system, system_text
from wholeprint.engine.model_text import model_text, read_model_text
from wholeprint.errors import CompileError
from wholeprint.settings import load as load_settings
from wholeprint.systems.flat.system import System
from wholeprint.systems.model import Model

_ENDING = ".json"
_OUTSIDE = (b"get direct", b"get xls", b"get_direct", b"get_xls")
"""What a model says where its numbers stand in other files, which are not looked at here."""

_BESIDE = ("data.tab", "data.csv", "data.xlsx")
"""Files beside a model of Vensim that hold its data without being named in it."""


Kept = TypeVar("Kept")


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

    def made() -> System:
        # What makes systems is not loaded where none has to be made.
        from wholeprint.systems.flat.flatten import flatten  # noqa: PLC0415 - see above

        return flatten(model_of(what, keep=keep), chosen)

    told = sorted((name, float(value).hex()) for name, value in chosen.items())
    form = _Form(read_system, system_text)
    return _kept(what, ("system", repr(told)), form, made, keep)


def model_of(what: str, *, keep: Keep | None = None) -> Model:
    """Return a model.

    Args:
        what: Name of a model of the library, or the path of a file.
        keep: Where models are kept; None is the folder of the settings.

    Returns:
        The model, as `wholeprint.engine.files.load` gives it.
    """

    def made() -> Model:
        # What reads models is not loaded where nothing has to be read.
        from wholeprint.engine.files import load  # noqa: PLC0415 - see above

        return load(what)

    return _kept(what, ("model",), _Form(read_model_text, model_text), made, keep)


class _Form(NamedTuple, Generic[Kept]):
    """How something is read from text, and written as it."""

    read: Callable[[str], Kept]
    write: Callable[[Kept], str]


def _kept(
    what: str,
    parts: Sequence[str],
    form: _Form[Kept],
    made: Callable[[], Kept],
    keep: Keep | None,
) -> Kept:
    kept = Keep(load_settings().settings.model_cache) if keep is None else keep
    key = _key(what, parts)
    if key is None:
        return made()
    found = kept.read(key, _ENDING)
    if found is not None:
        try:
            return form.read(found.decode("utf-8"))
        except (CompileError, UnicodeDecodeError):
            pass  # another form of it: it is made anew and takes its place
    fresh = made()
    kept.put(key, _ENDING, form.write(fresh).encode("utf-8"))
    return fresh


def _key(what: str, parts: Sequence[str]) -> str | None:
    """Return the key of a file and of all that reads it; None where it cannot be told."""
    path = Path(what)
    try:
        content = path.read_bytes() if path.suffix else b""
    except (OSError, ValueError):
        return None  # whoever reads it says what is wrong
    if path.suffix and any(path.with_name(each).exists() for each in _BESIDE):
        return None
    text = content.lower()
    if any(each in text for each in _OUTSIDE):
        return None
    digest = hashlib.blake2b(content).hexdigest()
    return key_of((*parts, path.name, digest, _reader()))


@cache
def _reader() -> str:
    """Return what changes when the code that reads models does."""
    root = Path(__file__).parents[1]
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
