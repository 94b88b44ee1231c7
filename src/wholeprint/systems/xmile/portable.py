"""Equations in the words of XMILE where it has them, so that other tools can read them."""

from collections.abc import Callable, Mapping, Sequence

from wholeprint.systems.expression.printed import printed
from wholeprint.systems.expression.tree import (
    Binary,
    Call,
    Conditional,
    Expression,
    Name,
    Number,
    Subscript,
    Unary,
)
from wholeprint.systems.names import canonical
from wholeprint.systems.operations import NEARLY_NOUGHT

_CLOCK = {"time_step": "DT", "initial_time": "STARTTIME", "final_time": "STOPTIME"}
_REORDERED = {"delay_n": "delayn", "smooth_n": "smthn"}
"""Functions whose order stands before their initial value in XMILE."""
_RENAMED = {"delay_fixed": "delay", "initial": "init"}
_OF_ARRAYS = {"sum": "sum", "prod": "prod", "vmax": "max", "vmin": "min", "mean": "mean"}
_ZERO = Number(0.0)


def mapped(node: Expression, renamed: Callable[[Name], Expression]) -> Expression:
    """Return an equation with its names replaced.

    Args:
        node: The equation.
        renamed: What stands for a name.
    """
    match node:
        case Name():
            return renamed(node)
        case Unary():
            return Unary(node.operator, mapped(node.operand, renamed))
        case Binary():
            left, right = mapped(node.left, renamed), mapped(node.right, renamed)
            return Binary(node.operator, left, right)
        case Call():
            return Call(node.function, tuple(mapped(each, renamed) for each in node.arguments))
        case Conditional():
            condition = mapped(node.condition, renamed)
            then, otherwise = mapped(node.then, renamed), mapped(node.otherwise, renamed)
            return Conditional(condition, then, otherwise)
        case _:
            return node


def portable(node: Expression, known: Mapping[str, Sequence[str]]) -> Expression:
    """Return an equation that means the same in words of XMILE, as far as it has them.

    Args:
        node: The equation.
        known: Dimensions of the model's variables, all under canonical names.
    """

    def renamed(name: Name) -> Expression:
        key = canonical(name.name)
        if not name.subscripts and key in _CLOCK and key not in known:
            return Name(_CLOCK[key])
        return name

    def plain(inner: Expression) -> Expression:
        match inner:
            case Unary():
                return Unary(inner.operator, plain(inner.operand))
            case Binary():
                return Binary(inner.operator, plain(inner.left), plain(inner.right))
            case Conditional():
                return Conditional(
                    plain(inner.condition), plain(inner.then), plain(inner.otherwise)
                )
            case Call() if inner.function not in known:
                arguments = [plain(each) for each in inner.arguments]
                return _of_array(inner.function, arguments, known) or _called(
                    inner.function, arguments
                )
            case _:
                return inner

    return plain(mapped(node, renamed))


def _of_array(
    function: str, arguments: Sequence[Expression], known: Mapping[str, Sequence[str]]
) -> Call | None:
    # SUM(x[d!]) of Vensim is SUM(x[*]) where d is the whole dimension.
    match arguments:
        case [Name() as name] if function in _OF_ARRAYS and name.subscripts:
            dimensions = known.get(canonical(name.name), ())
            if len(dimensions) != len(name.subscripts):
                return None
            subscripts: list[Subscript] = []
            for each, dimension in zip(name.subscripts, dimensions, strict=True):
                if each.is_free and canonical(each.text) != dimension:
                    return None
                subscripts.append(Subscript("*") if each.is_free else each)
            return Call(_OF_ARRAYS[function], (Name(name.name, tuple(subscripts)),))
        case _:
            return None


def _called(function: str, arguments: Sequence[Expression]) -> Expression:
    match function, arguments:
        case ("delay_n" | "smooth_n", (given, span, initial, order)):
            return Call(_REORDERED[function], (given, span, order, initial))
        case ("log", (of, base)):
            return Binary("/", Call("ln", (of,)), Call("ln", (base,)))
        case ("zidz" | "xidz", (dividend, divisor, *rest)):
            # SAFEDIV of XMILE takes nought alone for nought, these what is nearly nought too.
            near = Binary("<", Call("abs", (divisor,)), Number(NEARLY_NOUGHT))
            otherwise = rest[0] if rest else _ZERO
            return Conditional(near, otherwise, Call("safediv", (dividend, divisor)))
        case ("integer", (of,)):
            below = Unary("-", Call("int", (Unary("-", of),)))
            return Conditional(Binary("<", of, _ZERO), below, Call("int", (of,)))
        case _:
            return Call(_RENAMED.get(function, function), tuple(arguments))


def text_of(node: Expression) -> str:
    """Return an equation as text, a condition inside another one in brackets.

    Args:
        node: The equation.
    """
    if not isinstance(node, Conditional):
        return printed(node, blank="_")
    parts = (
        f"({text_of(each)})" if isinstance(each, Conditional) else printed(each, blank="_")
        for each in (node.condition, node.then, node.otherwise)
    )
    return "IF {} THEN {} ELSE {}".format(*parts)
