"""Safe matching of names: exact after normalisation, whatever the order of words, or not at all.

A near name is never taken for the name itself. It is only offered in a message, so that the
reader can say what was meant.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

_MARKS = re.compile(r"\((?:r|tm|c)\)|[®™©]", re.IGNORECASE)
_CLOCK = re.compile(r"@\s*[\d.]+\s*[gm]hz.*$", re.IGNORECASE)
_CORES = re.compile(r"\b(?:\d+|dual|quad|six|eight|twelve|sixteen)[ -]cores?\b", re.IGNORECASE)
_GRAPHICS = re.compile(r"\b(?:with|w/) radeon\b.*$", re.IGNORECASE)
_NOT_WORD = re.compile(r"[^0-9a-z+]+")
_SILENT = frozenset(
    {
        "advanced", "amd", "ampere", "apple", "arm", "corp", "corporation", "cpu", "devices",
        "gen", "genuine", "geniune", "google", "graphics", "huawei", "ibm", "inc", "intel",
        "micro", "nvidia", "processor", "qualcomm", "tesla",
    }
)  # fmt: skip
"""Words that a maker writes around a name and that never tell two devices apart."""

_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th) gen(?:eration)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a name.

    Attributes:
        key: The key it stands for, or None where no name or several fit exactly.
        near: Names that look alike, to be shown, never to be used.
        ambiguous: The keys that all fit, where several do.
    """

    key: str | None
    near: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()


def normalise(name: str) -> str:
    """Return what is left of a device's name without its maker's decoration.

    Case, punctuation, trade marks, makers' names, core counts and the clock behind an ``@``
    go; letters and digits that tell devices apart (``SXM``, ``PCIe``, ``80GB``, ``v4``) stay.

    Args:
        name: A name as a driver, a kernel or a price list writes it.

    Returns:
        The comparable form; empty if nothing but decoration was there.
    """
    bare = _MARKS.sub(" ", name)
    for pattern in (_CLOCK, _GRAPHICS, _ORDINAL, _CORES):
        bare = pattern.sub(" ", bare)
    words = _NOT_WORD.sub(" ", bare.lower()).split()
    return " ".join(word for word in words if word not in _SILENT)


def near_names(name: str, names: Iterable[str], *, count: int = 3) -> tuple[str, ...]:
    """Return names that look like one that is not known, for a message.

    Args:
        name: The name that was not found.
        names: The names that exist.
        count: How many to return at most.

    Returns:
        The nearest first; empty where nothing is near.
    """
    by_folded: dict[str, str] = {}
    for known in names:
        by_folded.setdefault(known.casefold(), known)
    folded = get_close_matches(name.casefold(), list(by_folded), n=count, cutoff=0.6)
    return tuple(by_folded[found] for found in folded)


def match(name: str, known: Mapping[str, Iterable[str]]) -> Match:
    """Find the one key whose names contain this one, after normalisation.

    Args:
        name: The name to look for.
        known: The names that each key goes by; a key is one of its own names.

    Returns:
        The key if exactly one fits; otherwise no key, with near names for the message.
    """
    wanted = normalise(name)
    words = sorted(wanted.split())
    fitting: list[str] = []
    reordered: list[str] = []
    shown: dict[str, str] = {}
    for key, names in known.items():
        forms = {normalise(spelling): spelling for spelling in (key, *names)}
        shown.update({form: spelling for form, spelling in forms.items() if form})
        if wanted and wanted in forms:
            fitting.append(key)
        elif wanted and any(sorted(form.split()) == words for form in forms):
            reordered.append(key)
    # People write the words in any order; as it is written goes first.
    fitting = fitting or reordered
    if len(fitting) == 1:
        return Match(fitting[0])
    near = tuple(shown[form] for form in get_close_matches(wanted, list(shown), n=3, cutoff=0.5))
    return Match(None, near=near, ambiguous=tuple(fitting))
