"""The variables of a model file: parameters, lookups, stocks, flows and auxiliaries."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from wholeprint.errors import ModelError
from wholeprint.quantities.distribution import Distribution
from wholeprint.quantities.source import Known, Source
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Expression, Number
from wholeprint.systems.model import (
    Equation,
    Kind,
    Lever,
    Reading,
    Table,
    Variable,
)
from wholeprint.systems.names import canonical
from wholeprint.systems.text.beliefs import BELIEF_KEYS, read_belief, read_cited
from wholeprint.systems.text.item import Item

SECTIONS: Mapping[str, Kind] = {
    "parameters": Kind.PARAMETER,
    "lookups": Kind.LOOKUP,
    "stocks": Kind.STOCK,
    "flows": Kind.FLOW,
    "auxiliaries": Kind.AUXILIARY,
}
"""Sections of a file that hold variables, in the order in which a model has them."""

VALUE_KEY: Mapping[Kind, str] = {
    Kind.PARAMETER: "value",
    Kind.LOOKUP: "equation",
    Kind.STOCK: "initial",
    Kind.FLOW: "equation",
    Kind.AUXILIARY: "equation",
}
"""Where a mapping of a variable has its equation; for a stock: what it begins with."""

_COMMON = ("unit", "note", "sources", "known", "equations")
_BLOCK = ("at start", "net", "points", "reading")
_OWN: Mapping[Kind, tuple[str, ...]] = {
    Kind.PARAMETER: ("factor", "measured", "switch", "lever", *BELIEF_KEYS),
    Kind.LOOKUP: (),
    Kind.STOCK: ("in", "out", "non negative"),
    Kind.FLOW: ("non negative",),
    Kind.AUXILIARY: (),
}
_TRAILING_UNIT = re.compile(r"^(?P<text>.*\S)\s+\[(?P<unit>[^\[\]]*)\]$", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$")
_HEAD = re.compile(r"^(?P<name>[^\[\]]+?)\s*(?:\[(?P<inside>[^\[\]]+)\])?$")


@dataclass(frozen=True, slots=True)
class _Given:
    """A variable of a file, taken apart."""

    item: Item
    name: str
    dimensions: tuple[str, ...]
    kind: Kind
    entries: Mapping[str, Item]

    def text(self, key: str) -> str:
        return self.entries[key].text() if key in self.entries else ""


def read_variables(root: Mapping[str, Item], sources: Mapping[str, Source]) -> Iterator[Variable]:
    """Yield the variables of a model, section by section.

    Args:
        root: The entries of the model.
        sources: The sources that it declares.

    Yields:
        Each variable.

    Raises:
        ModelError: If one cannot be read, or two have one name.
    """
    seen: dict[str, Variable] = {}
    for section, kind in SECTIONS.items():
        if section not in root:
            continue
        for key, item in root[section].entries().items():
            found = _variable(key, item, kind, sources)
            earlier = seen.setdefault(canonical(found.name), found)
            if earlier is not found:
                item.fail(f"has the name of another, at {earlier.place}", fix="Rename one")
            yield found


def heading(item: Item, key: str) -> tuple[str, tuple[str, ...]]:
    """Return a name and what stands in square brackets behind it.

    Args:
        item: What it names, for errors.
        key: Such as "population[age, region]".

    Raises:
        ModelError: If it is no name.
    """
    found = _HEAD.match(key.strip())
    if found is None or not canonical(found["name"]):
        item.fail("has no name that can be read", seen=key, fix="Write name or name[dimension]")
    return found["name"], _commas(found["inside"] or "")


def _commas(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(",") if each.strip())


def _variable(key: str, item: Item, kind: Kind, sources: Mapping[str, Source]) -> Variable:
    name, dimensions = heading(item, key)
    given = _Given(item, name, dimensions, kind, _entries(item, kind))
    equations = tuple(_equations(given))
    known = given.entries.get("known")
    is_non_negative = given.entries.get("non negative")
    return Variable(
        name,
        kind,
        equations,
        dimensions=dimensions,
        unit=given.text("unit"),
        note=given.text("note"),
        sources=read_cited(given.entries.get("sources"), sources),
        known=Known.ASSUMED if known is None else Known(known.choice(Known)),
        inflows=_flows(given, "in"),
        outflows=_flows(given, "out"),
        is_non_negative=is_non_negative is not None and is_non_negative.truth(),
        belief=_belief(given),
        factor=given.text("factor"),
        measured=given.text("measured"),
        lever=_lever(given.entries.get("lever")),
        is_switch=_is_switch(given, equations),
        place=item.place,
    )


def _entries(item: Item, kind: Kind) -> Mapping[str, Item]:
    """Return the entries of a variable, those of the short forms filled in."""
    key = VALUE_KEY[kind]
    if isinstance(item.value, str):
        if kind is Kind.STOCK:
            item.fail(
                "is a stock, which needs a mapping",
                seen=item.value,
                fix="Write {initial: 0, in: [a flow], out: [another], unit: ...}",
            )
        found = _TRAILING_UNIT.match(item.value.strip())
        text, unit = (found["text"], found["unit"]) if found else (item.value.strip(), "")
        filled = {key: Item(text, f"the equation of {item.what}", item.place)}
        return filled | ({"unit": Item(unit.strip(), item.what, item.place)} if found else {})
    if isinstance(item.value, tuple):
        return {"points": item}
    return item.entries((key, *_OWN[kind], *_COMMON, *_BLOCK))


def _equations(given: _Given) -> Iterator[Equation]:
    blocks = given.entries.get("equations")
    if blocks is None:
        yield from _block(given, given.entries, ())
        return
    key = VALUE_KEY[given.kind]
    if key in given.entries:
        blocks.fail(f"stand beside {key}", fix="Keep one of the two")
    for each in blocks.sequence():
        entries = each.entries((key, "for", "except", *_BLOCK))
        elements = entries["for"].names() if "for" in entries else ()
        yield from _block(given, entries, elements)


def _block(
    given: _Given, entries: Mapping[str, Item], elements: tuple[str, ...]
) -> Iterator[Equation]:
    key = VALUE_KEY[given.kind]
    table = _table(entries, given)
    item = entries.get(key)
    if item is not None and not isinstance(item.value, str):
        if not given.dimensions:
            item.fail(
                "has a value for each element, but the variable is no array",
                seen=given.name,
                fix=f"Write its name with its dimension, {given.name}[DIMENSION]",
            )
        for inside, each in item.entries().items():
            yield Equation(_expression(each, given), elements=_commas(inside))
        return
    if item is None and not _may_lack_value(given.kind, entries, table):
        given.item.fail(f"has no {key}", fix=f"Give {key}: a number or a formula")
    yield Equation(
        _central(given) if item is None else _expression(item, given),
        elements=elements,
        initial=_optional(entries, "at start", given),
        excepted=tuple(
            each.names() for each in (entries["except"].sequence() if "except" in entries else ())
        ),
        net=_optional(entries, "net", given),
        table=table,
    )


def _may_lack_value(kind: Kind, entries: Mapping[str, Item], table: Table | None) -> bool:
    # The belief about a parameter has a central value; a lookup has its points alone.
    if kind is Kind.PARAMETER:
        return bool({"uniform", "lognormal", "samples"} & set(entries))
    return table is not None


def _central(given: _Given) -> Expression | None:
    belief = _belief(given)
    return None if belief is None else Number(belief.central)


def _optional(entries: Mapping[str, Item], key: str, given: _Given) -> Expression | None:
    return _expression(entries[key], given) if key in entries else None


def _expression(item: Item, given: _Given) -> Expression:
    text = item.text()
    if given.kind is Kind.PARAMETER and _NUMBER.match(text):
        return Number(item.number())
    try:
        return parse(text, place=item.place, what=given.name)
    except ModelError as wrong:
        if text.count("(") <= text.count(")"):
            raise
        # YAML took what stands behind the comma for another key.
        fix = f"{wrong.fix}; put a formula with a comma in quotes where it stands within {{...}}"
        raise ModelError(wrong.what, seen=wrong.seen, fix=fix.lstrip("; ")) from wrong


def _table(entries: Mapping[str, Item], given: _Given) -> Table | None:
    if "points" not in entries:
        if given.kind is Kind.LOOKUP and "equations" not in given.entries:
            given.item.fail("has no points", fix="Write points: [[0, 1], [2, 0.4]]")
        return None
    item = entries["points"]
    points = [each.numbers(2) for each in item.sequence()]
    xs = tuple(x for x, _ in points)
    if not xs or any(b < a for a, b in pairwise(xs)):
        item.fail("must rise from left to right", seen=list(xs), fix="Sort the points")
    reading = entries["reading"].choice(Reading) if "reading" in entries else Reading.CONTINUOUS
    return Table(xs, tuple(y for _, y in points), Reading(reading))


def _flows(given: _Given, key: str) -> tuple[str, ...]:
    found: list[str] = []
    for each in given.entries[key].sequence() if key in given.entries else ():
        name, inside = heading(each, each.name())
        if inside not in {(), given.dimensions}:
            each.fail(
                "has other dimensions than its stock",
                seen=each.text(),
                fix="Make a flow of the stock's own dimensions",
            )
        found.append(name)
    return tuple(found)


def _belief(given: _Given) -> Distribution | None:
    if given.kind is not Kind.PARAMETER:
        return None
    belief = read_belief(given.item, given.entries)
    if belief is not None and given.dimensions:
        given.item.fail(
            "is an array with a belief, which is not done", fix="Make a parameter of each element"
        )
    return belief


def _is_switch(given: _Given, equations: Sequence[Equation]) -> bool:
    if "switch" not in given.entries or not given.entries["switch"].truth():
        return False
    for each in equations:
        if isinstance(each.value, Number) and each.value.value not in {0.0, 1.0}:
            given.item.fail(
                "is a switch, which is 0 or 1", seen=each.value.value, fix="Take out switch: true"
            )
    return True


def _lever(item: Item | None) -> Lever | None:
    if item is None:
        return None
    entries = item.entries(("place", "level", "note"))
    if not {"place", "level"} <= set(entries):
        item.fail("needs a place and a level", fix="Write {place: 12, level: compute}")
    place = entries["place"].whole()
    if not 1 <= place <= _PLACES:
        entries["place"].fail("must be 1 to 12", seen=place, fix="Take the rank of Meadows' list")
    level = entries["level"].choice(LEVELS)
    return Lever(place, level, entries["note"].text() if "note" in entries else "")


LEVELS = ("compute", "life cycle", "platform", "system")
"""Where a lever acts."""

_PLACES = 12
