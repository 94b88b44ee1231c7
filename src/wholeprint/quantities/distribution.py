"""What is believed about one number: five shapes, each with a central value and quantiles."""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import NormalDist
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt

from wholeprint.errors import ValueRefusedError

FloatArray = npt.NDArray[np.float64]

_NORMAL = NormalDist()
_Z95 = _NORMAL.inv_cdf(0.95)


class Distribution(Protocol):
    """What is believed about one number."""

    @property
    def central(self) -> float:
        """The one number to use where only one may be used."""
        ...

    def quantile(self, uniforms: FloatArray) -> FloatArray:
        """Return the values below which the given shares of belief lie.

        Args:
            uniforms: Shares between 0 and 1 [1].
        """
        ...

    def as_dict(self) -> dict[str, object]:
        """Return the distribution as plain values."""
        ...


@dataclass(frozen=True, slots=True)
class Fixed:
    """One value, not doubted.

    Attributes:
        value: That value.
    """

    value: float

    def __post_init__(self) -> None:
        _refuse_unless_finite(self.value)

    @property
    def central(self) -> float:
        """The value."""
        return self.value

    def quantile(self, uniforms: FloatArray) -> FloatArray:
        """Return the value, once for each share asked for.

        Args:
            uniforms: Shares between 0 and 1 [1].
        """
        return np.full(uniforms.shape, self.value)

    def as_dict(self) -> dict[str, object]:
        """Return the distribution as plain values."""
        return {"kind": "fixed", "value": self.value}


