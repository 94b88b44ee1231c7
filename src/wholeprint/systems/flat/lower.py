"""Makes the expressions of equations into terms over slots."""

import math
from collections.abc import Callable, Mapping
from difflib import get_close_matches

from wholeprint.errors import UnsupportedError
from wholeprint.systems.expression.functions import ALIASES, FUNCTIONS
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
from wholeprint.systems.flat.pick import chosen, picked
from wholeprint.systems.flat.refused import NOT_DONE
from wholeprint.systems.flat.scope import Entry, Site
from wholeprint.systems.flat.settle import settle
from wholeprint.systems.flat.system import START, STEP, STOP, TIME
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term
from wholeprint.systems.flat.workshop import Workshop
from wholeprint.systems.model import Method
from wholeprint.systems.names import canonical

Handler = Callable[["Lowerer", Call, Site], Term]
"""Makes the call of a function into a term."""

BINARY: Mapping[str, str] = {
    "+": "add",
    "-": "sub",
    "*": "mul",
    "/": "div",
    "^": "pow",
    "mod": "mod",
    "<": "lt",
    "<=": "le",
    ">": "gt",
    ">=": "ge",
    "=": "eq",
    "<>": "ne",
    "and": "and",
    "or": "or",
}
_CLOCK = {
    "time": TIME,
    "dt": STEP,
    "time_step": STEP,
    "starttime": START,
    "initial_time": START,
    "stoptime": STOP,
    "endtime": STOP,
    "final_time": STOP,
}
_NUMBERS = {"pi": math.pi, "inf": math.inf}
_LONGEST_SPINE = 24
"""A sum or product of more parts than this becomes one operation, so that no term is deep."""

_LONGEST_CHAIN = 200


