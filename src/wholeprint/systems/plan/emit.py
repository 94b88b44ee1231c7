"""Terms become NumPy calls on rows whose places are settled beforehand.

A call is a function without arguments that fills one row from others. So a step of a run costs one
call of NumPy per operation, and nothing is looked up or made anew while it runs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, cast

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term
from wholeprint.systems.model import Table
from wholeprint.systems.operations import FOLDED, NEARLY_NOUGHT, ONE, SIMPLE, TWO, reader
from wholeprint.systems.plan.nodes import BoolArray, Key, Node, interned, spelled
from wholeprint.systems.sharing import RESULTS, results_count

Call = Callable[[], object]

_COMPARED: Final[Mapping[str, np.ufunc]] = {
    "lt": np.less,
    "le": np.less_equal,
    "gt": np.greater,
    "ge": np.greater_equal,
    "eq": np.equal,
    "ne": np.not_equal,
}
_LOGICAL: Final[Mapping[str, np.ufunc]] = {
    "and": np.logical_and,
    "or": np.logical_or,
    "not": np.logical_not,
}
_DIRECT: Final = {name: each for name, each in {**ONE, **TWO}.items() if isinstance(each, np.ufunc)}


class Emitter:
    """Turns terms into calls.

    Args:
        rows: The row of each slot.
        tables: The lookups.
        fixed_slots: Slots that have one value for the whole run.

    Attributes:
        once: Calls that are made once, before anything else.
    """

    def __init__(
        self, rows: Mapping[int, FloatArray], tables: Sequence[Table], fixed_slots: frozenset[int]
    ) -> None:
        self.once: list[Call] = []
        self._rows = rows
        self._width = next(iter(rows.values())).size
        self._readers = [reader(table) for table in tables]
        self._fixed = fixed_slots
        self._free: list[FloatArray] = []
        self._shared: dict[Key, FloatArray] = {}
        self._nodes: list[Node] = []

    def emit(self, term: Term, target: FloatArray, program: list[Call]) -> None:
        """Add the calls that put the value of a term into a row.

        Args:
            term: The term.
            target: The row.
            program: Takes the calls.
        """
        self._nodes = interned(term, self._fixed)
        last = len(self._nodes) - 1
        for number, node in enumerate(self._nodes):
            self._compute(node, target if number == last else None, program)
        root = self._nodes[last]
        if root.mask is not None and root.row is None:
            program.append(partial(np.copyto, target, root.mask))
        elif root.row is not None and root.row is not target:
            program.append(partial(np.positive, root.row, target))
        self._free.extend(root.owns)

    def _compute(self, node: Node, target: FloatArray | None, program: list[Call]) -> None:
        calls = self.once if node.is_fixed and target is None else program
        match node.term:
            case Constant():
                node.row = np.asarray(node.term.value, dtype=np.float64)
            case Ref():
                node.row = self._rows[node.term.slot]
            case Look():
                self._general(node, self._readers[node.term.table], target, calls)
            case Apply():
                self._apply(node, node.term, target, calls)

    def _apply(self, node: Node, term: Apply, target: FloatArray | None, calls: list[Call]) -> None:
        operation = term.operation
        operands = [self._nodes[each] for each in node.operands]
        if operation in _COMPARED:
            self._masked(
                node, _COMPARED[operation], [self._number(o, calls) for o in operands], calls
            )
        elif operation in _LOGICAL:
            self._masked(
                node, _LOGICAL[operation], [self._truth(o, calls) for o in operands], calls
            )
        elif operation == "if":
            self._choose(node, self._truth(operands[0], calls), operands[1:], target, calls)
        elif operation == "safediv":
            self._safediv(node, operands, target, calls)
        elif operation == "pow" and isinstance(operands[1].term, Constant):
            self._power(node, operands[0], operands[1].term.value, target, calls)
        elif operation in _DIRECT:
            self._direct(node, _DIRECT[operation], operands, target, calls)
        elif operation in FOLDED:
            self._fold(node, FOLDED[operation], operands, target, calls)
        elif operation in RESULTS:
            self._several(node, term, operands, calls)
        else:
            self._general(node, SIMPLE[operation], target, calls)

    def _number(self, node: Node, calls: list[Call]) -> FloatArray:
        if node.row is None and node.mask is not None:
            node.row = self._taken(node)
            where = self.once if node.is_fixed else calls
            where.append(partial(np.copyto, node.row, node.mask))
        return cast("FloatArray", node.row)

    def _truth(self, node: Node, calls: list[Call]) -> BoolArray:
        if node.mask is None:
            node.mask = np.empty(self._width, dtype=np.bool_)
            where = self.once if node.is_fixed else calls
            where.append(partial(np.not_equal, self._number(node, calls), _ZERO, node.mask))
        return node.mask

    def _masked(
        self,
        node: Node,
        asked: np.ufunc,
        operands: Sequence[npt.NDArray[np.generic]],
        calls: list[Call],
    ) -> None:
        node.mask = np.empty(self._width, dtype=np.bool_)
        calls.append(partial(asked, *operands, node.mask))
        self._release(node)

    def _direct(
        self,
        node: Node,
        function: np.ufunc,
        operands: Sequence[Node],
        target: FloatArray | None,
        calls: list[Call],
    ) -> None:
        given = [self._number(each, calls) for each in operands]
        # Elementwise: the result may take the place of an operand that nobody reads any more.
        self._release(node)
        node.row = self._taken(node) if target is None else target
        calls.append(partial(function, *given, out=node.row))

    def _fold(
        self,
        node: Node,
        two: Callable[..., FloatArray],
        operands: Sequence[Node],
        target: FloatArray | None,
        calls: list[Call],
    ) -> None:
        given = [self._number(each, calls) for each in operands]
        row = self._taken(node) if target is None else target
        node.row = row
        if len(given) == 1:
            calls.append(partial(np.positive, given[0], row))
        else:
            calls.append(partial(two, given[0], given[1], out=row))
            calls.extend(partial(two, row, each, out=row) for each in given[2:])
        self._release(node)

    def _choose(
        self,
        node: Node,
        mask: BoolArray,
        branches: Sequence[Node],
        target: FloatArray | None,
        calls: list[Call],
    ) -> None:
        then, otherwise = (self._number(each, calls) for each in branches)
        row = self._taken(node) if target is None else target
        node.row = row
        calls.append(partial(np.positive, otherwise, row))
        calls.append(partial(np.copyto, row, then, where=mask))
        self._release(node)

    def _safediv(
        self, node: Node, operands: Sequence[Node], target: FloatArray | None, calls: list[Call]
    ) -> None:
        dividend, divisor, instead = (self._number(each, calls) for each in operands)
        row = self._taken(node) if target is None else target
        node.row = row
        mask = np.empty(self._width, dtype=np.bool_)
        calls.append(partial(np.absolute, divisor, row))
        calls.append(partial(np.less, row, _NEARLY, mask))
        calls.append(partial(np.divide, dividend, divisor, row))
        calls.append(partial(np.copyto, row, instead, where=mask))
        self._release(node)

    def _power(
        self, node: Node, base: Node, exponent: float, target: FloatArray | None, calls: list[Call]
    ) -> None:
        given = self._number(base, calls)
        self._release(node)
        node.row = self._taken(node) if target is None else target
        if exponent == 2.0:  # noqa: PLR2004 - a square
            calls.append(partial(np.multiply, given, given, node.row))
        else:
            calls.append(partial(np.power, given, np.asarray(exponent), node.row))

    def _several(
        self, node: Node, term: Apply, operands: Sequence[Node], calls: list[Call]
    ) -> None:
        # All results come at once: slots that read others of them need not compute them again.
        key: Key = (id(calls), *spelled(replace(term, part=0)))
        found = self._shared.get(key)
        if found is None:
            given = [self._number(each, calls) for each in operands]
            found = np.empty((results_count(term.operation, len(given)), self._width))
            calls.append(_all_copied(RESULTS[term.operation], given, found))
            self._shared[key] = found
        node.row = found[term.part]
        self._release(node)

    def _general(
        self,
        node: Node,
        function: Callable[..., FloatArray],
        target: FloatArray | None,
        calls: list[Call],
    ) -> None:
        given = [self._number(self._nodes[each], calls) for each in node.operands]
        self._release(node)
        row = self._taken(node) if target is None else target
        node.row = row
        calls.append(_copied(function, given, row))

    def _taken(self, node: Node) -> FloatArray:
        if node.is_fixed:
            return np.empty(self._width)
        row = self._free.pop() if self._free else np.empty(self._width)
        node.owns.append(row)
        return row

    def _release(self, node: Node) -> None:
        for each in node.operands:
            operand = self._nodes[each]
            operand.uses -= 1
            if operand.uses == 0:
                self._free.extend(operand.owns)
                operand.owns.clear()


_ZERO: Final = np.asarray(0.0)
_NEARLY: Final = np.asarray(NEARLY_NOUGHT)


def _copied(
    function: Callable[..., FloatArray], given: Sequence[FloatArray], row: FloatArray
) -> Call:
    def call() -> None:
        np.copyto(row, function(*given))

    return call


def _all_copied(
    function: Callable[..., FloatArray], given: Sequence[FloatArray], rows: FloatArray
) -> Call:
    full = [np.broadcast_to(each, rows.shape[1:]) for each in given]

    def call() -> None:
        np.copyto(rows, function(*full))

    return call
