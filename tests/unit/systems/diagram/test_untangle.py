"""Lines that cross are untangled."""

import numpy as np

from wholeprint.systems.diagram.stress import hops
from wholeprint.systems.diagram.untangle import Tangle, cost, untangle

LINKS = np.array([[0, 1], [1, 2], [2, 3], [0, 3]])


def _tangle() -> Tangle:
    distances = 100.0 * hops(4, [(int(a), int(b)) for a, b in LINKS])
    return Tangle(LINKS, np.full((4, 2), 30.0), distances, np.array([100.0]))


def test_a_twisted_square_is_opened() -> None:
    """Four variables in a ring whose lines cross end at a lower cost."""
    twisted = np.array([[0.0, 0.0], [100.0, 100.0], [100.0, 0.0], [0.0, 100.0]])

    found = untangle(_tangle(), twisted)

    assert cost(_tangle(), found) < 0.5 * cost(_tangle(), twisted)


def test_what_may_not_move_stays() -> None:
    """Only the movable ones and the groups change their place."""
    places = np.array([[0.0, 0.0], [100.0, 100.0], [100.0, 0.0], [0.0, 100.0]])

    alone = untangle(_tangle(), places, [3])
    together = untangle(_tangle(), places, [], [np.array([0, 1])])

    assert (alone[:3] == places[:3]).all()
    assert np.allclose(together[1] - together[0], places[1] - places[0])
    assert (together[2:] == places[2:]).all()
