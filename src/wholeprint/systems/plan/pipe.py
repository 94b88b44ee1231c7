"""What goes in comes out a fixed number of steps later."""

import numpy as np
import numpy.typing as npt

from wholeprint.quantities.distribution import FloatArray


class Pipe:
    """The values that are on their way through one pipe, for each member.

    Args:
        first: What comes out until the first that went in arrives.
        delays: After how many steps it comes out, 1 or more, for each member.
    """

    def __init__(self, first: FloatArray, delays: npt.NDArray[np.int64]) -> None:
        self._delays = delays
        self._length = int(delays.max())
        self._one_delay = int(delays[0]) if (delays == delays[0]).all() else 0
        self._kept = np.tile(first, (self._length, 1))
        self._columns = np.arange(first.size)

    def beginning_with(self, first: FloatArray) -> "Pipe":
        """Return the same pipe with something else that comes out at first.

        Args:
            first: What comes out until the first that went in arrives.
        """
        return Pipe(first, self._delays)

    def put(self, step: int, values: FloatArray) -> None:
        """Take what goes in at a step.

        Args:
            step: Which step; they come in order.
            values: What goes in.
        """
        self._kept[step % self._length] = values

    def out(self, step: int) -> FloatArray:
        """Return what comes out at a step.

        Args:
            step: Which step: at most one later than the last that something was put in.
        """
        if self._one_delay:
            return self._kept[(step - self._one_delay) % self._length]
        # What has not been overwritten yet is what came first.
        return self._kept[(step - self._delays) % self._length, self._columns]


def delays(span: FloatArray, step: FloatArray, steps_count: int) -> npt.NDArray[np.int64]:
    """Return after how many steps what goes in comes out.

    Args:
        span: The delay [time].
        step: The step [time].
        steps_count: Number of steps of the run; nothing that takes longer comes out.

    Returns:
        Whole numbers of 1 or more.
    """
    with np.errstate(all="ignore"):
        whole = np.floor(span / step + 0.5)
    # A span that is no number is told as a failure by whoever runs the plan.
    bounded = np.clip(np.nan_to_num(whole, nan=1.0), 1.0, steps_count + 1.0)
    return bounded.astype(np.int64)
