"""What some tools mean by what they write, where that differs from the standard.

Vensim writes its own functions under the names of XMILE: its INT drops what is behind the point
and its MOD has the sign of what is divided, as the outputs beside its exported models show
(SDXorg/test-models, `rounding`). It also writes RK4 as the method of every model it exports, while
the same outputs were integrated by Euler's (`zeroled_decimals`).
"""

from dataclasses import dataclass, replace

from wholeprint.systems.expression.tree import (
    Binary,
    Call,
    Conditional,
    Expression,
    Unary,
)
from wholeprint.systems.model import Clock, Method
from wholeprint.systems.xmile.elements import Element

_EULER = "Vensim exports every model as RK4; it is run by Euler's method."


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is meant.

    Attributes:
        is_vensim: Whether its functions are those of Vensim.
        is_exported: Whether Vensim itself wrote it.
    """

    is_vensim: bool = False
    is_exported: bool = False

    def meant(self, expression: Expression) -> Expression:
        """Return an equation as the tool that wrote it means it.

        Args:
            expression: As it stands.
        """
        return _as_vensim(expression) if self.is_vensim else expression

    def run(self, clock: Clock) -> tuple[Clock, str]:
        """Return when a model runs as the tool that wrote it means it, and a note on it.

        Args:
            clock: As it stands.
        """
        if self.is_exported and clock.method is Method.RK4:
            return replace(clock, method=Method.EULER), _EULER
        return clock, ""


def dialect_of(root: Element) -> Dialect:
    """Return how a file is meant, by who says to have written it.

    Args:
        root: The file.
    """
    header = root.first("header")
    vendor = "" if header is None else header.said("vendor").lower()
    return Dialect(vendor.startswith("ventana"), vendor.rstrip(".") == "ventana systems, inc")


def _as_vensim(node: Expression) -> Expression:
    match node:
        case Unary():
            return Unary(node.operator, _as_vensim(node.operand))
        case Binary("mod", left, right):
            return Call("modulo", (_as_vensim(left), _as_vensim(right)))
        case Binary():
            return Binary(node.operator, _as_vensim(node.left), _as_vensim(node.right))
        case Call():
            function = "integer" if node.function == "int" else node.function
            return Call(function, tuple(_as_vensim(each) for each in node.arguments))
        case Conditional():
            return Conditional(
                _as_vensim(node.condition), _as_vensim(node.then), _as_vensim(node.otherwise)
            )
        case _:
            return node
