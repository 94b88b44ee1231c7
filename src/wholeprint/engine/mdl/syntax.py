"""Right sides of Vensim's equations as expressions."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wholeprint.errors import UnsupportedError
from wholeprint.systems.expression.chain import chained
from wholeprint.systems.expression.tree import (
    Binary,
    Call,
    Conditional,
    Expression,
    Name,
    Number,
    Subscript,
    Text,
    Unary,
)
from wholeprint.systems.flat.flatten import HANDLERS
from wholeprint.systems.model import NOWHERE, Place, Reading, Table
from wholeprint.systems.names import canonical

NOT_AVAILABLE = Unary("-", Number(2.0**109))
"""What Vensim's ``:NA:`` is: the number -2^109."""

_FUNCTIONS = {
    "pulse": "vensim_pulse",
    "initial": "init",
}
_MOST_PARTS, _MOST_POWERS = 10_000, 50
_ORDERS = {1: ("delay1", "smth1"), 3: ("delay3", "smth3")}


@dataclass(slots=True)
class Context:
    """What a right side is read in.

    Attributes:
        macros: Names of the file's macros.
        counts: Number of elements of each dimension.
        variable: Name of the variable it is of, for errors.
        place: Where it stands.
        tables: Lookups that stood inside an equation: they become variables of their own.
    """

    macros: frozenset[str]
    counts: Mapping[str, int]
    variable: str = ""
    place: Place = NOWHERE
    tables: dict[str, Table] = field(default_factory=dict[str, Table])

    def refuse(self, what: str, seen: str, fix: str = "") -> UnsupportedError:
        """Return the error for what is not done here.

        Args:
            what: What was asked for.
            seen: As it stands in the file.
            fix: What to do.
        """
        return UnsupportedError(
            f"{self.place}: the equation of {self.variable} asks for {what}, "
            "which is not done here",
            seen=seen,
            fix=fix or "Write it with other functions, or take it out",
        )


def expression_of(node: Any, context: Context) -> Expression:  # noqa: ANN401 - PySD's syntax
    """Return an expression.

    Args:
        node: The parser's tree.
        context: What it is read in.

    Raises:
        UnsupportedError: If it asks for a function or a form that is not done here.
    """
    if isinstance(node, bool | int | float):
        return _number(float(node))
    if isinstance(node, str):
        return Text(node)
    if hasattr(node, "item") and getattr(node, "ndim", None) == 0:
        return _number(float(node.item()))
    kind = type(node).__name__
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(node, context)
    fields = _FORMS.get(kind)
    if fields is None:
        what = _INSIDE.get(kind, "a form")
        raise context.refuse(f"{what} inside an equation", kind)
    function, names = fields
    return Call(function, tuple(expression_of(getattr(node, each), context) for each in names))


_INSIDE = {
    "IntegStructure": "INTEG",
    "GetDataStructure": "data from a file",
    "GetLookupsStructure": "a lookup from a file",
    "GetConstantsStructure": "constants from a file",
    "DataStructure": "data",
    "ndarray": "a list of numbers",
}

_FORMS = {
    "DelayNStructure": ("delay_n", ("input", "delay_time", "initial", "order")),
    "DelayFixedStructure": ("delay_fixed", ("input", "delay_time", "initial")),
    "SmoothNStructure": ("smooth_n", ("input", "smooth_time", "initial", "order")),
    "TrendStructure": ("trend", ("input", "average_time", "initial_trend")),
    "ForecastStructure": ("forecast", ("input", "average_time", "horizon")),
    "SampleIfTrueStructure": ("sample_if_true", ("condition", "input", "initial")),
    "InitialStructure": ("init", ("initial",)),
    "AllocateAvailableStructure": ("allocate_available", ("request", "pp", "avail")),
    "AllocateByPriorityStructure": (
        "allocate_by_priority",
        ("request", "priority", "size", "width", "supply"),
    ),
}


def _number(value: float) -> Expression:
    if math.isnan(value):
        return NOT_AVAILABLE
    return Unary("-", Number(-value)) if value < 0 else Number(value)


def _chain(node: Any, context: Context) -> Expression:  # noqa: ANN401 - PySD's syntax
    operators: list[str] = [str(each).lower().strip(":") for each in node.operators]
    if len(node.arguments) > (_MOST_POWERS if "^" in operators else _MOST_PARTS):
        raise context.refuse("very many operators in a row", f"{len(operators)} of them")
    parts = [expression_of(each, context) for each in node.arguments]
    if len(parts) == 1:
        return Unary("-" if operators[0] == "negative" else operators[0], parts[0])
    if operators == ["+"] and parts[1] == Number(0.0):
        return parts[0]  # what `source` puts around the base of a power
    if set(operators) == {"^"}:
        # Powers go to the right.
        found = parts[-1]
        for part in reversed(parts[:-1]):
            found = Binary("^", part, found)
        return found
    return _logic(operators, parts) if {"and", "or"} & set(operators) else _left(operators, parts)


def _left(operators: Sequence[str], parts: Sequence[Expression]) -> Expression:
    return chained(operators, parts, Binary)


def _logic(operators: Sequence[str], parts: Sequence[Expression]) -> Expression:
    # AND binds before OR.
    groups: list[list[Expression]] = [[parts[0]]]
    for operator, part in zip(operators, parts[1:], strict=True):
        if operator == "and":
            groups[-1].append(part)
        else:
            groups.append([part])
    joined = [_left(["and"] * (len(group) - 1), group) for group in groups]
    return _left(["or"] * (len(joined) - 1), joined)


