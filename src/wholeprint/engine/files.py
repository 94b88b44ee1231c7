"""Models from files, and those that come with wholeprint."""

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
        return read_xmile(_text(path), path.name)
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


def _text(path: Path) -> str:
    _refuse_large(path)
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
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
