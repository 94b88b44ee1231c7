"""What loops that are not in a set do: the share of the activity that a set of loops misses."""

import numpy as np

from wholeprint.quantities.distribution import FloatArray
from wholeprint.systems.dominance.discover import active_ways
from wholeprint.systems.dominance.retain import total_magnitude
from wholeprint.systems.dominance.scores import score_links
from wholeprint.systems.flat.system import System
from wholeprint.systems.loops.cycles import Budget
from wholeprint.systems.loops.find import STEPS
from wholeprint.systems.loops.shapes import Loops
from wholeprint.systems.trajectory import Trajectory


def outside_share(
    system: System, trajectory: Trajectory, loops: Loops, *, budget: int = STEPS
) -> FloatArray:
    """Return what share of each part's activity loops outside a set have in some runs.

    All loops that were active in these runs are looked at, as far as the budget goes.

    Args:
        system: The system.
        trajectory: The runs, see `analyse`.
        loops: The set, with all links of the system.
        budget: How many steps the search may take in each part.

    Returns:
        Shares; (parts, times, members).
    """
    inner = {slot for part in loops.parts for slot in part.slots}
    rows = [
        at for at, each in enumerate(loops.links) if each.source in inner and each.target in inner
    ]
    links = [loops.links[at] for at in rows]
    scores = score_links(system, links, trajectory)
    place = {link: position for position, link in enumerate(rows)}
    shares = np.zeros((len(loops.parts), *scores.shape[1:]))
    for number, part in enumerate(loops.parts):
        known = [
            tuple(place[link] for link in each.links) for each in loops.loops if each.part == number
        ]
        everything = total_magnitude(active_ways(links, scores, part, Budget(budget)), scores)
        inside = total_magnitude(known, scores)
        with np.errstate(all="ignore"):
            shares[number] = np.where(everything > 0, 1 - inside / everything, 0.0).clip(0, 1)
    return shares
