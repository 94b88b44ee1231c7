"""What the value of each setting may be, whether it comes as text of a variable or from a file."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Literal, cast, get_args

Attribution = Literal["machine", "process"]
Response = Literal["average", "marginal"]
Scope = Literal["direct", "lifecycle"]
Flow = Literal["production", "consumption"]

PRIVATE = frozenset({"prometheus_url"})
"""Settings whose refused values are not shown again: somebody may have put a password there."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text that is not empty")
    return value.strip()


def _number(value: object, *, least: float, most: float, wanted: str) -> float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(wanted)  # noqa: TRY004 - one kind of refusal for every reader
    try:
        number = float(value)
    except ValueError:
        raise ValueError(wanted) from None
    if not least <= number <= most:  # also refuses NaN
        raise ValueError(wanted)
    return number


def _pue(value: object) -> float:
    return _number(value, least=1.0, most=10.0, wanted="a number from 1 to 10")


def _wue(value: object) -> float:
    return _number(value, least=0.0, most=100.0, wanted="litres per kWh, from 0 to 100")


def _interval(value: object) -> float:
    return _number(value, least=0.01, most=3600.0, wanted="seconds, from 0.01 to 3600")


def _flush(value: object) -> float:
    return _number(value, least=0.1, most=3600.0, wanted="seconds, from 0.1 to 3600")


def _one_of(words: tuple[str, ...]) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise ValueError(" or ".join(words))
        return value

    return read


def _server(value: object) -> str:
    text = _text(value)
    if not re.fullmatch(r"https?://[^\s/?#@]+[^\s?#@]*", text):
        raise ValueError("http:// or https://, a host, and no name, key or query in it")
    return text.rstrip("/")


def _path(value: object) -> Path:
    if isinstance(value, Path):
        return value
    return Path(_text(value)).expanduser()


def _ledger(value: object) -> Path:
    path = _path(value)
    try:
        odd = path.exists() and not path.is_file()
    except OSError:
        odd = False  # it may not be looked at: who writes it will find out
    if odd:
        raise ValueError("a file, new or a ledger's: there is a folder or a device of that name")
    return path


def _folder(value: object) -> Path:
    path = _path(value)
    if os.path.exists(path) and not os.path.isdir(path):  # noqa: PTH110, PTH112 - os.path raises nothing for unreadable parents
        raise ValueError("a folder, new or not: there is a file of that name")
    return path


_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in _YES | _NO:
        return value.strip().lower() in _YES
    raise ValueError("yes or no")


def _names(value: object) -> tuple[str, ...]:
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple):
        raise ValueError("names separated by commas")  # noqa: TRY004 - as above
    names = tuple(_text(part) for part in cast("list[object]", parts))
    if not names:
        raise ValueError("at least one name")
    return names


READERS: dict[str, Callable[[object], object]] = {
    "ledger": _ledger,
    "project": _text,
    "model": _text,
    "phase": _text,
    "zone": _text,
    "pue": _pue,
    "wue": _wue,
    "attribution": _one_of(get_args(Attribution)),
    "interval": _interval,
    "flush": _flush,
    "root": _path,
    "meters": _names,
    "record_command": _switch,
    "quiet": _switch,
    "disabled": _switch,
    "debug": _switch,
    "state": _folder,
    "network": _switch,
    "grid_cache": _path,
    "model_cache": _folder,
    "prometheus_url": _server,
    "prometheus_query": _text,
    "prometheus_zone": _text,
    "prometheus_response": _one_of(get_args(Response)),
    "prometheus_scope": _one_of(get_args(Scope)),
    "prometheus_flow": _one_of(get_args(Flow)),
}
"""What reads the value of each setting: it returns one that can be used, or raises ValueError with
what is wanted instead."""