class Lowerer:
    """Makes expressions into terms.

    Attributes:
        shared: Slots of what many elements of an equation have in common.
        known: Values at the start of the slots of the clock.

    Args:
        shop: Where slots and tables are collected.
        handlers: What makes each function into a term.
        expand: Makes the call of a macro into a term.
        method: How stocks are integrated.
    """

    def __init__(
        self,
        shop: Workshop,
        handlers: Mapping[str, Handler],
        expand: Handler,
        method: Method = Method.EULER,
    ) -> None:
        self.method = method
        self.shop = shop
        self.handlers = handlers
        self.expand = expand
        self.shared: dict[tuple[int, int, tuple[str, ...]], tuple[Ref, Call]] = {}
        self.known: dict[int, float] = {}

    def settle(self, slot: int) -> None:
        """Make what is still open of a slot into terms; nothing, if it is done.

        Args:
            slot: Its position.
        """
        task = self.shop.tasks.pop(slot, None)
        if task is not None:
            settle(self, task)

    def term(self, node: Expression, site: Site) -> Term:
        """Return the term of an expression.

        Args:
            node: The expression.
            site: Where it is read.

        Raises:
            ModelError: If a name, a function or an index is not known or does not fit.
            UnsupportedError: If it asks for what is not done here.
        """
        match node:
            case Number():
                return Constant(node.value)
            case Name():
                return self.reference(node, site)
            case Binary():
                return self._binary(node, site)
            case Call():
                return self._call(node, site)
            case Unary():
                return self._unary(node, site)
            case Conditional():
                return Apply(
                    "if",
                    (
                        self.term(node.condition, site),
                        self.term(node.then, site),
                        self.term(node.otherwise, site),
                    ),
                )
            case Text():
                raise site.refusal("a text stands where a number is wanted", seen=node.text)

    def terms(self, call: Call, site: Site) -> list[Term]:
        """Return the terms of a function's arguments.

        Args:
            call: The call.
            site: Where it is read.
        """
        return [self.term(each, site) for each in call.arguments]

    def _unary(self, node: Unary, site: Site) -> Term:
        inner = self.term(node.operand, site)
        if node.operator == "+":
            return inner
        if node.operator == "not":
            return Apply("not", (inner,))
        return Constant(-inner.value) if isinstance(inner, Constant) else Apply("neg", (inner,))

    def _binary(self, node: Binary, site: Site) -> Term:
        # Chains lean to the left and may be long: they are gone down without a call for each.
        spine: list[Binary] = []
        first: Expression = node
        while isinstance(first, Binary):
            spine.append(first)
            first = first.left
        terms = [self.term(first, site)]
        operators = [BINARY[each.operator] for each in reversed(spine)]
        terms += [self.term(each.right, site) for each in reversed(spine)]
        if len(operators) > _LONGEST_SPINE:
            whole = _long(terms, operators)
            if whole is not None:
                return whole
            if len(operators) > _LONGEST_CHAIN:
                site.refuse(
                    f"over {_LONGEST_CHAIN} different operators stand one behind the other",
                    fix="Give its parts names of their own, as auxiliaries",
                )
        result = terms[0]
        for term, operator in zip(terms[1:], operators, strict=True):
            result = folded(operator, result, term)
        return result

    def reference(self, node: Name, site: Site) -> Term:
        """Return the term of a name.

        Args:
            node: The name.
            site: Where it is read.
        """
        entry = site.scope.find(node.name)
        if entry is None:
            return self._word(node, site)
        if not entry.slots:
            site.refuse(
                f"the lookup {entry.name} stands without an argument",
                fix=f"Write {entry.name}(...) with what it is read at in brackets",
            )
        where = self.where(entry, node, site)
        if isinstance(where, tuple):
            return Ref(self.slot(entry, where, site))
        return where

    def where(self, entry: Entry, node: Name, site: Site) -> tuple[str, ...] | Term:
        """Return which elements of an array a name means; or a term, where one is computed.

        Args:
            entry: The array.
            node: The name with its indices.
            site: Where it is read.
        """
        if not entry.axes and not node.subscripts:
            return ()
        if not site.free:
            straight = _straight(entry, node.subscripts, site.bound)
            if straight is not None:
                return straight
        found = picked(entry, node.subscripts, site)
        if any(isinstance(each, Subscript) for each in found):
            read = {
                index: self._index(each, site)
                for index, each in enumerate(found)
                if isinstance(each, Subscript)
            }
            plain = tuple("" if isinstance(each, Subscript) else each for each in found)
            return chosen(entry, plain, read)
        return tuple(each for each in found if isinstance(each, str))

    def _index(self, subscript: Subscript, site: Site) -> Term:
        # A computed index is a slot of its own: it is read once for every element.
        inner = self.term(subscript.index or Name(subscript.text), site)
        shift = Constant(float(subscript.offset))
        whole = Apply("add", (inner, shift)) if subscript.offset else inner
        return self.shop.hold(whole, f"index in {site.name}", site)

    @staticmethod
    def slot(entry: Entry, where: tuple[str, ...], site: Site) -> int:
        """Return the slot of one element.

        Args:
            entry: The array.
            where: The elements.
            site: Where it is read.
        """
        found = entry.slots.get(where)
        if found is None:
            site.refuse(
                f"{entry.name} has no equation for an element that is read",
                seen=f"{entry.name}[{', '.join(where)}]",
            )
        return found

    def _word(self, node: Name, site: Site) -> Term:
        key = canonical(node.name)
        if not node.subscripts:
            if key in _CLOCK:
                return Ref(_CLOCK[key])
            if key in _NUMBERS:
                return Constant(_NUMBERS[key])
            position = _position(key, site)
            if position is not None:
                return Constant(position)
            if key == "self" and site.own >= 0:
                return Ref(site.own)
        near = site.scope.near(node.name)
        raise site.refusal(
            "a name is not known",
            seen=node.name,
            fix=f"Did you mean {' or '.join(near)}" if near else "Define it, or correct it",
        )

    def _call(self, call: Call, site: Site) -> Term:
        # What the file defines goes before what is built in.
        entry = site.scope.find(call.function)
        if entry is not None and entry.tables and len(call.arguments) == 1:
            return self.look(Name(call.function), call.arguments[0], site)
        if call.function in site.scope.macros:
            return self.expand(self, call, site)
        name = ALIASES.get(call.function, call.function)
        handler = self.handlers.get(name)
        if handler is None and name in NOT_DONE:
            where = f"{site.place}: " if str(site.place) else ""
            raise UnsupportedError(
                f"{where}the equation of {site.name} uses a function that is not done here",
                seen=name.upper(),
            )
        if handler is None:
            near = get_close_matches(name, {*self.handlers, *site.scope.macros}, n=3)
            site.refuse(
                "a function is not known",
                seen=name.upper(),
                fix=f"Did you mean {' or '.join(near).upper()}" if near else "",
            )
        known = FUNCTIONS.get(name)
        if known is not None and not known.least <= len(call.arguments) <= known.most:
            site.refuse(
                f"{name.upper()} takes other arguments: {known.arguments or 'none'}",
                seen=f"{len(call.arguments)} arguments",
            )
        return handler(self, call, site)

    def look(self, name: Expression, at: Expression, site: Site) -> Term:
        """Return the term of a lookup that is read.

        Args:
            name: Name of the lookup.
            at: Where it is read.
            site: The equation.
        """
        return Look(self.table_of(name, site), self.term(at, site))

    def table_of(self, name: Expression, site: Site) -> int:
        """Return the position of the table that a name stands for.

        Args:
            name: Name of a lookup.
            site: The equation.
        """
        if not isinstance(name, Name):
            site.refuse("the name of a lookup is wanted as first argument")
        entry = site.scope.find(name.name)
        if entry is None or not entry.tables:
            site.refuse("a name is no lookup", seen=name.name)
        where = self.where(entry, name, site)
        if not isinstance(where, tuple) or where not in entry.tables:
            site.refuse("it is not said which element of a lookup is read", seen=name.name)
        return entry.tables[where]


