"""Variables of a model as elements of an XMILE file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from wholeprint.errors import UnsupportedError
from wholeprint.systems.expression.printed import printed_name
from wholeprint.systems.expression.tree import Call, Expression, Name, Number, Subscript
from wholeprint.systems.model import Dimension, Equation, Kind, Reading, Table, Variable
from wholeprint.systems.names import canonical
from wholeprint.systems.xmile.markup import block, leaf
from wholeprint.systems.xmile.portable import mapped, portable, text_of

_TAGS = {
    Kind.STOCK: "stock",
    Kind.FLOW: "flow",
    Kind.AUXILIARY: "aux",
    Kind.PARAMETER: "aux",
    Kind.LOOKUP: "gf",
}
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Writer:
    """What variables are written with.

    Attributes:
        dimensions: The model's dimensions by canonical name.
        names: Dimensions of its variables, all under canonical names.
        tables: Points of its lookups that are no arrays.
    """

    dimensions: Mapping[str, Dimension]
    names: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Table]

    def lines(self, variable: Variable) -> list[str]:
        """Return the elements of a variable: its own, and that of its net flow if it has one.

        Args:
            variable: The variable.

        Raises:
            UnsupportedError: If XMILE has no form for it.
        """
        if variable.kind is not Kind.STOCK or not any(each.net for each in variable.equations):
            return self._element(variable)
        flow = self._net_flow(variable)
        stock = replace(
            variable,
            inflows=(*variable.inflows, flow.name),
            equations=tuple(replace(each, net=None) for each in variable.equations),
        )
        return [*self._element(stock), *self._element(flow)]

    def _net_flow(self, stock: Variable) -> Variable:
        name = f"{stock.name} net flow"
        while canonical(name) in self.names:
            name += " of it"
        # Elements that have flows by name have no net flow beside them.
        flows = tuple(
            replace(each, value=each.net or Number(0.0), net=None, initial=None)
            for each in stock.equations
        )
        return Variable(name, Kind.FLOW, flows, dimensions=stock.dimensions)

    def _element(self, variable: Variable) -> list[str]:
        inside: list[str] = []
        if variable.note:
            inside += leaf("doc", variable.note)
        if variable.dimensions:
            named = [line for each in variable.dimensions for line in leaf("dim", name=each)]
            inside += block("dimensions", named)
        inside += self._equations(variable)
        for tag, flows in (("inflow", variable.inflows), ("outflow", variable.outflows)):
            inside += [line for each in flows for line in leaf(tag, _flow(each))]
        if variable.is_non_negative:
            inside += leaf("non_negative")
        if variable.unit:
            inside += leaf("units", variable.unit)
        if variable.kind is Kind.LOOKUP and not variable.dimensions:
            table = variable.equations[0].table
            points = [] if table is None else _points(table)
            return block("gf", [*inside, *points], name=variable.name, **_type(table))
        tag = "aux" if variable.kind is Kind.LOOKUP else _TAGS[variable.kind]
        return block(tag, inside, name=variable.name)

    def _equations(self, variable: Variable) -> list[str]:
        if variable.kind is Kind.LOOKUP and not variable.dimensions:
            return []
        whole = len(variable.equations) == 1
        first = variable.equations[0]
        if whole and not first.elements and not first.excepted:
            return self._equation(first, variable)
        lines: list[str] = []
        for elements, equation in self._by_element(variable).items():
            inside = self._equation(equation, variable)
            lines += block("element", inside, subscript=",".join(elements))
        return lines

    def _equation(self, equation: Equation, variable: Variable) -> list[str]:
        lines: list[str] = []
        equation = self._inlined(equation)
        if equation.value is not None:
            lines += leaf("eqn", self._text(equation.value))
        if equation.initial is not None:
            lines += leaf("init_eqn", self._text(equation.initial))
        if equation.net is not None:
            raise UnsupportedError(
                f"XMILE has no form for a net flow beside the flows of {variable.name}"
            )
        if equation.table is not None:
            lines += block("gf", _points(equation.table), **_type(equation.table))
        return lines

    def _inlined(self, equation: Equation) -> Equation:
        # A variable that is a lookup and nothing else holds its points itself: a converter with a
        # graphical function, which every tool reads, where not every one reads LOOKUP(...).
        match equation.value:
            case Call(function, (at,)) if equation.table is None and function in self.tables:
                return replace(equation, value=at, table=self.tables[function])
            case _:
                return equation

    def _by_element(self, variable: Variable) -> dict[tuple[str, ...], Equation]:
        found: dict[tuple[str, ...], Equation] = {}
        for equation in variable.equations:
            left = equation.elements or variable.dimensions
            out = {
                combination
                for each in equation.excepted
                for combination in self._combinations(each, variable)
            }
            for elements in self._combinations(left, variable):
                if elements not in out:
                    bound = dict(zip(map(canonical, left), elements, strict=True))
                    found[elements] = self._bound(equation, bound, variable)
        return found

    def _combinations(self, left: Sequence[str], variable: Variable) -> list[tuple[str, ...]]:
        parts = [self._elements(each) for each in left]
        count = 1
        for each in parts:
            count *= len(each)
        if count > _MOST:
            raise UnsupportedError(
                f"{variable.name} is too large to be written element by element",
                seen=f"{count} elements",
            )
        return list(product(*parts))

    def _elements(self, name: str) -> tuple[str, ...]:
        dimension = self.dimensions.get(canonical(name))
        return (name,) if dimension is None else dimension.elements

    def _bound(self, equation: Equation, bound: Mapping[str, str], variable: Variable) -> Equation:
        value, initial = (
            None if each is None else self._in_element(each, bound, variable)
            for each in (equation.value, equation.initial)
        )
        return Equation(value, initial=initial, net=equation.net, table=equation.table)

    def _in_element(
        self, node: Expression, bound: Mapping[str, str], variable: Variable
    ) -> Expression:
        # The equation of one element may not name the dimensions of the left side.
        def fixed(subscript: Subscript) -> Subscript:
            key = canonical(subscript.text)
            if subscript.is_free or subscript.index is not None or key == "*":
                return subscript
            if key in bound:
                return replace(subscript, text=bound[key])
            if key in self.dimensions:
                raise UnsupportedError(
                    f"XMILE has no form for the equation of {variable.name}: it names a dimension "
                    "that is not on its left side",
                    seen=subscript.text,
                    fix="Write the equation of each element",
                )
            return subscript

        def renamed(name: Name) -> Expression:
            if not name.subscripts and canonical(name.name) in bound:
                return Number(self._position(canonical(name.name), bound))
            return Name(name.name, tuple(fixed(each) for each in name.subscripts))

        return mapped(node, renamed)

    def _position(self, key: str, bound: Mapping[str, str]) -> float:
        elements = [canonical(each) for each in self.dimensions[key].elements]
        return elements.index(canonical(bound[key])) + 1.0

    def _text(self, node: Expression) -> str:
        return text_of(portable(node, self.names))


def writer_of(variables: Sequence[Variable], dimensions: Sequence[Dimension]) -> Writer:
    """Return what the variables of a model or a macro are written with.

    Args:
        variables: The variables.
        dimensions: The dimensions of the file.
    """
    return Writer(
        {canonical(each.name): each for each in dimensions},
        {
            canonical(each.name): tuple(canonical(dimension) for dimension in each.dimensions)
            for each in variables
        },
        {
            canonical(each.name): table
            for each in variables
            if each.kind is Kind.LOOKUP and not each.dimensions
            for table in (each.equations[0].table,)
            if table is not None
        },
    )


def _flow(name: str) -> str:
    return printed_name(name, blank="_")


def _points(table: Table) -> list[str]:
    return [
        *leaf("xpts", ",".join(map(_digits, table.xs))),
        *leaf("ypts", ",".join(map(_digits, table.ys))),
    ]


def _digits(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


def _type(table: Table | None) -> dict[str, str]:
    if table is None or table.reading is Reading.CONTINUOUS:
        return {}
    return {"type": table.reading.value}
