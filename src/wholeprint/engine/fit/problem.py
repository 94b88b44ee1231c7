"""A fit as a problem: free parameters on one side, measured series on the other.

Free parameters live in a unit cube: a coordinate is the share of belief below the value, so that
bounds hold by themselves and the prior is the same everywhere in the cube.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

import numpy as np

from wholeprint.engine.fit.data import Measured
from wholeprint.engine.kernel import Kernel
from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import Distribution, FloatArray
from wholeprint.systems.flat.system import Span

INSIDE = 1e-9
"""How far within the unit cube a coordinate stays: the quantiles of some beliefs have no ends."""


@dataclass(frozen=True, slots=True)
class Free:
    """A parameter that may be fitted.

    Attributes:
        name: Its name.
        slot: Its slot.
        belief: What is believed about it before: bounds and prior in one.
        unit: Its unit.
    """

    name: str
    slot: int
    belief: Distribution
    unit: str = ""


@final
class Problem:
    """What a fit asks a model.

    Args:
        kernel: The model, compiled for the free parameters in their order as inputs and for the
            series of each measured variable in their order as outputs.
        span: When it runs.
        frees: The free parameters.
        series: What was measured.

    Raises:
        ValueRefusedError: If an instant lies outside the run.
    """

    def __init__(
        self, kernel: Kernel, span: Span, frees: Sequence[Free], series: Sequence[Measured]
    ) -> None:
        self._kernel = kernel
        self.frees = tuple(frees)
        self.series = tuple(series)
        every = span.step * span.save_every
        self._saved = span.start + every * np.arange(span.saves, dtype=np.float64)
        _refuse_unless_within(self.series, self._saved)

    @property
    def points(self) -> int:
        """Number of measured values."""
        return sum(each.values.size for each in self.series)

    @property
    def estimated(self) -> int:
        """Number of values whose standard error nobody told, so that it is estimated."""
        return sum(each.values.size for each in self.series if each.sigmas is None)

    def values(self, cube: FloatArray) -> FloatArray:
        """Return parameters for points of the unit cube.

        Args:
            cube: Coordinates; shape (members, parameters).

        Returns:
            Their values [unit of each parameter]; shape (parameters, members).
        """
        inside = np.clip(cube, INSIDE, 1.0 - INSIDE)
        columns = [
            free.belief.quantile(np.ascontiguousarray(inside[:, place]))
            for place, free in enumerate(self.frees)
        ]
        return np.ascontiguousarray(np.stack(columns))

    def modelled(self, cube: FloatArray) -> list[FloatArray]:
        """Return what the model says where something was measured.

        Args:
            cube: Coordinates; shape (members, parameters).

        Returns:
            For each series: shape (points, members); NaN for members that failed.
        """
        block = self._kernel.run(self.values(cube))
        found: list[FloatArray] = []
        for place, each in enumerate(self.series):
            over_time = np.where(block.failed_at[np.newaxis, :] >= 0, np.nan, block.series[place])
            found.append(_at(over_time, self._saved, each.times))
        return found

    def courses(self, cube: FloatArray) -> tuple[FloatArray, list[FloatArray]]:
        """Return the whole course of what was measured.

        Args:
            cube: Coordinates; shape (members, parameters).

        Returns:
            The instants that are kept, and for each series: shape (instants, members), NaN for
            members that failed.
        """
        block = self._kernel.run(self.values(cube))
        is_lost = block.failed_at[np.newaxis, :] >= 0
        return self._saved, [np.where(is_lost, np.nan, each) for each in block.series]

    def log_likelihood(self, cube: FloatArray) -> FloatArray:
        """Return how well points of the unit cube agree with what was measured.

        Errors are normal and independent. Where their size is not told, the one that fits best is
        taken for each series (a concentrated likelihood).

        Args:
            cube: Coordinates; shape (members, parameters).

        Returns:
            Per member; minus infinity where the model failed.
        """
        total = np.zeros(cube.shape[0])
        for each, modelled in zip(self.series, self.modelled(cube), strict=True):
            away = modelled - each.values[:, np.newaxis]
            if each.sigmas is None:
                squares = np.maximum(np.mean(away**2, axis=0), _least_variance(each))
                total -= 0.5 * each.values.size * (np.log(2.0 * np.pi * squares) + 1.0)
            else:
                scaled = away / each.sigmas[:, np.newaxis]
                constant = np.sum(np.log(2.0 * np.pi * each.sigmas**2))
                total -= 0.5 * (np.sum(scaled**2, axis=0) + constant)
        return np.where(np.isfinite(total), total, -np.inf)

    def sigmas(self, point: FloatArray) -> list[FloatArray]:
        """Return the standard errors at a point: those told, or the size of what is left over.

        Args:
            point: Coordinates; shape (parameters,).

        Returns:
            For each series one per value [unit of the series].
        """
        found: list[FloatArray] = []
        for each, modelled in zip(self.series, self.modelled(point[np.newaxis, :]), strict=True):
            if each.sigmas is not None:
                found.append(each.sigmas)
                continue
            square = max(float(np.mean((modelled[:, 0] - each.values) ** 2)), _least_variance(each))
            found.append(np.full(each.values.size, np.sqrt(square)))
        return found

    def residuals(self, cube: FloatArray, sigmas: Sequence[FloatArray]) -> FloatArray:
        """Return what is left over, in standard errors.

        Args:
            cube: Coordinates; shape (members, parameters).
            sigmas: Standard errors of each series.

        Returns:
            Shape (points, members).
        """
        parts = [
            (modelled - each.values[:, np.newaxis]) / sigma[:, np.newaxis]
            for each, modelled, sigma in zip(self.series, self.modelled(cube), sigmas, strict=True)
        ]
        return np.concatenate(parts)


def _least_variance(series: Measured) -> float:
    # A model that made the data fits them to the last digit; a likelihood must stay finite.
    size = float(np.max(np.abs(series.values)))
    return (1e-9 * size) ** 2 if size > 0.0 else 1e-300


def _at(over_time: FloatArray, saved: FloatArray, times: FloatArray) -> FloatArray:
    """Return values between saved instants, on straight lines."""
    after = np.clip(np.searchsorted(saved, times, side="right"), 1, saved.size - 1)
    width = saved[after] - saved[after - 1]
    share = ((times - saved[after - 1]) / width)[:, np.newaxis]
    return over_time[after - 1] * (1.0 - share) + over_time[after] * share


def _refuse_unless_within(series: Sequence[Measured], saved: FloatArray) -> None:
    slack = 1e-9 * max(abs(float(saved[0])), abs(float(saved[-1])), 1.0)
    for each in series:
        first, last = float(each.times[0]), float(each.times[-1])
        if first < saved[0] - slack or last > saved[-1] + slack:
            raise ValueRefusedError(
                f"{each.name} was measured when the model does not run",
                seen=f"{first:g} to {last:g}; it runs from {saved[0]:g} to {saved[-1]:g}",
                fix="Let the model run longer (--stop), or leave those values out",
            )
