"""Workers of a Dask cluster: the same call, the same numbers."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from wholeprint.engine.ensemble.part import Part
from wholeprint.errors import MissingExtraError, SimulationError

_AHEAD = 4
"""Chunks under way for each thread of the cluster."""


class DaskWorkers:
    """Runs chunks on a Dask cluster; one whose worker is lost is run on another one.

    Args:
        address: Of the scheduler ("tcp://..."), or a client or cluster of `distributed`.
    """

    def __init__(self, address: object) -> None:
        self._address = address

    def run(self, job: Callable[[int], Part], chunks: Sequence[int]) -> Iterator[Part]:
        """Yield the results of chunks, in whatever order they are done.

        Args:
            job: Runs one chunk.
            chunks: Their numbers.

        Yields:
            Each result.

        Raises:
            MissingExtraError: If `distributed` is not installed.
            SimulationError: If the cluster cannot be reached, or has no workers.
        """
        try:
            import distributed  # noqa: PLC0415 - an extra, asked for here only
        except ImportError as error:
            raise MissingExtraError(
                "an ensemble on a cluster needs Dask", fix="pip install 'wholeprint[dask]'"
            ) from error
        module: Any = distributed
        own = not isinstance(self._address, module.Client)
        try:
            client: Any = module.Client(self._address) if own else self._address
        except (OSError, ValueError, TypeError) as error:
            raise SimulationError(
                "the cluster cannot be reached", seen=str(self._address), fix="Start its scheduler"
            ) from error
        try:
            yield from _run(client, module.as_completed, job, chunks)
        finally:
            if own:
                client.close()


def _run(
    client: Any,  # noqa: ANN401 - the types of distributed are loaded with it
    as_completed: Callable[..., Any],
    job: Callable[[int], Part],
    chunks: Sequence[int],
) -> Iterator[Part]:
    threads = sum(client.nthreads().values())
    if threads == 0:
        raise SimulationError("the cluster has no workers", fix="Start some")
    waiting = iter(chunks)
    # The job goes with each chunk: what is scattered may be lost with the worker that held it. A
    # chunk has no effect but its file, which is written whole; so a lost one is just run again.
    first = [_submit(client, job, number) for number in islice(waiting, _AHEAD * threads)]
    coming = as_completed(first)
    for future in coming:
        yield future.result()
        future.release()
        for number in islice(waiting, 1):
            coming.add(_submit(client, job, number))


def _submit(client: Any, job: Callable[[int], Part], number: int) -> Any:  # noqa: ANN401 - as above
    return client.submit(job, number, pure=False)
