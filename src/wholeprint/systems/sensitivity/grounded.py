"""Grounded sensitivity: of many runs, those are kept that could have given what was measured.

Runs are ranked by their likelihood under independent normal errors, and those are kept whose
likelihood is within a threshold of the best: twice the difference of the logarithms follows a
chi-square distribution with one degree of freedom (likelihood ratio). It is the way of Stella's
"Grounded Sensitivity" (isee systems, help pages; read second-hand).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from wholeprint.errors import SeriesError, ValueRefusedError
from wholeprint.quantities.distribution import FloatArray

_TINY = np.finfo(np.float64).tiny
_ROUNDED = 1e-9
"""Share of a run that an instant may be off through rounding."""


@dataclass(frozen=True, slots=True)
class Observed:
    """What was measured of one variable.

    Attributes:
        name: Which variable.
        times: When, rising [time unit of the model].
        values: What [unit of the variable].
        sigmas: Standard error of each [unit of the variable]; None where nobody says.
    """

    name: str
    times: tuple[float, ...]
    values: tuple[float, ...]
    sigmas: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        rising = all(a < b for a, b in zip(self.times, self.times[1:], strict=False))
        if not self.times or len(self.times) != len(self.values) or not rising:
            raise SeriesError(
                f"measured values of {self.name} need instants that rise, one for each",
                seen=f"{len(self.times)} instants, {len(self.values)} values",
            )


@dataclass(frozen=True, slots=True)
class Kept:
    """Which runs could have given the data.

    Attributes:
        is_kept: For each run.
        distances: For each run: twice the logarithm of the ratio of the best likelihood to its
            own; NaN where a run failed.
        best: The likeliest run.
        threshold_amount: Runs with a distance up to this are kept [1].
    """

    is_kept: npt.NDArray[np.bool_]
    distances: FloatArray
    best: int
    threshold_amount: float

    @property
    def kept_share(self) -> float:
        """Share of the runs that are kept [1]."""
        return float(np.mean(self.is_kept))


def squared_errors(observed: Observed, times: FloatArray, series: FloatArray) -> FloatArray:
    """Return the sum of squared differences between runs and data, over standard errors if told.

    Between two instants that a run keeps its values run straight.

    Args:
        observed: What was measured.
        times: The instants that runs keep.
        series: Values of the runs; shape (instants, runs).

    Raises:
        SeriesError: If something was measured outside the time the model runs.
    """
    wanted = np.asarray(observed.times)
    # An instant is a start and so many steps, so the last one may be a bit before what was meant.
    slack = _ROUNDED * max(float(times[-1] - times[0]), abs(float(times[-1])))
    if wanted[0] < times[0] - slack or wanted[-1] > times[-1] + slack:
        raise SeriesError(
            f"{observed.name} was measured when the model does not run",
            seen=f"{wanted[0]:g} to {wanted[-1]:g}, where it runs from {times[0]:g} "
            f"to {times[-1]:g}",
        )
    wanted = np.clip(wanted, times[0], times[-1])
    after = np.clip(np.searchsorted(times, wanted, side="left"), 1, max(times.size - 1, 1))
    if times.size == 1:
        found = np.repeat(series, wanted.size, axis=0)
    else:
        left, right = times[after - 1], times[after]
        share = ((wanted - left) / (right - left))[:, None]
        found = series[after - 1] * (1.0 - share) + series[after] * share
    scales = np.ones(wanted.size) if observed.sigmas is None else np.asarray(observed.sigmas)
    off = (found - np.asarray(observed.values)[:, None]) / scales[:, None]
    return (off**2).sum(axis=0)


def keep_likely(
    errors: FloatArray, observed: Sequence[Observed], *, kept_probability: float = 0.95
) -> Kept:
    """Return which runs are within the threshold of the likeliest one.

    With standard errors, twice the negative logarithm of the likelihood is the sum of squares but
    for a constant. Where nobody says how wide the errors of a variable scatter, the likeliest
    width is taken for each run, which makes it n ln(sum of squares).

    Args:
        errors: Sums of squares; shape (variables, runs); NaN where a run failed.
        observed: What was measured of each variable.
        kept_probability: Share of the chi-square distribution below the threshold [1].

    Raises:
        ValueRefusedError: If no run went well.
    """
    distances = np.zeros(errors.shape[1])
    for each, row in zip(observed, errors, strict=True):
        told = each.sigmas is not None
        distances += row if told else len(each.values) * np.log(np.maximum(row, _TINY))
    if not np.isfinite(distances).any():
        raise ValueRefusedError("no run went well, so none can be held against the data")
    best = int(np.nanargmin(distances))
    distances = distances - distances[best]
    threshold = NormalDist().inv_cdf((1.0 + kept_probability) / 2.0) ** 2
    with np.errstate(invalid="ignore"):
        return Kept(distances <= threshold, distances, best, threshold)
