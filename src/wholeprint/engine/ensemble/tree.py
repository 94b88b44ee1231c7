"""Joins results in one fixed order, whatever the order in which they come in."""

from collections.abc import Callable
from typing import Generic, TypeVar

Node = TypeVar("Node")


class Tree(Generic[Node]):
    """A binary tree over the numbers of chunks: neighbours are joined as soon as both are there.

    Sums of floating-point numbers hang on their order. Here it hangs on the numbers of the chunks
    alone, so that results are the same bits for any number of workers, and any shards; and no more
    than about log2(chunks) results are held, if chunks come in about in order.

    Args:
        join: Joins two results, the one with the smaller numbers first.
    """

    def __init__(self, join: Callable[[Node, Node], Node]) -> None:
        self._join = join
        self._held: dict[tuple[int, int], Node] = {}

    def add(self, number: int, node: Node) -> None:
        """Take the result of a chunk.

        Args:
            number: The chunk's number, from 0.
            node: Its result.
        """
        level = 0
        while (level, number ^ 1) in self._held:
            other = self._held.pop((level, number ^ 1))
            node = self._join(other, node) if number & 1 else self._join(node, other)
            level, number = level + 1, number >> 1
        self._held[level, number] = node

    def result(self) -> Node | None:
        """Return everything joined, None if nothing came."""
        order = sorted(self._held, key=lambda key: key[1] << key[0])
        found: Node | None = None
        for key in order:
            node = self._held[key]
            found = node if found is None else self._join(found, node)
        return found
