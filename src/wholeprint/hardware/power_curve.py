"""The power of a processor at a utilisation.

The curve goes through three published points (idle, half load, full load) in straight lines,
each point a share of the thermal design power. Every argument may be one number or an array,
as long as they broadcast: a row of intervals against a column of draws gives both.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wholeprint.errors import ValueRefusedError

_HALF = 0.5


def power_share(
    utilisation: ArrayLike, idle_share: ArrayLike, half_share: ArrayLike, full_share: ArrayLike
) -> NDArray[np.float64]:
    """Return the power at a utilisation as a share of the thermal design power.

    Args:
        utilisation: Busy time per time [0 to 1]. What lies outside is brought to the nearer end,
            because counters of ticks can pass it by their rounding; NaN (a gap) stays NaN.
        idle_share: Power at rest [share of TDP].
        half_share: Power at half load [share of TDP]. Brought between idle and full where it
            lies outside, because draws of separately published points can cross.
        full_share: Power at full load [share of TDP].

    Returns:
        The shares, broadcast over the arguments [1].

    Raises:
        ValueRefusedError: If a share is negative, or full load takes less than rest.

    Source:
        Linear interpolation between measured load levels, as SPECpower_ssj2008 results are
        commonly read (for instance in the Green Software Foundation's "TEADS" curve, points at
        0, 10, 50 and 100 %).
    """
    idle = np.asarray(idle_share, dtype=np.float64)
    full = np.asarray(full_share, dtype=np.float64)
    if np.any(idle < 0.0) or np.any(full < idle):
        raise ValueRefusedError(
            "power at full load must not be below power at rest, nor that below zero",
            seen=f"idle {idle_share!r}, full {full_share!r}",
            fix="Give the shares of TDP in the order idle, half, full",
        )
    half = np.clip(np.asarray(half_share, dtype=np.float64), idle, full)
    load = np.clip(np.asarray(utilisation, dtype=np.float64), 0.0, 1.0)
    # Both sides are weighted means of their ends: exact at 0, 1/2 and 1, and never outside.
    part = np.where(load <= _HALF, 2.0 * load, 2.0 * load - 1.0)
    low = np.where(load <= _HALF, idle, half)
    high = np.where(load <= _HALF, half, full)
    return np.asarray(low * (1.0 - part) + high * part, dtype=np.float64)


def power(
    utilisation: ArrayLike,
    tdp_watts: ArrayLike,
    idle_share: ArrayLike,
    half_share: ArrayLike,
    full_share: ArrayLike,
) -> NDArray[np.float64]:
    """Return the power of a processor at a utilisation.

    Args:
        utilisation: Busy time per time [0 to 1].
        tdp_watts: Thermal design power [W].
        idle_share: Power at rest [share of TDP].
        half_share: Power at half load [share of TDP].
        full_share: Power at full load [share of TDP].

    Returns:
        The power, broadcast over the arguments [W].

    Raises:
        ValueRefusedError: If the shares are out of order or the design power is negative.

    Source:
        As for :func:`power_share`.
    """
    tdp = np.asarray(tdp_watts, dtype=np.float64)
    if np.any(tdp < 0.0):
        raise ValueRefusedError("a thermal design power must not be negative", seen=tdp_watts)
    return tdp * power_share(utilisation, idle_share, half_share, full_share)
