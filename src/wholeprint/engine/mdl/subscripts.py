"""Subscript ranges of a Vensim file as dimensions, and which of them a variable has."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from wholeprint.engine.mdl.source import Statement
from wholeprint.errors import ModelError
from wholeprint.systems.model import Dimension, Place
from wholeprint.systems.names import canonical

FromFile = Callable[[Mapping[str, str], Place], Sequence[str]]
"""Reads the elements of a range from a file beside the model."""

_MOST_ELEMENTS = 100_000
_MAPPING = re.compile(
    r"""\s*(?:
        \(\s*(?P<target>"[^"]*"|[^:()"]+?)\s*:\s*(?P<list>[^()]*)\)
        | (?P<plain>"[^"]*"|[^,()"]+)
    )\s*(?:,|$)""",
    re.VERBOSE,
)
_NUMBERED = re.compile(r"\(\s*(.*?)(\d+)\s*-\s*(.*?)(\d+)\s*\)")


@dataclass(slots=True)
class Ranges:
    """The subscript ranges of a file.

    Attributes:
        elements: Elements of each range as shown, by its canonical name.
        names: Name of each range as shown.
        maps: For each range: for other ranges, which of their elements each of its own stands for.
        made: Ranges made here, for variables that are known for some elements of several ranges.
    """

    elements: dict[str, tuple[str, ...]]
    names: dict[str, str]
    maps: dict[str, dict[str, tuple[tuple[str, ...], ...]]]
    made: dict[str, tuple[str, ...]]

    def dimensions(self) -> tuple[Dimension, ...]:
        """Return all ranges as dimensions of a model."""
        return tuple(
            Dimension(
                self.names[key],
                each,
                parent=self._parent(key),
                maps={self.names[other]: images for other, images in self.maps[key].items()},
            )
            for key, each in self.elements.items()
        )

    def counts(self) -> Mapping[str, int]:
        """Return the number of elements of each range."""
        return {key: len(each) for key, each in self.elements.items()}

    def expanded(self, subscript: str) -> tuple[str, ...]:
        """Return the elements a subscript of a left side means.

        Args:
            subscript: Name of a range or of an element.
        """
        return self.elements.get(canonical(subscript), (subscript.strip().strip('"'),))

    def is_range(self, subscript: str) -> bool:
        """Return whether a subscript is a range, and not an element.

        Args:
            subscript: Its name.
        """
        return canonical(subscript) in self.elements

    def of(self, used: Sequence[str], place: Place) -> str:
        """Return the dimension a variable has where these subscripts stand on its left sides.

        That is the range named, or the smallest one that holds all that is named; where there is
        none, one is made.

        Args:
            used: The subscripts, one for each left side.
            place: Where the variable stands.

        Raises:
            ModelError: If one is neither a range nor an element of any.
        """
        keys = list(dict.fromkeys(canonical(each) for each in used))
        if len(keys) == 1 and keys[0] in self.elements:
            return self.names[keys[0]]
        wanted = {canonical(element) for each in used for element in self.expanded(each)}
        fitting = [
            (key not in keys, len(each), index, key)
            for index, (key, each) in enumerate(self.elements.items())
            if wanted <= {canonical(element) for element in each}
        ]
        if fitting:
            named = [each for each in fitting if not each[0]]
            return self.names[min(named or fitting)[-1]]
        return self._made(used, place)

    def _made(self, used: Sequence[str], place: Place) -> str:
        known = {canonical(element) for each in self.elements.values() for element in each}
        elements = tuple(dict.fromkeys(part for each in used for part in self.expanded(each)))
        for each in elements:
            if canonical(each) not in known:
                raise ModelError(
                    f"{place}: a subscript is neither a range nor an element of one",
                    seen=each,
                    fix="Define the subscript range it belongs to",
                )
        name = " and ".join(dict.fromkeys(used))[:60]
        self.elements[canonical(name)] = elements
        self.names[canonical(name)] = name
        self.maps[canonical(name)] = {}
        return name

    def _parent(self, key: str) -> str:
        own = {canonical(element) for element in self.elements[key]}
        larger = [
            (len(each), index, other)
            for index, (other, each) in enumerate(self.elements.items())
            if other != key and own < {canonical(element) for element in each}
        ]
        return self.names[min(larger)[-1]] if larger else ""


def ranges_of(statements: Sequence[Statement], from_file: FromFile) -> Ranges:
    """Return the subscript ranges that are defined in a file.

    Args:
        statements: Its statements.
        from_file: Reads those that stand in a file beside it.

    Raises:
        ModelError: If one cannot be read, or is made of itself.
    """
    defined = {canonical(each.name): each for each in statements if each.kind == "subscript"}
    found: dict[str, tuple[str, ...]] = {}
    for key, statement in defined.items():
        found[key] = _expanded(key, defined, from_file, ())
        if not 0 < len(found[key]) <= _MOST_ELEMENTS:
            raise ModelError(
                f"{statement.place}: a subscript range is empty or too long",
                seen=f"{statement.name}: {len(found[key])} elements",
            )
    names = {key: each.name.strip().strip('"') for key, each in defined.items()}
    ranges = Ranges(found, names, {key: {} for key in defined}, {})
    for key, statement in defined.items():
        ranges.maps[key].update(_maps(key, statement, ranges))
        if isinstance(statement.syntax, str):
            _map_copy(key, canonical(statement.syntax), ranges)
    return ranges


def _map_copy(key: str, original: str, ranges: Ranges) -> None:
    # A copy (<->) has the same elements: the same name means the same one.
    ranges.maps[key].setdefault(original, tuple((each,) for each in ranges.elements[key]))


def _expanded(
    key: str, defined: Mapping[str, Statement], from_file: FromFile, above: tuple[str, ...]
) -> tuple[str, ...]:
    statement = defined[key]
    if key in above:
        raise ModelError(
            f"{statement.place}: a subscript range is made of itself", seen=statement.name
        )
    definition: Any = statement.syntax
    if isinstance(definition, dict):
        return tuple(from_file(cast("dict[str, str]", definition), statement.place))
    parts = [definition] if isinstance(definition, str) else list(definition)
    found: list[str] = []
    for part in parts:
        name = canonical(part)
        if name in defined:
            found += _expanded(name, defined, from_file, (*above, key))
        else:
            found.append(part.strip().strip('"'))
        if len(found) > _MOST_ELEMENTS:
            break
    return tuple(dict.fromkeys(found))


def _maps(key: str, statement: Statement, ranges: Ranges) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    own = ranges.elements[key]
    for match in _MAPPING.finditer(statement.mapping):
        target = canonical(match["target"] or match["plain"] or "")
        if not target:
            continue
        if target not in ranges.elements:
            raise ModelError(
                f"{statement.place}: a subscript range is mapped to one that is not there",
                seen=target,
                fix="Define it, or take the mapping out",
            )
        listed = _listed(match["list"], ranges) if match["list"] is not None else None
        images = listed or [(each,) for each in ranges.elements[target]]
        if len(images) != len(own):
            raise ModelError(
                f"{statement.place}: a mapping of {statement.name} has not one entry per element",
                seen=f"{len(images)} for {len(own)}",
            )
        found[target] = tuple(images)
    return found


def _listed(text: str, ranges: Ranges) -> list[tuple[str, ...]]:
    images: list[tuple[str, ...]] = []
    for part in text.split(","):
        numbered = _NUMBERED.fullmatch(part.strip())
        if numbered and numbered[1] == numbered[3]:
            low, high = int(numbered[2]), int(numbered[4])
            if high - low > _MOST_ELEMENTS:
                break
            images += [(f"{numbered[1]}{each}",) for each in range(low, high + 1)]
        elif part.strip():
            images.append(ranges.expanded(part))
    return images
