"""The scores of loops, and what share of its part's activity each of them has."""

from collections.abc import Mapping, Sequence

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.loops.shapes import Loop


def score_loops(loops: Sequence[Sequence[int]], link_scores: FloatArray) -> FloatArray:
    """Return the scores of loops: the products of the scores of their links.

    Source: Schoenberg, Davidsen & Eberlein, System Dynamics Review 36(2) 2020, equation 3.

    Args:
        loops: The positions of each one's links.
        link_scores: Scores of links; (links, times, members).

    Returns:
        Scores; (loops, times, members).
    """
    found = np.empty((len(loops), *link_scores.shape[1:]))
    with np.errstate(all="ignore"):
        for position, links in enumerate(loops):
            np.copyto(found[position], link_scores[links[0]])
            for link in links[1:]:
                found[position] *= link_scores[link]
        found += 0.0  # no minus before a nought
    return found


def relative_scores(
    loops: Sequence[Loop],
    loop_scores: FloatArray,
    totals: Mapping[int, FloatArray] | None = None,
) -> FloatArray:
    """Return scores over the sum of magnitudes in their part: -1 to 1, nought where all rest.

    Source: as above, equation 4, within a part as in Eberlein & Schoenberg (2020).

    Args:
        loops: The loops.
        loop_scores: Their scores; (loops, times, members).
        totals: For a part of which only some loops are here: the sum of the magnitudes of all of
            its loops; (times, members).
    """
    found = np.zeros_like(loop_scores)
    for part in dict.fromkeys(each.part for each in loops):
        rows = [position for position, each in enumerate(loops) if each.part == part]
        total = None if totals is None else totals.get(part)
        if total is None:
            found[rows] = shares(loop_scores[rows])
        else:
            found[rows] = _of_all(loop_scores[rows], total)
    return found


def _of_all(scores: FloatArray, total: FloatArray) -> FloatArray:
    """Return scores over a sum that more than they are in."""
    with np.errstate(all="ignore"):
        return np.where((total == 0) & ~np.isnan(scores), 0.0, scores / total)


def shares(scores: FloatArray) -> FloatArray:
    """Return scores over the sum of their magnitudes.

    Args:
        scores: Scores of the loops of one part; (loops, ...).
    """
    with np.errstate(all="ignore"):
        if np.isinf(scores).any():
            # A sum beyond what a number can hold: those that are tell, the others do not count.
            endless = np.isinf(scores).any(axis=0)
            scores = np.where(endless, np.where(np.isinf(scores), np.sign(scores), 0.0), scores)
        total = np.abs(scores).sum(axis=0)
        endless = np.isinf(total)
        if endless.any():
            scores = np.where(endless, scores / np.float64(2.0**500), scores)
            total = np.abs(scores).sum(axis=0)
        return np.where(total == 0, 0.0, scores / total) + 0.0
