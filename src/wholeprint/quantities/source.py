"""How a number is known, and who says so."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Known(StrEnum):
    """How a number came to be, from the surest to the least sure."""

    MEASURED = "measured"
    DECLARED = "declared"
    PUBLISHED = "published"
    MODELLED = "modelled"
    ASSUMED = "assumed"


class Read(StrEnum):
    """How the source of a number was read when its row was written."""

    PRIMARY = "primary"
    """Read in the document that first states it."""
    QUOTED = "quoted"
    """An exact quotation of the primary, seen in another document."""
    SECOND_HAND = "second-hand"
    """Another document's account of it."""
    COMPUTED = "computed"
    """Computed from other sourced numbers, by the rule in the note."""


_ORDER = tuple(Known)


def least_known(known: Iterable[Known]) -> Known:
    """Return the weakest of several ways of knowing: a result is as sure as its weakest part.

    Args:
        known: The ways of knowing of the parts; none at all counts as measured.

    Returns:
        The weakest among them.
    """
    return max(known, key=_ORDER.index, default=Known.MEASURED)


class Source(NamedTuple):
    """Who says it.

    Attributes:
        key: Short stable name, used to cite.
        title: What to look for.
        year: Year of publication, or None where the source is undated.
        url: Where it stands.
        licence: Terms under which the number may be passed on.
        read: How it was read when the row was written.
    """

    key: str
    title: str
    year: int | None = None
    url: str = ""
    licence: str = ""
    read: Read = Read.PRIMARY
