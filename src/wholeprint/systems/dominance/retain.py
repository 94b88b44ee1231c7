"""Which of very many loops to keep: those that ever mattered, never all of their scores at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from wholeprint.quantities.distribution import FloatArray

LEAST_SHARE = 0.001
"""A loop that never had this share of its part's activity is left out."""

_CELLS = 2_000_000
"""Numbers that are held at once."""

Way = tuple[int, ...]


@dataclass(slots=True)
class Kept:
    """The loops of one part that are kept.

    Attributes:
        ways: Their links: those that are strongest at some instant first, then by mean share.
        seen: How many loops were looked at.
        retained: How many of them ever had the least share.
        is_truncated: Whether more had the least share than may be kept.
        outside: The share that all others had, at its largest over members; (times,).
        total: The sum of magnitudes of all loops looked at, (times, members); None where all of
            them are kept.
    """

    ways: list[Way]
    seen: int
    retained: int
    is_truncated: bool
    outside: FloatArray
    total: FloatArray | None = None


@dataclass(slots=True)
class _Tally:
    """Loops that may be kept, and the sum of all magnitudes so far; (cells,)."""

    total: FloatArray
    ways: list[Way] = field(default_factory=list[Way])
    seen: int = 0


def retain(ways: Iterable[Way], link_scores: FloatArray, most: int) -> Kept:
    """Return the loops of a part that ever had a share worth telling.

    A loop that falls short of the share of those seen so far falls short of that of all: so it can
    be dropped at once.

    Args:
        ways: The links of each loop; they need not fit into memory.
        link_scores: Scores; (links, times, members).
        most: How many loops may be kept.
    """
    times = int(link_scores.shape[1])
    scores = _magnitudes(link_scores)
    tally = _Tally(total=np.zeros(int(scores.shape[1])))
    for batch, magnitudes in _batches(ways, scores):
        tally.seen += len(batch)
        tally.total += magnitudes.sum(axis=0)
        tally.ways += [batch[at] for at in _large(magnitudes, tally.total)]
    kept, retained, inside = _chosen(tally, scores, most)
    with np.errstate(all="ignore"):
        outside: FloatArray = np.where(tally.total > 0, 1 - inside / tally.total, 0.0).clip(0, 1)
    whole = len(kept) == tally.seen
    by_time = outside.reshape(times, -1).max(axis=1)
    return Kept(
        ways=kept,
        seen=tally.seen,
        retained=retained,
        is_truncated=retained > len(kept),
        outside=np.zeros(times) if whole else by_time,
        total=None if whole else tally.total.reshape(times, -1),
    )


def total_magnitude(ways: Iterable[Way], link_scores: FloatArray) -> FloatArray:
    """Return the sum of the magnitudes of the scores of loops; (times, members).

    Args:
        ways: The links of each loop; they need not fit into memory.
        link_scores: Scores; (links, times, members).
    """
    scores = _magnitudes(link_scores)
    total = np.zeros(int(scores.shape[1]))
    for _, magnitudes in _batches(ways, scores):
        total += magnitudes.sum(axis=0)
    return total.reshape(link_scores.shape[1:])


def _magnitudes(link_scores: FloatArray) -> FloatArray:
    """Return the magnitudes of scores, one row per link; what is no number counts as nothing."""
    magnitudes = np.abs(link_scores.reshape(len(link_scores), -1))
    largest = float(np.finfo(np.float64).max)
    return np.nan_to_num(magnitudes, posinf=largest)


def _large(magnitudes: FloatArray, total: FloatArray) -> list[int]:
    """Return the rows that somewhere have the least share of a total."""
    return np.flatnonzero(
        ((magnitudes >= LEAST_SHARE * total) & (magnitudes > 0)).any(axis=1)
    ).tolist()


def _chosen(tally: _Tally, scores: FloatArray, most: int) -> tuple[list[Way], int, FloatArray]:
    """Return the loops to keep, how many had the least share, and what those kept sum up to."""
    ways: list[Way] = []
    means: list[float] = []
    best = np.zeros(int(scores.shape[1]))
    leader = np.full(int(scores.shape[1]), -1)
    for batch, magnitudes in _batches(tally.ways, scores):
        large = _large(magnitudes, tally.total)
        with np.errstate(all="ignore"):
            shares = np.where(tally.total > 0, magnitudes[large] / tally.total, 0.0)
        for row, share in zip(large, shares, strict=True):
            leads = magnitudes[row] > best
            best[leads] = magnitudes[row][leads]
            leader[leads] = len(ways)
            ways.append(batch[row])
            means.append(float(share.mean()))
    anchors = {int(each) for each in np.unique(leader) if each >= 0}
    order = sorted(range(len(ways)), key=lambda at: (at not in anchors, -means[at], ways[at]))
    kept = [ways[at] for at in order[:most]]
    inside = np.zeros(int(scores.shape[1]))
    for _, magnitudes in _batches(kept, scores):
        inside += magnitudes.sum(axis=0)
    return kept, len(order), inside


def _batches(ways: Iterable[Way], scores: FloatArray) -> Iterator[tuple[list[Way], FloatArray]]:
    """Yield loops and the magnitudes of their scores, some at a time.

    Loops found one after another begin alike; the products of what they share are kept.
    """
    cells = int(scores.shape[1])
    size = max(1, min(1024, _CELLS // max(1, cells)))
    waiting = iter(ways)
    held: list[FloatArray] = []
    last: Way = ()
    while batch := list(islice(waiting, size)):
        magnitudes = np.empty((len(batch), cells))
        with np.errstate(all="ignore"):
            for row, way in enumerate(batch):
                _prolong(held, _shared(last, way), way, scores)
                magnitudes[row] = held[len(way) - 1]
                last = way
        yield batch, magnitudes


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many links two ways have in common from the first on."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _prolong(held: list[FloatArray], shared: int, way: Way, scores: FloatArray) -> None:
    """Fill the products along a way from where it parts from the last one."""
    while len(held) < len(way):
        held.append(np.empty(int(scores.shape[1])))
    for at in range(shared, len(way)):
        if at == 0:
            np.copyto(held[0], scores[way[0]])
        else:
            np.multiply(held[at - 1], scores[way[at]], out=held[at])
