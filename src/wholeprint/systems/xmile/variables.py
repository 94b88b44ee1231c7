"""Stocks, flows, converters and graphical functions of an XMILE file as variables."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from wholeprint.errors import ModelError, UnsupportedError
from wholeprint.systems.expression.parse import parse
from wholeprint.systems.expression.tree import Expression, Number, Unary
from wholeprint.systems.model import Dimension, Equation, Kind, Place, Variable
from wholeprint.systems.names import canonical
from wholeprint.systems.xmile.dialect import Dialect
from wholeprint.systems.xmile.elements import Element
from wholeprint.systems.xmile.tables import table_of

KINDS = {
    "stock": Kind.STOCK,
    "flow": Kind.FLOW,
    "aux": Kind.AUXILIARY,
    "gf": Kind.LOOKUP,
}
"""The elements of an XMILE model that are variables."""

_REFUSED = {
    "conveyor": "a conveyor",
    "queue": "a queue",
    "oven": "an oven",
    "leak": "a leakage of a conveyor",
    "leak_start": "a leakage of a conveyor",
    "leak_end": "a leakage of a conveyor",
    "leak_integers": "a leakage of a conveyor",
    "overflow": "an overflow of a queue",
    "multiplier": "a conversion of units along a flow",
    "mathml": "an equation in MathML",
}
_LISTED = re.compile(r"[-+\d.eE\s,;]+")
_REMARK = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all variables of a file.

    Attributes:
        name: The file.
        dimensions: Its dimensions by canonical name.
        non_negative: Which kinds of variable are never negative unless they say so.
        dialect: How the tool that wrote the file means it.
    """

    name: str
    dimensions: Mapping[str, Dimension]
    non_negative: Mapping[Kind, bool]
    dialect: Dialect

    def place(self, element: Element) -> Place:
        """Return where an element stands.

        Args:
            element: The element.
        """
        return Place(self.name, element.line)


def variable_of(element: Element, setting: Setting) -> Variable:
    """Return a stock, a flow, a converter or a graphical function.

    Args:
        element: Its element.
        setting: What holds for the file.

    Raises:
        ModelError: If it has no name or no equation, or one that cannot be read.
        UnsupportedError: If it is a conveyor, a queue, an oven, or has what is not done here.
    """
    place = setting.place(element)
    name = element.attributes.get("name", "").strip()
    if not name:
        raise ModelError(f"{place}: a variable has no name", seen=f"<{element.tag}>", fix="Name it")
    _refuse(element, place, name)
    holder = element.first("dimensions")
    dimensions = () if holder is None else tuple(_name_of(each) for each in holder.all("dim"))
    reader = _Reader(element, setting, name, dimensions)
    equations, note = reader.equations()
    return Variable(
        name=name,
        kind=_kind(KINDS[element.tag], equations),
        equations=equations,
        dimensions=dimensions,
        unit=element.said("units"),
        note="\n".join(each for each in (element.said("doc"), note) if each),
        inflows=tuple(_flow_name(each) for each in element.all("inflow")),
        outflows=tuple(_flow_name(each) for each in element.all("outflow")),
        is_non_negative=_is_non_negative(element, setting.non_negative),
        place=place,
    )


def is_said(equation: Element | None) -> bool:
    """Return whether an equation is there, and more than a remark.

    Args:
        equation: Its element, None where there is none.
    """
    return equation is not None and bool(_REMARK.sub("", equation.text).strip())


def _name_of(element: Element) -> str:
    return element.attributes.get("name", "").strip()


def _flow_name(element: Element) -> str:
    said = element.text.strip()
    return said[1:-1] if len(said) > 1 and said[0] == said[-1] == '"' else said


def _refuse(element: Element, place: Place, name: str) -> None:
    for each in element.children:
        if each.tag in _REFUSED:
            raise UnsupportedError(
                f"{Place(place.file, each.line)}: {name} is or has {_REFUSED[each.tag]}, "
                "which is not done here",
                seen=f"<{each.tag}>",
                fix="Model it with stocks and flows",
            )


def _is_non_negative(element: Element, preset: Mapping[Kind, bool]) -> bool:
    said = element.first("non_negative")
    if said is None:
        return preset.get(KINDS[element.tag], False)
    return said.text.strip().lower() != "false"


def _kind(kind: Kind, equations: Sequence[Equation]) -> Kind:
    if kind is not Kind.AUXILIARY:
        return kind
    if all(each.value is None and each.table is not None for each in equations):
        return Kind.LOOKUP
    plain = all(
        each.value is not None and each.table is None and each.initial is None
        and is_constant(each.value)
        for each in equations
    )  # fmt: skip
    return Kind.PARAMETER if plain else kind


def is_constant(value: Expression) -> bool:
    """Return whether an equation is one number, with a sign or without.

    Args:
        value: The equation.
    """
    while isinstance(value, Unary) and value.operator in {"-", "+"}:
        value = value.operand
    return isinstance(value, Number)


