"""The slots and tables of a system while it is made."""

import re
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from wholeprint.errors import ModelError
from wholeprint.systems.expression.tree import Expression
from wholeprint.systems.flat.scope import Site
from wholeprint.systems.flat.system import Role, Slot
from wholeprint.systems.flat.term import Constant, Ref, Term
from wholeprint.systems.model import NOWHERE, Place, Table
from wholeprint.systems.names import canonical

_EDGE = re.compile(r"\s*([\[\]])\s*")
_COMMA = re.compile(r"\s*,\s*")


def key_of(name: str) -> str:
    """Return the form under which a slot is found.

    Args:
        name: Its name, with its elements if it has some: "population[young, north]".

    Returns:
        The canonical name, with one blank behind each comma between elements and none elsewhere.
    """
    if "[" not in name:
        return canonical(name)
    return canonical(_COMMA.sub(", ", _EDGE.sub(r"\1", name)))


@dataclass(slots=True)
class Draft:
    """A slot that is being made. The fields are those of `Slot`."""

    name: str
    role: Role
    term: Term | None = None
    initial: Term | None = None
    span: Term | None = None
    inflows: list[int] = field(default_factory=list[int])
    outflows: list[int] = field(default_factory=list[int])
    unit: str = ""
    variable: str = ""
    is_internal: bool = False
    macro: str = ""
    place: Place = NOWHERE
    is_limited: bool = False

    def slot(self) -> Slot:
        """Return the slot."""
        return Slot(
            self.name,
            self.role,
            self.term,
            self.initial,
            self.span,
            tuple(self.inflows),
            tuple(self.outflows),
            self.unit,
            self.variable,
            self.is_internal,
            self.macro,
            self.place,
            self.is_limited,
        )


class Part(NamedTuple):
    """Which part of a slot an expression is."""

    field: str
    expression: Expression
    table: int = -1


class Task(NamedTuple):
    """Expressions that are still to be made into terms of a slot."""

    slot: int
    parts: tuple[Part, ...]
    site: Site


class Workshop:
    """Collects slots and tables, and what is still to be done.

    Attributes:
        drafts: The slots.
        names: Their positions by canonical name.
        tables: The lookups.
        tasks: For each slot that is not done: what is still to be made into terms.
        shaping: Slots of parameters whose value decided what the system looks like.
        shallow: Expressions that are known not to be nested too deep.
        limited: Slots of stocks that may not fall below nought.
    """

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.names: dict[str, int] = {}
        self.tables: list[Table] = []
        self.tasks: dict[int, Task] = {}
        self.shaping: set[int] = set()
        self.limited: list[int] = []
        self.shallow: dict[int, Expression] = {}
        self._uses: dict[str, int] = {}
        self._table_of: dict[Table, int] = {}

    def add(self, draft: Draft) -> int:
        """Take in a slot.

        Args:
            draft: The slot.

        Returns:
            Its position.

        Raises:
            ModelError: If there is one of that name.
        """
        key = key_of(draft.name)
        known = self.names.get(key)
        if known is not None:
            first = self.drafts[known]
            where = f"{draft.place}: " if str(draft.place) else ""
            raise ModelError(
                f"{where}two variables have the same name",
                seen=f"{draft.name} and {first.name} {first.place}".rstrip(),
                fix="Case, blanks and underscores make no difference; rename one",
            )
        self.names[key] = len(self.drafts)
        self.drafts.append(draft)
        return len(self.drafts) - 1

    def table(self, table: Table) -> int:
        """Return the position of a table, which is taken in if it is new.

        Args:
            table: Its points.
        """
        found = self._table_of.get(table)
        if found is None:
            found = self._table_of[table] = len(self.tables)
            self.tables.append(table)
        return found

    def fresh(self, name: str) -> str:
        """Return a name that no slot has yet, for something that is made here.

        Args:
            name: What it should be called.
        """
        key = key_of(name)
        count = self._uses[key] = self._uses.get(key, 0) + 1
        return name if count == 1 and key not in self.names else f"{name} #{count}"

    def inner(
        self, name: str, site: Site, *, macro: str = "", role: Role = Role.AUXILIARY
    ) -> tuple[int, Draft]:
        """Take in a slot that nobody named.

        Args:
            name: What it is called; made unique.
            site: The equation that needs it.
            macro: The delay or macro it belongs to.
            role: How it gets its value.

        Returns:
            Its position, and the slot.
        """
        while key_of(name) in self.names:
            name = self.fresh(name)
        draft = Draft(
            name,
            role,
            variable=site.variable,
            is_internal=True,
            macro=macro or site.scope.macro,
            place=site.place,
        )
        return self.add(draft), draft

    def hold(self, term: Term, name: str, site: Site, *, macro: str = "") -> Ref:
        """Return a reference to a term, which gets a slot of its own if it is more than one.

        Args:
            term: The term.
            name: What its slot is called.
            site: The equation that needs it.
            macro: The delay or macro it belongs to.
        """
        if isinstance(term, Ref):
            return term
        position, draft = self.inner(name, site, macro=macro)
        draft.term = term
        return Ref(position)

    def later(self, slot: int, site: Site, *parts: Part) -> None:
        """Note expressions that are to be made into terms.

        Args:
            slot: Of which slot.
            site: Where they are read.
            parts: The expressions.
        """
        self.tasks[slot] = Task(slot, parts, replace(site, own=slot))


def constant(term: Term) -> float | None:
    """Return the number a term is, None if it is not one.

    Args:
        term: The term.
    """
    return term.value if isinstance(term, Constant) else None