def _straight(
    entry: Entry, subscripts: tuple[Subscript, ...], bound: tuple[tuple[str, str], ...]
) -> tuple[str, ...] | None:
    """Return the elements of the left side, where an array is read for just these.

    This is by far the most frequent case; None in any other one.
    """
    axes = entry.axes
    if len(axes) != len(bound) or (subscripts and len(subscripts) != len(axes)):
        return None
    for axis, (key, _) in zip(axes, bound, strict=True):
        if axis.key != key:
            return None
    for axis, each in zip(axes, subscripts, strict=False):
        if each.offset or each.is_free or each.index is not None:
            return None
        if canonical(each.text) != axis.key:
            return None
    return tuple([element for _, element in bound])


def _long(terms: list[Term], operators: list[str]) -> Term | None:
    """Return a long sum or product as one operation, None for a mixture."""
    kinds = {*operators}
    if kinds == {"mul"}:
        return Apply("product", tuple(terms))
    if not kinds <= {"add", "sub"}:
        return None
    signed = [
        Apply("neg", (term,)) if operator == "sub" else term
        for term, operator in zip(terms[1:], operators, strict=True)
    ]
    return Apply("sum", (terms[0], *signed))


def folded(operation: str, left: Term, right: Term) -> Term:
    """Return an operation on two terms; a number, where both are numbers that stand in the text.

    Args:
        operation: "add", "sub", "mul" and "div" are done at once; others are kept.
        left: First operand.
        right: Second operand.
    """
    if isinstance(left, Constant) and isinstance(right, Constant):
        match operation:
            case "add":
                return Constant(left.value + right.value)
            case "sub":
                return Constant(left.value - right.value)
            case "mul":
                return Constant(left.value * right.value)
            case "div" if right.value:
                return Constant(left.value / right.value)
            case _:
                pass
    return Apply(operation, (left, right))


def _position(key: str, site: Site) -> float | None:
    # The name of a dimension or of an element, as a number: its position, from 1.
    axis = site.scope.axes.get(key)
    if axis is not None:
        for bound, element in (*site.bound, *((k, e) for (k, _), e in site.free.items())):
            if bound == key:
                return float(axis.numbers[element])
        return None
    bound_first = [site.scope.axes[name] for name, _ in site.bound if name in site.scope.axes]
    for each in (*bound_first, *site.scope.axes.values()):
        if key in each.positions:
            return float(each.numbers[key])
    head, _, rest = key.partition(".")
    axis = site.scope.axes.get(head)
    return float(axis.positions[rest] + 1) if axis is not None and rest in axis.positions else None
