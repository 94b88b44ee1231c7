"""How busy the processor was, and whose work it did."""

from collections.abc import Callable

import numpy as np

from wholeprint.quantities.activity import Activity
from wholeprint.quantities.distribution import FloatArray

HALVES: tuple[Callable[[FloatArray], FloatArray], ...] = (
    lambda load: np.clip(2.0 * load, 0.0, 1.0),
    lambda load: np.clip(2.0 * load - 1.0, 0.0, 1.0),
)
"""How much of its first and of its second half a load takes [1]: between them lies the corner of
the power curve, which is straight in each."""
IDLE_NODES = np.linspace(0.0, 1.0, 9) ** 2
"""Where the idle share of measured energy is worked out; closer where it changes fast [1]."""


def own_share(activity: Activity) -> FloatArray:
    """Return which share of the machine's work the run's own processes did.

    Args:
        activity: The run.

    Returns:
        One share per interval between 0 and 1 [1]; NaN where either is not known.
    """
    busy = activity.busy_seconds
    share = activity.cpu_seconds / np.where(busy > 0.0, busy, 1.0)
    return np.clip(np.where(np.isnan(busy), np.nan, share), 0.0, 1.0)


def held_share(activity: Activity, threads: float | None) -> FloatArray:
    """Return which share of the machine's time to charge to the run's own processes.

    Args:
        activity: The run.
        threads: Hardware threads in its reach.

    Returns:
        The share of the machine's work; where that is not known the share of its threads, and
        where that is not known either all of it, so that nothing is lost [1].
    """
    share = own_share(activity)
    if threads is not None:
        share = np.where(
            np.isnan(share), utilisation(activity, activity.cpu_seconds, threads), share
        )
    return np.where(np.isnan(share), 1.0, share)


def utilisation(activity: Activity, work_seconds: FloatArray, threads: float) -> FloatArray:
    """Return how busy the threads in reach were.

    Args:
        activity: The run.
        work_seconds: Processor time per interval [s].
        threads: Hardware threads in reach.

    Returns:
        One utilisation per interval between 0 and 1 [1]; NaN where the time is not known.
    """
    room = np.diff(activity.edges) * threads
    return np.clip(work_seconds / np.where(room > 0.0, room, 1.0), 0.0, 1.0)


def split(places: FloatArray, nodes: FloatArray, amounts: FloatArray) -> FloatArray:
    """Return amounts spread over the nodes beside their places, so that straight lines are exact.

    Args:
        places: Where each amount lies, within the nodes.
        nodes: Rising places.
        amounts: What to spread; rows of one amount per place.

    Returns:
        One row for each row of amounts, with one sum per node.
    """
    right = np.clip(np.searchsorted(nodes, places, side="right"), 1, nodes.size - 1)
    part = (places - nodes[right - 1]) / (nodes[right] - nodes[right - 1])
    spread = np.zeros((amounts.shape[0], nodes.size))
    for place, row in enumerate(amounts):
        spread[place] = np.bincount(right - 1, row * (1.0 - part), nodes.size)
        spread[place] += np.bincount(right, row * part, nodes.size)
    return spread
