"""Activity of links as bits."""

import numpy as np

from wholeprint.systems.dominance.activity import active_bits


def test_one_bit_for_each_instant_of_each_member() -> None:
    """A link has a bit where its score is not nought; NaN and endless scores count as idle."""
    scores = np.array([[[0.0, 1.0], [np.nan, -2.0]], [[0.5, 0.0], [np.inf, 0.0]]])

    first, second = active_bits(scores)

    assert first.bit_count() == 2
    assert second.bit_count() == 1
    assert first & second == 0
