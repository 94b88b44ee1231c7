"""Text of XML, built element by element."""

import re
from collections.abc import Iterable, Mapping

from wholeprint.errors import ModelError

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escaped(text: str) -> str:
    """Return a text as it stands between two tags.

    Args:
        text: The text.

    Raises:
        ModelError: If it has characters that XML cannot hold.
    """
    wrong = _FORBIDDEN.search(text)
    if wrong is not None:
        raise ModelError(
            "a text of the model has a character that XML cannot hold", seen=repr(wrong[0])
        )
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def opened(tag: str, attributes: Mapping[str, str]) -> str:
    """Return the inside of a tag: its name and its attributes.

    Args:
        tag: Its name.
        attributes: Its attributes.
    """
    written = (
        f'{key}="{escaped(value).replace(chr(34), "&quot;").replace(chr(10), "&#10;")}"'
        for key, value in attributes.items()
    )
    return " ".join((tag, *written))


def leaf(tag: str, text: str = "", **attributes: str) -> list[str]:
    """Return an element that holds text alone, as lines.

    Args:
        tag: Its name.
        text: Its text.
        attributes: Its attributes.
    """
    begun = opened(tag, attributes)
    return [f"<{begun}>{escaped(text)}</{tag}>" if text else f"<{begun}/>"]


def block(tag: str, inside: Iterable[str], **attributes: str) -> list[str]:
    """Return an element that holds others, as lines.

    Args:
        tag: Its name.
        inside: The lines in it.
        attributes: Its attributes.
    """
    return [f"<{opened(tag, attributes)}>", *(f"  {each}" for each in inside), f"</{tag}>"]
