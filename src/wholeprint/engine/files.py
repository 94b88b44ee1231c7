"""Models from files, and those that come with wholeprint."""

import codecs
import re
from importlib.resources import files
from pathlib import Path

from wholeprint.errors import ModelError, unreadable
from wholeprint.systems.model import Model
from wholeprint.systems.text.item import nearest
from wholeprint.systems.text.read import read_model
from wholeprint.systems.xmile.read import read_xmile

_YAML = (".yaml", ".yml")
_XMILE = (".xmile", ".stmx", ".itmx", ".xml")
_VENSIM = ".mdl"
_LARGEST_BYTES = 64 * 1024 * 1024
_UTF8 = "utf-8-sig"
_HEAD_BYTES = 256
_SAID = re.compile(rb"""\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,20})["']""")


def library() -> tuple[str, ...]:
    """Return the names of the models that come with wholeprint."""
    folder = files("wholeprint.systems") / "library"
    return tuple(
        sorted(
            each.name.removesuffix(_YAML[0])
            for each in folder.iterdir()
            if each.name.endswith(_YAML[0])
        )
    )


def load(what: str) -> Model:
    """Return a model.

    Args:
        what: Name of one that comes with wholeprint, or a path: ``.yaml`` and ``.yml`` hold our
            own form, ``.xmile``, ``.stmx``, ``.itmx`` and ``.xml`` XMILE, ``.mdl`` Vensim's.

    Returns:
        The model.

    Raises:
        ModelError: If there is none, or it cannot be read.
        UnsupportedError: If it asks for what is not done.
        MissingExtraError: If reading it needs a library that is not installed.
    """
    path = Path(what)
    suffix = path.suffix.lower()
    if not suffix and what in library():
        return read_model(text_of(what), f"{what}.yaml")
    if suffix == _VENSIM:
        _refuse_large(path)
        from wholeprint.engine.vensim import read_vensim  # noqa: PLC0415 - its parser is an extra

        return read_vensim(path)
    if suffix in _YAML:
        return read_model(_text(path), path.name)
    if suffix in _XMILE:
        return read_xmile(_text(path, _declared(path)), path.name)
    if path.exists():
        raise ModelError(
            "a model file is known by its suffix",
            seen=what,
            fix=f"Name it {', '.join((*_YAML, *_XMILE, _VENSIM))}",
        )
    raise ModelError(
        "no such model",
        seen=what,
        fix=f"{nearest(what, library())}; or give the path of a file",
    )


def text_of(name: str) -> str:
    """Return the file of a model that comes with wholeprint.

    Args:
        name: Its name, one of `library`.
    """
    folder = files("wholeprint.systems") / "library"
    return (folder / f"{name}{_YAML[0]}").read_text(encoding="utf-8")


def _declared(path: Path) -> str:
    # What an XML file says of its own letters: by the mark it begins with, else in words.
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except (OSError, ValueError):
        return _UTF8  # told where it is read
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    said = _SAID.match(head)
    encoding = said[1].decode() if said else _UTF8
    return _UTF8 if encoding.lower() in {"utf-8", "utf8"} else encoding


def _text(path: Path, encoding: str = _UTF8) -> str:
    _refuse_large(path)
    try:
        return path.read_text(encoding=encoding)
    except (OSError, UnicodeError, LookupError) as wrong:
        raise ModelError(
            f"the model {path} cannot be read", seen=unreadable(wrong), fix="Check the path"
        ) from wrong


def _refuse_large(path: Path) -> None:
    try:
        size_bytes = path.stat().st_size
    except (OSError, ValueError) as wrong:
        raise ModelError(
            f"the model {path} cannot be read", seen=unreadable(wrong), fix="Check the path"
        ) from wrong
    if size_bytes > _LARGEST_BYTES:
        raise ModelError(
            f"the model {path} is too large", seen=f"{size_bytes} bytes", fix="Give a model"
        )
