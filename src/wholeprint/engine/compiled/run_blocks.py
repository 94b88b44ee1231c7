"""Runs of a kernel: memory for what comes out, threads over blocks, and what failed made plain."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Lock

import numpy as np
import numpy.typing as npt

from wholeprint.engine.compiled.program import Program
from wholeprint.engine.kernel import Block, Measure
from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.flat.system import Span

WIDTH = 64
"""Members that are run at a time; threads take whole blocks."""


def as_inputs(inputs: FloatArray, rows: int) -> FloatArray:
    """Return inputs as kernels read them: rows of doubles, one after the other.

    Args:
        inputs: Values; (inputs, members).
        rows: How many inputs there must be.

    Raises:
        ValueRefusedError: If they have another shape.
    """
    found = np.ascontiguousarray(inputs, dtype=np.float64)
    if found.ndim != 2 or found.shape[0] != rows:  # noqa: PLR2004 - rows and members
        raise ValueRefusedError(
            "the inputs do not fit the kernel",
            seen=f"shape {found.shape}",
            fix=f"Give an array of shape ({rows}, members)",
        )
    return found


def empty_block(program: Program, span: Span, members: int) -> Block:
    """Return memory for what members give.

    Args:
        program: The program.
        span: Instants of a run.
        members: How many.
    """
    series = sum(each.measure is Measure.SERIES for each in program.kept)
    failed: npt.NDArray[np.int64] = np.full(members, -1, dtype=np.int64)
    scalars = np.empty((len(program.kept) - series, members))
    return Block(scalars, np.empty((series, span.saves, members)), failed)


@dataclass(slots=True)
class Threads:
    """Threads that stay, so that a short run does not wait for new ones."""

    _pools: dict[int, ThreadPoolExecutor] = field(default_factory=dict[int, ThreadPoolExecutor])
    _lock: Lock = field(default_factory=Lock)

    def spread(self, task: Callable[[int, int], None], members: int, threads: int) -> None:
        """Run a task over members, in threads that take whole blocks.

        Args:
            task: Takes the first member and the one behind the last.
            members: How many.
            threads: How many at a time.
        """
        blocks = -(-members // WIDTH)
        if threads <= 1 or blocks <= 1:
            if members:
                task(0, members)
            return
        # A few pieces for each thread: one that is held up does not hold up all.
        pieces = min(blocks, threads * 8)
        edges = [blocks * each // pieces * WIDTH for each in range(pieces)] + [members]
        pool = self._pool(threads)
        for each in [pool.submit(task, first, behind) for first, behind in pairwise(edges)]:
            each.result()

    def _pool(self, threads: int) -> ThreadPoolExecutor:
        with self._lock:
            if threads not in self._pools:
                self._pools[threads] = ThreadPoolExecutor(threads, "wholeprint-kernel")
            return self._pools[threads]


def without_failed(block: Block, span: Span) -> Block:
    """Return a block in which what a failed member gave is no number from its failure on.

    Args:
        block: The block; its arrays are changed.
        span: Instants of a run.
    """
    failed = np.flatnonzero(block.failed_at >= 0)
    if failed.size:
        block.scalars[:, failed] = np.nan
        saved: npt.NDArray[np.int64] = np.arange(span.saves, dtype=np.int64) * span.save_every
        for member in failed:
            block.series[:, saved >= block.failed_at[member], member] = np.nan
    return block