@dataclass(frozen=True, slots=True)
class Uniform:
    """Any value between two, none likelier than another.

    Attributes:
        low: The smallest value.
        high: The largest value.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        _refuse_unless_rising(self.low, self.high)

    @property
    def central(self) -> float:
        """The middle."""
        return self.low + (self.high - self.low) / 2

    def quantile(self, uniforms: FloatArray) -> FloatArray:
        """Return the values below which the given shares of belief lie.

        Args:
            uniforms: Shares between 0 and 1 [1].
        """
        return self.low + (self.high - self.low) * uniforms

    def as_dict(self) -> dict[str, object]:
        """Return the distribution as plain values."""
        return {"kind": "uniform", "low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class Triangular:
    """A likeliest value and two ends.

    Attributes:
        low: The smallest value.
        mode: The likeliest value; also the central one, since it is what the source states.
        high: The largest value.
    """

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        _refuse_unless_rising(self.low, self.mode, self.high)

    @property
    def central(self) -> float:
        """The likeliest value."""
        return self.mode

    def quantile(self, uniforms: FloatArray) -> FloatArray:
        """Return the values below which the given shares of belief lie.

        Args:
            uniforms: Shares between 0 and 1 [1].
        """
        width = self.high - self.low
        if width == 0.0:
            return np.full(uniforms.shape, self.mode)
        rising = self.low + np.sqrt(uniforms * width * (self.mode - self.low))
        falling = self.high - np.sqrt((1.0 - uniforms) * width * (self.high - self.mode))
        return np.where(uniforms * width < self.mode - self.low, rising, falling)

    def as_dict(self) -> dict[str, object]:
        """Return the distribution as plain values."""
        return {"kind": "triangular", "low": self.low, "mode": self.mode, "high": self.high}


@dataclass(frozen=True, slots=True)
class Lognormal:
    """A positive value known up to a factor.

    Attributes:
        median: The middle value; positive.
        sigma: Standard deviation of the natural logarithm [1].
    """

    median: float
    sigma: float

    def __post_init__(self) -> None:
        _refuse_unless_finite(self.median, self.sigma)
        if self.median <= 0.0 or self.sigma < 0.0:
            raise ValueRefusedError(
                "a lognormal needs a positive median and a sigma of 0 or more",
                seen=(self.median, self.sigma),
            )

    @classmethod
    def from_interval(cls, p05: float, p95: float) -> "Lognormal":
        """Return the lognormal that has 5 % of its belief below one value and 5 % above another.

        Args:
            p05: The lower value; positive.
            p95: The upper value.

        Raises:
            ValueRefusedError: If the values are not positive and rising.
        """
        if not 0.0 < p05 <= p95:
            raise ValueRefusedError("an interval must be positive and rising", seen=(p05, p95))
        return cls(median=math.sqrt(p05 * p95), sigma=math.log(p95 / p05) / (2 * _Z95))

    @property
    def central(self) -> float:
        """The median."""
        return self.median

    def quantile(self, uniforms: FloatArray) -> FloatArray:
        """Return the values below which the given shares of belief lie.

        Args:
            uniforms: Shares between 0 and 1, neither of them included [1].
        """
        scores = np.fromiter(map(_NORMAL.inv_cdf, uniforms.tolist()), np.float64, uniforms.size)
        return self.median * np.exp(self.sigma * scores)

    def as_dict(self) -> dict[str, object]:
        """Return the distribution as plain values."""
        return {"kind": "lognormal", "median": self.median, "sigma": self.sigma}


@dataclass(frozen=True, slots=True)
class Empirical:
    """Several sourced values for one thing, with straight lines between them.

    The smallest and the largest are the ends: what no source says is not believed. One value
    is a fixed one. Quantiles run straight between the sorted values, each value at the
    cumulative weight of those before it plus half the steps beside it, stretched to 0 and 1.

    Attributes:
        values: The values, in any order.
        weights: How much each counts, None for all alike.
    """

    values: tuple[float, ...]
    weights: tuple[float, ...] | None = None

    def __post_init__(self) -> None:
        _refuse_unless_finite(*self.values)
        if not self.values:
            raise ValueRefusedError("an empirical distribution needs at least one value")
        if self.weights is not None and (
            len(self.weights) != len(self.values) or min(self.weights) <= 0.0
        ):
            raise ValueRefusedError("each value needs one positive weight", seen=self.weights)

    def _nodes(self) -> tuple[FloatArray, FloatArray]:
        values = np.asarray(self.values, dtype=np.float64)
        order = np.argsort(values, kind="stable")
        weights = np.ones(values.size) if self.weights is None else np.asarray(self.weights)
        sorted_weights = weights[order]
        middles = np.cumsum(sorted_weights) - sorted_weights / 2
        span = middles[-1] - middles[0]
        places = (middles - middles[0]) / span if span > 0.0 else np.zeros(values.size)
        return places, values[order]

    @property
    def central(self) -> float:
        """The median."""
        places, values = self._nodes()
        return _straight(places.tolist(), values.tolist(), 0.5)

    def quantile(self, uniforms: FloatArray) -> FloatArray:
        """Return the values below which the given shares of belief lie.

        Args:
            uniforms: Shares between 0 and 1 [1].
        """
        places, values = self._nodes()
        return np.interp(uniforms, places, values)

    def as_dict(self) -> dict[str, object]:
        """Return the distribution as plain values."""
        document: dict[str, object] = {"kind": "empirical", "values": list(self.values)}
        if self.weights is not None:
            document["weights"] = list(self.weights)
        return document


def from_dict(document: Mapping[str, object]) -> Distribution:
    """Return the distribution a document describes.

    Args:
        document: What some distribution's `as_dict` wrote.

    Raises:
        ValueRefusedError: If the kind is not one of ours or a value is missing.
    """
    kind = document.get("kind")
    try:
        if kind == "empirical":
            weights = cast("Sequence[float] | None", document.get("weights"))
            return Empirical(
                tuple(cast("Sequence[float]", document["values"])),
                None if weights is None else tuple(weights),
            )
        numbers = {key: float(cast("float", document[key])) for key in document if key != "kind"}
        if kind == "fixed":
            return Fixed(**numbers)
        if kind == "uniform":
            return Uniform(**numbers)
        if kind == "triangular":
            return Triangular(**numbers)
        if kind == "lognormal":
            return Lognormal(**numbers)
    except (KeyError, TypeError) as wrong:
        raise ValueRefusedError(
            "a distribution without the values of its kind", seen=dict(document)
        ) from wrong
    raise ValueRefusedError(
        "no such kind of distribution",
        seen=kind,
        fix="Use fixed, uniform, triangular, lognormal or empirical",
    )


def _straight(places: list[float], values: list[float], place: float) -> float:
    after = min(max(bisect_right(places, place), 1), len(places) - 1)
    if len(places) == 1:
        return values[0]
    left, right = places[after - 1], places[after]
    return values[after - 1] + (values[after] - values[after - 1]) * (place - left) / (right - left)


def _refuse_unless_finite(*numbers: float) -> None:
    if not all(map(math.isfinite, numbers)):
        raise ValueRefusedError("a distribution needs finite numbers", seen=numbers)


def _refuse_unless_rising(*numbers: float) -> None:
    _refuse_unless_finite(*numbers)
    if any(right < left for left, right in pairwise(numbers)):
        raise ValueRefusedError("a distribution needs its values in rising order", seen=numbers)