def _reference(node: Any, context: Context) -> Expression:  # noqa: ANN401 - PySD's syntax
    del context
    return name_of(node)


def name_of(node: Any) -> Name:  # noqa: ANN401 - PySD's syntax
    """Return a reference to a variable.

    Args:
        node: The parser's reference.
    """
    said = node.subscripts
    subscripts = () if said is None else tuple(_subscript(each) for each in said.subscripts)
    return Name(plain_name(node.reference), subscripts)


def plain_name(text: str) -> str:
    """Return the name of a variable without its quotation marks, in one form.

    Args:
        text: As the file has it.
    """
    return canonical(text)


def _subscript(text: str) -> Subscript:
    name = text.strip()
    is_free = name.endswith("!")
    return Subscript(name.removesuffix("!").strip().strip('"'), is_free=is_free)


def _delay(node: Any, context: Context) -> Expression:  # noqa: ANN401 - PySD's syntax
    return _of_order(node, node.delay_time, _ORDERS[int(node.order)][0], context)


def _smooth(node: Any, context: Context) -> Expression:  # noqa: ANN401 - PySD's syntax
    return _of_order(node, node.smooth_time, _ORDERS[int(node.order)][1], context)


def _of_order(node: Any, span: Any, function: str, context: Context) -> Expression:  # noqa: ANN401 - PySD's syntax
    arguments = [expression_of(node.input, context), expression_of(span, context)]
    if node.initial is not node.input:
        arguments.append(expression_of(node.initial, context))
    return Call(function, tuple(arguments))


def _game(node: Any, context: Context) -> Expression:  # noqa: ANN401 - PySD's syntax
    # Without a player, what is in GAME holds.
    return expression_of(node.expression, context)


def _inline(node: Any, context: Context) -> Expression:  # noqa: ANN401 - PySD's syntax
    name = f"{context.variable} table {len(context.tables) + 1}"
    context.tables[name] = table_of(node.lookups)
    return Call(canonical(name), (expression_of(node.argument, context),))


def table_of(node: Any) -> Table:  # noqa: ANN401 - PySD's syntax
    """Return the points of a lookup.

    Args:
        node: The parser's lookup.
    """
    xs = tuple(float(each) for each in node.x)
    ys = tuple(float(each) for each in node.y)
    return Table(xs, ys, Reading.CONTINUOUS)


def _call(node: Any, context: Context) -> Expression:  # noqa: ANN401 - PySD's syntax
    name = plain_name(node.function.reference)
    if node.function.subscripts is not None:
        looked = name_of(node.function)
        (at,) = (expression_of(each, context) for each in node.arguments)
        return Call("lookup", (looked, at))
    special = _SPECIAL.get(name)
    if special is not None and name not in context.macros:
        return special(node.arguments, context)
    arguments = tuple(expression_of(each, context) for each in node.arguments)
    if name in context.macros:
        return Call(name, arguments)
    known = _FUNCTIONS.get(name, name)
    if known not in HANDLERS and len(arguments) != 1:
        raise context.refuse(f"the function {name.upper().replace('_', ' ')}", name.upper())
    return Call(known, arguments)


def _if(arguments: Sequence[Any], context: Context) -> Expression:
    condition, then, otherwise = (expression_of(each, context) for each in arguments)
    return Conditional(condition, then, otherwise)


def _count(arguments: Sequence[Any], context: Context) -> Expression:
    (node,) = arguments
    name = plain_name(node.reference)
    if name not in context.counts:
        raise context.refuse("the size of what is no subscript range", node.reference)
    return Number(float(context.counts[name]))


def _moment(arguments: Sequence[Any], context: Context) -> Expression:
    # GET TIME VALUE(relative to, offset, measure): in the model's own unit of time alone.
    base, offset, measure = (expression_of(each, context) for each in arguments)
    names = {Number(0.0): "time", Number(1.0): "starttime"}
    if not (isinstance(base, Number) and base in names and measure == Number(0.0)):
        raise context.refuse("GET TIME VALUE of a calendar or a clock", "GET TIME VALUE")
    return Binary("+", Name(names[base]), offset)


def _train(arguments: Sequence[Any], context: Context) -> Expression:
    # The parser hands the interval over before the width.
    start, interval, width, end = (expression_of(each, context) for each in arguments)
    return Call("pulse_train", (start, width, interval, end))


def _active(arguments: Sequence[Any], context: Context) -> Expression:
    del arguments
    raise context.refuse("ACTIVE INITIAL inside an equation", "ACTIVE INITIAL")


_SPECIAL: Mapping[str, Callable[[Sequence[Any], Context], Expression]] = {
    "if_then_else": _if,
    "elmcount": _count,
    "get_time_value": _moment,
    "active_initial": _active,
    "pulse_train": _train,
}

_READERS: Mapping[str, Callable[[Any, Context], Expression]] = {
    "ArithmeticStructure": _chain,
    "LogicStructure": _chain,
    "ReferenceStructure": _reference,
    "CallStructure": _call,
    "GameStructure": _game,
    "InlineLookupsStructure": _inline,
    "DelayStructure": _delay,
    "SmoothStructure": _smooth,
}
