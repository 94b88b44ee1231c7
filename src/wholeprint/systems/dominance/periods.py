"""When which loops dominate, and how much each link and loop matters over a run."""

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.dominance.shapes import Dominance, Period, Weights

HALF = 0.5
"""Loops that explain this share of the change in their part dominate it. Source: Schoenberg,
Davidsen & Eberlein, System Dynamics Review 36(2) 2020."""


def dominant_sets(relative: FloatArray) -> list[tuple[int, ...]]:
    """Return for each instant as few loops as explain half of the change, the strongest first.

    Args:
        relative: Relative scores of the loops of one part in one member; (loops, times).

    Returns:
        Positions of the loops; none where nothing changes, where the member has failed, or where
        all of them together explain less than half.
    """
    magnitudes = _sizes(relative)
    order = np.argsort(-magnitudes, axis=0, kind="stable")
    reached = np.cumsum(np.take_along_axis(magnitudes, order, axis=0), axis=0)
    # Half but for rounding: two loops that share a part equally dominate it each.
    enough = (reached < HALF * (1 - 1e-12)).sum(axis=0) + 1
    return [
        tuple(order[: enough[at], at].tolist()) if enough[at] <= len(order) else ()
        for at in range(relative.shape[1])
    ]


def periods(dominance: Dominance, member: int = 0) -> tuple[Period, ...]:
    """Return the stretches of time in which the same loops dominate, part by part.

    Args:
        dominance: The scores.
        member: Of which member.
    """
    found: list[Period] = []
    loops = dominance.loops.loops
    for part in range(len(dominance.loops.parts)):
        rows = [position for position, each in enumerate(loops) if each.part == part]
        if not rows:
            continue
        relative = dominance.relative[rows, :, member]
        sets = dominant_sets(relative)
        # The first instant ends no step.
        edges = [at for at in range(1, len(sets)) if at == 1 or set(sets[at]) != set(sets[at - 1])]
        for first, stop in zip(edges, [*edges[1:], len(sets)], strict=True):
            chosen = _strongest_first(sets[first], relative[:, first:stop])
            share = np.abs(relative[list(chosen), first:stop]).sum(axis=0).mean() if chosen else 0.0
            found.append(
                Period(first, stop - 1, part, tuple(rows[each] for each in chosen), float(share))
            )
    return tuple(found)


def _sizes(relative: FloatArray) -> FloatArray:
    return np.nan_to_num(np.abs(relative))


def _strongest_first(loops: tuple[int, ...], relative: FloatArray) -> tuple[int, ...]:
    means = np.abs(relative).mean(axis=1)
    return tuple(sorted(loops, key=lambda each: (-float(means[each]), each)))


def weights(dominance: Dominance) -> Weights:
    """Return how much links and loops matter: over all members, if there are several.

    The share of a link is its score over the sum of magnitudes of the scores of all links into its
    target. Source: Schoenberg, Davidsen & Eberlein (2020), on relative link scores; Schoenberg,
    "LoopX" (2019), on their variance as what tells which links to leave out of a diagram.

    Args:
        dominance: The scores.
    """
    links = dominance.loops.links
    scores = dominance.link_scores[:, 1:]
    variance, mean = np.zeros(len(links)), np.zeros(len(links))
    by_target: dict[int, list[int]] = {}
    for position, each in enumerate(links):
        by_target.setdefault(each.target, []).append(position)
    for rows in by_target.values():
        sizes = np.nan_to_num(np.abs(scores[rows]))
        total = sizes.sum(axis=0)
        with np.errstate(all="ignore"):
            share = np.where(total > 0, sizes / total, 0.0)
        if share.size:
            variance[rows] = (share.max(axis=1) - share.min(axis=1)).mean(axis=1)
            mean[rows] = share.mean(axis=(1, 2))
    return Weights(variance, mean, _loop_means(dominance))


def _loop_means(dominance: Dominance) -> FloatArray:
    """Return each loop's mean share from the first instant at which its part was active."""
    loops = dominance.loops.loops
    found = np.zeros(len(loops))
    for part in dict.fromkeys(each.part for each in loops):
        rows = [position for position, each in enumerate(loops) if each.part == part]
        sizes = np.nan_to_num(np.abs(dominance.relative[rows]))
        begun = np.cumsum(sizes.sum(axis=0) > 0, axis=0) > 0
        count = begun.sum()
        if count:
            found[rows] = sizes.sum(axis=(1, 2)) / count
    return found
