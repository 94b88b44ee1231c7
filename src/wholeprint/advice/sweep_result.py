"""What a sweep over start times is asked, and what it found."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from wholeprint.advice.sweep_slots import IntArray, Starts
from wholeprint.errors import ValueRefusedError
from wholeprint.quantities.distribution import FloatArray

JOULES_PER_KWH = 3.6e6

Progress = Callable[[int, int], None]
"""Is told how many models are done, and of how many."""


@dataclass(frozen=True, slots=True, eq=False)
class Fleet:
    """Models, each a run of some length at steady power.

    Attributes:
        duration_seconds: How long each runs [s].
        power_watts: Its mean power, taken as constant over the run [W].
    """

    duration_seconds: FloatArray
    power_watts: FloatArray

    def __post_init__(self) -> None:
        duration = np.asarray(self.duration_seconds, dtype=np.float64)
        power = np.asarray(self.power_watts, dtype=np.float64)
        object.__setattr__(self, "duration_seconds", duration)
        object.__setattr__(self, "power_watts", power)
        if duration.ndim != 1 or duration.shape != power.shape or not duration.size:
            raise ValueRefusedError(
                "a fleet needs one duration and one power for each model, at least one",
                seen=(duration.shape, power.shape),
            )
        short = ~(np.isfinite(duration) & (duration > 0.0))
        if bool(short.any()):
            at = int(np.argmax(short))
            raise ValueRefusedError(
                f"model {at} does not last", seen=f"{duration[at]:g} s", fix="Leave it out"
            )
        weak = ~(np.isfinite(power) & (power >= 0.0))
        if bool(weak.any()):
            at = int(np.argmax(weak))
            raise ValueRefusedError(
                f"model {at} has no power that can be", seen=f"{power[at]:g} W", fix="Leave it out"
            )

    @classmethod
    def of_energy(cls, duration_seconds: FloatArray, energy_kwh: FloatArray) -> "Fleet":
        """Return the fleet whose models use so much energy, evenly over their runs.

        Args:
            duration_seconds: How long each runs [s].
            energy_kwh: What each uses [kWh].
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            power = np.asarray(energy_kwh) * JOULES_PER_KWH / np.asarray(duration_seconds)
        return cls(duration_seconds, np.where(np.asarray(duration_seconds) > 0.0, power, 0.0))

    @property
    def energy_kwh(self) -> FloatArray:
        """What each model uses [kWh]."""
        return self.power_watts * self.duration_seconds / JOULES_PER_KWH

    @property
    def amount(self) -> int:
        """How many models there are."""
        return self.duration_seconds.size


class Period(NamedTuple):
    """A stretch of time over which starts are looked at, and what the grid carried then.

    Attributes:
        name: "2019", or "all".
        start_seconds: Where it begins [s since 1970 UTC].
        end_seconds: Where it ends [s since 1970 UTC].
        mean_amount: Mean of the series over what is known of the period [unit of the series]; NaN
            where nothing is.
        known_share: How much of the period is known, from 0 to 1.
    """

    name: str
    start_seconds: float
    end_seconds: float
    mean_amount: float
    known_share: float


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """Emissions over all available starts of a period, one entry per model.

    A start is available where every moment of the run is known. Without one, numbers are NaN.

    Attributes:
        available: How many starts are available.
        minimum_grams: The least [gCO2e].
        mean_grams: The mean [gCO2e].
        maximum_grams: The greatest [gCO2e].
        best_start_seconds: The first start with the least [s since 1970 UTC].
        worst_start_seconds: The first start with the greatest [s since 1970 UTC].
        by_average_grams: What the period's average intensity says [gCO2e].
        deviation_grams: Root of the mean square of emissions minus that [gCO2e].
    """

    available: IntArray
    minimum_grams: FloatArray
    mean_grams: FloatArray
    maximum_grams: FloatArray
    best_start_seconds: FloatArray
    worst_start_seconds: FloatArray
    by_average_grams: FloatArray
    deviation_grams: FloatArray

    def of_average(self, grams: FloatArray) -> FloatArray:
        """Return by which share emissions differ from what the average says [1].

        Args:
            grams: Emissions, such as `minimum_grams`: -0.4 is 40 % less than the average says.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            share = grams / self.by_average_grams - 1.0
        return np.where(self.by_average_grams > 0.0, share, np.nan)

    @property
    def typical_error(self) -> FloatArray:
        """Root mean square error of the average, as a share of what it says [1]."""
        return self.of_average(self.by_average_grams + self.deviation_grams)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """What was found among the starts of one period.

    Attributes:
        period: The period.
        models: Of each model.
        total: Of all models started at one moment together; one entry.
    """

    period: Period
    models: Spread
    total: Spread


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """Emissions of every model at every start.

    Attributes:
        fleet: The models.
        starts: The starts.
        probabilities: Of the quantiles.
        whole: Over all starts.
        years: Over the starts of each calendar year (UTC).
        quantiles_grams: Exact quantiles over all available starts, one row per probability, one
            column per model [gCO2e].
        total_quantiles_grams: The same of all models together [gCO2e].
        total_grams: All models together, at each start [gCO2e]; NaN where one of them has no such
            start.
    """

    fleet: Fleet
    starts: Starts
    probabilities: tuple[float, ...]
    whole: Part
    years: tuple[Part, ...]
    quantiles_grams: FloatArray
    total_quantiles_grams: FloatArray
    total_grams: FloatArray
