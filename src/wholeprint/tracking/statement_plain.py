"""Other spellings of our own form, read as ours: units in names, synonyms of fields, bare hours."""

import re
from collections.abc import Mapping
from typing import cast

from wholeprint.advice.statement.terms import by_word
from wholeprint.tracking.statement_counts import with_counts
from wholeprint.tracking.statement_words import heading, usual_unit

_CIRCUMSTANCES = {
    **dict.fromkeys(("region", "location", "country", "zone", "grid", "grid_zone"), "place"),
    **dict.fromkeys(("gpu", "gpu_type", "accelerator", "device", "chip", "machine"), "hardware"),
    **dict.fromkeys(("functional_unit", "per"), "unit"),
}
_FIELDS = {"value": "is", "printed": "is", "amount": "is", "formula": "equals", "share_of": "of"}
_BARE = {"hours": "h", "days": "day", "gpu_days": "day"}
_NOTHING = frozenset({"n/a", "na", "unknown", "not reported", "not disclosed", "tbd"})
_NUMBER = re.compile(r"^\s*[~<>]?\s*[-+]?[\d,._]+(?:[eE][-+]?\d+)?[kMBT]?\s*$")

Plain = dict[str, object]


def in_our_words(plain: object) -> object:
    """Return a document in the words of our form, where another spelling can only mean one thing.

    Args:
        plain: What a YAML or JSON document holds.

    Returns:
        The document; whatever is not understood stays as it is, to be refused by name.
    """
    if not isinstance(plain, Mapping):
        return plain
    top = _circumstances(_text_keys(cast("Mapping[object, object]", plain)))
    for group in ("figures", "totals"):
        if isinstance(top.get(group), Mapping):
            top[group] = _figures(cast("Mapping[object, object]", top[group]))
    rows = top.get("rows")
    if isinstance(rows, Mapping):
        named = _text_keys(cast("Mapping[object, object]", rows))
        top["rows"] = {name: _row(row) for name, row in named.items()}
    elif isinstance(rows, list | tuple):
        top["rows"] = [_row(row) for row in cast("list[object]", rows)]
    return with_counts(top)


def _text_keys(plain: Mapping[object, object]) -> Plain:
    return {str(key): value for key, value in plain.items()}


def _circumstances(fields: Plain) -> Plain:
    found: Plain = {}
    for name, value in fields.items():
        key = _CIRCUMSTANCES.get(name.lower(), name)
        is_free = key != name and (key in fields or not isinstance(value, str))
        found[name if is_free else key] = value
    return found


def _row(plain: object) -> object:
    if not isinstance(plain, Mapping):
        return plain
    fields = _circumstances(_text_keys(cast("Mapping[object, object]", plain)))
    kept = ("name", "hardware", "place", "year", "accounting", "boundary", "unit")
    about = {key: value for key, value in fields.items() if key in kept}
    return {**about, **_figures({k: v for k, v in fields.items() if k not in kept})}


def _figures(plain: Mapping[object, object] | Plain) -> Plain:
    return {
        str(name): _figure(str(name), value)
        for name, value in plain.items()
        if not (isinstance(value, str) and value.strip().lower() in _NOTHING)
    }


def _figure(name: str, value: object) -> object:
    if isinstance(value, Mapping):
        fields = _fields(_text_keys(cast("Mapping[object, object]", value)))
    elif isinstance(value, str | int | float) and not isinstance(value, bool):
        fields = {"is": value}
    else:
        return value
    if "is" not in fields or not isinstance(fields["is"], str | int | float):
        return fields
    head = heading(name)
    if name not in by_word() and "term" not in fields:
        # "energy_kWh" is the word energy with its unit; "energy_of_disks" is a name of its own.
        plain_name = re.sub(r"\W+", "_", head.name.lower())
        if plain_name not in by_word() or not (head.unit or plain_name != name):
            return value if not isinstance(value, Mapping) else fields
        fields["term"] = by_word()[plain_name].name
    term = by_word()[name].name if name in by_word() else ""
    unit = head.unit or _BARE.get(name, "") or usual_unit(str(fields.get("term") or term), name)
    if unit and _NUMBER.match(str(fields["is"])):
        fields["is"] = f"{str(fields['is']).strip()} {unit}"
    return fields


def _fields(fields: Plain) -> Plain:
    found = {_FIELDS.get(key, key): value for key, value in fields.items()}
    unit = found.pop("unit", None)
    if isinstance(unit, str) and "is" in found and _NUMBER.match(str(found["is"])):
        found["is"] = f"{str(found['is']).strip()} {unit}"
    elif unit is not None:
        found["unit"] = unit
    return found
