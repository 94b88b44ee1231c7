"""Where names are looked up while a model is made flat: the model, a module in it, a macro."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NoReturn

from wholeprint.errors import ModelError
from wholeprint.systems.flat.dimensions import Axis
from wholeprint.systems.model import NOWHERE, Macro, Place
from wholeprint.systems.names import canonical


def _no_slots() -> dict[tuple[str, ...], int]:
    return {}


@dataclass(slots=True)
class Entry:
    """What a name stands for.

    Attributes:
        name: As it is shown, with the names of modules before it.
        axes: Dimensions of an array, none for a scalar.
        slots: Slot by elements; empty for a lookup.
        tables: Table by elements, for a lookup or a variable that has one.
        place: Where it stands.
    """

    name: str
    axes: tuple[Axis, ...] = ()
    slots: dict[tuple[str, ...], int] = field(default_factory=_no_slots)
    tables: dict[tuple[str, ...], int] = field(default_factory=_no_slots)
    place: Place = NOWHERE


def _no_entries() -> dict[str, Entry]:
    return {}


def _no_scopes() -> "dict[str, Scope]":
    return {}


@dataclass(slots=True)
class Scope:
    """The names of one model, module or use of a macro.

    Attributes:
        prefix: What is put before the names of its variables: "market.".
        axes: Dimensions, by canonical name.
        macros: Macros, by canonical name.
        entries: Variables, by canonical name.
        modules: Modules inside, by canonical name.
        outer: The scope around it, for a module.
        root: The scope of the whole model; None for itself.
        macro: Name of the use of a macro that it belongs to.
        depth: How many macros it is inside of.
    """

    prefix: str
    axes: Mapping[str, Axis]
    macros: Mapping[str, Macro]
    entries: dict[str, Entry] = field(default_factory=_no_entries)
    modules: "dict[str, Scope]" = field(default_factory=_no_scopes)
    outer: "Scope | None" = None
    root: "Scope | None" = None
    macro: str = ""
    depth: int = 0

    def find(self, name: str) -> Entry | None:
        """Return what a name stands for, or None.

        Args:
            name: As written; with the names of modules before it, parted by full stops.
        """
        key = canonical(name)
        found = self.entries.get(key)
        if found is not None:
            return found
        if key.endswith("$") and self.root is not None:
            return self.root.find(key[:-1])
        head, dot, rest = key.partition(".")
        if not dot:
            return None
        if not head:
            return (self.root or self).find(rest)
        around: Scope | None = self
        while around is not None and head not in around.modules:
            around = around.outer  # a module reads what is in one beside it by that one's name
        return None if around is None else around.modules[head].find(rest)

    def near(self, name: str) -> list[str]:
        """Return names that look alike, to be shown.

        Args:
            name: A name that is not there.
        """
        known = {key: entry.name for key, entry in self.entries.items()}
        for key, module in self.modules.items():
            known |= {f"{key}.{inner}": each.name for inner, each in module.entries.items()}
        return [known[each] for each in get_close_matches(canonical(name), known, n=3)]


@dataclass(frozen=True, slots=True)
class Site:
    """Where an equation is read: which names it sees, and for which elements it is.

    Attributes:
        scope: The names.
        name: The slot or variable it is of, for errors and for the names of what it needs.
        variable: Name of the variable of the model.
        place: Where the variable stands.
        bound: Dimensions of the left side, and the element of each this is for.
        free: Dimensions a function around runs over (with a number for one that is there
            twice), and the element of each at the moment.
        own: Slot it is for, -1 for none.
    """

    scope: Scope
    name: str
    variable: str = ""
    place: Place = NOWHERE
    bound: tuple[tuple[str, str], ...] = ()
    free: Mapping[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])
    own: int = -1

    def refusal(self, what: str, *, seen: str | None = None, fix: str = "") -> ModelError:
        """Return an error that says where it was met.

        Args:
            what: What was wrong.
            seen: What was found.
            fix: What to do.
        """
        where = f"{self.place}: " if str(self.place) else ""
        return ModelError(f"{where}in the equation of {self.name}, {what}", seen=seen, fix=fix)

    def refuse(self, what: str, *, seen: str | None = None, fix: str = "") -> NoReturn:
        """Raise an error that says where it was met.

        Args:
            what: What was wrong.
            seen: What was found.
            fix: What to do.

        Raises:
            ModelError: Always.
        """
        raise self.refusal(what, seen=seen, fix=fix)
