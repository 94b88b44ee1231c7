"""Workers on this machine: threads or processes, a bounded number of chunks under way."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from multiprocessing import get_context
from typing import Protocol

from wholeprint.engine.ensemble.part import Part


class Workers(Protocol):
    """Runs chunks somewhere."""

    def run(self, job: Callable[[int], Part], chunks: Sequence[int]) -> Iterator[Part]:
        """Yield the results of chunks, in whatever order they are done.

        Args:
            job: Runs one chunk.
            chunks: Their numbers.

        Yields:
            Each result.
        """
        ...


class Alone:
    """Runs chunks one after another, here."""

    def run(self, job: Callable[[int], Part], chunks: Sequence[int]) -> Iterator[Part]:
        """Yield the results of chunks, in their order.

        Args:
            job: Runs one chunk.
            chunks: Their numbers.

        Yields:
            Each result.
        """
        yield from map(job, chunks)


class Threads:
    """Runs chunks on threads: compiled models and NumPy let go of the interpreter's lock.

    Args:
        count: How many.
    """

    def __init__(self, count: int) -> None:
        self._count = count

    def run(self, job: Callable[[int], Part], chunks: Sequence[int]) -> Iterator[Part]:
        """Yield the results of chunks, in whatever order they are done.

        Args:
            job: Runs one chunk.
            chunks: Their numbers.

        Yields:
            Each result.
        """
        yield from _run(ThreadPoolExecutor(self._count), self._count, job, chunks)


class Processes:
    """Runs chunks in processes of their own.

    Args:
        count: How many.
    """

    def __init__(self, count: int) -> None:
        self._count = count

    def run(self, job: Callable[[int], Part], chunks: Sequence[int]) -> Iterator[Part]:
        """Yield the results of chunks, in whatever order they are done.

        Args:
            job: Runs one chunk.
            chunks: Their numbers.

        Yields:
            Each result.
        """
        # Spawned, not forked: threads of this process would be lost half-way in a fork.
        pool = ProcessPoolExecutor(self._count, mp_context=get_context("spawn"))
        yield from _run(pool, self._count, job, chunks)


def _run(
    pool: Executor, count: int, job: Callable[[int], Part], chunks: Sequence[int]
) -> Iterator[Part]:
    waiting = iter(chunks)
    under_way: set[Future[Part]] = set()
    try:
        while True:
            # Two more than there are workers, so that none waits and memory stays bounded.
            for number in waiting:
                under_way.add(pool.submit(job, number))
                if len(under_way) >= count + 2:
                    break
            if not under_way:
                return
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for each in done:
                yield each.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
