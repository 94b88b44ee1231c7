"""What a term is worth: of one run, of many members, or along whole trajectories at once."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.term import Apply, Constant, Look, Ref, Term, walk
from wholeprint.systems.model import Table
from wholeprint.systems.operations import apply, look_up


class Values(Protocol):
    """Whatever gives the value of a slot by its position: a mapping, a list, a matrix of rows."""

    def __getitem__(self, slot: int, /) -> FloatArray:
        """Return the value of a slot.

        Args:
            slot: Its position.
        """
        ...


def evaluate(term: Term, values: Values, tables: Sequence[Table]) -> FloatArray:
    """Return what a term is worth.

    Args:
        term: The term; it may be as deep as it likes.
        values: Values of the slots it reads: arrays of any shapes that broadcast.
        tables: The lookups of its system.

    Returns:
        Its value, in the shape that the slots it reads broadcast to; a constant has no axis. What
        cannot be computed (a division by zero) is an infinity or no number.
    """
    done: list[FloatArray] = []
    with np.errstate(all="ignore"):
        for node in reversed(tuple(walk(term))):
            match node:
                case Constant():
                    done.append(np.asarray(node.value, dtype=np.float64))
                case Ref():
                    done.append(np.asarray(values[node.slot], dtype=np.float64))
                case Look():
                    done.append(look_up(tables[node.table], done.pop()))
                case Apply():
                    operands = [done.pop() for _ in node.terms]
                    done.append(apply(node.operation, operands, node.part))
    return done.pop()
