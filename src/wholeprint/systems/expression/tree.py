"""What an equation is once it has been read: a tree of a few kinds of node."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A constant.

    Attributes:
        value: The number.
    """

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted text: only some functions take one.

    Attributes:
        text: What stands between the quotation marks.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Subscript:
    """One index of an array.

    Attributes:
        text: Name of a dimension or of an element, a number in digits, or "*" for all of them.
        offset: Added to the position of the element: ``[age-1]``.
        is_free: Whether it is run over by the function around it (Vensim's ``!``).
        index: An index that is computed instead, None for a plain one.
    """

    text: str
    offset: int = 0
    is_free: bool = False
    index: "Expression | None" = None


@dataclass(frozen=True, slots=True)
class Name:
    """A reference to a variable.

    Attributes:
        name: The name as written, with module names before it parted by full stops.
        subscripts: Its indices, none for a scalar or for a whole array.
    """

    name: str
    subscripts: tuple[Subscript, ...] = ()


@dataclass(frozen=True, slots=True)
class Unary:
    """An operator before one operand.

    Attributes:
        operator: ``-``, ``+`` or ``not``.
        operand: What it applies to.
    """

    operator: str
    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Binary:
    """An operator between two operands.

    Attributes:
        operator: ``+ - * / ^ mod < <= > >= = <> and or``.
        left: Operand before it.
        right: Operand behind it.
    """

    operator: str
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or a graphical function by its name, with its arguments.

    Attributes:
        function: Its name in lower case with underscores: ``smth3``, ``max``, ``my_table``.
        arguments: What it is given.
    """

    function: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Conditional:
    """IF ... THEN ... ELSE ....

    Attributes:
        condition: What is asked; anything but nought means yes.
        then: Value if so.
        otherwise: Value if not.
    """

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"


Expression = Number | Text | Name | Unary | Binary | Call | Conditional


def children(node: Expression) -> tuple[Expression, ...]:
    """Return the parts a node is made of, from left to right.

    Args:
        node: The node.
    """
    match node:
        case Unary():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case Call():
            return node.arguments
        case Conditional():
            return (node.condition, node.then, node.otherwise)
        case Name():
            return tuple(each.index for each in node.subscripts if each.index is not None)
        case Number() | Text():
            return ()


def walk(node: Expression) -> Iterator[Expression]:
    """Yield a node and everything below it, parents first.

    Args:
        node: Where to begin.

    Yields:
        Each node.
    """
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(children(found)))
