"""Which links did anything when, as bits: what a search for loops turns back at."""

import numpy as np

from wholeprint.quantities.distribution import FloatArray


def active_bits(link_scores: FloatArray) -> list[int]:
    """Return for each link a number with one bit per instant and member: whether it was active.

    Args:
        link_scores: Scores; (links, times, members). NaN counts as not active.
    """
    active = (link_scores != 0) & np.isfinite(link_scores)
    rows = np.packbits(active.reshape(len(active), -1), axis=1)
    return [int.from_bytes(row.tobytes(), "big") for row in rows]
