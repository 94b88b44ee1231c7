"""The document of several zones at one moment, the cleanest first; NumPy is not loaded."""

import math
from collections.abc import Mapping, Sequence
from typing import cast

from wholeprint.quantities.note import Note
from wholeprint.report.form import stamped, tool
from wholeprint.report.grid_shapes import ManyDocument, MomentDocument

_KINDS = ("response", "scope", "flow", "accounting")
_OUTER = ("schema", "tool", "at_unix_seconds")


def many_document(moments: Sequence[Mapping[str, object]], at_seconds: float) -> ManyDocument:
    """Return the document of several zones at one moment.

    Args:
        moments: The document of each zone; one that comes twice under two names counts once.
        at_seconds: The moment [s since 1970 UTC].

    Returns:
        The zones, those with the least first and those without a number last.
    """
    given = [cast("MomentDocument", moment) for moment in moments]
    zones = sorted({each["zone"]: each for each in given}.values(), key=_amount)
    body = {
        "tool": tool(),
        "at_unix_seconds": at_seconds,
        "zones": [_inner(each) for each in zones],
        "notes": [note.as_json() for note in _unlike(zones)],
    }
    return cast("ManyDocument", stamped("grid-now-many", body))


def _inner(moment: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in moment.items() if key not in _OUTER}


def _amount(moment: MomentDocument) -> float:
    value = moment["value"]
    return math.inf if value is None or value["value"] is None else value["value"]


def _unlike(zones: Sequence[MomentDocument]) -> tuple[Note, ...]:
    differing = [kind for kind in _KINDS if len({each["signal"][kind] for each in zones}) > 1]
    if not differing:
        return ()
    kinds: dict[str, list[str]] = {}
    for each in zones:
        kind = ", ".join(each["signal"][kind] for kind in differing)
        kinds.setdefault(kind, []).append(each["zone"])
    told = "; ".join(f"{kind} of {', '.join(codes)}" for kind, codes in kinds.items())
    return (
        Note(
            "zones-unlike",
            f"These numbers are not all of one kind, so their order may come from that: {told}.",
            severity="warning",
        ),
    )
