"""A difference shared out among assumptions of which any set may be changed: Shapley, exactly.

Where a result is no product of factors but comes out of a model, every set of the assumptions is
tried: all of them as on the one side, each alone as on the other, each two, and so on. What one of
them is worth is the mean, over all orders, of what changing it changes. Source: Shapley, A value
for n-person games (1953); the weights of sets are s! (n - s - 1)! / n!.
"""

import math

import numpy as np
import numpy.typing as npt

from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray

MOST = 14
"""More assumptions than this are refused: every set of them is run."""


def sets_of(count: int) -> npt.NDArray[np.bool_]:
    """Return every set of some assumptions.

    Args:
        count: How many there are.

    Returns:
        One row per assumption, one column per set: whether it is in it. The first set is empty
        and the last holds all; bit i of a column's number tells whether assumption i is in it.

    Raises:
        ValueRefusedError: If there are more than `MOST`.
    """
    if count > MOST:
        raise ValueRefusedError(
            "too many assumptions differ to try every set of them",
            seen=count,
            fix=f"Compare sides that differ in at most {MOST}",
        )
    numbers = np.arange(1 << count)
    return np.stack([(numbers >> each) & 1 == 1 for each in range(count)]).reshape(count, -1)


def shapley_of_sets(values: FloatArray) -> FloatArray:
    """Share a difference out among assumptions.

    Args:
        values: What came out for each set, in the order of `sets_of`.

    Returns:
        What each assumption adds; they add up to the last value less the first.

    Raises:
        ValueRefusedError: If there is not one value for each set.
    """
    count = values.size.bit_length() - 1
    if values.size != 1 << count:
        raise ValueRefusedError("there must be one value for each set", seen=values.size)
    numbers = np.arange(values.size)
    sizes = sum(((numbers >> each) & 1 for each in range(count)), np.zeros_like(numbers))
    weights = np.array(
        [
            math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
            for size in range(count)
        ]
    )
    found = np.zeros(count)
    for each in range(count):
        without = numbers[(numbers >> each) & 1 == 0]
        gained = values[without | (1 << each)] - values[without]
        found[each] = float(np.sum(weights[sizes[without]] * gained))
    return found
