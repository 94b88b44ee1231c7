"""Which loop drives the behaviour when: all of it from a run, or from many side by side."""

from collections.abc import Mapping, Sequence

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.dominance.discover import MOST, Wanted, discover
from wholeprint.systems.dominance.relative import relative_scores, score_loops
from wholeprint.systems.dominance.scores import score_links
from wholeprint.systems.dominance.shapes import Dominance
from wholeprint.systems.flat.system import System
from wholeprint.systems.loops.find import STEPS
from wholeprint.systems.loops.shapes import Loops
from wholeprint.systems.trajectory import Trajectory


def analyse(
    system: System,
    trajectory: Trajectory,
    *,
    names: Mapping[str, Sequence[str]] | None = None,
    budget: int = STEPS,
    most: int = MOST,
    collapsed: bool = True,
) -> Dominance:
    """Return the loops that were active in some runs, and their scores over time.

    Args:
        system: The system.
        trajectory: Its runs: at least the slots of `values.states_of` must have been kept, and the
            parameters in which members differ.
        names: Names for loops, as `Model.loops` has them.
        budget: How many steps the search for loops may take in each part.
        most: How many loops are kept in each part.
        collapsed: Whether delays, smooths and macros are passed as one link, with the score of the
            strongest way through; else their own stocks and loops are scored too, exactly.
    """
    wanted = Wanted(names or {}, budget=budget, most=most, collapsed=collapsed)
    return discover(system, trajectory, wanted)


def score(system: System, trajectory: Trajectory, loops: Loops) -> Dominance:
    """Return the scores of known loops in other runs.

    Only links that are in one of the loops are scored. What loops beyond the known ones do in these
    runs is not looked at: `Dominance.outside` is NaN; see `outside.outside_share`.

    Args:
        system: The system.
        trajectory: Its runs, see `analyse`.
        loops: The loops.
    """
    rows, some = _link_scores(system, trajectory, loops)
    links = np.zeros((len(loops.links), *some.shape[1:]))
    links[rows] = some
    scores = score_loops([each.links for each in loops.loops], links)
    return Dominance(
        loops=loops,
        times=trajectory.times,
        link_scores=links,
        loop_scores=scores,
        relative=relative_scores(loops.loops, scores),
        outside=np.full((len(loops.parts), len(trajectory.times)), np.nan),
    )


def relative_in(system: System, trajectory: Trajectory, loops: Loops) -> FloatArray:
    """Return the relative scores of known loops in other runs; (loops, times, members).

    Args:
        system: The system.
        trajectory: Its runs, see `analyse`.
        loops: The loops.
    """
    rows, some = _link_scores(system, trajectory, loops)
    place = {link: position for position, link in enumerate(rows)}
    ways = [[place[link] for link in each.links] for each in loops.loops]
    return relative_scores(loops.loops, score_loops(ways, some))


def _link_scores(
    system: System, trajectory: Trajectory, loops: Loops
) -> tuple[list[int], FloatArray]:
    """Return which links are in loops, and their scores."""
    rows = sorted({link for each in loops.loops for link in each.links})
    return rows, score_links(system, [loops.links[each] for each in rows], trajectory)