@dataclass(frozen=True, slots=True)
class _Reader:
    element: Element
    setting: Setting
    name: str
    dimensions: tuple[str, ...]

    def equations(self) -> tuple[tuple[Equation, ...], str]:
        parts = list(self.element.all("element"))
        texts = [each for each in self.element.all("eqn") if is_said(each)]
        if not parts:
            return self._for_all(texts)
        own = tuple(self._of_element(each, texts) for each in parts)
        if not texts and self.element.first("gf") is None:
            return own, ""
        found, note = self._for_all(texts)
        named = tuple(each.elements for each in own)
        rest = tuple(_without(each, named) for each in found)
        return (*rest, *own), note

    def _for_all(self, texts: Sequence[Element]) -> tuple[tuple[Equation, ...], str]:
        plain = {each.text.strip() for each in texts}
        if len(texts) > 1 and len(plain) > 1:
            return self._several(texts)
        listed = self._listed(texts[0]) if texts else ()
        return listed or (self._equation(self.element, texts[0] if texts else None),), ""

    def _several(self, texts: Sequence[Element]) -> tuple[tuple[Equation, ...], str]:
        # Vensim writes the equations of an array's elements one behind the other.
        combinations = list(self._combinations())
        if self.dimensions and len(combinations) == len(texts):
            pairs = zip(combinations, texts, strict=True)
            return tuple(Equation(self._parsed(text), elements) for elements, text in pairs), (
                f"The file has {len(texts)} equations for it: one for each element, in order."
            )
        return (self._equation(self.element, texts[0]),), (
            f"The file has {len(texts)} equations for it; the first one is taken."
        )

    def _listed(self, text: Element) -> tuple[Equation, ...]:
        # Vensim writes an array's constants as one list: rows end with semicolons.
        said = text.text.strip()
        if not self.dimensions or not _LISTED.fullmatch(said) or not set(",;") & set(said):
            return ()
        combinations = list(self._combinations())
        numbers = [each.strip() for each in re.split("[,;]", said) if each.strip()]
        if len(numbers) != len(combinations):
            raise ModelError(
                f"{self.setting.place(text)}: {self.name} has not as many numbers as elements",
                seen=f"{len(numbers)} for {len(combinations)}",
                fix="Give one number for each element",
            )
        pairs = zip(combinations, numbers, strict=True)
        place = self.setting.place(text)
        return tuple(
            Equation(parse(number, place=place, what=self.name), elements)
            for elements, number in pairs
        )

    def _combinations(self) -> Iterator[tuple[str, ...]]:
        known = self.setting.dimensions
        return product(
            *(
                known[canonical(each)].elements
                for each in self.dimensions
                if canonical(each) in known
            )
        )

    def _of_element(self, part: Element, texts: Sequence[Element]) -> Equation:
        elements = tuple(
            each.strip().strip('"') for each in part.attributes.get("subscript", "").split(",")
        )
        place = self.setting.place(part)
        if len(elements) != len(self.dimensions) or not all(elements):
            raise ModelError(
                f"{place}: an element of {self.name} has not one subscript for each dimension",
                seen=part.attributes.get("subscript", ""),
                fix=f"Name one element of each of: {', '.join(self.dimensions) or 'no dimension'}",
            )
        _refuse(part, place, self.name)
        said = part.first("eqn")
        if texts and part.first("gf") is not None and not is_said(said):
            said = texts[0]  # each element has a table of its own, all are asked the same
        return self._equation(part, said, elements)

    def _equation(
        self, holder: Element, text: Element | None, elements: tuple[str, ...] = ()
    ) -> Equation:
        place = self.setting.place(holder)
        points = holder.first("gf")
        initial = holder.first("init_eqn")
        table = None if points is None else table_of(points, place, self.name)
        if holder.tag == "gf":
            table = table_of(holder, place, self.name)
        value = self._parsed(text) if text is not None and is_said(text) else None
        if value is None and table is None:
            if holder.attributes.get("access", "").lower() != "input":
                raise ModelError(
                    f"{place}: {self.name} has no equation", fix="Give it one, or take it out"
                )
            value = Number(0.0)  # what a module is given from outside stands for it
        return Equation(
            value,
            elements,
            initial=None if initial is None else self._parsed(initial),
            table=table,
        )

    def _parsed(self, text: Element) -> Expression:
        body = text.text
        ahead = len(body) - len(body.lstrip())
        place = Place(self.setting.name, text.line + body[:ahead].count("\n"))
        return self.setting.dialect.meant(parse(body.strip(), place=place, what=self.name))


def _without(equation: Equation, named: tuple[tuple[str, ...], ...]) -> Equation:
    return Equation(
        equation.value,
        equation.elements,
        initial=equation.initial,
        excepted=named,
        table=equation.table,
    )
