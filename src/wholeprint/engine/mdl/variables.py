"""Statements of a Vensim file as variables of a model."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from wholeprint.engine.mdl.outside import Beside
from wholeprint.engine.mdl.source import Section, Statement
from wholeprint.engine.mdl.subscripts import Ranges
from wholeprint.engine.mdl.syntax import Context, expression_of, plain_name, table_of
from wholeprint.errors import ModelError
from wholeprint.systems.expression.tree import Binary, Expression, Name, Number, Unary
from wholeprint.systems.model import Equation, Kind, Reading, Table, Variable
from wholeprint.systems.names import canonical

CLOCK = ("initial_time", "final_time", "time_step", "saveper")
"""The variables by which a Vensim model says when it runs."""

_WHERE = ("file", "tab", "cell", "x_row_or_col", "time_row_or_col")
"""Where the parser has the words of a GET that say where numbers stand."""
_TIME = Name("time")
_RAW = "Its data are read as held between their points, where the file asks for none between them."


@dataclass(frozen=True, slots=True)
class Reader:
    """What the statements of a file are read with.

    Attributes:
        ranges: Its subscript ranges.
        beside: The files beside it.
        macros: Names of its macros.
    """

    ranges: Ranges
    beside: Beside
    macros: frozenset[str]

    def variables(self, section: Section) -> tuple[Variable, ...]:
        """Return the variables of the model, or of a macro.

        Args:
            section: Its statements.

        Raises:
            ModelError: If one cannot be read.
            UnsupportedError: If one asks for what is not done here.
        """
        groups: dict[str, list[Statement]] = {}
        for each in section.statements:
            key = plain_name(each.name)
            if each.kind not in {"subscript", "check"}:
                groups.setdefault(key, []).append(each)
        found: list[Variable] = []
        for key, statements in groups.items():
            if section.name or key not in CLOCK:
                found += self._group(statements)
        return _with_flows(found)

    def context(self, statement: Statement) -> Context:
        """Return what a statement's right side is read in.

        Args:
            statement: The statement.
        """
        return Context(self.macros, self.ranges.counts(), _shown(statement.name), statement.place)

    def _group(self, statements: Sequence[Statement]) -> Iterator[Variable]:
        first = statements[0]
        dimensions = self._dimensions(statements)
        context = self.context(first)
        equations: list[Equation] = []
        for each in statements:
            context.place = each.place
            equations += _Equations(self, each, dimensions, context).all()
        name = _shown(first.name)
        notes = [next((each.note for each in statements if each.note), "")]
        if any(each.keyword == "raw" for each in statements):
            notes.append(_RAW)
        yield Variable(
            name=name,
            kind=_kind(statements, equations),
            equations=tuple(equations),
            dimensions=dimensions,
            unit=next((each.unit for each in statements if each.unit), ""),
            note="\n".join(each for each in notes if each),
            place=first.place,
        )
        for title, table in context.tables.items():
            yield Variable(title, Kind.LOOKUP, (Equation(None, table=table),), place=first.place)

    def _dimensions(self, statements: Sequence[Statement]) -> tuple[str, ...]:
        first = statements[0]
        count = len(first.subscripts)
        if any(len(each.subscripts) != count for each in statements):
            raise ModelError(
                f"{first.place}: {_shown(first.name)} has not as many subscripts everywhere",
                seen=" and ".join(f"[{','.join(each.subscripts)}]" for each in statements[:4]),
            )
        return tuple(
            self.ranges.of([each.subscripts[index] for each in statements], first.place)
            for index in range(count)
        )


def _shown(name: str) -> str:
    text = name.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1]
    return text


def _kind(statements: Sequence[Statement], equations: Sequence[Equation]) -> Kind:
    if any(each.net is not None for each in equations):
        return Kind.STOCK
    if all(each.value is None for each in equations):
        return Kind.LOOKUP
    is_plain = all(
        each.value is not None and each.table is None and each.initial is None
        and _constant(each.value) is not None
        for each in equations
    )  # fmt: skip
    is_free = not any(each.kind == "constant" for each in statements)
    return Kind.PARAMETER if is_plain and is_free else Kind.AUXILIARY


def _constant(value: Expression) -> float | None:
    match value:
        case Number():
            return value.value
        case Unary("-", Number() as inner):
            return -inner.value
        case _:
            return None


@dataclass(frozen=True, slots=True)
class _Equations:
    """Makes the equations of one statement."""

    reader: Reader
    statement: Statement
    dimensions: tuple[str, ...]
    context: Context

    def all(self) -> list[Equation]:
        syntax: Any = self.statement.syntax
        kind = type(syntax).__name__
        special = {
            "ndarray": self._listed,
            "GetConstantsStructure": self._constants,
            "GetLookupsStructure": self._lookups,
            "GetDataStructure": self._series,
            "DataStructure": self._data,
        }.get(kind)
        if special is not None:
            self._refuse_names(syntax)
            return special(syntax)
        return [self._one(syntax, kind)]

    def _refuse_names(self, syntax: Any) -> None:  # noqa: ANN401 - PySD's syntax
        # What stands in double quotation marks is the name of a variable, not a text.
        for field in _WHERE:
            said = getattr(syntax, field, "")
            if not isinstance(said, str):
                raise self.context.refuse(
                    f"a {field.replace('_', ' ')} that is no text",
                    str(getattr(said, "reference", said)),
                    "Write it in single quotation marks, or give the numbers as a lookup",
                )

    def _one(self, syntax: Any, kind: str) -> Equation:  # noqa: ANN401 - PySD's syntax
        if kind == "IntegStructure":
            found = Equation(self._said(syntax.initial), net=self._said(syntax.flow))
        elif kind in {"LookupsStructure", "Points"}:
            found = Equation(None, table=table_of(syntax))
        elif kind == "InlineLookupsStructure":
            found = Equation(self._said(syntax.argument), table=table_of(syntax.lookups))
        elif kind == "CallStructure" and plain_name(syntax.function.reference) == "active_initial":
            value, initial = syntax.arguments
            found = Equation(self._said(value), initial=self._said(initial))
        else:
            found = Equation(self._said(syntax))
        return replace(found, elements=self._elements(), excepted=self._excepted())

    def _said(self, syntax: Any) -> Expression:  # noqa: ANN401 - PySD's syntax
        return expression_of(syntax, self.context)

    def _elements(self) -> tuple[str, ...]:
        subscripts = tuple(each.strip().strip('"') for each in self.statement.subscripts)
        same = [canonical(each) for each in subscripts]
        return () if same == [canonical(each) for each in self.dimensions] else subscripts

    def _excepted(self) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(each.strip().strip('"') for each in group) for group in self.statement.excepted
        )

    def _combinations(self) -> list[tuple[str, ...]]:
        ranges = self.reader.ranges
        return list(product(*(ranges.expanded(each) for each in self.statement.subscripts)))

    def _sizes(self) -> list[int]:
        ranges = self.reader.ranges
        return [
            len(ranges.expanded(each))
            for each in self.statement.subscripts
            if ranges.is_range(each)
        ]

    def _numbers(self, numbers: Sequence[float]) -> list[Equation]:
        combinations = self._combinations()
        if len(numbers) != len(combinations):
            raise ModelError(
                f"{self.statement.place}: {self.context.variable} has not as many numbers as "
                "elements",
                seen=f"{len(numbers)} for {len(combinations)}",
            )
        excepted = self._excepted()
        return [
            Equation(self._said(float(number)), elements, excepted=excepted)
            for number, elements in zip(numbers, combinations, strict=True)
        ]

    def _listed(self, syntax: Any) -> list[Equation]:  # noqa: ANN401 - PySD's syntax
        return self._numbers([float(each) for each in syntax.ravel()])

    def _constants(self, syntax: Any) -> list[Equation]:  # noqa: ANN401 - PySD's syntax
        place = self.statement.place
        return self._numbers(self.reader.beside.constants(syntax, self._sizes(), place))

    def _lookups(self, syntax: Any) -> list[Equation]:  # noqa: ANN401 - PySD's syntax
        along = syntax.x_row_or_col
        tables = self.reader.beside.series(syntax, along, self._sizes(), self.statement.place)
        return [Equation(None, elements, table=table) for elements, table in self._with(tables)]

    def _series(self, syntax: Any) -> list[Equation]:  # noqa: ANN401 - PySD's syntax
        along = syntax.time_row_or_col
        tables = self.reader.beside.series(syntax, along, self._sizes(), self.statement.place)
        return [self._over_time(elements, table) for elements, table in self._with(tables)]

    def _data(self, syntax: Any) -> list[Equation]:  # noqa: ANN401 - PySD's syntax
        del syntax
        beside, name = self.reader.beside, self.context.variable
        return [
            self._over_time(elements, beside.data(name, elements, self.statement.place))
            for elements in self._combinations()
        ]

    def _with(self, tables: Sequence[Table]) -> Iterator[tuple[tuple[str, ...], Table]]:
        return zip(self._combinations(), tables, strict=True)

    def _over_time(self, elements: tuple[str, ...], table: Table) -> Equation:
        match self.statement.keyword:
            case "look_forward":
                # The next point, not the last one: the same, with time running backwards.
                xs = tuple(-each for each in reversed(table.xs))
                back = Table(xs, tuple(reversed(table.ys)), Reading.DISCRETE)
                return Equation(Unary("-", _TIME), elements, table=back)
            case "hold_backward" | "raw":
                held = Table(table.xs, table.ys, Reading.DISCRETE)
                return Equation(_TIME, elements, table=held)
            case _:
                return Equation(_TIME, elements, table=table)


def _with_flows(variables: Sequence[Variable]) -> tuple[Variable, ...]:
    # A stock whose net flow is a sum of names has these as its flows.
    known = {canonical(each.name): each for each in variables}
    made: dict[str, Variable] = {}
    flows: set[str] = set()
    for each in variables:
        if each.kind is not Kind.STOCK:
            continue
        parts = _parts(each, known)
        if parts is None:
            continue
        ins, outs = ([known[name].name for name in names] for names in parts)
        flows.update(*parts)
        made[canonical(each.name)] = replace(
            each,
            inflows=tuple(ins),
            outflows=tuple(outs),
            equations=tuple(replace(equation, net=None) for equation in each.equations),
        )
    return tuple(
        replace(each, kind=Kind.FLOW) if key in flows else made.get(key, each)
        for each in variables
        for key in (canonical(each.name),)
    )


_Parts = tuple[list[str], list[str]]


def _parts(stock: Variable, known: Mapping[str, Variable]) -> _Parts | None:
    found: _Parts | None = None
    for equation in stock.equations:
        left = tuple(canonical(each) for each in (equation.elements or stock.dimensions))
        terms: list[tuple[int, Name]] = []
        if equation.net is None or not _terms(equation.net, 1, terms):
            return None
        names = [each.name for _, each in terms]
        fitting = all(
            _is_flow(each, left, stock.dimensions, known.get(canonical(each.name)))
            for _, each in terms
        )
        if not fitting or len(set(names)) < len(names) or not names:
            return None
        parts = (
            sorted(canonical(each.name) for sign, each in terms if sign > 0),
            sorted(canonical(each.name) for sign, each in terms if sign < 0),
        )
        if found is not None and found != parts:
            return None
        found = parts
    return found


def _is_flow(
    name: Name, left: Sequence[str], dimensions: Sequence[str], variable: Variable | None
) -> bool:
    if variable is None or variable.kind is not Kind.AUXILIARY:
        return False
    return tuple(canonical(each.text) for each in name.subscripts) == tuple(left) and [
        canonical(each) for each in variable.dimensions
    ] == [canonical(each) for each in dimensions]


def _terms(node: Expression, sign: int, terms: list[tuple[int, Name]]) -> bool:
    # Whether it is a sum of names alone; they are collected.
    match node:
        case Name():
            terms.append((sign, node))
            return True
        case Unary("-", operand):
            return _terms(operand, -sign, terms)
        case Unary("+", operand):
            return _terms(operand, sign, terms)
        case Binary("+", left, right):
            return _terms(left, sign, terms) and _terms(right, sign, terms)
        case Binary("-", left, right):
            return _terms(left, sign, terms) and _terms(right, -sign, terms)
        case _:
            return False
